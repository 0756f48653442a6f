package plan

import (
	"context"
	"github.com/mangnon/mangnon/internal/attach"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	attach.Named("plan", "source_hash")
	attach.Named("result_file", "hash")
	attach.Named("work_list", "hash")
	store.Declare(
		store.Table{Name: "plan", Growing: true, Scoped: true, Own: ownPlan, Titles: true, Beyond: []string{"source_text", "outline", "notes"}, Events: []string{"plan"}, Title: "Kế hoạch"},
		store.Table{Name: "task", Growing: true, Scoped: true, Own: ownTask("id"), Titles: true, Hidden: []string{"text"}, Events: []string{"task"}, Title: "Nhiệm vụ"},
		store.Table{Name: "task_body", Growing: true, Scoped: true, Own: ownTask("task_id"), Titles: true, Title: "Cơ quan của nhiệm vụ"},
		store.Table{Name: "result", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Kết quả"},
		store.Table{Name: "result_file", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Tệp kết quả"},
		store.Table{Name: "task_word", Growing: true, Scoped: true, Own: ownTask("task_id"), Private: true},
	)
}

const planColumns = `p.id, p.unit_id, p.year, p.kind, p.title, p.number, p.issuer, p.issued_on, p.state, p.source_name, p.source_hash,
	p.created_by, p.created_at, p.confirmed_by, p.confirmed_at, p.version, ` + versionColumns

var (
	planAdd = store.Change("plan.add", `INSERT INTO plan (id, unit_id, year, title, number, issuer, issued_on, state,
		source_name, source_hash, source_text, outline, notes, reader, created_by, created_at, confirmed_by, confirmed_at, version, revises, resembles, kind)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', 0, 1, $17, $18, $19)`)
	planGet    = store.Query("plan.get", `SELECT `+planColumns+` FROM plan p WHERE p.id = $1 AND {scope:p}`)
	planSource = store.Query("plan.source", `SELECT {see:p.source_text} AS source_text, {see:p.outline} AS outline, {see:p.notes} AS notes FROM plan p WHERE p.id = $1 AND {scope:p}`)
	planList   = store.Query("plan.list", `SELECT `+planColumns+`,
		(SELECT COUNT(*) FROM task t WHERE t.plan_id = p.id AND t.dropped = FALSE AND t.parent_id = '') AS tasks,
		(SELECT COUNT(*) FROM task d WHERE d.plan_id = p.id AND d.dropped = FALSE AND d.parent_id = '' AND d.done_on > '') AS done
		FROM plan p WHERE {scope:p} AND p.year = $1 AND p.state IN ('draft', 'confirmed') ORDER BY p.id DESC`)
	planTwin = store.Query("plan.same_source", `SELECT `+planColumns+` FROM plan p
		WHERE {scope:p} AND p.source_hash = $1 AND p.state <> 'dropped' ORDER BY p.id LIMIT 1`)
	planConfirm = store.Change("plan.confirm", `UPDATE plan AS p SET state = 'confirmed', confirmed_by = $1, confirmed_at = $2, version = version + 1
		WHERE p.id = $3 AND p.version = $4 AND p.state = 'draft' AND {scope:p}`)
	planDrop = store.Change("plan.drop", `UPDATE plan AS p SET state = 'dropped', dropped_at = $1, dropped_by = $2, version = version + 1
		WHERE p.id = $3 AND p.version = $4 AND p.state = 'draft' AND {scope:p}`)
	tasksLive = store.Change("plan.task.go_live", `UPDATE task AS t SET live = TRUE WHERE t.plan_id = $1 AND t.dropped = FALSE AND {scope:t}`)
)

// Listed is a plan in the list of a year, with how far it has come.
type Listed struct {
	Plan
	Tasks int `db:"tasks"`
	Done  int `db:"done"`
}

// insert writes a draft with its work, inside a change.
func insert(ctx context.Context, tx *store.Tx, p Plan, src Source, reader string, tasks []draftTask, doubts []Doubt) error {
	if _, err := tx.Exec(ctx, planAdd, p.ID, p.UnitID, p.Year, p.Title, p.Number, p.Issuer, p.IssuedOn, string(p.State),
		p.SourceName, p.SourceHash, src.Text, src.Outline, src.Notes, reader, p.CreatedBy, p.CreatedAt, p.Revises, p.Resembles, string(p.Kind)); err != nil {
		return err
	}
	for _, t := range tasks {
		t.UnitID, t.PlanID, t.Year = p.UnitID, p.ID, p.Year
		if err := insertTask(ctx, tx, t); err != nil {
			return err
		}
	}
	if err := insertDoubts(ctx, tx, p, doubts); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: p.ID, UnitID: p.UnitID, Action: "Nhập " + p.Kind.Words(), After: p})
}

// confirm makes everything in a draft work.
func confirm(ctx context.Context, tx *store.Tx, p Plan) error {
	if p.Amends() {
		return errs.New(errs.Conflict, "Đây là bản sửa đổi của một kế hoạch đang thực hiện: áp dụng ở trang Có gì thay đổi, để việc đã làm được giữ. Chưa ghi gì.")
	}
	if p.State != Draft {
		return errs.New(errs.Conflict, "Kế hoạch này đã được xác nhận hoặc đã bỏ. Chưa ghi gì thêm.")
	}
	if err := tx.UpdateOne(ctx, planConfirm, tx.Actor().Name, tx.Now(), p.ID, p.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, tasksLive, p.ID); err != nil {
		return err
	}
	if err := follow(ctx, tx, p.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: p.ID, UnitID: p.UnitID, Action: "Xác nhận kế hoạch"})
}

func drop(ctx context.Context, tx *store.Tx, p Plan) error {
	if err := tx.UpdateOne(ctx, planDrop, tx.Now(), tx.Actor().Name, p.ID, p.Version); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: p.ID, UnitID: p.UnitID, Action: "Bỏ bản nhập"})
}

// searchWords are the folded words by which a task is found, each once and at most maxWords of them.
func searchWords(t Task) []string {
	seen := map[string]bool{}
	var out []string
	for _, word := range strings.Fields(foldAll(t.Title, t.Path, t.Lead, t.Text)) {
		if !seen[word] && len(out) < maxWords {
			seen[word] = true
			out = append(out, word)
		}
	}
	return out
}

const maxWords = 80

func newID() string { return ident.New() }
