package stateprogram

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// The columns of the register by which a child is known.
const (
	nameColumn   = "name"
	birthColumn  = "birth"
	sexColumn    = "sex"
	numberColumn = "person_number"
	motherColumn = "mother"
	hamletColumn = "hamlet"
	orderColumn  = "name_key"
)

// judge looks at rows of one import.
type judge struct {
	x     *Program
	g     *register.Register
	ctx   context.Context
	tx    *store.Tx
	m     *Import
	shape shape
	at    map[string]int // of each column in the table
	env   *register.Env
	today day.Day
	kids  map[string]register.Record // children read for a piece at once, by id
}

// kid is a child as it stands in the register.
func (j *judge) kid(id string) (register.Record, error) {
	if rec, read := j.kids[id]; read {
		return rec, nil
	}
	return j.g.Get(j.ctx, j.tx, id)
}

func (x *Program) judging(ctx context.Context, tx *store.Tx, m *Import, today day.Day) (*judge, error) {
	g := x.kids(tx.Actor())
	on, err := day.ParseISO(m.On)
	if err != nil {
		return nil, err
	}
	s, err := x.shapeOn(ctx, tx, g, on)
	if err != nil {
		return nil, err
	}
	if s.Version.Key != m.Pack {
		return nil, errs.New(errs.Conflict, "Gói “Cột của phần mềm trẻ em” đã có bản khác từ khi đưa tệp này vào. Chưa ghi gì thêm; đưa tệp vào lại để đọc theo bản mới.")
	}
	j := &judge{x: x, g: g, ctx: ctx, tx: tx, m: m, shape: s, at: map[string]int{}, env: g.EnvOn(ctx, tx, today), today: today}
	for i, code := range listOf(m.Columns) {
		if code != "" {
			j.at[code] = i
		}
	}
	return j, nil
}

// judgeRows is how many rows one change looks at at most.
const judgeRows = 200

// judgePiece looks at the next rows, inside the caller's change; more is false when all are judged and the import waits for a person.
// Stopped at any moment it goes on where it was.
func (x *Program) judgePiece(ctx context.Context, tx *store.Tx, m *Import, today day.Day) (more bool, err error) {
	started := time.Now()
	j, err := x.judging(ctx, tx, m, today)
	if err != nil {
		return false, err
	}
	rows, err := store.List[importRow](ctx, tx, rowsOf, m.ID, "", 0, judgeRows)
	if err != nil {
		return false, err
	}
	differing, n := counted(m.Differing), 0
	for ; n < len(rows) && (n == 0 || time.Since(started) < pieceTime); n++ {
		old := rows[n]
		row, err := j.verdict(old)
		if err != nil {
			return false, err
		}
		differing.add(old, -1)
		differing.add(row, 1)
		if _, err := tx.Exec(ctx, rowJudge, row.Verdict, row.ChildID, row.Words, row.Differences, m.ID, row.N); err != nil {
			return false, err
		}
	}
	if err := j.env.Err(); err != nil {
		return false, err
	}
	m.Differing = jsonOf(differing)
	if n < len(rows) || n == judgeRows {
		return true, m.step(ctx, tx, judging)
	}
	return false, m.step(ctx, tx, waiting)
}

// tally counts the rows in which a column differs, by its code.
type tally map[string]int64

func counted(s string) tally {
	out := tally{}
	_ = json.Unmarshal([]byte(s), &out) // written by jsonOf
	return out
}

func (t tally) add(row importRow, n int64) {
	for _, d := range row.differences() {
		if d.Why == "" && d.Theirs != "" {
			t[d.Code] += n
		}
	}
}

// cell is what a row says in a column; there is false when the table has no such column.
func (j *judge) cell(cells []string, c column) (words string, there bool) {
	i, ok := j.at[c.Code]
	if !ok {
		return "", false
	}
	return cell(cells, i), true
}

// of is what a row says in the column of one of our fields.
func (j *judge) of(cells []string, field string) string {
	for _, c := range j.shape.Columns {
		if c.Field.Column == field {
			words, _ := j.cell(cells, c)
			return c.read(words)
		}
	}
	return ""
}

