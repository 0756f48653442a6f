package stateprogram

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var (
	lineCounts = store.Query("state.line.counts", `SELECT l.kind, l.hamlet, COUNT(DISTINCT l.child_id) AS children, COUNT(*) AS n FROM state_line l WHERE l.unit_id = $1 AND {scope:l} GROUP BY l.kind, l.hamlet`)
	lineIDs    = store.Query("state.line.children", `SELECT l.child_id FROM state_line l WHERE l.unit_id = $1 AND l.kind <> 'rut-dong-y' AND ($2 = '' OR l.kind = $2) AND ($3 = '' OR l.hamlet = $3) AND {scope:l}
		GROUP BY l.child_id ORDER BY MIN(l.name_key), l.child_id LIMIT $4 OFFSET $5`)
)

type countRow struct {
	Kind     string `db:"kind"`
	Hamlet   string `db:"hamlet"`
	Children int    `db:"children"`
	N        int    `db:"n"`
}

// counts are the children by kind and hamlet, as a reader sees them.
type counts []countRow

// of counts the children of a kind in a hamlet; empty takes all.
func (c counts) of(kind, hamlet string) (n int) {
	for _, row := range c {
		if row.Kind != heldOut && (kind == "" || row.Kind == kind) && (hamlet == "" || row.Hamlet == hamlet) {
			n += row.Children
		}
	}
	return n
}

func (c counts) held() (n int) {
	for _, row := range c {
		if row.Kind == heldOut {
			n += row.Children
		}
	}
	return n
}

// words are the counts by kind in a sentence.
func (c counts) words() string {
	var parts []string
	for _, k := range kinds {
		if n := c.of(k.Key, ""); n > 0 {
			parts = append(parts, vi.Int(n)+" "+strings.ToLower(k.Text))
		}
	}
	return strings.Join(parts, ", ")
}

// ask is what the address asks of the list.
type ask struct {
	Kind   string
	Hamlet string
	Page   int
}

// linePage is how many children stand on a page.
const linePage = 40

func askOf(r *web.Request) ask {
	q := r.URL.Query()
	a := ask{Page: 1}
	for _, k := range kinds {
		if q.Get("loai") == k.Key {
			a.Kind = k.Key
		}
	}
	if id := q.Get("thon"); ident.Valid(id) {
		a.Hamlet = id
	}
	if n, err := strconv.Atoi(q.Get("trang")); err == nil && n > 1 && n < 10_000 {
		a.Page = n
	}
	return a
}

// listAt is the address of the list.
func (x *Program) listAt(r *web.Request, a ask) string { return at(r, "", a) }

func at(r *web.Request, below string, a ask) string {
	q := url.Values{}
	for key, value := range map[string]string{"loai": a.Kind, "thon": a.Hamlet} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if a.Page > 1 {
		q.Set("trang", strconv.Itoa(a.Page))
	}
	if len(q) == 0 {
		return r.In(base + below)
	}
	return r.In(base+below) + "?" + q.Encode()
}

// listView is a page of what is to be changed in the software.
type listView struct {
	x       *Program
	r       *web.Request
	Ask     ask
	Counts  counts
	Hamlets []ui.Option
	Items   []item
	Shape   shape
	Left    int64 // children whose lines are not worked out yet
	Known   int64 // children that the software is known to have
	Errors  []errs.Field
	Purpose string
}

// item is a child with what is to be done.
type item struct {
	Rec   register.Record
	Known known
	Lines []line
}

// catchTime is how long a page waits for the list to be brought up to date.
const catchTime = time.Second

// open reads the list as it stands now. Who lacks the right to a column reads neither it nor that it differs.
func (x *Program) open(r *web.Request) (v listView, err error) {
	v = listView{x: x, r: r, Ask: askOf(r)}
	b, err := readBook(r.Context(), r.Reader())
	if err != nil {
		return v, err
	}
	v.Shape = x.shape(b, x.kids(r.Actor), r.Today())
	if !r.StandsStill() {
		if v.Left, err = x.catchUp(r.Context(), r.Site.DB, r.Unit.ID, x.shape(b, x.Children, r.Today()), catchTime); err != nil {
			return v, err
		}
	}
	if v.Known, err = store.Get[int64](r.Context(), r.Reader(), knownAll, r.Unit.ID); err != nil {
		return v, err
	}
	if v.Counts, err = store.List[countRow](r.Context(), r.Reader(), lineCounts, r.Unit.ID); err != nil {
		return v, err
	}
	v.Hamlets, err = x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today())
	return v, err
}

