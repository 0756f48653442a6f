package register

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "register_draft", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true})
}

// DraftLife is how long a draft is kept after it was typed.
const DraftLife = 30 * 24 * time.Hour

// draft is what somebody typed into a form and did not send. It is the person's own: nobody else reads it, and it is no part of
// the register, so it leaves no row in the history.
type draft struct {
	Form    string        `db:"form"`
	JSON    string        `db:"typed"`
	Version int64         `db:"version"` // of the record when the form was opened
	SavedAt store.Instant `db:"saved_at"`
}

// draftField is the field of a form that names its draft, see draft.Form.
const draftField = "nhap-cua"

// draftLimit is how many bytes a draft may have: far more than a form of a register holds.
const draftLimit = 200 << 10

var (
	draftKeep = store.Change("register.draft.keep", `INSERT INTO register_draft (unit_id, account_id, register, form, typed, version, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (account_id, unit_id, register, form) DO UPDATE SET typed = $5, version = $6, saved_at = $7`)
	draftGet = store.Query("register.draft.get", `SELECT d.form, d.typed, d.version, d.saved_at FROM register_draft d
		WHERE d.account_id = $1 AND d.register = $2 AND d.form = $3 AND {scope:d}`)
	draftDrop = store.Change("register.draft.drop", `DELETE FROM register_draft AS d WHERE d.account_id = $1 AND d.register = $2 AND d.form = $3 AND {scope:d}`)
	draftTrim = store.Change("register.draft.trim", `DELETE FROM register_draft AS d WHERE d.saved_at < $1 AND {scope:d}`)
)

// typed is the draft by field name.
func (d draft) typed() map[string]string {
	out := map[string]string{}
	_ = json.Unmarshal([]byte(d.JSON), &out) // written by saveDraft
	return out
}

// words say when the draft was kept: "15:20 hôm qua".
func (d draft) words(today day.Day) string {
	clock := d.SavedAt.In(day.Zone).Format("15:04")
	switch on := day.At(d.SavedAt.Time); on {
	case today:
		return clock + " hôm nay"
	case today.Add(-1):
		return clock + " hôm qua"
	default:
		return clock + " " + on.String()
	}
}

// draftsAt begins the addresses of drafts.
const draftsAt = "/u/{unit}/{year}/ban-nhap-"

func (g *Register) draftRoutes() []web.Route {
	at := draftsAt + g.Path
	of := func(at string, right actor.Action, move string) []web.Route {
		return []web.Route{
			{Method: "POST", Path: at, Title: "Lưu bản nháp", Access: web.Right(right), Handle: g.draftSave(move)},
			{Method: "POST", Path: at + "/bo", Title: "Bỏ bản nháp", Access: web.Right(right), Handle: g.draftDiscard(move)},
		}
	}
	routes := append(of(at, g.EditRight, ""), g.walkRoute())
	for _, m := range g.Moves {
		routes = append(routes, of(at+"/buoc/"+m.Key, m.Right, m.Key)...)
	}
	return routes
}

// draftAt is the address that keeps drafts of the form with a key, or of what lies below it.
func (g *Register) draftAt(r *web.Request, key, below string) string {
	at := "ban-nhap-" + g.Path
	if _, move, ok := strings.Cut(key, "/"); ok {
		at += "/buoc/" + move
	}
	return r.In(at + below)
}

// draftForm is the form of a key: the fields that it asks, and its address. The route has asked for the right.
func (g *Register) draftForm(r *web.Request, key, move string) (fields []Field, page string, err error) {
	if key == "" && move == "" {
		return g.asked(), g.here(r, "them"), nil
	}
	id, of, _ := strings.Cut(key, "/")
	if of != move || !ident.Valid(id) {
		return nil, "", errs.New(errs.NotFound, "Không có biểu mẫu này.")
	}
	if _, err := g.Get(r.Context(), r.Reader(), id); err != nil {
		return nil, "", err
	}
	if m, ok := g.move(move); ok {
		return g.moveFields(m), g.here(r, id+"/buoc/"+move), nil
	}
	return g.asked(), g.here(r, id+"/sua"), nil
}

// draftSave keeps what stands in a form. A form in which nothing stands has no draft.
func (g *Register) draftSave(move string) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error { return g.saveDraft(w, r, move) }
}

func (g *Register) saveDraft(w http.ResponseWriter, r *web.Request, move string) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	key := f.Text(draftField)
	fields, _, err := g.draftForm(r, key, move)
	if err != nil {
		return err
	}
	typed := typedIn(f, fields)
	version, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // a new record has none
	if err = g.keepDraft(r, key, typed, version); err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// draftEnd forgets the actor's draft of a form, inside the caller's change.
func (g *Register) draftEnd(ctx context.Context, tx *store.Tx, key string) error {
	_, err := tx.Exec(ctx, draftDrop, tx.Actor().AccountID, g.Name, key)
	tx.Unaudited("a draft: what somebody types and has not sent")
	return err
}

// draftDiscard forgets a draft and leads back to its form.
func (g *Register) draftDiscard(move string) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error { return g.discardDraft(w, r, move) }
}

func (g *Register) discardDraft(w http.ResponseWriter, r *web.Request, move string) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	key := f.Text(draftField)
	_, page, err := g.draftForm(r, key, move)
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(page)
		return g.draftEnd(ctx, tx, key)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ bản nháp.")
	return r.Go(w, page)
}

// withDraft shows the reader's draft of a form that is opened, or puts it into the form when the reader asked for that. A form
// that comes back with mistakes holds what was typed already.
func (g *Register) withDraft(r *web.Request, v *formView) error {
	if r.Method != http.MethodGet {
		return nil
	}
	d, ok, err := store.Find[draft](r.Context(), r.Reader(), draftGet, r.Actor.AccountID, g.Name, v.DraftKey)
	if err != nil || !ok || r.Now.Sub(d.SavedAt.Time) > DraftLife {
		return err
	}
	v.Draft = &d
	if r.URL.Query().Get("nhap") != "1" {
		return nil
	}
	v.Using = true
	typed := d.typed()
	for _, f := range v.Fields {
		v.Typed[f.Name] = typed[f.Name]
	}
	v.Typed["ly-do"] = typed["ly-do"]
	if d.Version > 0 {
		v.Version = d.Version // what changed since then is shown when the form is sent
	}
	return nil
}

// Tidy forgets drafts that nobody came back to, and the rows of imports that can no longer be taken back.
func Tidy(ctx context.Context, db *store.DB) error {
	by := actor.System("dọn các sổ")
	drafts := db.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, draftTrim, store.Instant{Time: tx.Now().Add(-DraftLife)})
		if err == nil {
			_, err = tx.Exec(ctx, stepTrim, store.Instant{Time: tx.Now().Add(-UndoLife)})
		}
		tx.Unaudited("drafts that nobody came back to, and steps that can no longer be taken back")
		return err
	})
	return errors.Join(drafts, db.Write(ctx, by, func(tx *store.Tx) error { return TrimImports(ctx, tx) }))
}