// verdict says what would become of a row.
func (j *judge) verdict(row importRow) (importRow, error) {
	row.Words, row.Differences, row.ChildID, row.Verdict = "", "", "", isMistake
	cells := listOf(row.Cells)
	if row.Words = j.mistake(cells); row.Words != "" {
		return row, nil
	}
	for _, twice := range []struct {
		stmt  *store.Stmt
		value string
		words string
	}{{rowCode, row.Code, "mã này"}, {rowNumber, row.Number, "số định danh này"}} {
		if twice.value == "" {
			continue
		}
		n, found, err := store.Find[int64](j.ctx, j.tx, twice.stmt, row.ImportID, twice.value, row.N)
		if err != nil {
			return row, err
		}
		if found {
			row.Words = "Hai dòng có cùng một mã: " + twice.words + " đã có ở dòng " + strconv.FormatInt(n, 10) + ". Sửa trên phần mềm rồi xuất lại"
			return row, nil
		}
	}
	return j.known(row, cells)
}

// mistake are the words about a row that cannot be read at all.
func (j *judge) mistake(cells []string) string {
	for _, c := range j.shape.Columns {
		words, _ := j.cell(cells, c)
		switch {
		case broken(words):
			return "Cột “" + c.Head + "” là lỗi công thức " + words + "; mở tệp, sửa hoặc xuất lại"
		case c.Field.Column == nameColumn && words == "":
			return "Chưa có họ tên"
		case c.Field.Column == numberColumn && words != "":
			if _, wrong := c.keep(words, j.env); wrong != "" {
				return "Số định danh: " + wrong
			}
		}
	}
	return ""
}

// known finds the child of a row and says how the two sides stand.
func (j *judge) known(row importRow, cells []string) (importRow, error) {
	f, err := j.find(row, cells)
	if err != nil {
		return row, err
	}
	row.Words = f.words
	switch {
	case f.id == "" && f.unsure && row.Picked != pickAdd:
		row.Verdict, row.ChildID = isUnsure, f.likely
	case f.id == "":
		return j.fresh(row, cells)
	default:
		return j.held(row, cells, f.id)
	}
	return row, nil
}

// held compares a row with the child that it is.
func (j *judge) held(row importRow, cells []string, id string) (importRow, error) {
	n, twice, err := store.Find[int64](j.ctx, j.tx, rowChild, row.ImportID, id, row.N)
	if err != nil {
		return row, err
	}
	if twice {
		row.Verdict, row.Words = isMistake, "Dòng "+strconv.FormatInt(n, 10)+" cũng là trẻ này: phần mềm có hai hồ sơ cho một trẻ, cần khóa một hồ sơ ở đó"
		return row, nil
	}
	rec, err := j.kid(id)
	if err != nil {
		return row, err
	}
	row.ChildID, row.Verdict = id, isSame
	if why := j.x.withheld(rec); why != "" {
		row.Words = "Hồ sơ đã rút đồng ý: giữ nguyên, không so và không gửi đi"
		return row, nil
	}
	list := j.compare(rec, cells)
	if len(list) > 0 {
		row.Verdict, row.Differences = isOther, jsonOf(list)
	}
	if words, away := j.away(cells); away && rec.State == keptState {
		row.Words = "Phần mềm ghi “" + words + "”, sổ đang quản lý. Mở hồ sơ để ghi chuyển đi, hoặc mở lại trên phần mềm"
		row.Verdict = isOther
	}
	return row, nil
}

// away are the words of the standing by which the software no longer keeps a child.
func (j *judge) away(cells []string) (words string, away bool) {
	for _, c := range j.shape.Columns {
		if c.As == asStanding {
			words, _ := j.cell(cells, c)
			return words, c.leaves(words)
		}
	}
	return "", false
}

