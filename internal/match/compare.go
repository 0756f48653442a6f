package match

import (
	"context"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// line is one field of two records side by side.
type line struct {
	Name, Label string
	A, B        string
	FromB       bool // the answer of the second is proposed
}

// differs reports that a person has to choose.
func (l line) differs() bool { return l.A != l.B }

type compareView struct {
	A, B  register.Record
	Why   linkage.Explanation
	Lines []line
	Kin   string // what was decided before
	Key   string
	Env   *register.Env
}

func (f *Finder) comparePage(w http.ResponseWriter, r *web.Request) error {
	q := r.URL.Query()
	view := web.View{Title: "Đối chiếu hai hồ sơ", Here: f.Register.Noun, Crumbs: f.crumbs(r, ui.Crumb{Text: "Có thể trùng", Href: f.twinsAt(r, "")}, ui.Crumb{Text: "Đối chiếu"})}
	if q.Get("a") == "" || q.Get("b") == "" {
		return r.Show(w, view, f.chooseTwo(r))
	}
	v := compareView{Key: web.NewKey(), Env: f.Register.EnvOf(r)}
	var err error
	if v.A, v.B, err = f.two(r.Context(), r.Reader(), r.Unit.ID, q.Get("a"), q.Get("b")); err != nil {
		return err
	}
	if _, _, err := f.catchUp(r.Context(), r.Reader(), r.Unit.ID); err != nil {
		return err
	}
	v.Why, _ = f.why(r, v.A.ID, v.B.ID)
	first, second := ordered(v.A.ID, v.B.ID)
	if v.Kin, _, err = store.Find[string](r.Context(), r.Reader(), apartOne, r.Unit.ID, f.Register.Name, first, second); err != nil {
		return err
	}
	v.Lines = f.lines(r, v)
	r.Trace(f.Register.Name, []string{v.A.ID, v.B.ID}, "")
	if err := v.Env.Err(); err != nil {
		return err
	}
	view.Lead = v.A.Code() + " và " + v.B.Code() + "."
	return r.Show(w, view, f.sideBySide(r, v))
}

// lines are the fields of two records that the reader may see and that either answers.
func (f *Finder) lines(r *web.Request, v compareView) []line {
	var out []line
	proposed := map[string]bool{} // by column, of those that differ
	for _, x := range f.Register.Fields {
		if f.hidden(r.Actor, x.Column) || !register.Chosen(x) {
			continue
		}
		l := line{Name: "lay-" + x.Name, Label: x.Label, A: v.A.Text(x.Column, v.Env), B: v.B.Text(x.Column, v.Env)}
		if l.A == "" && l.B == "" {
			continue
		}
		l.FromB = f.proposes(v.A, v.B, x.Column, l)
		if with, differs := proposed[x.When.Column]; differs {
			l.FromB = with // what is asked only after another answer goes with it
		}
		if l.differs() {
			proposed[x.Column] = l.FromB
		}
		out = append(out, l)
	}
	return out
}

// proposes reports whether the second record's answer is the better one: the only one, that of the confirmed number, else that of
// the record written last.
func (f *Finder) proposes(a, b register.Record, column string, l line) bool {
	switch {
	case l.A == "" || l.B == "":
		return l.A == ""
	case column == f.Columns.Number || column == f.Columns.NumberState:
		return f.numberOfB(a, b)
	case vi.Fold(l.A) == vi.Fold(l.B):
		return written(l.B) > written(l.A)
	}
	return b.UpdatedAt.After(a.UpdatedAt.Time)
}

// numberOfB reports whether the second record has the better number; its state goes with it.
func (f *Finder) numberOfB(a, b register.Record) bool {
	if sureA, sureB := f.confirmed(a), f.confirmed(b); sureA != sureB {
		return sureB
	}
	noA, noB := a.Str(f.Columns.Number) == "", b.Str(f.Columns.Number) == ""
	if noA != noB {
		return noA
	}
	return b.UpdatedAt.After(a.UpdatedAt.Time)
}

// written says how well the same words are written: with marks, and not all in capitals.
func written(s string) (n int) {
	if strings.ToLower(s) != vi.Fold(s) {
		n += 2
	}
	if s != vi.Upper(s) {
		n++
	}
	return n
}

func (f *Finder) confirmed(rec register.Record) bool {
	return f.Columns.NumberState != "" && rec.Str(f.Columns.NumberState) == f.Columns.Confirmed
}

// merge keeps the first record and takes from the second what was chosen. What the person may not see stays, and is filled from
// the second where the first has no answer.
func (f *Finder) merge(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	var a, b register.Record
	var m register.Merged
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if a, b, err = f.two(ctx, tx, r.Unit.ID, form.Text("a"), form.Text("b")); err != nil {
			return err
		}
		tx.Result(f.Register.Here(r, a.ID))
		var take []string
		for _, x := range f.Register.Fields {
			if !register.Chosen(x) {
				continue
			}
			choice := form.Text("lay-" + x.Name)
			if choice == "b" && !f.hidden(r.Actor, x.Column) || choice == "" && strings.TrimSpace(a.Str(x.Column)) == "" {
				take = append(take, x.Column)
			}
		}
		if m, err = f.Register.Merge(ctx, tx, a, b, take, r.Today()); err != nil {
			return err
		}
		return f.forget(ctx, tx, b.ID)
	})
	if fields, ok := web.Mistakes(err); ok {
		return errsOf(fields, a, b)
	}
	if err != nil {
		return err
	}
	r.SayUndo(w, "Đã gộp "+b.Code()+" vào "+a.Code()+".", f.twinsAt(r, "/tach?lan="+m.ID))
	return r.Go(w, f.Register.Here(r, a.ID))
}

func (f *Finder) unmerge(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	id := form.Text("lan")
	if id == "" {
		id = r.URL.Query().Get("lan")
	}
	var keep, back register.Record
	var kept []string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(f.twinsAt(r, ""))
		keep, back, kept, err = f.Register.Unmerge(ctx, tx, id, r.Today())
		return err
	})
	if err != nil {
		return err
	}
	words := "Đã tách " + back.Code() + " khỏi " + keep.Code() + "."
	if len(kept) > 0 {
		var labels []string
		for _, x := range f.Register.Fields {
			for _, c := range kept {
				if x.Column == c {
					labels = append(labels, strings.ToLower(x.Label))
				}
			}
		}
		words += " Giữ những gì đã sửa sau khi gộp: " + strings.Join(labels, ", ") + "."
	}
	r.Say(w, words)
	return r.Go(w, f.twinsAt(r, ""))
}
