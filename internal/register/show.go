package register

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showView is the page of one record.
type showView struct {
	of      *Register
	Rec     Record
	Env     *Env
	History []ui.Event
	Key     string
	Files   []RecordFile
	Given   map[string][]Consent // by picture
	Talk    []comment
	Older   string // id before which more was said

	Said   string // a remark that could not be taken
	Errors []errs.Field
	Aside  templ.Component // of the declaration; may be nil
	Above  templ.Component // the same
	Sheet  string          // code of the paper from which it was typed in
	Proven []Proven
}

// historyReach is how many lines of its history a page of a record shows.
const historyReach = 50

func (g *Register) show(w http.ResponseWriter, r *web.Request) error {
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	if rec.Dropped {
		m, merged, err := g.MergedInto(r.Context(), r.Reader(), rec.ID)
		if err != nil {
			return err
		}
		if merged {
			return r.Go(w, g.here(r, m.WinnerID))
		}
	}
	return g.showRecord(w, r, rec, showView{})
}

// showRecord shows a record; v may hold what could not be taken.
func (g *Register) showRecord(w http.ResponseWriter, r *web.Request, rec Record, v showView) (err error) {
	g.trace(r, rec)
	v.of, v.Rec, v.Env, v.Key = g, rec, g.envOf(r), web.NewKey()
	var events []store.Event
	if r.May(actor.HistoryRead) {
		if events, err = g.History(r.Context(), r.Reader(), rec.ID, historyReach); err != nil {
			return err
		}
		v.History = web.HistoryLines(events)
	}
	if len(g.attached.fields) > 0 {
		if v.Files, err = g.Files(r.Context(), r.Reader(), rec.ID); err != nil {
			return err
		}
		if v.Given, err = consents(r.Context(), r.Reader(), rec.ID); err != nil {
			return err
		}
	}
	if v.Talk, v.Older, err = talkOf(r.Context(), r.Reader(), rec.ID, r.URL.Query().Get("trao-doi-truoc")); err != nil {
		return err
	}
	if g.Above != nil {
		if v.Above, err = g.Above(r, rec, events); err != nil {
			return err
		}
	}
	if v.Sheet, _, err = store.Find[string](r.Context(), r.Reader(), sheetFrom, rec.ID); err != nil {
		return err
	}
	if g.Aside != nil {
		if v.Aside, err = g.Aside(r, rec); err != nil {
			return err
		}
	}
	if err := v.proven(r); err != nil {
		return err
	}
	title := rec.Label(v.Env)
	if err := v.Env.Err(); err != nil {
		return err
	}
	view := web.View{Title: title, Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: rec.Code()}), Check: g.checkCode(r, []Record{rec}), Actions: showActions(r, v), Under: showState(r, v)}
	return r.Show(w, view, showPage(r, v))
}

func (v showView) mayEdit(r *web.Request) bool { return r.May(v.of.EditRight) && !v.Rec.Dropped }

// fileGroups are the fields of files, those of a pair together.
func (v showView) fileGroups() [][]Field {
	var out [][]Field
	at := map[string]int{}
	for _, f := range v.of.attached.fields {
		pair := f.Kind.(Files).Pair
		if i, ok := at[pair]; ok && pair != "" {
			out[i] = append(out[i], f)
			at[f.Column] = i
			continue
		}
		at[f.Column] = len(out)
		out = append(out, []Field{f})
	}
	return out
}

// moves are those that the reader can make now.
func (v showView) moves(r *web.Request) []Move { return v.Rec.movesOf(r) }

// movesOf are the moves that the reader can make with a record now.
func (rec Record) movesOf(r *web.Request) []Move {
	var out []Move
	for _, m := range rec.of.Moves {
		if slices.Contains(m.From, rec.State) && r.May(m.Right) && !rec.Dropped && (!m.Other || rec.StateBy != r.Actor.AccountID) {
			out = append(out, m)
		}
	}
	return out
}

// section is a group of answers under its heading.
type section struct {
	Title  string
	Facts  []ui.Fact
	Unsaid []string // labels of fields to which nobody gave an answer: not even that it is unknown, or refused
}

// sections are the answers by group. What nobody answered is named below them, for an answer “chưa rõ” is one.
func (v showView) sections() []section {
	var out []section
	group := ""
	for _, f := range v.of.shown() {
		if f.Group != "" {
			group = f.Group
		}
		if _, lines := f.Kind.(Rows); lines || !v.Rec.concerns(f) {
			continue
		}
		if len(out) == 0 || group != out[len(out)-1].Title {
			out = append(out, section{Title: group})
		}
		last := &out[len(out)-1]
		if text := v.Rec.Text(f.Column, v.Env); text != "" {
			last.Facts = append(last.Facts, ui.Fact{Term: f.Label, Text: text})
		} else {
			last.Unsaid = append(last.Unsaid, f.Label)
		}
		last.Facts = append(last.Facts, v.Rec.packFacts(f, v.Env)...)
	}
	return out
}
