package population

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// pageSize is how many rows a page shows.
const pageSize = 20

// pair is a row beside its child, as a page shows the two.
type pair struct {
	Row     row
	ID      string
	Code    string
	Name    string
	Summary string // of the child: birth, sex, number, parents, hamlet
	Lines   []difference
}

// likelyView is the rows of which a person must say whether they are of the child.
type likelyView struct {
	r     *web.Request
	x     *Population
	Check check
	Pairs []pair
	Page  int
	All   int64
	Once  string
	lists comparing
}

// pageOf is the page that the address asks for.
func pageOf(r *web.Request, all int64) (page, pages int) {
	pages = max(int((all+pageSize-1)/pageSize), 1)
	n, err := strconv.Atoi(r.URL.Query().Get("trang"))
	if err != nil || n < 1 {
		n = 1
	}
	return min(n, pages), pages
}

func (x *Population) likelyPage(w http.ResponseWriter, r *web.Request) error {
	k, err := checkOf(r, r.Reader())
	if err != nil {
		return err
	}
	n, err := numbers(r.Context(), r.Reader(), k)
	if err != nil {
		return err
	}
	v := likelyView{r: r, x: x, Check: k, All: n.Likely, Once: web.NewKey()}
	v.Page, _ = pageOf(r, v.All)
	rows, err := store.List[row](r.Context(), r.Reader(), rowsOf, k.ID, likely, "", pageSize, (v.Page-1)*pageSize)
	if err != nil {
		return err
	}
	if v.Pairs, err = x.pairs(r, rows); err != nil {
		return err
	}
	if v.lists.hamlets, err = x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today()); err != nil {
		return err
	}
	view := web.View{Title: "Cần xem có đúng trẻ không", Here: ui.NavChildren, Lead: vi.Int(v.All) + " dòng giống một trẻ trong sổ nhưng chưa đủ chắc. Dòng chưa xác nhận thì không ghi gì.",
		Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + k.Paper, Href: k.here(r, "")}, ui.Crumb{Text: "Cần xem"})}
	return r.Show(w, view, likelyList(v))
}

// pairs reads the children of rows, at most register.ReadAtOnce, and traces them.
func (x *Population) pairs(r *web.Request, rows []row) ([]pair, error) {
	g := x.children(r.Actor)
	env := g.Env(r)
	var ids []string
	for _, w := range rows {
		if w.ChildID != "" {
			ids = append(ids, w.ChildID)
		}
	}
	recs, err := g.Read(r.Context(), r.Reader(), ids)
	if err != nil {
		return nil, err
	}
	r.Trace(g.Name, ids, "")
	env.Meet(recs)
	by := map[string]register.Record{}
	for _, rec := range recs {
		by[rec.ID] = rec
	}
	out := make([]pair, len(rows))
	for i, w := range rows {
		out[i].Row = w
		rec, ok := by[w.ChildID]
		if !ok {
			continue
		}
		out[i].ID, out[i].Code, out[i].Name = rec.ID, rec.Code(), rec.Str("name")
		out[i].Summary = joined(rec.Text("birth", env), rec.Text("sex", env), rec.Str("person_number"), parent("mẹ", rec.Text("mother", env)), parent("cha", rec.Text("father", env)), rec.Str("address"), rec.Text("hamlet", env))
	}
	return out, env.Err()
}

func parent(as, name string) string {
	if name == "" {
		return ""
	}
	return as + " " + name
}

// summary is what the base says of a person, in the order of pair.Summary.
func (w row) summary() string {
	return joined(date(w.Birth), sexWords(w.Sex), w.Number, parent("mẹ", w.Mother), parent("cha", w.Father), w.Home)
}

// date writes a date that may be known in part as people do.
func date(iso string) string {
	parts := strings.Split(iso, "-")
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, "/")
}

func sexWords(key string) string { return map[string]string{"nam": "Nam", "nu": "Nữ"}[key] }

// judge takes what a person said of rows: they are of their child, or not.
func (x *Population) judge(w http.ResponseWriter, r *web.Request) error {
	said, late := 0, 0
	return x.changeTo(w, r, func(k check, _ *web.Form) string { return k.here(r, "/can-xem") }, func() string {
		words := "Đã ghi " + strconv.Itoa(said) + " dòng."
		if late > 0 {
			words += " " + strconv.Itoa(late) + " dòng người khác vừa quyết định trước, giữ quyết định đó."
		}
		return words
	}, func(ctx context.Context, tx *store.Tx, k check, f *web.Form) error {
		verdict := f.Text("la")
		if verdict != yes && verdict != no {
			return errs.New(errs.Invalid, "Chọn “Đúng là trẻ này” hoặc “Không phải trẻ này”.")
		}
		chosen := f.All("dong")
		if len(chosen) == 0 || len(chosen) > atOnce {
			return errs.New(errs.Invalid, "Đánh dấu ít nhất một dòng rồi bấm lại.")
		}
		for _, c := range chosen {
			n, version, ok := chosenRow(c)
			if !ok {
				continue
			}
			err := x.judgeOne(ctx, tx, k, n, version, verdict, r.Today())
			switch {
			case errs.Is(err, errs.Conflict), errs.Is(err, errs.NotFound):
				late++
			case err != nil:
				return err
			default:
				said++
			}
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: map[string]string{yes: "Xác nhận dòng dân cư là của trẻ", no: "Xác nhận dòng dân cư không phải của trẻ"}[verdict], Note: strconv.Itoa(said) + " dòng"})
	})
}

// chosenRow reads the value of a box: the row and the version of it that the person saw.
func chosenRow(s string) (n, version int64, ok bool) {
	a, b, cut := strings.Cut(s, ":")
	n, err1 := strconv.ParseInt(a, 10, 64)
	version, err2 := strconv.ParseInt(b, 10, 64)
	return n, version, cut && err1 == nil && err2 == nil
}

// judgeOne takes the word of a person about one row. Another version of it is errs.Conflict.
func (x *Population) judgeOne(ctx context.Context, tx *store.Tx, k check, n, version int64, verdict string, today day.Day) error {
	w, err := store.Get[row](ctx, tx, rowGet, k.ID, n)
	if err != nil {
		return err
	}
	child := w.ChildID
	if verdict == no {
		child = ""
	}
	if w.Tier != likely {
		return errs.New(errs.Conflict, "Dòng này không còn chờ xem.")
	}
	if err := tx.UpdateOne(ctx, rowJudge, verdict, child, k.ID, n, version); err != nil {
		return err
	}
	if verdict == no {
		return nil
	}
	return x.compareRows(ctx, tx, k, []row{w}, today)
}
