package law

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// typed is a document as a form or a table has it, before anybody judged it.
type typed struct {
	Kind, Number, IssuedOn, Issuer, Title, Period, State, ValidFrom, ValidTo, Note string
}

// typedField ties a field of a form to its place in typed; the name is also that of the control.
type typedField struct {
	name, label string
	of          func(*typed) *string
}

// typedFields are in the order of the form and of a table without a head.
var typedFields = []typedField{
	{"loai", "Loại", func(t *typed) *string { return &t.Kind }},
	{"so", "Số, ký hiệu", func(t *typed) *string { return &t.Number }},
	{"ngay", "Ngày ban hành", func(t *typed) *string { return &t.IssuedOn }},
	{"co-quan", "Cơ quan ban hành", func(t *typed) *string { return &t.Issuer }},
	{"trich-yeu", "Trích yếu", func(t *typed) *string { return &t.Title }},
	{"giai-doan", "Giai đoạn", func(t *typed) *string { return &t.Period }},
	{"tinh-trang", "Tình trạng", func(t *typed) *string { return &t.State }},
	{"hieu-luc", "Hiệu lực từ", func(t *typed) *string { return &t.ValidFrom }},
	{"het-hieu-luc", "Hiệu lực đến hết", func(t *typed) *string { return &t.ValidTo }},
	{"ghi-chu", "Ghi chú", func(t *typed) *string { return &t.Note }},
}

func typedIn(f *web.Form, prefix string) typed {
	var t typed
	for _, tf := range typedFields {
		*tf.of(&t) = f.Text(prefix + tf.name)
	}
	return t
}

// typedOf is a document as the form shows it.
func typedOf(d Document) typed {
	return typed{d.Kind, d.Number, d.IssuedOn.String(), d.Issuer, orElse(d.Title, d.CitedTitle), d.PeriodWords(), d.State.Words(), d.ValidFrom.String(), d.ValidTo.String(), d.Note}
}

var periodTyped = regexp.MustCompile(`^((?:19|20)\d{2})\s*(?:[-–]|đến)\s*((?:19|20)\d{2})$`)

// over writes what was typed over a document; mistakes are noted in the form.
func (t typed) over(d Document, f *errs.Form) Document {
	d.Kind, d.Number, d.Issuer, d.Note = t.Kind, t.Number, t.Issuer, t.Note
	if n, ok := planread.ParseNumber(t.Number); ok {
		d.Number = n.Written
		d.Kind = orElse(d.Kind, n.Kind)
		if n.Kind == "" && n.Year == 0 {
			d.Kind = orElse(d.Kind, "Công văn") // Nghị định 30/2020/NĐ-CP: only a công văn has no kind in its symbol
		}
		d.Issuer = orElse(d.Issuer, n.Issuer)
	}
	if t.Title != d.CitedTitle || d.Title != "" {
		d.Title = t.Title
	}
	d.IssuedOn, d.ValidFrom, d.ValidTo = dayTyped(f, "ngay", t.IssuedOn), dayTyped(f, "hieu-luc", t.ValidFrom), dayTyped(f, "het-hieu-luc", t.ValidTo)
	d.PeriodFrom, d.PeriodTo = 0, 0
	if m := periodTyped.FindStringSubmatch(t.Period); m != nil {
		d.PeriodFrom, _ = strconv.Atoi(m[1])
		d.PeriodTo, _ = strconv.Atoi(m[2])
	} else if t.Period != "" {
		f.Add("giai-doan", "Ghi hai năm, ví dụ 2021-2025")
	}
	d.State = stateTyped(f, t.State)
	d = d.complete()
	d.check(f)
	return d
}

func dayTyped(f *errs.Form, field, text string) day.Day {
	if text == "" {
		return day.Day{}
	}
	d, err := day.Parse(text)
	if err != nil {
		words, _ := web.Words(err)
		f.Add(field, "%s", words)
	}
	return d
}

func stateTyped(f *errs.Form, text string) State {
	if text == "" {
		return Unknown
	}
	for _, s := range States() {
		if strings.EqualFold(text, s.Words()) {
			return s
		}
	}
	f.Add("tinh-trang", "Ghi một trong: còn hiệu lực, hết hiệu lực một phần, hết hiệu lực, chưa đối chiếu")
	return Unknown
}

// formView is the form of a document as it was typed.
type formView struct {
	Doc      Document // what is edited; zero for a new one
	Typed    typed
	Action   string
	Back     string
	Once     string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
}

func (v formView) wrong(name string) string { return ui.ErrorOf(v.Errors, name) }

func (l *Law) addForm(w http.ResponseWriter, r *web.Request) error {
	return l.showAdd(w, r, formView{Typed: typed{Number: r.URL.Query().Get("so"), State: Unknown.Words()}})
}

func (l *Law) showAdd(w http.ResponseWriter, r *web.Request, v formView) error {
	v.Action, v.Back, v.Once = r.In("van-ban/them"), r.In("van-ban"), web.NewKey()
	view := web.View{Title: "Thêm văn bản", Here: ui.NavDocuments, Errors: v.Errors, Crumbs: []ui.Crumb{{Text: "Văn bản", Href: v.Back}, {Text: "Thêm văn bản"}}}
	return r.Show(w, view, formPage(v))
}

// add enters a document by hand.
func (l *Law) add(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := formView{Typed: typedIn(f, "")}
	var form errs.Form
	d := v.Typed.over(Document{ID: ident.New(), UnitID: r.Unit.ID, Confidence: Typed, Source: "cán bộ ghi"}, &form)
	err = form.Err()
	next := r.In("van-ban/" + d.ID)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(next)
			return l.enter(ctx, tx, d)
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return l.showAdd(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã thêm "+d.Name()+" vào sổ văn bản.")
	return r.Go(w, next)
}

// enter writes a new document and lets the citations of its number find it.
func (l *Law) enter(ctx context.Context, tx *store.Tx, d Document) error {
	if err := refuseTwin(ctx, tx, d); err != nil {
		return err
	}
	if err := insert(ctx, tx, d); err != nil {
		return err
	}
	if _, err := settle(ctx, tx, d.UnitID, d.NumberFold); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: d.ID, UnitID: d.UnitID, Action: "Thêm văn bản vào sổ", After: d.record()})
}

// kindDocument is the kind of the register's records in the history.
const kindDocument = "law_document"

// refuseTwin refuses a document that the register has already.
func refuseTwin(ctx context.Context, from store.Source, d Document) error {
	docs, err := documentsOf(ctx, from, d.UnitID, d.NumberFold)
	if err != nil {
		return err
	}
	for _, have := range docs {
		if have.ID != d.ID && have.key() == d.key() {
			var f errs.Form
			f.Add("so", "Sổ đã có %s; mở văn bản đó để sửa", have.Name())
			return f.Err()
		}
	}
	return nil
}
