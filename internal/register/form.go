package register

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// formView is a form over some fields of a record.
type formView struct {
	of       *Register
	Fields   []Field
	Files    []Field           // of files, behind the others
	Typed    map[string]string // by field name
	Errors   []errs.Field
	Action   string
	Back     string
	Submit   string
	Once     string
	Version  int64
	Reason   bool // the form asks why
	Why      bool // it asks why and on which paper
	Env      *Env
	Near     []neighbour // records that the new one may repeat
	Conflict *ui.ConflictProps
	DraftKey string // names the form among the reader's drafts
	Draft    *draft // nil without one
	Using    bool   // the draft stands in the form
	Sheet    string // code of the paper that is typed in
}

// several is a kind whose control sends each of its answers; they are read with semicolons between them.
type several interface{ Several() }

// typedIn is what a form sent for some fields.
func typedIn(f *web.Form, fields []Field) map[string]string {
	out := map[string]string{}
	for _, x := range fields {
		out[x.Name] = f.Text(x.Name)
		if _, ok := x.Kind.(several); ok {
			out[x.Name] = strings.Join(f.All(x.Name), "; ")
		}
		if k, ok := x.Kind.(Rows); ok {
			text, sent := typedLines(f, x, k)
			if out[x.Name] = text; !sent {
				delete(out, x.Name) // the form had no lines: those that there are stay
			}
		}
	}
	for _, name := range []string{reasonField, evidenceField} {
		if text := f.Text(name); text != "" {
			out[name] = text
		}
	}
	return out
}

// typedOf is a record as its form shows it.
func (rec Record) typedOf(fields []Field, e *Env) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Name] = f.Kind.Text(rec.Value(f.Column), e)
	}
	return out
}

func (g *Register) addForm(w http.ResponseWriter, r *web.Request) error {
	if walking(r) {
		return g.showWalk(w, r, "")
	}
	typed := map[string]string{}
	for _, f := range g.Fields {
		typed[f.Name] = r.URL.Query().Get(f.Name) // a link may fill in what it knows
	}
	v := formView{Typed: typed}
	if err := g.sheetOnForm(r, &v); err != nil {
		return err
	}
	return g.showAdd(w, r, v)
}

func (g *Register) showAdd(w http.ResponseWriter, r *web.Request, v formView) error {
	v.Fields, v.Action, v.Back, v.Submit = g.asked(), g.here(r, "them"), g.here(r, ""), "Thêm "+g.One
	view := web.View{Title: "Thêm " + g.One, Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: "Thêm"})}
	return g.showForm(w, r, http.StatusOK, view, v)
}

func (g *Register) showForm(w http.ResponseWriter, r *web.Request, status int, view web.View, v formView) error {
	v.of, v.Once, v.Env = g, web.NewKey(), g.envOf(r)
	if err := g.withDraft(r, &v); err != nil {
		return err
	}
	page := formPage(r, v)
	for _, f := range v.Fields { // read the lists before the page begins, where an error can still be told
		if k, ok := f.Kind.(lister); ok {
			k.Options(v.Env)
		}
		if k, ok := f.Kind.(Rows); ok {
			k.lists(v.Env)
		}
	}
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.ShowStatus(w, status, view, page)
}

func (g *Register) add(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	typed := typedIn(f, g.asked())
	if moreLines(f, g.asked(), typed) {
		return g.showAdd(w, r, formView{Typed: typed})
	}
	var rec Record
	var near []neighbour
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if near, err = g.unasked(ctx, tx, r, f, typed); err != nil {
			return err
		}
		if len(near) > 0 {
			return errs.New(errs.Conflict, "Có thể đã có trong sổ.")
		}
		if rec, err = g.Add(ctx, tx, r.Unit.ID, typed, r.Today()); err != nil {
			return err
		}
		if err := g.takeSheet(ctx, tx, f.Text(sheetField), rec); err != nil {
			return err
		}
		tx.Result(g.here(r, rec.ID))
		return g.draftEnd(ctx, tx, "")
	})
	if fields, ok := web.Mistakes(err); ok {
		return g.showAdd(w, r, formView{Typed: typed, Errors: fields, Sheet: f.Text(sheetField)})
	}
	if len(near) > 0 {
		ask := errs.Field{Name: anotherField, Message: "Có thể " + near[0].Rec.Code() + " là nơi này. Mở ra xem; nếu không phải, đánh dấu “Vẫn là " + g.One + " khác” rồi thêm"}
		return g.showAdd(w, r, formView{Typed: typed, Near: near, Errors: []errs.Field{ask}, Sheet: f.Text(sheetField)})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã thêm "+rec.Code()+".")
	return r.Go(w, g.here(r, rec.ID))
}

