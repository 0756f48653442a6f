package law

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// placeReach is how many lines of plans the page of a number looks at.
const placeReach = 2000

// ofNumber is all that is known of one number: its documents, its citations and every line that names it.
type ofNumber struct {
	Fold   string
	Docs   []Document
	Cites  []Cite // of confirmed plans
	Places []Place
}

// numberOf reads all that is known of a number, in four statements.
func (l *Law) numberOf(ctx context.Context, from store.Source, unitID, fold string) (n ofNumber, err error) {
	n.Fold = fold
	if n.Docs, err = documentsOf(ctx, from, unitID, fold); err != nil {
		return n, err
	}
	if n.Cites, err = store.List[Cite](ctx, from, citeOfNum, unitID, fold); err != nil {
		return n, err
	}
	n.Places, err = l.Citations.Places(ctx, from, fold, placeReach)
	return n, err
}

// documentAt is the id of the document that a place means, empty while nobody knows. A draft's place is judged by its key.
func (n ofNumber) documentAt(p Place) string {
	i := slices.IndexFunc(n.Cites, func(c Cite) bool { return c.PlanID == p.PlanID && c.Seq == p.Cite.Seq })
	if i >= 0 {
		return n.Cites[i].DocumentID
	}
	r := resolved{Docs: n.Docs}
	if found := r.candidates(p.Cite.key()); len(found) == 1 {
		return n.Docs[found[0]].ID
	}
	return ""
}

// placesOf are the lines that mean a document; empty for those of which nobody knows.
func (n ofNumber) placesOf(id string) []Place {
	var out []Place
	for _, p := range n.Places {
		if n.documentAt(p) == id {
			out = append(out, p)
		}
	}
	return out
}

// open are the citations of confirmed plans of which nobody knows the document.
func (n ofNumber) open() []Cite {
	return slices.DeleteFunc(slices.Clone(n.Cites), func(c Cite) bool { return c.DocumentID != "" })
}

// variant is a title as plans cite it, and where.
type variant struct {
	Title string
	Where []Place
}

// variantsOf are the different titles of the lines, most used first.
func variantsOf(places []Place) []variant {
	var out []variant
	for _, p := range places {
		if p.Cite.Title == "" {
			continue
		}
		i := slices.IndexFunc(out, func(v variant) bool { return v.Title == p.Cite.Title })
		if i < 0 {
			out, i = append(out, variant{Title: p.Cite.Title}), len(out)
		}
		out[i].Where = append(out[i].Where, p)
	}
	slices.SortStableFunc(out, func(a, b variant) int { return cmp.Compare(len(b.Where), len(a.Where)) })
	return out
}

// tasksOf are the tasks of some lines, each once.
func tasksOf(places []Place) []Task {
	var out []Task
	for _, p := range places {
		for _, t := range p.Tasks {
			if !slices.ContainsFunc(out, func(have Task) bool { return have.ID == t.ID }) {
				out = append(out, t)
			}
		}
	}
	return out
}

// showTyped is what came back to the page with a mistake.
type showTyped struct {
	Relation relationTyped
	Reason   string
	Errors   []errs.Field
}

// showView is what stands around the answers of one document.
type showView struct {
	Doc       Document
	Number    ofNumber
	Places    []Place // one page of them
	All       []Place
	Page      int
	Pages     int
	Tasks     []Task
	Relations []relation
	Reviews   []review
	Decided   []decision
	Names     []Document
	Tree      tree
	MayTask   bool
	Today     day.Day
	Key       string
	Typed     showTyped
}

// showOne shows a document again with what could not be taken.
func (l *Law) showOne(w http.ResponseWriter, r *web.Request, t showTyped) error {
	return l.documents(t).ShowAgain(w, r, t.Errors)
}

// above is what somebody who opens a document must see first: how it stands today, who compared it, which review it calls for.
func (l *Law) above(t showTyped) func(*web.Request, register.Record, []store.Event) (templ.Component, error) {
	return func(r *web.Request, rec register.Record, _ []store.Event) (templ.Component, error) {
		v := showView{Doc: documentIn(rec), Today: r.Today(), Key: web.NewKey(), Typed: t, MayTask: l.Work != nil}
		decided, err := store.List[decision](r.Context(), r.Reader(), reviewedOf, rec.ID)
		v.Reviews = undecided(reviewsOf(v.Doc, v.Today), decided)
		return docHead(r, v, mayEdit(r) && !rec.Dropped), err
	}
}

