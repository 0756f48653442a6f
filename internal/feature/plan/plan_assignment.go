package plan

import (
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// row is a line of the assignment table: what, who leads, who else, until when.
type row struct {
	Path, Title, Lead, Others, Time, State string
	TaskID                                 string
	Status                                 Status
}

func rowOf(t draftTask, today day.Day) row {
	others := namesOf(t.Owed, func(r planread.Role) bool {
		return r == planread.RoleCooperate || r == planread.RoleAdvise || r == planread.RoleMonitor
	})
	st := t.StatusAt(today)
	return row{Path: t.Path, Title: t.Title, Lead: orUnclear(t.Lead), Others: others, Time: orUnclear(t.TimeWords()),
		State: ui.StateWords(string(st)), TaskID: t.ID, Status: st}
}

func orUnclear(s string) string {
	if s == "" {
		return "chưa rõ"
	}
	return s
}

func (p *Plans) rows(r *web.Request) (Plan, []row, error) {
	pl, err := p.planOf(r)
	if err != nil {
		return pl, nil, err
	}
	tasks, err := tasksWith(r.Context(), r.Reader(), pl.ID)
	if err != nil {
		return pl, nil, err
	}
	on, err := asOfDay(r)
	if err != nil {
		return pl, nil, err
	}
	if err := putBackTo(r, on, tasks); err != nil {
		return pl, nil, err
	}
	rows := make([]row, len(tasks))
	for i, t := range tasks {
		rows[i] = rowOf(t, on)
	}
	return pl, rows, nil
}

// assignment shows the whole table on one page, for reading and for A4.
func (p *Plans) assignment(w http.ResponseWriter, r *web.Request) error {
	pl, rows, err := p.rows(r)
	if err != nil {
		return err
	}
	e, err := editionsOf(r, pl.ID)
	if err != nil {
		return err
	}
	v := web.View{Title: "Bảng phân công", Lead: pl.Name() + ". Tình trạng tính đến " + e.Day.String() + ".", Here: ui.NavPlan,
		Crumbs:  []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "Bảng phân công"}},
		Actions: assignmentActions(r, pl), Under: planTabs(r, pl, viewTable)}
	return r.Show(w, v, assignmentPage(r, pl, rows, e))
}

// assignmentXLSX is the same table as a file.
func (p *Plans) assignmentXLSX(w http.ResponseWriter, r *web.Request) error {
	pl, rows, err := p.rows(r)
	if err != nil {
		return err
	}
	return sendTable(w, "bang-phan-cong-"+fileYear(pl), assignmentTable(r, pl, rows))
}

func assignmentTable(r *web.Request, pl Plan, rows []row) xlsx.Table {
	t := xlsx.Table{
		Sheet: "Phân công", Title: "BẢNG PHÂN CÔNG NHIỆM VỤ",
		Subtitle: underTitle(r, pl.Name()),
		Columns: []xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}, {Head: "Mục", Width: 11}, {Head: "Nội dung công việc", Width: 52}, {Head: "Cơ quan chủ trì, thực hiện", Width: 30},
			{Head: "Cơ quan phối hợp", Width: 28}, {Head: "Thời gian", Width: 26}, {Head: "Tình trạng", Width: 16}},
	}
	for i, row := range rows {
		link := taskLink(r, Task{ID: row.TaskID, Year: pl.Year, Title: row.Title})
		t.Rows = append(t.Rows, []any{i + 1, row.Path, link, row.Lead, row.Others, row.Time, row.State})
	}
	return t
}

func fileYear(pl Plan) string {
	if pl.Number == "" {
		return strings.ReplaceAll(pl.ID[:8], "-", "")
	}
	return strings.NewReplacer("/", "-", " ", "").Replace(pl.Number)
}