// unasked are the records that the new one may repeat, when the form has not said that it is another.
func (g *Register) unasked(ctx context.Context, tx *store.Tx, r *web.Request, f *web.Form, typed map[string]string) ([]neighbour, error) {
	if g.Near == nil || f.Text(anotherField) != "" {
		return nil, nil
	}
	return g.near(ctx, tx, r.Unit.ID, typed, r.Today())
}

func (g *Register) editForm(w http.ResponseWriter, r *web.Request) error {
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	if walking(r) {
		return g.showWalk(w, r, rec.ID)
	}
	return g.showEdit(w, r, http.StatusOK, rec, formView{Typed: rec.typedOf(g.Fields, g.envOf(r)), Version: rec.Version})
}

func (g *Register) showEdit(w http.ResponseWriter, r *web.Request, status int, rec Record, v formView) error {
	g.trace(r, rec)
	v.Fields, v.Back, v.Submit, v.Why = g.asked(), g.here(r, rec.ID), "Lưu", g.asksReason()
	v.Action, v.DraftKey = v.Back+"/sua", rec.ID
	view := web.View{Title: "Sửa " + rec.Code(), Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: rec.Code(), Href: v.Back}, ui.Crumb{Text: "Sửa"})}
	return g.showForm(w, r, status, view, v)
}

func (g *Register) edit(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	typed := typedIn(f, g.asked())
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // anything else is no version that exists
	var now Record
	if moreLines(f, g.asked(), typed) {
		if now, err = g.record(r); err != nil {
			return err
		}
		return g.showEdit(w, r, http.StatusOK, now, formView{Typed: typed, Version: seen})
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		id, err := r.ID(g.Name)
		if err != nil {
			return err
		}
		if now, err = g.Get(ctx, tx, id); err != nil {
			return err
		}
		tx.Result(g.here(r, id))
		typed = settled(f, typed, now.typedOf(g.Fields, g.env(ctx, tx, r.Today())))
		if _, err = g.Edit(ctx, tx, now, seen, typed, r.Today()); err != nil {
			return err
		}
		return g.draftEnd(ctx, tx, id)
	})
	if fields, ok := web.Mistakes(err); ok {
		return g.showEdit(w, r, http.StatusUnprocessableEntity, now, formView{Typed: typed, Errors: fields, Version: seen})
	}
	if errs.Is(err, errs.Conflict) && now.ID != "" && !now.Dropped {
		return g.showConflict(w, r, typed)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu "+now.Code()+".")
	return r.Go(w, g.here(r, now.ID))
}

// settled applies the choices that a person made between two versions.
func settled(f *web.Form, mine, theirs map[string]string) map[string]string {
	for name := range mine {
		if f.Text("chon-"+name) == "theirs" {
			mine[name] = theirs[name]
		}
	}
	return mine
}

// showConflict shows both versions of what differs. The form then rests on the newer one.
func (g *Register) showConflict(w http.ResponseWriter, r *web.Request, typed map[string]string) error {
	now, err := g.record(r)
	if err != nil {
		return err
	}
	e := g.envOf(r)
	theirs := now.typedOf(g.Fields, e)
	c := &ui.ConflictProps{Record: now.Code()}
	events, err := g.History(r.Context(), r.Reader(), now.ID, 1)
	if err != nil {
		return err
	}
	if len(events) == 1 {
		c.Who, c.When = events[0].AccountName, web.Stamp(events[0].At)
	}
	for _, f := range g.asked() {
		if _, sent := typed[f.Name]; !sent {
			continue
		}
		if v, words := f.Kind.Read(typed[f.Name], e); words == "" && f.Kind.Text(v, e) != theirs[f.Name] {
			c.Rows = append(c.Rows, ui.ConflictRow{Name: "chon-" + f.Name, Field: f.Label, Mine: f.Kind.Text(v, e), Theirs: theirs[f.Name]})
		}
	}
	return g.showEdit(w, r, http.StatusConflict, now, formView{Typed: typed, Version: now.Version, Conflict: c})
}

