package plan

import (
	"context"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// withdrawWithin is how long the author may take a remark back.
const withdrawWithin = 15 * time.Minute

const (
	maxComment      = 2000
	commentPageSize = 30
)

// comment is a remark about a task. It is never edited; a withdrawn one leaves its place without its words.
type comment struct {
	ID          string        `db:"id"`
	UnitID      string        `db:"unit_id"`
	TaskID      string        `db:"task_id"`
	AccountID   string        `db:"account_id"`
	AccountName string        `db:"account_name"`
	Post        string        `db:"post"`
	BodyName    string        `db:"body_name"`
	Text        string        `db:"text"`
	CreatedAt   store.Instant `db:"created_at"`
	WithdrawnAt store.Instant `db:"withdrawn_at"`
	Level       actor.Level   `db:"level"`
}

// MayWithdraw reports whether the person may still take the remark back.
func (c comment) MayWithdraw(accountID string, now store.Instant) bool {
	return c.AccountID == accountID && accountID != "" && c.WithdrawnAt.IsZero() && now.Sub(c.CreatedAt.Time) <= withdrawWithin
}

const commentColumns = `c.id, c.unit_id, c.task_id, c.account_id, c.account_name, c.post, c.body_name, c.text, c.created_at, c.withdrawn_at, c.level`

var (
	commentAdd = store.Change("plan.comment.add", `INSERT INTO task_comment (id, unit_id, task_id, account_id, account_name, post, body_name, text, created_at, withdrawn_at, level)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)`)
	commentGet      = store.Query("plan.comment.get", `SELECT `+commentColumns+` FROM task_comment c WHERE c.id = $1 AND c.task_id = $2 AND {scope:c}`)
	commentOf       = store.Query("plan.comment.of_task", `SELECT `+commentColumns+` FROM task_comment c WHERE c.task_id = $1 AND c.id < $2 AND {scope:c} ORDER BY c.id DESC LIMIT $3`)
	commentWithdraw = store.Change("plan.comment.withdraw", `UPDATE task_comment AS c SET text = '', withdrawn_at = $1
		WHERE c.id = $2 AND c.task_id = $3 AND c.account_id = $4 AND c.withdrawn_at = 0 AND c.created_at >= $5 AND {scope:c}`)
)

// commentsOf reads a page of the talk, the newest last. Older is the id before which there is more, empty when there is none.
func commentsOf(ctx context.Context, from store.Source, taskID, before string) (talk []comment, older string, err error) {
	if before == "" {
		before = "~" // sorts after every id
	}
	talk, err = store.List[comment](ctx, from, commentOf, taskID, before, commentPageSize+1)
	if err != nil {
		return nil, "", err
	}
	if len(talk) > commentPageSize {
		talk = talk[:commentPageSize]
		older = talk[commentPageSize-1].ID
	}
	slices.Reverse(talk)
	return talk, older, nil
}

// commentPost adds a remark.
func (p *Plans) commentPost(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	text, level := f.Text("trao-doi"), noteLevel(r, f.Text("muc"))
	var form errs.Form
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		form.Add("trao-doi", "Viết điều muốn trao đổi")
	case n > maxComment:
		form.Add("trao-doi", "Mỗi lần trao đổi dài nhất 2.000 ký tự, đang có %d", n)
	}
	if fields, ok := web.Mistakes(form.Err()); ok {
		return p.showTask(w, r, taskTyped{Comment: text, Level: level, Errors: fields})
	}
	post := r.Actor.Acting()
	next := r.In("nhiem-vu/"+t.ID) + "#trao-doi"
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if _, err := tx.Exec(ctx, commentAdd, newID(), t.UnitID, t.ID, r.Actor.AccountID, r.Actor.Name, post.Name(), post.BodyName, text, r.Now, int64(level)); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: noteAction(level), Level: level})
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// commentTakeBack withdraws a remark of one's own. Its words are gone for good; that it was there stays.
func (p *Plans) commentTakeBack(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	id := r.PathValue("comment")
	if !ident.Valid(id) {
		return errs.New(errs.NotFound, "Không tìm thấy lời trao đổi này.")
	}
	next := r.In("nhiem-vu/"+t.ID) + "#trao-doi"
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		note, err := store.Get[comment](ctx, tx, commentGet, id, t.ID)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, commentWithdraw, r.Now, id, t.ID, r.Actor.AccountID, store.Instant{Time: r.Now.Add(-withdrawWithin)})
		if err != nil {
			return err
		}
		if n != 1 {
			return errs.New(errs.Conflict, "Chỉ người viết rút được lời trao đổi, trong 15 phút sau khi viết. Lời trao đổi này còn nguyên.")
		}
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Rút lời trao đổi", Level: note.Level})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã rút lời trao đổi.")
	return r.Go(w, next)
}