// read reads the children of a page, or of a file, and what is to be done for each.
func (v *listView) read(ctx context.Context, limit, offset int) error {
	from, g := v.r.Reader(), v.x.kids(v.r.Actor)
	ids, err := store.List[string](ctx, from, lineIDs, v.r.Unit.ID, v.Ask.Kind, v.Ask.Hamlet, limit, offset)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, min(atOnce, register.ReadAtOnce)) {
		recs, err := g.Read(ctx, from, part)
		if err != nil {
			return err
		}
		lines, err := store.List[line](ctx, from, linesOfChildren, padded(part)...)
		if err != nil {
			return err
		}
		know, err := knownOf(ctx, from, part)
		if err != nil {
			return err
		}
		for _, rec := range recs {
			it := item{Rec: rec, Known: know[rec.ID]}
			for _, l := range lines {
				if l.ChildID == rec.ID && (v.Ask.Kind == "" || l.Kind == v.Ask.Kind) {
					it.Lines = append(it.Lines, l)
				}
			}
			v.order(it.Lines)
			v.Items = append(v.Items, it)
		}
	}
	v.trace()
	return nil
}

// order puts the lines of a child into the order of the columns.
func (v *listView) order(lines []line) {
	place := func(l line) int {
		return slices.IndexFunc(v.Shape.Columns, func(c column) bool { return c.Code == l.Field })
	}
	slices.SortFunc(lines, func(a, b line) int { return place(a) - place(b) })
}

// trace notes that answers with a right of their own were shown.
func (v *listView) trace() {
	var ids []string
	for _, it := range v.Items {
		if slices.ContainsFunc(it.Lines, func(l line) bool { return l.Level > 0 }) {
			ids = append(ids, it.Rec.ID)
		}
	}
	if len(ids) > 0 {
		v.r.Trace(v.x.Children.Name, ids, "")
	}
}

func (x *Program) list(w http.ResponseWriter, r *web.Request) error {
	v, err := x.open(r)
	if err != nil {
		return err
	}
	return x.showList(w, v)
}

func (x *Program) showList(w http.ResponseWriter, v listView) error {
	v.Ask.Page = min(v.Ask.Page, max(v.pages(), 1))
	if v.Known > 0 {
		if err := v.read(v.r.Context(), linePage, (v.Ask.Page-1)*linePage); err != nil {
			return err
		}
	}
	page := web.View{Title: "Cần sửa trên phần mềm", Here: ui.NavChildren, Lead: v.lead(), Errors: v.Errors, Under: register.Beside(v.r, ui.NavChildren), Actions: listActions(v),
		Crumbs: []ui.Crumb{{Text: "Trẻ em", Href: v.r.In("tre-em")}, {Text: heading}}}
	return v.r.Show(w, page, listPage(v, x.kids(v.r.Actor).EnvOf(v.r)))
}

func (v listView) pages() int {
	return (v.Counts.of(v.Ask.Kind, v.Ask.Hamlet) + linePage - 1) / linePage
}

func (v listView) lead() string {
	if v.Known == 0 {
		return "Chưa nhập tệp nào của phần mềm nên chưa biết ở đó ghi gì."
	}
	n := v.Counts.of("", "")
	words := "Tính đến " + v.r.Today().String() + ": sổ và phần mềm khớp nhau, không có gì cần sửa."
	if n > 0 {
		words = "Tính đến " + v.r.Today().String() + ", so với lần nhập gần nhất: " + v.Counts.words() + "."
	}
	if held := v.Counts.held(); held > 0 {
		words += " " + vi.Int(held) + " hồ sơ đã rút đồng ý không đưa vào."
	}
	return words
}

// hamletOptions are the hamlets with how many children each has.
func (v listView) hamletOptions() []ui.Option {
	out := []ui.Option{{Text: "Tất cả"}}
	for _, o := range v.Hamlets {
		out = append(out, ui.Option{Value: o.Value, Text: o.Text + " (" + vi.Int(v.Counts.of(v.Ask.Kind, o.Value)) + ")"})
	}
	return out
}

// key is how a form names a line.
func (l line) key() string { return l.ChildID + ":" + l.Field }

// do are the words for what a line asks for.
func (v listView) do(it item, l line) string {
	switch l.Kind {
	case toAdd:
		if it.Known.Seen {
			return "Thêm lại, hoặc mở lại hồ sơ đã khóa trên phần mềm"
		}
		return "Thêm vào phần mềm"
	case toMove:
		return "Ghi chuyển đi trên phần mềm"
	case toClose:
		if it.Rec.Dropped {
			return "Khóa trên phần mềm: sổ đã gộp hoặc bỏ hồ sơ này"
		}
		return "Khóa trên phần mềm: " + it.Rec.Standing().Text
	}
	c, _ := v.Shape.column(l.Field)
	return "Sửa “" + c.Head + "”"
}

// sides are what the software says and what we say in the column of a line.
func (v listView) sides(it item, l line, e *register.Env) (said, mine string) {
	c, ok := v.Shape.column(l.Field)
	if l.Kind != toFix || !ok || !c.compared() {
		return "", ""
	}
	return it.Known.Columns[l.Field].Said, it.Rec.Text(c.Field.Column, e)
}

// lines are how many lines the page shows.
func (v listView) lines() (n int) {
	for _, it := range v.Items {
		n += len(it.Lines)
	}
	return n
}
