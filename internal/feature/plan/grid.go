package plan

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/planread"
)

// gridColumn is a column of the quick grid: a field of a task that can be typed or pasted in one cell.
type gridColumn struct {
	Name, Label string
	Bodies      bool // the cell holds names of bodies
	Show        func(taskForm) string
	Set         func(f *taskForm, typed string, year int) error
}

// gridColumns are the columns in the order in which a list from Excel has them.
var gridColumns = []gridColumn{
	namesColumn("chu-tri", "Chủ trì"),
	namesColumn("cung-chu-tri", "Cùng chủ trì"),
	namesColumn("phoi-hop", "Phối hợp"),
	{Name: "bat-dau", Label: "Bắt đầu", Show: func(f taskForm) string { return f.Starts }, Set: setStart},
	{Name: "han", Label: "Hạn", Show: taskForm.timeCell, Set: setDue},
	{Name: "cao-diem", Label: "Cao điểm", Show: func(f taskForm) string { return f.Peaks }, Set: setPeaks},
}

func namesColumn(name, label string) gridColumn {
	of := fieldNamed(name).Of
	return gridColumn{Name: name, Label: label, Bodies: true,
		Show: func(f taskForm) string { return oneLine(*of(&f)) },
		Set: func(f *taskForm, typed string, _ int) error {
			*of(f) = oneLine(typed)
			return nil
		}}
}

func fieldNamed(name string) taskField {
	for _, f := range taskFields {
		if f.Name == name {
			return f
		}
	}
	panic("plan: no field " + name)
}

func columnNamed(name string) (gridColumn, bool) {
	for _, c := range gridColumns {
		if c.Name == name {
			return c, true
		}
	}
	return gridColumn{}, false
}

func setStart(f *taskForm, typed string, year int) error {
	d, err := typedDay(typed, year)
	if err != nil {
		return err
	}
	f.Starts = d.String()
	return nil
}

func setDue(f *taskForm, typed string, year int) error {
	w, err := typedTime(typed, year)
	if err == nil {
		f.setTime(w)
	}
	return err
}

func setPeaks(f *taskForm, typed string, year int) error {
	p, err := ParsePeaks(typed, year)
	if err == nil {
		f.Peaks = p.Words()
	}
	return err
}

// gridEdit is one cell that a person changed. Was is what stood in it when the person began; Version is that of the task at
// the time.
type gridEdit struct {
	Task    string `json:"t"`
	Version int64  `json:"v"`
	Field   string `json:"f"`
	Was     string `json:"was"`
	Value   string `json:"to"`
}

// The outcomes of a cell.
const (
	cellSaved    = "saved"
	cellWrong    = "wrong"
	cellConflict = "conflict" // somebody else wrote another value into it
)

// gridCell says what became of an edit.
type gridCell struct {
	Task   string `json:"t"`
	Field  string `json:"f"`
	State  string `json:"state"`
	Words  string `json:"words,omitempty"`
	Typed  string `json:"typed,omitempty"`
	Theirs string `json:"theirs,omitempty"`
}

// gridRow is a task as the grid shows it.
type gridRow struct {
	Task    string            `json:"t"`
	Version int64             `json:"v"`
	Cells   map[string]string `json:"cells"`
	Unknown []string          `json:"unknown"` // columns with a name that the register of bodies does not know

	Path   string `json:"-"`
	Title  string `json:"-"`
	Raw    string `json:"-"`
	Others string `json:"-"` // who else owes the work, in roles that the grid does not show
	Seq    int    `json:"-"`
}

func gridRowOf(t draftTask, match Match) gridRow {
	f := formOf(t)
	row := gridRow{Task: t.ID, Version: t.Version, Cells: map[string]string{}, Unknown: []string{}, Path: t.Path, Title: t.Title, Raw: t.WhenRaw, Seq: t.Seq, Others: otherCarriers(t.Owed)}
	for _, c := range gridColumns {
		row.Cells[c.Name] = c.Show(f)
		if c.Bodies && !allKnown(row.Cells[c.Name], match) {
			row.Unknown = append(row.Unknown, c.Name)
		}
	}
	return row
}

// otherCarriers are the bodies that owe the work without leading it: "Thực hiện: các trường học".
func otherCarriers(owed []Owed) string {
	var parts []string
	for _, role := range roleOrder {
		if role == planread.RoleLead || role == planread.RoleCoLead || !carries(role) {
			continue
		}
		if names := withRole(owed, role); names != "" {
			parts = append(parts, RoleWords(role)+": "+names)
		}
	}
	return strings.Join(parts, ". ")
}

func allKnown(names string, match Match) bool {
	for _, name := range splitNames(names) {
		if _, ok := match(name); !ok {
			return false
		}
	}
	return true
}

// cellName is the name and id of the control of a cell.
func cellName(task, field string) string { return "o-" + task + "-" + field }

// cellOf is the task and the column of a control.
func cellOf(name string) (task, field string, ok bool) {
	rest, ok := strings.CutPrefix(name, "o-")
	if !ok || len(rest) < 38 || !ident.Valid(rest[:36]) {
		return "", "", false
	}
	_, ok = columnNamed(rest[37:])
	return rest[:36], rest[37:], ok
}
