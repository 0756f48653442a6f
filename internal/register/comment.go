package register

import (
	"context"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "register_comment", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Trao đổi trong các sổ", Heads: map[string]string{
		"register": "Sổ", "account_name": "Người viết", "post": "Chức danh", "body_name": "Cơ quan", "withdrawn_at": "Lúc rút"}})
}

// withdrawWithin is how long the author may take a remark back.
const withdrawWithin = 15 * time.Minute

const (
	maxComment      = 2000
	commentPageSize = 30
)

// comment is a remark about a record. It is never edited; a withdrawn one leaves its place without its words.
type comment struct {
	ID          string        `db:"id"`
	UnitID      string        `db:"unit_id"`
	RecordID    string        `db:"record_id"`
	AccountID   string        `db:"account_id"`
	AccountName string        `db:"account_name"`
	Post        string        `db:"post"`
	BodyName    string        `db:"body_name"`
	Text        string        `db:"text"`
	CreatedAt   store.Instant `db:"created_at"`
	WithdrawnAt store.Instant `db:"withdrawn_at"`
}

// mayWithdraw reports whether the person may still take the remark back.
func (c comment) mayWithdraw(accountID string, now store.Instant) bool {
	return c.AccountID == accountID && accountID != "" && c.WithdrawnAt.IsZero() && now.Sub(c.CreatedAt.Time) <= withdrawWithin
}

const commentColumns = `c.id, c.unit_id, c.record_id, c.account_id, c.account_name, c.post, c.body_name, c.text, c.created_at, c.withdrawn_at`

var (
	commentAdd = store.Change("register.comment.add", `INSERT INTO register_comment (id, unit_id, register, record_id, account_id, account_name, post, body_name, text, created_at, withdrawn_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)`)
	commentsOf      = store.Query("register.comment.of_record", `SELECT `+commentColumns+` FROM register_comment c WHERE c.record_id = $1 AND c.id < $2 AND {scope:c} ORDER BY c.id DESC LIMIT $3`)
	commentWithdraw = store.Change("register.comment.withdraw", `UPDATE register_comment AS c SET text = '', withdrawn_at = $1
		WHERE c.id = $2 AND c.record_id = $3 AND c.account_id = $4 AND c.withdrawn_at = 0 AND c.created_at >= $5 AND {scope:c}`)
)

// talkOf reads a page of what was said about a record, the newest last. Older is the id before which there is more, empty when
// there is none.
func talkOf(ctx context.Context, from store.Source, recordID, before string) (talk []comment, older string, err error) {
	if !ident.Valid(before) {
		before = "~" // sorts after every id
	}
	talk, err = store.List[comment](ctx, from, commentsOf, recordID, before, commentPageSize+1)
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

// say adds a remark to a record.
func (g *Register) say(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	text := f.Text("trao-doi")
	if fields, ok := web.Mistakes(remarkFits(text, "trao-doi")); ok {
		return g.showRecord(w, r, rec, showView{Said: text, Errors: fields})
	}
	next := g.here(r, rec.ID) + "#trao-doi"
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		_, err := g.remark(ctx, tx, r, rec, text)
		return err
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// remarkFits is errs.Invalid at a field when a remark says nothing or too much.
func remarkFits(text, field string) error {
	var form errs.Form
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		form.Add(field, "Viết điều muốn trao đổi")
	case n > maxComment:
		form.Add(field, "Mỗi lần trao đổi dài nhất 2.000 ký tự, đang có %d", n)
	}
	return form.Err()
}

// remark writes a remark that fits, inside the caller's change.
func (g *Register) remark(ctx context.Context, tx *store.Tx, r *web.Request, rec Record, text string) (id string, err error) {
	post := r.Actor.Acting()
	id = ident.New()
	if _, err := tx.Exec(ctx, commentAdd, id, rec.UnitID, g.Name, rec.ID, r.Actor.AccountID, r.Actor.Name, post.Title, post.BodyName, text, r.Now); err != nil {
		return "", err
	}
	return id, tx.Audit(ctx, store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Trao đổi"})
}

// unsay withdraws a remark of one's own. Its words are gone for good; that it was there stays.
func (g *Register) unsay(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	id, err := r.ID("comment")
	if err != nil {
		return err
	}
	next := g.here(r, rec.ID) + "#trao-doi"
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		n, err := tx.Exec(ctx, commentWithdraw, r.Now, id, rec.ID, r.Actor.AccountID, store.Instant{Time: r.Now.Add(-withdrawWithin)})
		if err != nil {
			return err
		}
		if n != 1 {
			return errs.New(errs.Conflict, "Chỉ người viết rút được lời trao đổi, trong 15 phút sau khi viết. Lời trao đổi này còn nguyên.")
		}
		return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Rút lời trao đổi"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã rút lời trao đổi.")
	return r.Go(w, next)
}