// fresh judges a row about a child that the register does not have.
func (j *judge) fresh(row importRow, cells []string) (importRow, error) {
	if words, away := j.away(cells); away {
		row.Verdict, row.Words = isSame, "Sổ không có, phần mềm ghi “"+words+"”: không cần làm gì"
		return row, nil
	}
	typed, dropped := j.typed(cells)
	_, err := j.g.Judge(j.g.Blank(""), typed, j.env)
	if fields, ok := web.Mistakes(err); ok {
		var said []string
		for _, f := range fields {
			said = append(said, f.Message)
		}
		row.Words = strings.Join(said, "; ")
		return row, nil
	}
	row.Verdict = isNew
	if len(dropped) > 0 {
		row.Words = "Không đọc được, để trống: " + strings.Join(dropped, ", ")
	}
	return row, err
}

// typed is a row as somebody would type a new child; what the fields do not take is left out and named, except what a child is known by.
func (j *judge) typed(cells []string) (typed map[string]string, dropped []string) {
	typed = map[string]string{}
	for _, c := range j.shape.Columns {
		words, there := j.cell(cells, c)
		if !c.compared() || !there {
			continue
		}
		_, wrong := c.keep(words, j.env)
		if key := c.Field.Column; wrong != "" && key != nameColumn && key != birthColumn && key != sexColumn {
			dropped = append(dropped, c.Head)
			continue
		}
		typed[c.Field.Name] = c.read(words)
	}
	if f, ok := j.g.FieldNamed("thieu-ngay-sinh"); ok && j.of(cells, birthColumn) == "" {
		typed[f.Name] = "Phần mềm trẻ em chưa ghi ngày sinh"
	}
	if f, ok := j.g.FieldNamed("gioi"); ok && typed[f.Name] == "" {
		typed[f.Name] = unknown
	}
	return typed, dropped
}

