package register

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// A form can be walked one question a screen. Between the screens the answers wait in the person's draft of that form, so that
// they can be left and found again, on the same telephone or on another machine.

// walk is a form on its way.
type walk struct {
	of      *Register
	Key     string            // of the draft
	Page    string            // address of the form
	Typed   map[string]string // by field name
	Skipped []string          // names of fields that could not be asked
	Version int64             // of the record when the form was opened
	Fields  []Field           // those that are asked, in the order of the walk
	Errors  []errs.Field
	Env     *Env
}

// What the addresses and forms of a walk name.
const (
	walkParam   = "tung-cau"
	walkField   = "cau"
	walkReview  = "xem-lai"
	walkAct     = "di"
	walkSkip    = "chua-hoi"
	skippedMark = "~chua-hoi" // in the draft, among the names of fields
)

// bigChoices is how many answers are still shown to be tapped.
const bigChoices = 12

func (g *Register) walkRoute() web.Route {
	return web.Route{Method: "POST", Path: "/u/{unit}/{year}/ban-nhap-" + g.Path + "/cau", Title: "Ghi câu trả lời", Access: web.Right(g.EditRight), Handle: g.walkAnswer}
}

// walking reports whether the address asks for one question a screen.
func walking(r *web.Request) bool { return r.URL.Query().Get(walkParam) == "1" }

// walkOf is the walk through the form of a new record, or of the one with an id, as the reader's draft left it.
func (g *Register) walkOf(r *web.Request, id string) (walk, error) {
	w := walk{of: g, Key: id, Page: g.here(r, cmp.Or(id, "them")), Env: g.envOf(r)}
	base := g.blank()
	if id != "" {
		if !ident.Valid(id) {
			return w, errs.New(errs.NotFound, "Không có biểu mẫu này.")
		}
		var err error
		if base, err = g.Get(r.Context(), r.Reader(), id); err != nil {
			return w, err
		}
		w.Page += "/sua"
	}
	w.Typed, w.Version = base.typedOf(g.asked(), w.Env), base.Version
	d, ok, err := store.Find[draft](r.Context(), r.Reader(), draftGet, r.Actor.AccountID, g.Name, id)
	if err != nil {
		return w, err
	}
	if ok && r.Now.Sub(d.SavedAt.Time) <= DraftLife {
		w.Typed, w.Version = d.typed(), cmp.Or(d.Version, base.Version)
	}
	w.Skipped = strings.Fields(w.Typed[skippedMark])
	w.Fields = g.walked(base, w.Typed, w.Env)
	return w, w.Env.Err()
}

// walked are the fields that the answers so far leave to be asked: what is tapped before what is typed.
func (g *Register) walked(base Record, typed map[string]string, e *Env) []Field {
	rec, _ := g.judge(base, g.whole(typed), e) // mistakes are told at their question
	var tapped, rest []Field
	for _, f := range g.asked() {
		if f.When.Column != "" && rec.Str(f.When.Column) != f.When.Value && typed[f.Name] == "" {
			continue
		}
		switch f.Kind.(type) {
		case Choice, Choices:
			tapped = append(tapped, f)
		default:
			rest = append(rest, f)
		}
	}
	return append(tapped, rest...)
}

func (w walk) at(name string) int {
	return slices.IndexFunc(w.Fields, func(f Field) bool { return f.Name == name })
}

// to is the address of a question, or of the review.
func (w walk) to(name string) string {
	return w.Page + "?" + url.Values{walkParam: {"1"}, walkField: {name}}.Encode()
}

// next is the address behind a question.
func (w walk) next(name string) string {
	if i := w.at(name); i >= 0 && i+1 < len(w.Fields) {
		return w.to(w.Fields[i+1].Name)
	}
	return w.to(walkReview)
}

// back is the address before a question; that of the form itself before the first.
func (w walk) back(i int) string {
	if i == 0 {
		return w.Page
	}
	return w.to(w.Fields[i-1].Name)
}

// show is the question that the address names.
func (g *Register) showWalk(rw http.ResponseWriter, r *web.Request, id string) error {
	w, err := g.walkOf(r, id)
	if err != nil {
		return err
	}
	name := r.URL.Query().Get(walkField)
	if name == walkReview || len(w.Fields) == 0 {
		view := w.view(r, "Xem lại rồi ghi")
		view.Lead = "Xem lại rồi bấm ghi. Chưa ghi gì vào sổ."
		return r.Show(rw, view, walkEnd(r, w))
	}
	return w.ask(rw, r, http.StatusOK, max(w.at(name), 0))
}

func (w walk) ask(rw http.ResponseWriter, r *web.Request, status, i int) error {
	view := w.view(r, "Câu "+vi.Int(int64(i+1))+"/"+vi.Int(int64(len(w.Fields))))
	view.Errors = w.Errors
	control := w.control(w.Fields[i])
	if err := w.Env.Err(); err != nil {
		return err
	}
	return r.ShowStatus(rw, status, view, walkQuestion(r, w, i, control))
}

