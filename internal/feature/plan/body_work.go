package plan

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// owedRow is what is asked of one body: the task, the part, who asks, and what the body has sent.
type owedRow struct {
	asked
	Sent   int     `db:"sent"`
	SentOn day.Day `db:"sent_on"`
	Proofs int     `db:"proofs"`
}

// PlanName is who asks: the plan by its number or title.
func (o owedRow) PlanName() string {
	return Plan{Number: o.PlanNumber, Title: o.PlanTitle, IssuedOn: o.PlanIssued}.Name()
}

// SentWords tell what the body has sent: "2 kết quả, 3 tệp, gần nhất 11/05/2026".
func (o owedRow) SentWords() string {
	if o.Sent == 0 {
		return "chưa gửi"
	}
	s := strconv.Itoa(o.Sent) + " kết quả"
	if o.Proofs > 0 {
		s += ", " + strconv.Itoa(o.Proofs) + " tệp"
	}
	return s + ", gần nhất " + o.SentOn.String()
}

// owedPage are tasks of a body with due dates in a range, once for each part that the body has in them.
var owedPage = store.Query("plan.owed.page", `SELECT `+listColumns+`, o.role, p.number AS plan_number, p.title AS plan_title, p.issued_on AS plan_issued_on,
	(SELECT COUNT(*) FROM result r WHERE r.task_id = t.id AND r.body_id = o.body_id) AS sent,
	(SELECT COALESCE(MAX(s.done_on), '') FROM result s WHERE s.task_id = t.id AND s.body_id = o.body_id) AS sent_on,
	(SELECT COUNT(*) FROM result u JOIN result_file f ON f.result_id = u.id WHERE u.task_id = t.id AND u.body_id = o.body_id) AS proofs
	FROM (SELECT y.id FROM body_task y WHERE {scope:y} AND y.body_id = $1 AND y.year = $2 AND y.due_on >= $3 AND y.due_on <= $4
		ORDER BY y.due_on, y.id LIMIT $5 OFFSET $6) AS hit
	JOIN task t ON t.id = hit.id JOIN task_body o ON o.task_id = t.id JOIN plan p ON p.id = t.plan_id WHERE o.body_id = $1 ORDER BY t.due_on, t.id, o.seq`)

// owedRows reads a run of the work of a body; work without a due date comes last.
func owedRows(ctx context.Context, from store.Source, bodyID string, year int, n bodyCounts, offset, limit int) (rows []owedRow, err error) {
	dated := n.Parts - n.Undated
	if offset < dated {
		if rows, err = store.List[owedRow](ctx, from, owedPage, bodyID, year, some.Lo, some.Hi, limit, offset); err != nil {
			return nil, err
		}
	}
	if rest := offset + limit - dated; rest > 0 {
		undated, err := store.List[owedRow](ctx, from, owedPage, bodyID, year, "", "", min(rest, limit), max(0, offset-dated))
		return append(rows, undated...), err
	}
	return rows, nil
}

// bodyWork is the page of a body: what is asked of it, by whom, until when, and what it has sent.
type bodyWork struct {
	Body    Body
	Rows    []owedRow
	Count   int
	Page    int
	Pages   int
	Numbers []dayNumber
	Zalo    string
}

// bodyCounts are the numbers of one body. All but the first two are of the tasks that it carries out.
type bodyCounts struct {
	Parts      int `db:"parts"`
	Undated    int `db:"undated"`
	All        int `db:"n"`
	Overdue    int `db:"overdue"`
	Soon       int `db:"soon"`
	Done       int `db:"done"`
	Waiting    int `db:"waiting"`
	Unanswered int `db:"unanswered"`
	Open       int `db:"open_ended"`
}

var (
	bodyCarries = fmt.Sprintf("(y.roles & %d) > 0", roleBits(carries))
	bodyCount   = store.Query("plan.body.counts", `SELECT COUNT(*) AS parts, COUNT(CASE WHEN y.due_on = '' THEN 1 END) AS undated, COUNT(CASE WHEN `+bodyCarries+` THEN 1 END) AS n,
	COUNT(CASE WHEN y.due_on > '' AND y.due_on < $3 AND `+bitsAre("y.standing", stOpen|stRequested, stOpen)+` AND `+bodyCarries+` THEN 1 END) AS overdue,
	COUNT(CASE WHEN y.due_on >= $3 AND y.due_on <= $4 AND `+bitsAre("y.standing", stOpen, stOpen)+` AND `+bodyCarries+` THEN 1 END) AS soon,
	COUNT(CASE WHEN `+bitsAre("y.standing", stDone, stDone)+` AND `+bodyCarries+` THEN 1 END) AS done,
	COUNT(CASE WHEN `+bitsAre("y.standing", stPending, stPending)+` AND `+bodyCarries+` THEN 1 END) AS waiting,
	COUNT(CASE WHEN `+bitsAre("y.standing", stOpen|stRequested, stOpen|stRequested)+` AND `+bodyCarries+` THEN 1 END) AS unanswered,
	COUNT(CASE WHEN y.due_on = '' AND `+bitsAre("y.standing", stOpen, stOpen)+` AND `+bodyCarries+` THEN 1 END) AS open_ended
	FROM body_task y WHERE {scope:y} AND y.body_id = $1 AND y.year = $2`)
)