// aside is the work that rests on a document and how it stands to others.
func (l *Law) aside(t showTyped) func(*web.Request, register.Record) (templ.Component, error) {
	return func(r *web.Request, rec register.Record) (templ.Component, error) {
		v := showView{Doc: documentIn(rec), Today: r.Today(), Key: web.NewKey(), Typed: t}
		err := l.around(r, &v)
		return docPage(r, v), err
	}
}

// over are the reviews for which programmes of the register call.
func (l *Law) over(r *web.Request) (templ.Component, error) {
	due, err := reviewsDue(r.Context(), r.Reader(), r.Unit.ID, r.Today())
	return reviewList(r, due), err
}

// around reads what stands around a document.
func (l *Law) around(r *web.Request, v *showView) (err error) {
	ctx, from, d := r.Context(), r.Reader(), v.Doc
	if v.Number, err = l.numberOf(ctx, from, d.UnitID, d.NumberFold); err != nil {
		return err
	}
	v.All = v.Number.placesOf(d.ID)
	v.Tasks = tasksOf(v.All)
	v.Pages = max(1, (len(v.All)+register.PageSize-1)/register.PageSize)
	v.Page = min(pageOf(r), v.Pages)
	v.Places = v.All[(v.Page-1)*register.PageSize : min(v.Page*register.PageSize, len(v.All))]
	if v.Relations, err = relationsWith(ctx, from, d.ID); err != nil {
		return err
	}
	if v.Decided, err = store.List[decision](ctx, from, reviewedOf, d.ID); err != nil {
		return err
	}
	if mayEdit(r) {
		if v.Names, err = store.List[Document](ctx, from, documentNames, d.UnitID); err != nil {
			return err
		}
	}
	v.Tree = v.tree()
	return nil
}

