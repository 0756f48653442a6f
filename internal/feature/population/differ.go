package population

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// asked is which differences a page shows.
type asked struct {
	Field  string // a key, empty for all
	Hamlet string // id, empty for all
	Done   string // "1" for those of which somebody has decided
	Page   int
}

// query is the tail of an address.
func (a asked) query() string {
	q := url.Values{}
	for name, value := range map[string]string{"muc": a.Field, "thon": a.Hamlet, "da": a.Done} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if a.Page > 1 {
		q.Set("trang", strconv.Itoa(a.Page))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// askedIn reads what is asked for; what the reader may not see, or does not exist, is not asked for.
func askedIn(r *web.Request, get func(string) string, hamlets []ui.Option) (a asked) {
	if key := get("muc"); slices.ContainsFunc(fieldsFor(r.Actor), func(f field) bool { return f.Key == key }) {
		a.Field = key
	}
	if id := get("thon"); slices.ContainsFunc(hamlets, func(o ui.Option) bool { return o.Value == id }) {
		a.Hamlet = id
	}
	if get("da") != "" {
		a.Done = "1"
	}
	if n, err := strconv.Atoi(get("trang")); err == nil && n > 1 && n < 100_000 {
		a.Page = n
	}
	return a
}

// typedLine is what a person decided about a row when it could not be taken.
type typedLine struct {
	N       int64
	Decided map[string]string
	Reason  string
	Error   string
}

// differView is a page of rows beside their children, with what differs.
type differView struct {
	r       *web.Request
	Check   check
	N       Numbers
	Asked   asked
	Pairs   []pair
	All     int64
	Hamlets []ui.Option
	Typed   typedLine
	Once    string
}

func (x *Population) differencesPage(w http.ResponseWriter, r *web.Request) error {
	hamlets, err := x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today())
	if err != nil {
		return err
	}
	return x.showDifferences(w, r, http.StatusOK, askedIn(r, r.URL.Query().Get, hamlets), hamlets, typedLine{})
}

func (x *Population) showDifferences(w http.ResponseWriter, r *web.Request, status int, a asked, hamlets []ui.Option, typed typedLine) error {
	ctx, from := r.Context(), r.Reader()
	k, err := checkOf(r, from)
	if err != nil {
		return err
	}
	v := differView{r: r, Check: k, Asked: a, Hamlets: hamlets, Typed: typed, Once: web.NewKey()}
	if v.N, err = numbers(ctx, from, k); err != nil {
		return err
	}
	if v.All, err = store.Get[int64](ctx, from, rowsDiffered, k.ID, a.Field, a.Hamlet, a.Done); err != nil {
		return err
	}
	v.Asked.Page = min(max(a.Page, 1), max(int((v.All+pageSize-1)/pageSize), 1))
	rows, err := store.List[row](ctx, from, rowsDiffer, k.ID, a.Field, a.Hamlet, a.Done, pageSize, (v.Asked.Page-1)*pageSize)
	if err != nil {
		return err
	}
	if v.Pairs, err = x.pairs(r, rows); err != nil {
		return err
	}
	if err := v.lines(rows); err != nil {
		return err
	}
	view := web.View{Title: "Khác nhau giữa sổ và dân cư", Here: ui.NavChildren, Lead: v.lead(), Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + k.Paper, Href: k.here(r, "")}, ui.Crumb{Text: "Khác nhau"})}
	if typed.Error != "" {
		view.Errors = []errs.Field{{Name: "dong-" + strconv.FormatInt(typed.N, 10), Message: "Dòng " + strconv.FormatInt(typed.N, 10) + ": " + typed.Error}}
	}
	return r.ShowStatus(w, status, view, differList(v))
}

// lines reads what differs in the rows of a page.
func (v *differView) lines(rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	list, err := store.List[difference](v.r.Context(), v.r.Reader(), differencesSpan, v.Check.ID, rows[0].N, rows[len(rows)-1].N)
	for i := range v.Pairs {
		for _, f := range fields {
			for _, d := range list {
				if d.N == v.Pairs[i].Row.N && d.Field == f.Key {
					v.Pairs[i].Lines = append(v.Pairs[i].Lines, d)
				}
			}
		}
	}
	return err
}

func (v differView) lead() string {
	words := vi.Int(v.All) + " trẻ còn mục chưa quyết định"
	if v.Asked.Done != "" {
		words = vi.Int(v.All) + " trẻ đã có mục quyết định, chưa ghi"
	}
	return words + ". Giấy tờ hộ tịch ghi khác dân cư thì giữ của sổ và ghi lý do."
}

// here is the address of the page.
func (v differView) here(a asked) string { return v.Check.here(v.r, "/khac-nhau"+a.query()) }