// difference is a column in which the two sides do not say the same.
type difference struct {
	Code   string `json:"code"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
	Why    string `json:"why,omitempty"` // the field does not take what they say
}

func (row importRow) differences() (out []difference) {
	if row.Differences != "" {
		_ = json.Unmarshal([]byte(row.Differences), &out) // written by jsonOf
	}
	return out
}

// compare holds the answers of a record against a row. What the software leaves empty and we do not know either is no difference.
func (j *judge) compare(rec register.Record, cells []string) (out []difference) {
	for _, c := range j.shape.Columns {
		words, there := j.cell(cells, c)
		if !c.compared() || !there {
			continue
		}
		mine := rec.Value(c.Field.Column)
		v, why := c.keep(words, j.env)
		if c.agrees(mine, v, j.env) || v == "" && !tells(mine) {
			continue
		}
		out = append(out, difference{c.Code, rec.Text(c.Field.Column, j.env), c.shown(words, j.env), why})
	}
	return out
}

// shown is a cell as the field writes what it says, or as it came.
func (c column) shown(cell string, e *register.Env) string {
	v, words := c.Field.Kind.Read(c.read(cell), e)
	if words != "" {
		return cell
	}
	return c.Field.Kind.Text(v, e)
}

// found is what is known of the child of a row.
type found struct {
	id     string // surely this one
	likely string // perhaps this one
	unsure bool
	words  string
}

// find looks for the child of a row: what a person said, the personal number, the code as remembered, then who is alike.
func (j *judge) find(row importRow, cells []string) (found, error) {
	if row.Picked != "" && row.Picked != pickAdd && row.Picked != pickSkip {
		return found{id: row.Picked}, nil
	}
	var number, coded string
	var err error
	if row.Number != "" {
		if number, _, err = store.Find[string](j.ctx, j.tx, byNumber, row.Number, j.m.UnitID); err != nil {
			return found{}, err
		}
	}
	if row.Code != "" {
		if coded, err = j.byCode(row.Code); err != nil {
			return found{}, err
		}
	}
	switch {
	case number != "" && coded != "" && number != coded:
		return found{likely: number, unsure: true, words: "Số định danh là của một hồ sơ, mã trên phần mềm là của hồ sơ khác"}, nil
	case number != "":
		return found{id: number}, nil
	case coded != "":
		return j.sameStill(coded, row, cells)
	case row.Picked == pickAdd:
		return found{}, nil
	}
	return j.alike(row, cells)
}

// byCode is the child that the software calls by a code; one in the trash is nobody.
func (j *judge) byCode(code string) (string, error) {
	id, ok, err := store.Find[string](j.ctx, j.tx, childByCode, j.m.UnitID, code)
	if err != nil || !ok {
		return "", err
	}
	rec, err := j.kid(id)
	if errs.Is(err, errs.NotFound) || err == nil && rec.Dropped {
		return "", nil
	}
	return id, err
}

// sameStill refuses to believe a remembered code under which another child stands now: neither the name nor the birth is that of ours.
func (j *judge) sameStill(id string, row importRow, cells []string) (found, error) {
	rec, err := j.kid(id)
	if err != nil {
		return found{}, err
	}
	born, _ := j.birth(cells)
	if vi.Fold(rec.Str(nameColumn)) != vi.Fold(j.of(cells, nameColumn)) && rec.Str(birthColumn) != born && row.Picked == "" {
		return found{likely: id, unsure: true, words: "Mã này trước là " + rec.Code() + ", nay khác cả họ tên và ngày sinh"}, nil
	}
	return found{id: id}, nil
}

func (j *judge) birth(cells []string) (string, bool) {
	for _, c := range j.shape.Columns {
		if c.Field.Column == birthColumn {
			words, there := j.cell(cells, c)
			v, _ := c.keep(words, j.env)
			return v, there
		}
	}
	return "", false
}

// alike asks the finder. A record of the same name, full date of birth and mother is the child, and so is one that says the same in every
// column; any other that may be it is asked about.
func (j *judge) alike(row importRow, cells []string) (found, error) {
	typed, _ := j.typed(cells)
	rec, err := j.g.Judge(j.g.Blank(""), typed, j.env)
	if _, wrong := web.Mistakes(err); wrong {
		return found{}, nil // said by who judges the row as a new one
	}
	if err != nil {
		return found{}, err
	}
	list, err := j.x.Matcher.Alike(j.ctx, j.tx, rec, j.env)
	if err != nil || len(list) == 0 {
		return found{}, err
	}
	var sure []string
	for _, a := range list {
		if j.surely(rec, a.Rec) || j.agree(a.Rec, cells) {
			sure = append(sure, a.Rec.ID)
		}
	}
	if len(sure) == 1 {
		return found{id: sure[0]}, nil
	}
	if list, err = j.before(list); err != nil || len(list) == 0 {
		return found{}, err
	}
	words := list[0].Words
	if len(list) > 1 {
		words += "; còn " + strconv.Itoa(len(list)-1) + " hồ sơ gần giống"
	}
	return found{likely: list[0].Rec.ID, unsure: true, words: words}, nil
}

// before leaves out who was added from another row of the same table while it is written: sisters whose names are alike were shown as two
// new children, and a row that was accepted is not left out because the one above it is a child by now.
func (j *judge) before(list []register.Alike) (out []register.Alike, err error) {
	for _, a := range list {
		_, added, err := store.Find[int64](j.ctx, j.tx, rowAdded, j.m.ID, a.Rec.ID)
		if err != nil {
			return nil, err
		}
		if !added {
			out = append(out, a)
		}
	}
	return out, nil
}

// surely reports whether two records are one child by what both say: the same name, day of birth, sex and mother, and no two numbers.
func (j *judge) surely(a, b register.Record) bool {
	same := func(column string) bool {
		return a.Str(column) != "" && vi.Fold(a.Str(column)) == vi.Fold(b.Str(column))
	}
	numbers := a.Str(numberColumn) != "" && b.Str(numberColumn) != "" && a.Str(numberColumn) != b.Str(numberColumn)
	return same(nameColumn) && same(birthColumn) && len(a.Str(birthColumn)) == len("2018-06-05") && same(sexColumn) && same(motherColumn) && !numbers
}

// agreeing is how many answers two sides must share, when none differs, to be of one child.
const agreeing = 4

// agree reports whether a row says what a record says in every column, and enough of it.
func (j *judge) agree(rec register.Record, cells []string) bool {
	told := 0
	for _, c := range j.shape.Columns {
		if words, there := j.cell(cells, c); there && c.compared() && words != "" && tells(rec.Value(c.Field.Column)) {
			told++
		}
	}
	return told >= agreeing && len(j.compare(rec, cells)) == 0
}