func pageOf(r *web.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("trang"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

func mayEdit(r *web.Request) bool { return r.May(actor.LawEdit) }

// tree is the picture of the page.
func (v showView) tree() tree {
	var left, right []branch
	for _, t := range v.Tasks {
		right = append(right, branch{Text: t.Number + " " + t.Title})
	}
	for _, x := range v.Relations {
		b := branch{Text: x.Name(), Below: x.MarkAt(v.Today).Words}
		switch {
		case x.above():
			left = append(left, b)
		case x.Relation == RestsOn || x.Relation == Guides:
			right = append(right, b)
		}
	}
	t := layTree(left, branch{Text: v.Doc.Name(), Below: v.Doc.MarkAt(v.Today).Words}, right)
	t.Title = v.Doc.Kind + " " + v.Doc.Number + ": " + strconv.Itoa(len(left)) + " căn cứ, " + strconv.Itoa(len(v.Tasks)) + " việc dựa vào"
	t.Desc = "Hình đi từ trái sang phải: các căn cứ, văn bản này, rồi những việc và văn bản dựa vào. Bảng bên dưới có cùng số liệu."
	return t
}

// facts are what plans say otherwise than the register.
func (v showView) facts() (out []ui.Fact) {
	if others := v.otherwise(func(c Cite) string { return c.Issuer }, v.Doc.Issuer); others != "" {
		out = append(out, ui.Fact{Term: "Cơ quan, nơi khác ghi", Text: others})
	}
	if others := v.otherwise(func(c Cite) string { return c.Date }, v.Doc.IssuedOn.String()); others != "" {
		out = append(out, ui.Fact{Term: "Ngày, nơi khác ghi", Text: others})
	}
	return out
}

// checkedWords say who compared the document with the official text, and when.
func (d Document) checkedWords() string {
	if d.Confidence != Checked {
		return "chưa đối chiếu"
	}
	return d.CheckedBy + ", " + day.At(d.CheckedAt.Time).String()
}

// dateWords is the day, or as much of it as is known.
func (d Document) dateWords() string {
	switch {
	case !d.IssuedOn.IsZero():
		return d.IssuedOn.String()
	case d.Year != 0:
		return "năm " + strconv.Itoa(d.Year)
	}
	return "chưa rõ"
}

// otherwise joins what citations say of one thing where the register says another.
func (v showView) otherwise(of func(Cite) string, ours string) string {
	var out []string
	for _, p := range v.All {
		says := of(p.Cite)
		if d := planread.PrintedDay(says); !d.IsZero() {
			says = d.String()
		}
		if says != "" && says != ours && !slices.Contains(out, says) {
			out = append(out, says)
		}
	}
	return strings.Join(out, "; ")
}

// numberView is the page of a number that is not one document of the register.
type numberView struct {
	Number ofNumber
	Name   string
	Today  day.Day
	Key    string
}

// showNumber shows the documents that share a number and the citations that could be either; for a number that only drafts
// name, where they do.
func (l *Law) showNumber(w http.ResponseWriter, r *web.Request) error {
	n, err := l.numberOf(r.Context(), r.Reader(), r.Unit.ID, foldOfPath(r.PathValue(kindDocument)))
	if err != nil {
		return err
	}
	if len(n.Docs)+len(n.Places) == 0 {
		return errs.New(errs.NotFound, "Sổ không có văn bản mang số này và không kế hoạch nào của đơn vị dẫn nó.")
	}
	v := numberView{Number: n, Today: r.Today(), Key: web.NewKey()}
	lead := "Chưa vào sổ: mới có bản nhập chưa xác nhận dẫn số này."
	if len(n.Docs) > 0 {
		v.Name = n.Docs[0].Number
		lead = "Số này ứng với " + strconv.Itoa(len(n.Docs)) + " văn bản khác ngày hoặc khác cơ quan."
	} else {
		v.Name = n.Places[0].Cite.Number
	}
	if open := len(n.open()); open > 0 {
		lead += " " + strconv.Itoa(open) + " chỗ dẫn chưa rõ là văn bản nào: chọn bên dưới."
	}
	view := web.View{Title: "Văn bản số " + v.Name, Here: ui.NavDocuments, Lead: lead, Query: v.Name, Crumbs: []ui.Crumb{{Text: "Văn bản", Href: r.In("van-ban")}, {Text: v.Name}}}
	return r.Show(w, view, numberPage(r, v))
}

// choose notes which document a citation means, or lets its key decide again.
func (l *Law) choose(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	next := r.In("van-ban/" + r.PathValue(kindDocument))
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return chooseFor(ctx, tx, f.Text("cho-dan"), f.Text("van-ban-"+f.Text("cho-dan")))
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi chỗ dẫn này là văn bản nào.")
	return r.Go(w, next)
}

func chooseFor(ctx context.Context, tx *store.Tx, citeID, documentID string) error {
	if !ident.Valid(citeID) || !ident.Valid(documentID) {
		return errs.New(errs.Invalid, "Chưa chọn văn bản cho chỗ dẫn. Quay lại, chọn một văn bản rồi bấm ghi.")
	}
	c, err := store.Get[Cite](ctx, tx, citeGet, citeID)
	if err != nil {
		return err
	}
	d, err := store.Get[Document](ctx, tx, documentGet, documentID)
	if err != nil {
		return err
	}
	if c.NumberFold != d.NumberFold {
		return errs.New(errs.Invalid, "Văn bản được chọn mang số khác với chỗ dẫn. Chưa ghi gì.")
	}
	if _, err := tx.Exec(ctx, citeSettle, d.ID, tx.Actor().Name, tx.Now(), c.ID); err != nil {
		return err
	}
	if _, err := settle(ctx, tx, c.UnitID, c.NumberFold); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: d.ID, UnitID: d.UnitID, Action: "Chọn văn bản cho chỗ dẫn số " + c.Number + dateTail(c)})
}

func dateTail(c Cite) string {
	switch {
	case c.Date == "":
		return " không ghi ngày"
	case planread.PrintedDay(c.Date).IsZero():
		return " ghi ngày “" + c.Date + "”"
	}
	return " ngày " + c.Date
}
