package week

import (
	"context"
	"strconv"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Deed is what a leader can do about a case. Its value is the last part of an address.
type Deed string

// The deeds, in the order of the boxes on paper.
const (
	Assign Deed = "giao"
	Extend Deed = "gia-han"
	Urge   Deed = "don-doc"
)

var deeds = []Deed{Assign, Extend, Urge}

// Words are the box on paper and the button on a page.
func (d Deed) Words() string {
	return map[Deed]string{Assign: "Giao", Extend: "Gia hạn", Urge: "Đôn đốc"}[d]
}

func (d Deed) title() string {
	return map[Deed]string{Assign: "Giao cơ quan chủ trì", Extend: "Gia hạn", Urge: "Đôn đốc"}[d]
}

func (d Deed) verb() string {
	return map[Deed]string{Assign: "Giao việc", Extend: "Gia hạn", Urge: "Ghi đã đôn đốc"}[d]
}

// suits reports whether the deed makes sense for work: only what has a date gets more time, only somebody can be urged.
func (d Deed) suits(it Item) bool {
	return !(d == Extend && it.Due.IsZero() || d == Urge && it.Lead == "")
}

// deciding is a decision under way.
type deciding struct {
	Deed    Deed
	Edition Edition
	Unit    string
	No      int
	Case    Case
	Item    Item  // the work as it stands
	Version int64 // of the work as the leader saw it
	Bodies  []string
	Today   day.Day
	Proposal
	Key    string
	Errors []errs.Field
	Stale  string

	Action, Back string // addresses of the form and of the page behind it
	PIN          bool   // the form asks for the PIN of the link

	form *web.Form
}

// Proposal is what the program has prepared for a decision.
type Proposal struct{ Until, Text string }

// Typed is what stands in a field: what was typed, else what the program proposes.
func (d deciding) Typed(name, proposed string) string {
	if d.form == nil {
		return proposed
	}
	return d.form.Text(name)
}

// Wrong is the mistake in a field.
func (d deciding) Wrong(name string) string { return ui.ErrorOf(d.Errors, name) }

// changedWords say how the work differs from what the edition says; empty when it does not.
func (d deciding) changedWords() string {
	s := ""
	if d.Item.Lead != d.Case.Lead {
		s += " Nay " + whoWords(d.Item.Lead) + " chủ trì."
		if d.Item.Lead == "" {
			s = " Nay chưa rõ ai chủ trì."
		}
	}
	if d.Item.Due != d.Case.Due && !d.Item.Due.IsZero() {
		s += " Hạn nay là " + d.Item.Due.Weekday() + " " + d.Item.Due.String() + "."
	}
	if s != "" {
		s = "Việc này đã đổi từ khi lập trang." + s
	}
	return s
}

// begin reads the work of a case as it stands now, and says why nothing can be decided about it any more.
func (w *Weeks) begin(ctx context.Context, from store.Source, e Edition, typed string, deed Deed, today day.Day) (d deciding, err error) {
	n, _ := strconv.Atoi(typed)
	c, ok := e.Case(n)
	if !ok {
		return d, errs.New(errs.NotFound, "Trang tuần này không có việc cần quyết mang số trong địa chỉ.")
	}
	d = deciding{Deed: deed, Edition: e, No: n, Case: c, Today: today}
	if d.Item, err = w.Work.Now(ctx, from, c.Ref, today); err != nil {
		return d, err
	}
	d.Version = d.Item.Version
	switch {
	case d.Item.Ended:
		return d, errs.New(errs.Conflict, "Việc này đã kết thúc từ khi lập trang nên không còn gì để quyết. Chưa ghi gì.")
	case deed == Extend && d.Item.Due.IsZero():
		return d, errs.New(errs.Conflict, "Việc này không có hạn nên không có gì để gia hạn. Cán bộ phụ trách đặt hạn ở trang nhiệm vụ.")
	case deed == Urge && d.Item.Lead == "":
		return d, errs.New(errs.Conflict, "Việc này chưa có ai chủ trì nên chưa đôn đốc ai được. Giao việc trước.")
	case deed == Assign:
		d.Bodies, err = w.Work.Bodies(ctx, from, today)
	case deed == Extend && !d.Item.Wish.IsZero():
		d.Until = d.Item.Wish.String()
	}
	return d, err
}

// urgeText is the prepared message to who leads the work.
func urgeText(c day.Calendar, unit string, it Item, today day.Day) string {
	s := unit + " đề nghị " + whoWords(it.Lead) + " báo kết quả việc “" + it.Title + "”"
	if !it.Due.IsZero() {
		s += " (hạn " + it.Due.String()
		if n := c.WorkingDaysBetween(it.Due, today); n > 0 {
			s += ", quá " + strconv.Itoa(n) + " ngày làm việc"
		}
		s += ")"
	}
	return s + ". Đề nghị gửi kết quả, hoặc nêu vướng mắc và ngày xong, trước hết " + c.Name(today, c.AddWorking(today, 3)) + "."
}

const (
	maxReason = 500
	maxUrge   = 1000
)

// read judges what was typed; words are what the page will say of the decision. Words typed over work that has changed since
// are errs.Conflict.
func (d *deciding) read(f *web.Form) (o Order, words string, err error) {
	d.form = f
	if d.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64); d.Version != d.Item.Version {
		return o, "", errs.New(errs.Conflict, staleWords)
	}
	var form errs.Form
	o.Reason = f.Text("ly-do")
	if n := utf8.RuneCountInString(o.Reason); n > maxReason {
		form.Add("ly-do", "Lý do dài nhất %d ký tự, đang có %d", maxReason, n)
	}
	switch d.Deed {
	case Assign:
		words = d.readBody(f, &o, &form)
	case Extend:
		words = d.readUntil(f, &o, &form)
	case Urge:
		words = d.readText(f, &o, &form)
	}
	return o, words, form.Err()
}