func (w walk) view(r *web.Request, title string) web.View {
	g := w.of
	crumb := ui.Crumb{Text: "Thêm", Href: w.Page}
	if w.Key != "" {
		crumb = ui.Crumb{Text: "Sửa", Href: w.Page}
	}
	return web.View{Title: title, Here: g.Noun, Crumbs: g.crumbs(r, crumb, ui.Crumb{Text: "Từng câu"})}
}

// control is the control of a question; a choice is always tapped.
func (w walk) control(f Field) templ.Component {
	v := formView{of: w.of, Fields: w.Fields, Typed: w.Typed, Errors: w.Errors, Env: w.Env}
	if k, ok := f.Kind.(Choice); ok && len(k.Of) <= bigChoices {
		return k.tapped(v.props(f), w.Typed[f.Name], w.Env)
	}
	if l, ok := f.Kind.(lister); ok {
		l.Options(w.Env)
	}
	if k, ok := f.Kind.(Rows); ok {
		k.lists(w.Env)
	}
	return v.control(f)
}

// walkAnswer keeps the answer to one question in the draft and leads to the next.
func (g *Register) walkAnswer(rw http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	w, err := g.walkOf(r, form.Text(draftField))
	if err != nil {
		return err
	}
	name := form.Text(walkField)
	i := w.at(name)
	if i < 0 {
		return errs.New(errs.NotFound, "Không có câu hỏi này.")
	}
	f := w.Fields[i]
	typed := typedIn(form, []Field{f})
	more := moreLines(form, []Field{f}, typed)
	w.Typed[name] = typed[name]
	w.Skipped = slices.DeleteFunc(w.Skipped, func(s string) bool { return s == name })
	switch {
	case more:
		return w.ask(rw, r, http.StatusOK, i)
	case form.Text(walkAct) == walkSkip:
		w.Typed[name], w.Skipped = "", append(w.Skipped, name)
	default:
		if w.Errors = w.wrong(f); len(w.Errors) > 0 {
			return w.ask(rw, r, http.StatusUnprocessableEntity, i)
		}
	}
	w.Typed[skippedMark] = strings.Join(w.Skipped, " ")
	if err := g.keepDraft(r, w.Key, w.Typed, w.Version); err != nil {
		return err
	}
	if w, err = g.walkOf(r, w.Key); err != nil { // the answer may open or close other questions
		return err
	}
	return r.Go(rw, w.next(name))
}

// wrong is what is wrong with the answer to a question.
func (w walk) wrong(f Field) []errs.Field {
	m := &Mistakes{fields: w.Fields}
	var v Value
	if k, lines := f.Kind.(Rows); lines {
		v, _ = k.judged(f, w.Typed[f.Name], w.Env, m)
	} else {
		var words string
		if v, words = f.Kind.Read(w.Typed[f.Name], w.Env); words != "" {
			m.At(f.Column, "%s: %s", f.Label, words)
		}
	}
	if m.Err() == nil && f.Required && blankValue(f.Kind, v) {
		m.At(f.Column, "Ghi %s, hoặc bấm “Chưa hỏi được”", lowerFirst(f.Label))
	}
	fields, _ := web.Mistakes(m.Err())
	return fields
}

// facts are the answers as the review shows them.
func (w walk) facts() []ui.Fact {
	var out []ui.Fact
	for _, f := range w.Fields {
		fact := ui.Fact{Term: f.Label, Text: "để trống", Href: w.to(f.Name)}
		if v, words := f.Kind.Read(w.Typed[f.Name], w.Env); words != "" {
			fact.Text = "cần sửa: " + w.Typed[f.Name]
		} else if text := f.Kind.Text(v, w.Env); text != "" {
			fact.Text = text
		} else if slices.Contains(w.Skipped, f.Name) {
			fact.Text = "chưa hỏi được"
		}
		out = append(out, fact)
	}
	return out
}

// keepDraft keeps answers by field name as the reader's draft of a form; none is no draft.
func (g *Register) keepDraft(r *web.Request, key string, typed map[string]string, version int64) error {
	for name, text := range typed {
		if text == "" {
			delete(typed, name)
		}
	}
	raw, err := json.Marshal(typed)
	if err != nil {
		return err
	}
	if len(raw) > draftLimit {
		return errs.New(errs.TooLarge, "Nội dung quá dài nên không lưu nháp được; bấm lưu để ghi vào sổ.")
	}
	// Without the key of the form: that is for the form itself.
	return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error {
		if len(typed) == 0 {
			return g.draftEnd(r.Context(), tx, key)
		}
		_, err := tx.Exec(r.Context(), draftKeep, r.Unit.ID, r.Actor.AccountID, g.Name, key, string(raw), version, tx.Now())
		tx.Unaudited("a draft: what somebody types and has not sent")
		return err
	})
}