func (p *Plans) bodyShow(w http.ResponseWriter, r *web.Request) error {
	b, err := p.bodyOf(r)
	if err != nil {
		return err
	}
	v := bodyWork{Body: b, Page: pageOf(r)}
	ctx, from := r.Context(), r.Reader()
	n, err := store.Get[bodyCounts](ctx, from, bodyCount, b.ID, r.Year, r.Today(), r.Today().Add(SoonDays))
	if err != nil {
		return err
	}
	v.Count = n.Parts
	v.Pages = max(1, (v.Count+PageSize-1)/PageSize)
	v.Page = min(v.Page, v.Pages)
	if v.Rows, err = owedRows(ctx, from, b.ID, r.Year, n, (v.Page-1)*PageSize, PageSize); err != nil {
		return err
	}
	v.Numbers = n.numbers(b)
	v.Zalo = bodyZalo(r, v)
	view := web.View{Title: "Việc của " + b.Name, Lead: v.lead(n), Here: ui.NavDocuments, Actions: bodyWorkActions(r, v),
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: b.Name, Href: r.In("to-chuc/" + b.ID)}, {Text: "Việc"}}}
	return r.Show(w, view, bodyWorkPage(r, v))
}

// numbers lead to the lists behind them.
func (n bodyCounts) numbers(b Body) []dayNumber {
	of := func(f Filter) Filter {
		f.Body, f.Part = b.ID, "lam"
		return f
	}
	return []dayNumber{
		{"Phải làm", of(Filter{}), n.All}, {"Quá hạn", of(Filter{Due: "qua-han"}), n.Overdue}, {"Đến hạn trong 7 ngày", of(Filter{Due: "7-ngay"}), n.Soon},
		{"Thường xuyên hoặc chưa có hạn", of(Filter{Due: "khong-han"}), n.Open}, {"Chờ xác nhận hoặc xin lùi", of(Filter{State: "cho-tra-loi"}), n.Waiting},
		{"Chưa có phản hồi", of(Filter{State: "chua-phan-hoi"}), n.Unanswered}, {"Đã xong", of(Filter{State: "xong"}), n.Done},
	}
}

func (v bodyWork) lead(n bodyCounts) string {
	switch {
	case v.Count == 0:
		return ""
	case n.Overdue > 0:
		return strconv.Itoa(n.Overdue) + " việc quá hạn trong " + vi.Int(n.All) + " việc phải làm."
	case n.Unanswered > 0 && n.Unanswered == n.All-n.Done:
		return vi.Int(n.Unanswered) + " đề nghị chưa có phản hồi."
	default:
		return "Không có việc quá hạn trong " + vi.Int(n.All) + " việc phải làm."
	}
}

// zaloRows is how many tasks fit a message that people read to its end.
const zaloRows = 15

// bodyZalo is the body's open work with a due date as plain text for a message. The words are those of the plans.
func bodyZalo(r *web.Request, v bodyWork) string {
	lines := []string{v.Body.Name + ", việc đang chờ tính đến " + r.Today().String() + ":"}
	for _, row := range v.Rows {
		if len(lines) > zaloRows {
			break
		}
		if carries(row.Role) && row.isOpen() && !row.Due.IsZero() {
			lines = append(lines, strconv.Itoa(len(lines))+". "+row.Title+": "+row.DueWords(r.Calendar(), r.Today()))
		}
	}
	if len(lines) == 1 {
		lines = append(lines, "Không có việc nào có hạn đang chờ.")
	}
	return strings.Join(append(lines, "Xem và nộp kết quả: "+absolute(r, r.In("co-quan/"+v.Body.ID))), "\n")
}

// stateOf is the state of an asked task in words; a request never counts as overdue.
func (o owedRow) stateOf(today day.Day) string { return string(o.StatusAt(today)) }

// taskFacts are the facts of a task's card; a registered body leads to its work.
func taskFacts(r *web.Request, t draftTask) []ui.Fact {
	var out []ui.Fact
	for _, fact := range cardFacts(t) {
		names := 0
		for _, role := range roleOrder {
			for _, o := range t.Owed {
				if o.Role != role || RoleWords(role) != fact.Term {
					continue
				}
				one := ui.Fact{Term: fact.Term, Text: o.Name, Strong: fact.Strong}
				if o.BodyID != "" && r.May(actor.PlanRead) {
					one.Href = r.In("co-quan/" + o.BodyID)
				}
				out = append(out, one)
				names++
			}
		}
		if names == 0 {
			out = append(out, fact)
		}
	}
	return out
}