func (d *deciding) readBody(f *web.Form, o *Order, form *errs.Form) string {
	o.Body = f.Text("co-quan")
	known := false
	for _, b := range d.Bodies {
		known = known || b == o.Body
	}
	switch {
	case !known:
		form.Add("co-quan", "Chọn cơ quan nhận việc trong danh sách")
	case o.Body == d.Item.Lead:
		form.Add("co-quan", "Cơ quan này đang chủ trì việc; chọn cơ quan khác")
	}
	return "Đã giao " + o.Body
}

func (d *deciding) readUntil(f *web.Form, o *Order, form *errs.Form) string {
	until, err := day.Parse(f.Text("han-moi"))
	switch {
	case err != nil:
		words, _ := web.Words(err)
		form.Add("han-moi", "%s", words)
	case until.IsZero():
		form.Add("han-moi", "Ghi hạn mới, ví dụ %s", d.Today.Add(14))
	case !until.After(d.Item.Due):
		form.Add("han-moi", "Hạn mới phải sau hạn đang có, %s", d.Item.Due)
	case until.Before(d.Today):
		form.Add("han-moi", "Hạn mới phải là hôm nay hoặc sau đó")
	case until.Year() > d.Edition.Year+5:
		form.Add("han-moi", "Hạn mới quá xa: kế hoạch này là của năm %d", d.Edition.Year)
	}
	if o.Reason == "" {
		form.Add("ly-do", "Ghi lý do")
	}
	o.Until = until
	return "Đã gia hạn đến " + until.Weekday() + " " + until.String()
}

func (d *deciding) readText(f *web.Form, o *Order, form *errs.Form) string {
	o.Text = f.Text("tin")
	switch n := utf8.RuneCountInString(o.Text); {
	case n == 0:
		form.Add("tin", "Viết lời đôn đốc")
	case n > maxUrge:
		form.Add("tin", "Lời đôn đốc dài nhất %s ký tự, đang có %s", vi.Int(maxUrge), vi.Int(n))
	}
	return "Đã đôn đốc " + whoWords(d.Item.Lead)
}

// decided is a decision as the history of the edition shows it.
type decided struct {
	Work     string `json:"Việc"`
	Decision string `json:"Quyết định"`
}

// carryOut changes the work and notes the decision, inside the caller's change. When the work changed since the leader saw
// it, the error is errs.Conflict.
func (w *Weeks) carryOut(ctx context.Context, tx *store.Tx, d deciding, o Order, words, linkID string) error {
	it := d.Item
	it.Version = d.Version
	do := map[Deed]func(context.Context, *store.Tx, Item, Order) error{Assign: w.Work.Assign, Extend: w.Work.Extend, Urge: w.Work.Urge}[d.Deed]
	if err := do(ctx, tx, it, o); err != nil {
		return err
	}
	e := d.Edition
	if _, err := tx.Exec(ctx, decisionAdd, ident.New(), e.UnitID, e.ID, d.No, it.TaskID, string(d.Deed), words, tx.Actor().Name, tx.Now(), linkID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "week", ID: e.ID, UnitID: e.UnitID, Action: "Quyết định trên trang lãnh đạo", After: decided{it.Title, words}, Note: o.Via})
}

// staleWords are shown when somebody else was quicker.
const staleWords = "Việc này vừa được thay đổi trước khi đồng chí quyết. Chưa ghi gì; tình trạng mới ở dưới, điều đã gõ còn nguyên. Xem lại rồi bấm một lần nữa."
