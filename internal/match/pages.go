package match

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// searchView is the page of a search.
type searchView struct {
	Typed  string
	Answer Answer
	Env    *register.Env
}

// lead says what was found, exactly or only alike.
func (v searchView) lead(f *Finder) string {
	n := len(v.Answer.Records)
	switch {
	case v.Answer.Read.Empty():
		return ""
	case n == 0:
		return "Không có " + f.Register.One + " nào khớp."
	case v.Answer.Exact == 0:
		return "Không có ai đúng hệt như đã gõ; dưới đây là những hồ sơ gần nhất."
	}
	return vi.Int(v.Answer.Exact) + " hồ sơ đúng như đã gõ."
}

// shown is a pair on the page.
type shown struct {
	A, B register.Record
	Why  linkage.Explanation
}

// cluster is the pairs that may all be of one child.
type cluster struct {
	Records int
	Pairs   []shown
}

type listView struct {
	Run      run
	Clusters []cluster
	Next     int64 // position behind which there is more; 0 at the end
	Merges   []mergeLine
	Env      *register.Env
	Key      string
}

type mergeLine struct {
	register.Merged
	Keep, Gone string // as people call them
}

// pairsAtOnce is how many pairs a page shows: their records are read in one statement.
const pairsAtOnce = register.ReadAtOnce / 2

func (f *Finder) listPage(w http.ResponseWriter, r *web.Request) error {
	after, _ := strconv.ParseInt(r.URL.Query().Get("tu"), 10, 64) // anything else is the beginning
	v := listView{Env: f.Register.EnvOf(r), Key: web.NewKey()}
	var err error
	if v.Run, _, err = store.Find[run](r.Context(), r.Reader(), runGet, r.Unit.ID, f.Register.Name); err != nil {
		return err
	}
	if err := f.clusters(r, &v, after); err != nil {
		return err
	}
	if v.Merges, err = f.merges(r); err != nil {
		return err
	}
	page := f.twinList(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, web.View{Title: "Có thể trùng", Here: f.Register.Noun, Lead: v.lead(), Under: register.Beside(r, f.Register.Noun), Crumbs: f.crumbs(r, ui.Crumb{Text: "Có thể trùng"})}, page)
}

func (v listView) lead() string {
	switch {
	case v.Run.StartedAt.IsZero():
		return "Chưa tìm lần nào."
	case v.Run.under():
		return "Đang tìm; tải lại trang sau ít phút."
	case v.Run.Pairs == 0:
		return "Không thấy hồ sơ nào có thể trùng, tìm lúc " + web.Stamp(v.Run.EndedAt) + "."
	}
	return vi.Int(v.Run.Pairs) + " cặp hồ sơ có thể là một trẻ, tìm lúc " + web.Stamp(v.Run.EndedAt) + "."
}

// clusters reads a page of pairs. A pair whose records are gone or that the reader may not see is left out.
func (f *Finder) clusters(r *web.Request, v *listView, after int64) error {
	list, err := store.List[pair](r.Context(), r.Reader(), pairs, r.Unit.ID, f.Register.Name, after, pairsAtOnce+1)
	if err != nil || len(list) == 0 {
		return err
	}
	if len(list) > pairsAtOnce {
		list = list[:pairsAtOnce]
		v.Next = list[len(list)-1].Position
	}
	if _, _, err := f.catchUp(r.Context(), r.Reader(), r.Unit.ID); err != nil {
		return err
	}
	there, err := f.recordsOf(r.Context(), r.Reader(), list)
	if err != nil {
		return err
	}
	group, seen := "", map[string]bool{}
	for _, p := range list {
		a, okA := there[p.A]
		b, okB := there[p.B]
		why, okWhy := f.why(r, p.A, p.B)
		if !okA || !okB || !okWhy {
			continue
		}
		if p.Group != group || len(v.Clusters) == 0 {
			v.Clusters = append(v.Clusters, cluster{})
			group, seen = p.Group, map[string]bool{}
		}
		c := &v.Clusters[len(v.Clusters)-1]
		seen[p.A], seen[p.B] = true, true
		c.Pairs, c.Records = append(c.Pairs, shown{a, b, why}), len(seen)
	}
	return nil
}

func (f *Finder) recordsOf(ctx context.Context, from store.Source, list []pair) (map[string]register.Record, error) {
	var ids []string
	for _, p := range list {
		for _, id := range []string{p.A, p.B} {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	recs, err := f.Register.Read(ctx, from, ids)
	there := make(map[string]register.Record, len(recs))
	for _, rec := range recs {
		if !rec.Dropped {
			there[rec.ID] = rec
		}
	}
	return there, err
}

// why is the evidence about two records, without what the reader may not see.
func (f *Finder) why(r *web.Request, a, b string) (linkage.Explanation, bool) {
	ka, okA := keyOf(a)
	kb, okB := keyOf(b)
	if !okA || !okB {
		return linkage.Explanation{}, false
	}
	x, ok := f.live.Load().Why(ka, kb)
	return x.Without(f.silent(r.Actor)), ok
}

func (f *Finder) merges(r *web.Request) ([]mergeLine, error) {
	list, err := f.Register.Merges(r.Context(), r.Reader(), r.Unit.ID, 20)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var ids []string
	for _, m := range list {
		ids = append(ids, m.WinnerID, m.LoserID)
	}
	names, err := f.Register.Named(r.Context(), r.Reader(), ids)
	var out []mergeLine
	for _, m := range list {
		out = append(out, mergeLine{m, names[m.WinnerID], names[m.LoserID]})
	}
	return out, err
}

// two reads the records that an address or a form names, by their ids or numbers.
func (f *Finder) two(ctx context.Context, from store.Source, unitID, a, b string) (x, y register.Record, err error) {
	for _, one := range []struct {
		typed string
		rec   *register.Record
	}{{a, &x}, {b, &y}} {
		if n, ok := f.Register.NumberOf(one.typed); ok {
			if *one.rec, ok, err = f.Register.ByNumber(ctx, from, unitID, n); err == nil && !ok {
				err = errs.Newf(errs.NotFound, "Không có %s số %s trong sổ. Xem lại số hồ sơ rồi gõ lại.", f.Register.One, one.typed)
			}
		} else {
			*one.rec, err = f.Register.Get(ctx, from, one.typed)
		}
		if err != nil {
			return x, y, err
		}
	}
	if y.Number < x.Number {
		x, y = y, x
	}
	return x, y, nil
}
