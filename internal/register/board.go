package register

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// boardAt is the address of the board below that of the list.
const boardAt = "bang-viec"

// cardsShown is how many records a column of the board shows; the list behind its number has the others.
const cardsShown = 20

// boardView is a list by state.
type boardView struct {
	listView
	Columns []boardColumn
}

// boardColumn is the records of one state, those first that the list has first.
type boardColumn struct {
	State State
	Cards []Record
	Count int64
	More  bool // Count is only the least that it can be
}

// boardPage shows the records of a list by their states, with the moves that the reader can make.
func (g *Register) boardPage(w http.ResponseWriter, r *web.Request) error {
	v := boardView{listView: listView{of: g, Ask: g.mapAsk(r), Env: g.envOf(r), at: boardAt}}
	v.Ask.State = ""
	if err := v.read(r); err != nil {
		return err
	}
	if err := v.beyond(r); err != nil {
		return err
	}
	view := web.View{Title: g.Title + ": bảng theo tình trạng", Here: g.Noun, Lead: v.lead(), Crumbs: g.crumbs(r, ui.Crumb{Text: "Bảng"})}
	if r.May(g.EditRight) {
		view.Actions = listActions(r, g)
	}
	page := boardBody(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, view, page)
}

// read fills the columns, each along the index of its state.
func (v *boardView) read(r *web.Request) (err error) {
	ctx, from := r.Context(), r.Reader()
	if v.Counts, err = v.of.Counts(ctx, from, r.Unit.ID); err != nil {
		return err
	}
	a := v.first()
	a.Size = cardsShown
	asked, err := v.of.conditions(ctx, from, r.Unit.ID, a, v.Counts, r.Today())
	if err != nil {
		return err
	}
	var cards []Record
	for _, s := range v.of.States {
		a.State = s.Key
		conds := append([]condition{equals("state", s.Key, v.Counts)}, asked...)
		col := boardColumn{State: s}
		if col.Cards, err = v.of.page(ctx, from, a, conds); err != nil {
			return err
		}
		if col.Count = int64(len(col.Cards)); col.Count > cardsShown {
			col.Cards = col.Cards[:cardsShown]
			if col.Count, col.More, err = v.of.count(ctx, from, a, conds, v.Counts); err != nil {
				return err
			}
		}
		cards = append(cards, col.Cards...)
		v.Columns = append(v.Columns, col)
	}
	v.Env.Meet(cards)
	return nil
}

// countWords are the number beside the heading of a column.
func (c boardColumn) countWords() string {
	if c.More {
		return "hơn " + vi.Int(c.Count)
	}
	return vi.Int(c.Count)
}

// listOf is the list behind a column.
func (v boardView) listOf(r *web.Request, s State) string {
	a := v.first()
	a.State = s.Key
	return v.of.here(r, "") + v.of.query(a)
}

// cardTitle names a record on a screen that others can see: by its number alone in a register of what happened to people.
func (v boardView) cardTitle(rec Record) string {
	if v.of.Coded {
		return rec.Code()
	}
	return rec.Label(v.Env)
}

// about is the line below the name: the number, and who answers for the record.
func (v boardView) about(rec Record) string {
	var out string
	if !v.of.Coded && rec.Label(v.Env) != rec.Code() {
		out = rec.Code()
	}
	for _, f := range v.of.Fields {
		ref, ok := f.Kind.(Ref)
		if who := rec.Text(f.Column, v.Env); ok && ref.Of == RefBody && who != "" {
			return dotted(out, who)
		}
	}
	return out
}

func dotted(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// ageWords say for how long the record has been in its state.
func ageWords(rec Record, today day.Day) string {
	since, err := day.ParseISO(rec.StateOn)
	switch n := today.Sub(since); {
	case err != nil || since.IsZero() || n < 0:
		return ""
	case n == 0:
		return "từ hôm nay"
	default:
		return "đã " + strconv.Itoa(n) + " ngày"
	}
}

// onward are the moves of a card: those that bring the record into another column. What is only noted is noted on the record.
func (rec Record) onward(r *web.Request) []Move {
	return slices.DeleteFunc(rec.movesOf(r), func(m Move) bool { return m.To == rec.State })
}

// asksNothing reports whether a move can be made from the record as it stands.
func (rec Record) asksNothing(m Move) bool {
	return len(m.Needs) == 0 && len(m.Asks) == 0 && len(rec.of.attached.of(m)) == 0 && !slices.ContainsFunc(m.Has, func(c string) bool { return blankValue(rec.of.field(c).Kind, rec.Value(c)) })
}

// fromBoard is the field by which a move tells that it was made on the board, with the filters that were on.
const fromBoard = "bang"

// next is the page after a move: the board from which it was made, else the record.
func (g *Register) next(r *web.Request, f *web.Form, id string) string {
	if !f.Has(fromBoard) {
		return g.here(r, id)
	}
	asked, err := url.ParseQuery(f.Text(fromBoard))
	if err != nil {
		return g.here(r, id)
	}
	return g.here(r, boardAt) + g.query(g.askFrom(r.Year, asked))
}