// moveForm asks for what the move needs; a move that asks for nothing is confirmed.
func (g *Register) moveForm(m Move) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		rec, err := g.record(r)
		if err != nil {
			return err
		}
		return g.showMove(w, r, http.StatusOK, m, rec, formView{Typed: rec.typedOf(g.moveFields(m), g.envOf(r)), Version: rec.Version})
	}
}

// moveFields are the fields on the form of a move.
func (g *Register) moveFields(m Move) []Field {
	var out []Field
	for _, f := range g.Fields {
		if slices.Contains(m.Needs, f.Column) || slices.Contains(m.Asks, f.Column) {
			f.Required = slices.Contains(m.Needs, f.Column)
			out = append(out, f)
		}
	}
	return out
}

func (g *Register) showMove(w http.ResponseWriter, r *web.Request, status int, m Move, rec Record, v formView) error {
	v.Fields, v.Back, v.Submit, v.Reason = g.moveFields(m), g.here(r, rec.ID), m.Text, true
	v.Action, v.DraftKey = v.Back+"/buoc/"+m.Key, rec.ID+"/"+m.Key
	if v.Files = g.attached.of(m); len(v.Files) > 0 {
		have, err := g.Files(r.Context(), r.Reader(), rec.ID)
		if err != nil {
			return err
		}
		for i, f := range v.Files {
			v.Files[i].Required = f.Required && len(inField(have, f.Column)) == 0
		}
	}
	view := web.View{Title: m.Text, Lead: rec.Code() + ", " + rec.stateWords() + ".", Here: g.Noun, Errors: v.Errors,
		Crumbs: g.crumbs(r, ui.Crumb{Text: rec.Code(), Href: v.Back}, ui.Crumb{Text: m.Text})}
	return g.showForm(w, r, status, view, v)
}

func (g *Register) moveDo(m Move) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		typed := typedIn(f, g.moveFields(m))
		seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64)
		now, err := g.record(r)
		if err != nil {
			return err
		}
		if moreLines(f, g.moveFields(m), typed) {
			return g.showMove(w, r, http.StatusOK, m, now, formView{Typed: typed, Version: seen})
		}
		kept, err := chosen(r, f, g.attached.of(m))
		if fields, ok := web.Mistakes(err); ok {
			return g.showMove(w, r, http.StatusUnprocessableEntity, m, now, formView{Typed: typed, Errors: fields, Version: seen})
		}
		if err != nil {
			return err
		}
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			id, err := r.ID(g.Name)
			if err != nil {
				return err
			}
			if now, err = g.Get(ctx, tx, id); err != nil {
				return err
			}
			tx.Result(g.here(r, id))
			for column, files := range kept {
				if err := g.Attach(ctx, tx, now, column, files); err != nil {
					return err
				}
			}
			if _, err = g.Move(ctx, tx, now, m.Key, seen, typed, r.Today()); err != nil {
				return err
			}
			return g.draftEnd(ctx, tx, id+"/"+m.Key)
		})
		if fields, ok := web.Mistakes(err); ok {
			return g.showMove(w, r, http.StatusUnprocessableEntity, m, now, formView{Typed: typed, Errors: fields, Version: seen})
		}
		if err != nil {
			return err
		}
		r.Say(w, m.Done+": "+now.Code()+".")
		return r.Go(w, g.here(r, now.ID))
	}
}

func (g *Register) drop(w http.ResponseWriter, r *web.Request) error { return g.trash(w, r, true) }

func (g *Register) restore(w http.ResponseWriter, r *web.Request) error { return g.trash(w, r, false) }

func (g *Register) trash(w http.ResponseWriter, r *web.Request, dropped bool) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	var now Record
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		id, err := r.ID(g.Name)
		if err != nil {
			return err
		}
		if now, err = g.Get(ctx, tx, id); err != nil {
			return err
		}
		tx.Result(g.here(r, id))
		return g.Drop(ctx, tx, now, dropped, r.Today())
	})
	if err != nil {
		return err
	}
	if dropped {
		r.SayUndo(w, now.Code()+" đã chuyển vào thùng rác.", g.here(r, now.ID+"/lay-lai"))
		return r.Go(w, g.here(r, ""))
	}
	r.Say(w, "Đã lấy lại "+now.Code()+".")
	return r.Go(w, g.here(r, now.ID))
}
