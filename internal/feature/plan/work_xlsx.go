package plan

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// listLimit is how many rows a list as a file holds: more than a unit has in a year.
const listLimit = 20_000

// todayXLSX is the day's page as a file, with all rows of each group.
func (p *Plans) todayXLSX(w http.ResponseWriter, r *web.Request) error {
	today := r.Today()
	work, err := workAt(r.Context(), r.Reader(), r.Year, today, listLimit)
	if err != nil {
		return err
	}
	t := xlsx.Table{Sheet: "Việc", Title: "VIỆC ĐANG MỞ NĂM " + strconv.Itoa(r.Year), Subtitle: underTitle(r),
		Columns: slices.Concat([]xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}, {Head: "Nhóm", Width: 16}}, workColumns)}
	for _, g := range []struct {
		name  string
		tasks []Task
	}{{"Quá hạn", work.Overdue}, {"Đến hạn trong 7 ngày", work.Soon}, {"Chờ xác nhận", work.Claimed}, {"Thường xuyên hoặc chưa có hạn", work.Open}} {
		for _, task := range g.tasks {
			t.Rows = append(t.Rows, append([]any{len(t.Rows) + 1, g.name}, workCells(r, task, today)...))
		}
	}
	records, err := p.recordsOfDay(r, "")
	if err != nil {
		return err
	}
	for _, g := range records {
		for _, l := range g.Lines {
			t.Rows = append(t.Rows, append([]any{len(t.Rows) + 1, g.Title}, recordCells(r, l)...))
		}
	}
	return sendTable(w, "viec-"+today.ISO(), t)
}

// workColumns are what every list of work tells of a task.
var workColumns = []xlsx.Column{{Head: "Mục", Width: 11}, {Head: "Nội dung công việc", Width: 52}, {Head: "Cơ quan chủ trì, thực hiện", Width: 30},
	{Head: "Thời gian", Width: 26}, {Head: "Hạn", Width: 12, Kind: xlsx.Date}, {Head: "Tình trạng", Width: 18}}

func workCells(r *web.Request, t Task, today day.Day) []any {
	return []any{t.Path, taskLink(r, t), orUnclear(t.Lead), orUnclear(t.TimeWords()), t.Due, ui.StateWords(string(t.StatusAt(today)))}
}

// asked is a task with the part that one body has in it.
type asked struct {
	Task
	Role       planread.Role `db:"role"`
	PlanNumber string        `db:"plan_number"`
	PlanTitle  string        `db:"plan_title"`
	PlanIssued day.Day       `db:"plan_issued_on"`
	PlanKind   PlanKind      `db:"plan_kind"`
	PlanIssuer string        `db:"plan_issuer"`
}

var taskOfBody = store.Query("plan.task.of_body", `SELECT `+listColumns+`, o.role, p.number AS plan_number, p.title AS plan_title, p.issued_on AS plan_issued_on,
	p.kind AS plan_kind, p.issuer AS plan_issuer
	FROM task_body o JOIN task t ON t.id = o.task_id JOIN plan p ON p.id = t.plan_id
	WHERE {scope:o} AND o.body_id = $1 AND t.year = $2 AND t.live = TRUE ORDER BY t.due_on, t.plan_id, t.seq, o.seq LIMIT $3`)

// bodyXLSX lists what is asked of a body in a year: by which plan, in which part, until when.
func (p *Plans) bodyXLSX(w http.ResponseWriter, r *web.Request) error {
	name, t, err := p.bodyTable(r)
	if err != nil {
		return err
	}
	return sendTable(w, name, t)
}

func (p *Plans) bodyTable(r *web.Request) (file string, t xlsx.Table, err error) {
	b, err := p.bodyOf(r)
	if err != nil {
		return "", t, err
	}
	tasks, err := store.List[asked](r.Context(), r.Reader(), taskOfBody, b.ID, r.Year, listLimit)
	if err != nil {
		return "", t, err
	}
	t = xlsx.Table{Sheet: "Việc", Title: "VIỆC CỦA CƠ QUAN NĂM " + strconv.Itoa(r.Year), Subtitle: underTitle(r, b.Name),
		Columns: slices.Concat([]xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}, {Head: "Vai trò", Width: 14}}, workColumns, []xlsx.Column{{Head: "Kế hoạch", Width: 34}})}
	for i, a := range tasks {
		plan := Plan{Number: a.PlanNumber, Title: a.PlanTitle, IssuedOn: a.PlanIssued, Kind: a.PlanKind, Issuer: a.PlanIssuer}
		t.Rows = append(t.Rows, append(append([]any{i + 1, RoleWords(a.Role)}, workCells(r, a.Task, r.Today())...), plan.Name()))
	}
	return "viec-" + fileWord(b.Name) + "-" + strconv.Itoa(r.Year), t, nil
}

// bodyOf finds the body of the address among those of today.
func (p *Plans) bodyOf(r *web.Request) (Body, error) {
	id, err := r.ID("body")
	if err != nil {
		return Body{}, err
	}
	bodies, _, err := p.Bodies.Register(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return Body{}, err
	}
	i := slices.IndexFunc(bodies, func(b Body) bool { return b.ID == id })
	if i < 0 {
		return Body{}, errs.New(errs.NotFound, "Không tìm thấy cơ quan này trong danh bạ của đơn vị hôm nay.")
	}
	return bodies[i], nil
}
