package trail

import (
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// PageSize is how many rows a page of the history has.
const PageSize = 50

// listView is a page of the history.
type listView struct {
	Path    string // inside unit and year, of the page itself
	Filter  filter
	Mistake []errs.Field
	About   string // whose history it is, when it is one record's or one person's
	Open    string // address of the record
	Days    []dayLines
	Counts  []kindCount
	Total   int
	Next    string
	Kinds   []Kind
	People  []Choice // nil for those who may not choose a person
	Bodies  []Choice
	Actions []string
	Filters bool // the page offers filters
	Take    bool // the page can be taken away
}

// period is the history of the unit inside a period, newest first.
func (t *Trail) period(w http.ResponseWriter, r *web.Request) error {
	re := t.reachOf(r)
	f, mistakes := filterOf(r.URL.Query().Get, re)
	f.usual(r.Year, r.Today())
	if f.Person != "" && !re.whole {
		return forbiddenPerson()
	}
	v := listView{Path: "lich-su", Filter: f, Mistake: mistakes, Filters: true, Take: r.May(actor.DataExport)}
	if err := t.choices(r, re, &v); err != nil {
		return err
	}
	view := web.View{Title: "Lịch sử", Lead: "Ai làm gì, lúc nào, mới nhất trước. Không dòng nào bị sửa hay xóa.", Crumbs: []ui.Crumb{{Text: "Lịch sử"}}, Errors: mistakes}
	return t.show(w, r, view, v, wantedOf(re, f))
}

// wantedOf is the list of a period, of one record or one person when the filter names one.
func wantedOf(re reach, f filter) wanted {
	if kind, id := f.record(); kind != "" {
		return wanted{of: byRecord, reach: re, filter: f, more: []any{kind, id}}
	}
	if f.Person != "" {
		return wanted{of: byPerson, reach: re, filter: f, more: []any{f.Person}}
	}
	return wanted{of: byDay, reach: re, filter: f}
}

func forbiddenPerson() error {
	return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền xem nhật ký theo người. Bỏ mục “Người làm” rồi lọc lại; người cấp quyền: quản trị máy.")
}

// person is all that one account did.
func (t *Trail) person(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("account")
	if err != nil {
		return err
	}
	re := t.reachOf(r)
	f, mistakes := filterOf(r.URL.Query().Get, re)
	f.Person, f.Record = id, ""
	v := listView{Path: "lich-su/nguoi/" + id, Filter: f, Mistake: mistakes, Filters: true, Take: r.May(actor.DataExport)}
	if err := t.choices(r, re, &v); err != nil {
		return err
	}
	if v.About = choiceName(v.People, id); v.About == "" {
		return missing()
	}
	v.People = nil
	view := web.View{Title: "Lịch sử theo người", Lead: "Mọi việc mà một người đã ghi, mới nhất trước.", Crumbs: crumbs(r, "Theo người"), Errors: mistakes}
	return t.show(w, r, view, v, wantedOf(re, f))
}

// record is all that was done to one record which the reader may open. Those who read the whole history also see that of a
// record which is gone.
func (t *Trail) record(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("record")
	if err != nil {
		return err
	}
	re := t.reachOf(r)
	kind, known := re.find(r.PathValue("kind"))
	if !known || kind.Named == nil {
		return missing()
	}
	f, mistakes := filterOf(r.URL.Query().Get, re)
	f.Kind, f.Body, f.Person, f.Record = "", "", "", kind.Name+"/"+id
	v := listView{Path: "lich-su/" + f.Record, Filter: f, Mistake: mistakes, Take: r.May(actor.DataExport)}
	found, err := kind.Named(r.Context(), r.Reader(), []string{id})
	if err != nil {
		return err
	}
	q := wantedOf(re, f)
	if len(found) > 0 {
		v.About, v.Open = kind.Words+": "+found[0].Title, address(r, kind, found[0])
	} else if v.About, err = goneWords(r, q, kind); err != nil {
		return err
	}
	view := web.View{Title: "Lịch sử một hồ sơ", Lead: "Mọi thay đổi của một hồ sơ, mới nhất trước.", Crumbs: crumbs(r, "Một hồ sơ"), Errors: mistakes}
	return t.show(w, r, view, v, q)
}

// goneWords name a record that cannot be opened and whose history the reader may see nevertheless.
func goneWords(r *web.Request, q wanted, kind Kind) (string, error) {
	if !q.reach.every {
		return "", missing()
	}
	rows, _, err := q.rows(r.Context(), r.Reader(), 1)
	if err == nil && len(rows) == 0 {
		err = missing()
	}
	return kind.Words + " không còn", err
}

func missing() error {
	return errs.New(errs.NotFound, "Không tìm thấy mục này. Có thể nó đã được chuyển đi hoặc địa chỉ bị gõ sai.")
}

// machine is what happened to the installation: for the administrator, who sees no record. The rows of the unit and those of
// the whole installation are two lists.
func (t *Trail) machine(w http.ResponseWriter, r *web.Request) error {
	re := t.machineReach()
	f, mistakes := filterOf(r.URL.Query().Get, re)
	f.usual(r.Year, r.Today())
	f.Person, f.Record = "", ""
	v := listView{Path: "lich-su-may", Filter: f, Mistake: mistakes, Filters: true, Kinds: re.kinds}
	q := wanted{of: byDay, reach: re, filter: f}
	all := f.Whole
	if all {
		q.of = byMachine
	}
	view := web.View{Title: "Lịch sử của máy", Lead: "Tài khoản, sao lưu, việc nền và cài đặt; không có hồ sơ công việc nào.", Crumbs: []ui.Crumb{{Text: "Lịch sử của máy"}}, Errors: mistakes,
		Under: ui.Tabs("Lịch sử của máy", []ui.Tab{{Text: "Của đơn vị", Href: r.In("lich-su-may"), Here: !all}, {Text: "Của cả cài đặt", Href: r.In("lich-su-may") + "?ca-may=1", Here: all}})}
	return t.show(w, r, view, v, q)
}

// choices are what the filters offer.
func (t *Trail) choices(r *web.Request, re reach, v *listView) (err error) {
	v.Kinds = re.kinds
	if v.Bodies, err = t.Bodies(r.Context(), r.Reader(), r.Unit.ID, r.Today()); err != nil || !re.whole {
		return err
	}
	v.People, err = t.People(r.Context(), r.Reader(), r.Unit.ID)
	return err
}

// show reads the rows and writes the page. With mistakes in the filter it shows none: a list that does not answer the question
// would be taken for the answer.
func (t *Trail) show(w http.ResponseWriter, r *web.Request, view web.View, v listView, q wanted) error {
	if len(v.Mistake) > 0 {
		return r.Show(w, view, listPage(r, t, v))
	}
	ctx, from := r.Context(), r.Reader()
	events, more, err := q.rows(ctx, from, PageSize)
	if err != nil {
		return err
	}
	if v.Counts, err = q.counts(ctx, from); err != nil {
		return err
	}
	lines, err := t.lines(r, q.reach, events)
	if err != nil {
		return err
	}
	for _, e := range events {
		r.Trace("history", []string{e.ID}, "")
	}
	for _, c := range v.Counts {
		if v.Filter.Kind == "" || v.Filter.Kind == c.Kind {
			v.Total += c.N
		}
	}
	v.Days, v.Actions = byDays(lines), actionsOf(events)
	if more {
		v.Next = r.In(v.Path) + v.Filter.after(events[len(events)-1])
	}
	return r.Show(w, view, listPage(r, t, v))
}

// actionsOf are the actions of the rows shown, for the field that asks for one.
func actionsOf(events []store.Event) []string {
	var out []string
	for _, e := range events {
		if a := unquoted(e.Action); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return slices.Compare([]byte(vi.SortKey(a)), []byte(vi.SortKey(b))) })
	return out
}

func crumbs(r *web.Request, here string) []ui.Crumb {
	return []ui.Crumb{{Text: "Lịch sử", Href: r.In("lich-su")}, {Text: here}}
}

// countWords is how many rows a filter has; past the bound only that there are more.
func countWords(n int) string {
	if n > countAtMost {
		return "hơn " + vi.Int(countAtMost) + " dòng"
	}
	return vi.Int(n) + " dòng"
}