// decide takes the decisions about one row. Somebody who decided about it meanwhile is shown, and nothing typed is lost.
func (x *Population) decide(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	hamlets, err := x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today())
	if err != nil {
		return err
	}
	a, t := askedIn(r, f.Text, hamlets), typedLine{Decided: map[string]string{}, Reason: f.Text("ly-do")}
	t.N, _ = strconv.ParseInt(f.Text("dong"), 10, 64) // anything else is no row that exists
	version, _ := strconv.ParseInt(f.Text("ban"), 10, 64)
	for _, one := range fieldsFor(r.Actor) {
		t.Decided[one.Key] = f.Text("m-" + one.Key)
		if f.Text("ca") == accept && !one.ByHand {
			t.Decided[one.Key] = accept
		}
	}
	err = x.changeTo(w, r, func(k check, _ *web.Form) string { return k.here(r, "/khac-nhau"+a.query()) }, func() string { return "Đã ghi quyết định dòng " + strconv.FormatInt(t.N, 10) + "." },
		func(ctx context.Context, tx *store.Tx, k check, _ *web.Form) error {
			return t.write(ctx, tx, k, version)
		})
	if fields, ok := web.Mistakes(err); ok {
		t.Error = mistakeWords(fields)
		return x.showDifferences(w, r, http.StatusUnprocessableEntity, a, hamlets, t)
	}
	if errs.Is(err, errs.Conflict) {
		if k, gone := checkOf(r, r.Reader()); gone != nil || !k.decides() {
			return err
		}
		t.Error = "người khác vừa quyết định dòng này. Xem quyết định đó dưới đây; bấm ghi lần nữa nếu vẫn muốn đổi"
		return x.showDifferences(w, r, http.StatusConflict, a, hamlets, t)
	}
	return err
}

// write keeps the decisions, inside the caller's change.
func (t typedLine) write(ctx context.Context, tx *store.Tx, k check, version int64) error {
	list, err := store.List[difference](ctx, tx, differenceOf, k.ID, t.N)
	if err != nil {
		return err
	}
	kept := false
	for _, d := range list {
		kept = kept || t.Decided[d.Field] == keep
	}
	if kept && t.Reason == "" {
		var wrong errs.Form
		wrong.Add("ly-do", "ghi vì sao giữ của sổ, ví dụ: giấy khai sinh ghi khác")
		return wrong.Err()
	}
	if err := tx.UpdateOne(ctx, rowDecide, k.ID, t.N, version); err != nil {
		return err
	}
	for _, d := range list {
		decided, reason, by := t.Decided[d.Field], "", tx.Actor().Name
		switch decided {
		case keep:
			reason = vi.Cut(t.Reason, 200)
		case accept:
		default:
			decided, by = "", ""
		}
		if decided == d.Decided && reason == d.Reason {
			continue
		}
		if _, err := tx.Exec(ctx, differenceSet, decided, reason, by, k.ID, t.N, d.Field); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: "Quyết định một dòng đối chiếu dân cư", Note: "Dòng " + strconv.FormatInt(t.N, 10)})
}

// columnView asks before a whole column is accepted.
type columnView struct {
	r      *web.Request
	Check  check
	Asked  asked
	Field  field
	Hamlet string // name
	All    int64
	Once   string
}

// column reads which column is meant; one that nobody can accept as a whole is not found.
func (x *Population) column(r *web.Request, get func(string) string) (v columnView, err error) {
	hamlets, err := x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today())
	if err != nil {
		return v, err
	}
	v = columnView{r: r, Asked: askedIn(r, get, hamlets), Once: web.NewKey()}
	if v.Field, _ = fieldOf(v.Asked.Field); v.Field.Key == "" || v.Field.ByHand {
		return v, errs.New(errs.NotFound, "Chọn một cột để nhận.")
	}
	for _, o := range hamlets {
		if o.Value == v.Asked.Hamlet {
			v.Hamlet = o.Text
		}
	}
	if v.Check, err = checkOf(r, r.Reader()); err != nil {
		return v, err
	}
	v.All, err = store.Get[int64](r.Context(), r.Reader(), differenceCount, v.Check.ID, v.Asked.Field, v.Asked.Hamlet)
	return v, err
}

func (x *Population) columnPage(w http.ResponseWriter, r *web.Request) error {
	v, err := x.column(r, func(name string) string {
		if q := r.URL.Query(); name != "muc" || q.Has(name) {
			return q.Get(name)
		}
		return colName
	})
	if err != nil {
		return err
	}
	view := web.View{Title: "Nhận tất cả của cột này", Here: ui.NavChildren, Lead: v.Field.Label + ": " + vi.Int(v.All) + " trẻ chưa quyết định.",
		Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + v.Check.Paper, Href: v.Check.here(r, "")}, ui.Crumb{Text: "Khác nhau", Href: v.Check.here(r, "/khac-nhau")}, ui.Crumb{Text: "Nhận cả cột"})}
	return r.Show(w, view, columnAsk(v))
}

func (x *Population) acceptColumn(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v, err := x.column(r, f.Text)
	if err != nil {
		return err
	}
	var n int64
	return x.changeTo(w, r, func(k check, _ *web.Form) string { return k.here(r, "/khac-nhau") }, func() string {
		return "Đã nhận " + vi.Int(n) + " mục “" + v.Field.Label + "”. Chưa ghi vào sổ cho đến khi bấm ghi."
	}, func(ctx context.Context, tx *store.Tx, k check, _ *web.Form) error {
		if _, err := tx.Exec(ctx, differenceBump, k.ID, v.Field.Key, v.Asked.Hamlet); err != nil {
			return err
		}
		if n, err = tx.Exec(ctx, differenceAll, tx.Actor().Name, k.ID, v.Field.Key, v.Asked.Hamlet); err != nil {
			return err
		}
		e := store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: "Nhận tất cả của một cột dân cư"}
		if !v.Field.Secret {
			e.Note = v.Field.Label + ": " + vi.Int(n) + " trẻ"
		}
		return tx.Audit(ctx, e)
	})
}
