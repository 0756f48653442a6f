package plan

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func init() {
	store.Declare(
		store.Table{Name: "bulk", Events: []string{"bulk"}, Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Sửa nhiều việc"},
		store.Table{Name: "bulk_task", Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Việc trong lần sửa nhiều việc"},
	)
}

// bulk is one change of many tasks.
type bulk struct {
	ID          string        `db:"id"`
	UnitID      string        `db:"unit_id"`
	Year        int           `db:"year"`
	Act         string        `db:"act"`
	Words       string        `db:"words"`
	Reason      string        `db:"reason"`
	AccountName string        `db:"account_name"`
	CreatedAt   store.Instant `db:"created_at"`
	UndoneBy    string        `db:"undone_by"`
	UndoneAt    store.Instant `db:"undone_at"`

	changed, refused int
}

// What became of a task in a bulk change.
const (
	bulkChanged  = "changed"
	bulkRefused  = "refused"
	bulkRestored = "restored"
	bulkKept     = "kept" // somebody changed it since, so that undoing left it alone
)

// bulkTask is a task in a bulk change, with what stood in it before.
type bulkTask struct {
	ID      string `db:"id"`
	UnitID  string `db:"unit_id"`
	BulkID  string `db:"bulk_id"`
	Seq     int    `db:"seq"`
	TaskID  string `db:"task_id"` // empty when the unit has no such task
	Title   string `db:"title"`
	State   string `db:"state"`
	Why     string `db:"why"`
	Version int64  `db:"version"` // of the task after the change
	Before  string `db:"before"`
}

const (
	bulkColumns     = `b.id, b.unit_id, b.year, b.act, b.words, b.reason, b.account_name, b.created_at, b.undone_by, b.undone_at`
	bulkTaskColumns = `k.id, k.unit_id, k.bulk_id, k.seq, k.task_id, k.title, k.state, k.why, k.version, k.before`
)

var (
	bulkAdd = store.Change("plan.bulk.add", `INSERT INTO bulk (id, unit_id, year, act, words, reason, account_name, created_at, undone_by, undone_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0)`)
	bulkGet     = store.Query("plan.bulk.get", `SELECT `+bulkColumns+` FROM bulk b WHERE b.id = $1 AND {scope:b}`)
	bulkOf      = store.Query("plan.bulk.list", `SELECT `+bulkColumns+` FROM bulk b WHERE {scope:b} AND b.year = $1 ORDER BY b.id DESC LIMIT $2`)
	bulkUndone  = store.Change("plan.bulk.undo", `UPDATE bulk AS b SET undone_by = $1, undone_at = $2 WHERE b.id = $3 AND b.undone_at = 0 AND {scope:b}`)
	bulkTaskAdd = store.Change("plan.bulk_task.add", `INSERT INTO bulk_task (id, unit_id, bulk_id, seq, task_id, title, state, why, version, before) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	bulkTasks   = store.Query("plan.bulk_task.list", `SELECT `+bulkTaskColumns+` FROM bulk_task k WHERE k.bulk_id = $1 AND {scope:k} ORDER BY k.seq`)
	bulkTaskSet = store.Change("plan.bulk_task.settle", `UPDATE bulk_task AS k SET state = $1, why = $2 WHERE k.id = $3 AND {scope:k}`)

	extensionUndo = store.Change("plan.extension.undo", `DELETE FROM task_extension AS x WHERE x.id = $1 AND x.task_id = $2 AND {scope:x}`)
	transferUndo  = store.Change("plan.transfer.undo", `DELETE FROM task_transfer AS m WHERE m.id = $1 AND m.task_id = $2 AND {scope:m}`)
)

func (b bulk) add(ctx context.Context, tx *store.Tx) error {
	_, err := tx.Exec(ctx, bulkAdd, b.ID, b.UnitID, b.Year, b.Act, b.Words, b.Reason, b.AccountName, b.CreatedAt)
	return err
}

func (k bulkTask) add(ctx context.Context, tx *store.Tx) error {
	_, err := tx.Exec(ctx, bulkTaskAdd, k.ID, k.UnitID, k.BulkID, k.Seq, k.TaskID, k.Title, k.State, k.Why, k.Version, k.Before)
	return err
}

func (b *bulk) count(k bulkTask) {
	if k.State == bulkRefused {
		b.refused++
	} else {
		b.changed++
	}
}

// said tells what a change did: "Đặt hạn 20/05/2026: đã sửa 12 việc, 2 việc giữ nguyên."
func (b bulk) said() string {
	s := b.Words + ": đã sửa " + strconv.Itoa(b.changed) + " việc"
	if b.refused > 0 {
		s += ", " + strconv.Itoa(b.refused) + " việc giữ nguyên"
	}
	return s + "."
}

// undoPath is where the change is taken back, empty when nothing changed.
func (b bulk) undoPath(r *web.Request) string {
	if b.changed == 0 {
		return ""
	}
	return r.In(bulkPath + "/" + b.ID + "/hoan-tac")
}

// bulkView is one change as its page shows it.
type bulkView struct {
	bulk
	Tasks []bulkTask
}

func (v bulkView) with(states ...string) (out []bulkTask) {
	for _, k := range v.Tasks {
		if slices.Contains(states, k.State) {
			out = append(out, k)
		}
	}
	return out
}

func bulkFrom(ctx context.Context, from store.Source, id string) (v bulkView, err error) {
	if v.bulk, err = store.Get[bulk](ctx, from, bulkGet, id); err != nil {
		return v, err
	}
	if v.Tasks, err = store.List[bulkTask](ctx, from, bulkTasks, id); err != nil {
		return v, err
	}
	for _, k := range v.Tasks {
		v.count(k)
	}
	return v, nil
}

func (p *Plans) bulkShow(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("bulk")
	if err != nil {
		return err
	}
	v, err := bulkFrom(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	view := web.View{Title: v.Words, Lead: v.lead(), Here: ui.NavToday, Actions: bulkActions(r, v),
		Crumbs: []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: "Tất cả việc", Href: r.In(workPath)}, {Text: "Các lần sửa nhiều việc", Href: r.In(bulkPath)}, {Text: v.Words}}}
	return r.Show(w, view, bulkPage(r, v))
}

// lead says what was done, by whom, and what became of it.
func (v bulkView) lead() string {
	s := v.AccountName + " sửa lúc " + stamp(v.CreatedAt) + ": " + strconv.Itoa(v.changed) + " việc đổi, " + strconv.Itoa(v.refused) + " việc giữ nguyên."
	if v.UndoneAt.IsZero() {
		return s
	}
	s += " " + v.UndoneBy + " hoàn tác lúc " + stamp(v.UndoneAt) + ": trả lại " + strconv.Itoa(len(v.with(bulkRestored))) + " việc"
	if n := len(v.with(bulkKept)); n > 0 {
		s += ", " + strconv.Itoa(n) + " việc có người đã sửa sau đó nên để nguyên"
	}
	return s + "."
}

func (p *Plans) bulkList(w http.ResponseWriter, r *web.Request) error {
	all, err := store.List[bulk](r.Context(), r.Reader(), bulkOf, r.Year, PageSize)
	if err != nil {
		return err
	}
	view := web.View{Title: "Các lần sửa nhiều việc", Lead: "Mỗi lần sửa hoàn tác được, trừ những việc có người đã sửa sau đó.", Here: ui.NavToday,
		Crumbs: []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: "Tất cả việc", Href: r.In(workPath)}, {Text: "Các lần sửa nhiều việc"}}}
	return r.Show(w, view, bulkListPage(r, all))
}

// bulkUndo restores what the change touched in every task that nobody changed since; the others are named.
func (p *Plans) bulkUndo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	id, err := r.ID("bulk")
	if err != nil {
		return err
	}
	next := r.In(bulkPath + "/" + id)
	var restored, kept int
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		v, err := bulkFrom(ctx, tx, id)
		if err != nil {
			return err
		}
		if !v.UndoneAt.IsZero() {
			return errs.Newf(errs.Conflict, "%s đã hoàn tác lần sửa này lúc %s. Chưa đổi gì thêm.", v.UndoneBy, stamp(v.UndoneAt))
		}
		if err := tx.UpdateOne(ctx, bulkUndone, tx.Actor().Name, r.Now, id); err != nil {
			return err
		}
		_, match, err := p.Bodies.Register(ctx, tx, r.Today())
		if err != nil {
			return err
		}
		for _, k := range slices.Backward(v.with(bulkChanged)) { // the last that went out comes back first, to its own place
			done, err := k.restore(ctx, tx, v.bulk, match)
			if err != nil {
				return err
			}
			if done {
				restored++
			} else {
				kept++
			}
		}
		return tx.Audit(ctx, store.Entry{Kind: "bulk", ID: id, UnitID: v.UnitID, Action: "Hoàn tác sửa nhiều việc", Note: v.Words})
	})
	if err != nil {
		return err
	}
	said := "Đã trả lại " + strconv.Itoa(restored) + " việc như trước."
	if kept > 0 {
		said += " " + strconv.Itoa(kept) + " việc có người đã sửa sau đó nên để nguyên, xem tên bên dưới."
	}
	r.Say(w, said)
	return r.Go(w, next)
}

// restore puts back what the change touched; false means that somebody changed the task since.
func (k bulkTask) restore(ctx context.Context, tx *store.Tx, b bulk, match Match) (bool, error) {
	t, err := taskWith(ctx, tx, k.TaskID)
	if err != nil {
		return false, err
	}
	if t.Version != k.Version {
		why, err := lastTouch(ctx, tx, t)
		if err != nil {
			return false, err
		}
		_, err = tx.Exec(ctx, bulkTaskSet, bulkKept, why, k.ID)
		return false, err
	}
	var was taskBefore
	if err := json.Unmarshal([]byte(k.Before), &was); err != nil {
		return false, err
	}
	for _, trace := range []*store.Stmt{extensionUndo, transferUndo} { // more time that was taken back was never given
		if _, err := tx.Exec(ctx, trace, k.ID, t.ID); err != nil {
			return false, err
		}
	}
	if err := undoOne(ctx, tx, b, t, was, match); err != nil {
		return false, err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Hoàn tác: " + lowerFirst(b.Words)}); err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, bulkTaskSet, bulkRestored, "", k.ID)
	return true, err
}

// lastTouch names who changed a task last.
func lastTouch(ctx context.Context, tx *store.Tx, t draftTask) (string, error) {
	events, err := store.HistoryOf(ctx, tx, "task", t.ID, 1)
	if err != nil || len(events) == 0 {
		return "có người đã sửa sau đó", err
	}
	return events[0].AccountName + " đã sửa lúc " + stamp(events[0].At), nil
}

func undoOne(ctx context.Context, tx *store.Tx, b bulk, t draftTask, was taskBefore, match Match) error {
	switch b.Act {
	case "tam-dung":
		return course{}.save(ctx, tx, t.ID, t.Version)
	case "thung-rac":
		return putBack(ctx, tx, t, was.Live)
	case "han", "lui":
		t.Due, t.WhenKind = was.Due, was.Kind
	default:
		t.Owed = slices.Clone(was.Owed)
		for i := range t.Owed {
			t.Owed[i].ID = newID()
		}
		t.settle(match)
	}
	return rewrite(ctx, tx, t)
}
