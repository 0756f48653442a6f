package week

import (
	"context"
	"fmt"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// sheet is an edition with what was decided since, for a page or for paper.
type sheet struct {
	Edition
	Unit      string // "UBND phường Mỹ Hào"
	Decisions []Decision
}

// Of are the decisions about a case, from 1.
func (s sheet) Of(n int) []Decision {
	var out []Decision
	for _, d := range s.Decisions {
		if d.CaseNo == n {
			out = append(out, d)
		}
	}
	return out
}

// newest shows the newest page of the year, or how the first one comes about.
func (w *Weeks) newest(rw http.ResponseWriter, r *web.Request) error {
	e, found, err := newest(r.Context(), r.Reader(), r.Year)
	if err != nil {
		return err
	}
	if !found {
		v := web.View{Title: "Trang lãnh đạo", Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Trang lãnh đạo"}}}
		return r.Show(rw, v, noWeekPage(r, web.NewKey()))
	}
	return w.showEdition(rw, r, e)
}

// show shows the page of one week.
func (w *Weeks) show(rw http.ResponseWriter, r *web.Request) error {
	e, err := editionOfPath(r)
	if err != nil {
		return err
	}
	return w.showEdition(rw, r, e)
}

// ofYear leads to the newest page of the year when the year of an address was switched: a week is in one year only.
func ofYear(handle web.Handler) web.Handler {
	return func(rw http.ResponseWriter, r *web.Request) error {
		if monday, err := day.ParseISO(r.PathValue("monday")); err == nil && !monday.IsZero() && monday.Year() != r.Year {
			return r.Go(rw, r.In("tuan"))
		}
		return handle(rw, r)
	}
}

// editionOfPath finds the edition whose Monday stands in the address.
func editionOfPath(r *web.Request) (Edition, error) {
	monday, err := day.ParseISO(r.PathValue("monday"))
	if err != nil || monday.IsZero() {
		return Edition{}, errs.New(errs.NotFound, "Địa chỉ này không có ngày của tuần. Mở lại từ danh sách các tuần.")
	}
	e, found, err := edition(r.Context(), r.Reader(), monday)
	if err != nil {
		return e, err
	}
	if !found || e.Year != r.Year {
		return e, noEdition(monday)
	}
	return e, nil
}

func (w *Weeks) sheetOf(ctx context.Context, from store.Source, e Edition, unit web.Unit) (sheet, error) {
	s := sheet{Edition: e, Unit: "UBND " + unit.Name}
	var err error
	s.Decisions, err = store.List[Decision](ctx, from, decisionsOf, e.ID)
	return s, err
}

func (w *Weeks) showEdition(rw http.ResponseWriter, r *web.Request, e Edition) error {
	s, err := w.sheetOf(r.Context(), r.Reader(), e, r.Unit)
	if err != nil {
		return err
	}
	v := web.View{Title: e.Heading(), Lead: e.Sentence, Here: ui.NavToday, Crumbs: weekCrumbs(r, ""), Actions: weekActions(r, s, web.NewKey())}
	return r.Show(rw, v, weekPage(r, s))
}

func weekCrumbs(r *web.Request, last string) []ui.Crumb {
	if last == "" {
		return []ui.Crumb{{Text: "Trang lãnh đạo"}}
	}
	return []ui.Crumb{{Text: "Trang lãnh đạo", Href: r.In("tuan")}, {Text: last}}
}

func (s sheet) path(r *web.Request) string { return r.In("tuan/" + s.Monday.ISO()) }

// six are the numbers as the page shows them; each leads to the list behind it, below the address of the page when there is
// one.
func (s sheet) six(base string) []ui.Figure {
	changes, out := s.changes(), make([]ui.Figure, 6)
	for i, n := range s.All() {
		out[i] = ui.Figure{State: figureWords[i].State, Of: figureWords[i].Name, Value: vi.Int(n), Note: changes[i], Over: figureWords[i].Key == "qua-han" && n > 0}
		if base != "" {
			out[i].Href = base + "/so/" + figureWords[i].Key
		}
	}
	return out
}

// strip is the picture of the units, at most limit of them; the table below it has all.
func (s sheet) strip(limit int) picture.Picture {
	rows := make([]picture.UnitRow, 0, len(s.Units))
	for _, u := range s.Units {
		name := u.Name
		if name == "" {
			name = "chưa rõ ai chủ trì"
		}
		rows = append(rows, picture.UnitRow{Name: name, Weeks: u.Weeks, Overdue: u.Overdue, Late: u.Late, Requested: u.Requested})
	}
	h := picture.Head{ID: "don-vi", Finding: s.stripFinding(), Unit: s.Unit, Period: s.period(), Source: s.AsOfWords() + " " + s.Monday.String()}
	return picture.UnitsStrip(h, Number(s.First), rows, picture.StripSize{Limit: limit, Row: 24, Name: 230})
}

func (s sheet) period() string {
	n := Number(s.First)
	return fmt.Sprintf("tuần %d đến tuần %d năm %d", n, n+picture.Weeks-1, s.Year)
}

func (s sheet) stripFinding() string {
	late := 0
	for _, u := range s.Units {
		if u.Overdue > 0 && !u.Requested {
			late++
		}
	}
	if late == 0 {
		return "Không đơn vị nào đang có việc quá hạn"
	}
	return vi.Int(late) + " trên " + vi.Int(len(s.Units)) + " đơn vị đang có việc quá hạn"
}

// make makes the page of this week by hand.
func (w *Weeks) make(rw http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	monday := MondayOf(r.Today())
	if monday.Year() != r.Year {
		return errs.Newf(errs.Conflict, "Tuần này thuộc năm %d. Chuyển sang năm đó rồi lập trang.", monday.Year())
	}
	e, err := w.Compile(r.Context(), r.Reader(), r.Unit.ID, monday, r.Now)
	if err != nil {
		return err
	}
	next := r.In("tuan/" + monday.ISO())
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return e.Save(ctx, tx)
	})
	if err != nil {
		return err
	}
	r.Say(rw, "Đã có trang lãnh đạo của tuần này.")
	return r.Go(rw, next)
}

// list shows the pages of the year.
func (w *Weeks) list(rw http.ResponseWriter, r *web.Request) error {
	all, err := store.List[Edition](r.Context(), r.Reader(), editionAll, r.Year)
	if err != nil {
		return err
	}
	v := web.View{Title: fmt.Sprintf("Các trang lãnh đạo năm %d", r.Year), Here: ui.NavToday, Crumbs: weekCrumbs(r, "Các tuần")}
	return r.Show(rw, v, listPage(r, all))
}
