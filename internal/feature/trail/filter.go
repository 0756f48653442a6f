package trail

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// usualDays is how far back a page reads when nobody chose a period.
const usualDays = 30

// filter is what an address asks of the history. What was typed stays beside what it means, to be shown again.
type filter struct {
	Kind   string
	Action string // the words with which the action begins
	Body   string // id of the body on whose behalf
	Person string // id of the account; only for those who read the whole history
	Record string // "task/<id>", for one record
	From   string // as typed
	To     string
	Whole  bool // of the administrator's pages: rows of the whole installation, not of the unit
	Before cursor

	first, last day.Day // zero for open ends
}

// cursor is the row after which a page goes on: the last one of the page before.
type cursor struct {
	at int64
	id string
}

func (c cursor) String() string {
	if c.id == "" {
		return ""
	}
	return strconv.FormatInt(c.at, 10) + "-" + c.id
}

func readCursor(s string) cursor {
	ms, id, ok := strings.Cut(s, "-")
	at, err := strconv.ParseInt(ms, 10, 64)
	if !ok || err != nil || at < 0 || !ident.Valid(id) {
		return cursor{}
	}
	return cursor{at, id}
}

// filterOf reads an address or a form. The mistakes name their fields; what is wrong is left out of the filter.
func filterOf(get func(string) string, re reach) (f filter, mistakes []errs.Field) {
	f = filter{Kind: get("loai"), Action: vi.Sentence(vi.NFC(get("viec"))), Body: get("co-quan"), Person: get("nguoi"), Record: get("ho-so"), From: get("tu"), To: get("den"), Whole: get("ca-may") == "1", Before: readCursor(get("truoc"))}
	var form errs.Form
	if _, known := re.find(f.Kind); f.Kind != "" && !known {
		form.Add("loai", "Không có loại hồ sơ “%s” trong lịch sử mà anh/chị được xem; chọn một loại trong danh sách", vi.Cut(f.Kind, 40))
		f.Kind = ""
	}
	for _, choice := range []struct {
		name, words string
		id          *string
	}{{"co-quan", "cơ quan", &f.Body}, {"nguoi", "người", &f.Person}} {
		if *choice.id != "" && !ident.Valid(*choice.id) {
			form.Add(choice.name, "Không có %s này trong đơn vị; chọn trong danh sách", choice.words)
			*choice.id = ""
		}
	}
	if kind, id := f.record(); f.Record != "" {
		if _, known := re.find(kind); !known || !ident.Valid(id) {
			form.Add("", "Không tìm thấy hồ sơ này. Mở lại hồ sơ rồi xem lịch sử của nó.")
			f.Record = ""
		}
	}
	f.first = readDay(&form, "tu", f.From)
	f.last = readDay(&form, "den", f.To)
	if !f.first.IsZero() && !f.last.IsZero() && f.last.Before(f.first) {
		form.Add("den", "Đến ngày %s nằm trước từ ngày %s; đổi chỗ hai ngày rồi lọc lại", f.last, f.first)
	}
	if e, ok := form.Err().(*errs.Error); ok {
		return f, e.Fields
	}
	return f, nil
}

// record are the kind and the id of the one record.
func (f filter) record() (kind, id string) {
	kind, id, _ = strings.Cut(f.Record, "/")
	return kind, id
}

func readDay(form *errs.Form, name, typed string) day.Day {
	d, err := day.Parse(typed)
	if e, ok := err.(*errs.Error); ok {
		form.Add(name, "%s", e.Message)
	}
	return d
}

// usual gives a filter without a period the last days of this year, or the whole of another year. The end stays open: a row
// of a clock that ran ahead is shown too.
func (f *filter) usual(year int, today day.Day) {
	if f.From != "" || f.To != "" {
		return
	}
	f.first = today.Add(-usualDays)
	if year != today.Year() {
		f.first, f.last = day.Must(year, 1, 1), day.Must(year, 12, 31)
		f.To = f.last.String()
	}
	f.From = f.first.String()
}

// never lies after every instant of a row.
var never = time.UnixMilli(1 << 60)

// span are the first and the last instant of the period.
func (f filter) span() (first, last store.Instant) {
	last.Time = never
	if !f.first.IsZero() {
		first.Time = f.first.Start()
	}
	if !f.last.IsZero() {
		last.Time = f.last.Add(1).Start().Add(-time.Millisecond)
	}
	return first, last
}

// args are the values of a list's conditions, after the kinds: period, where to go on, the rest.
func (f filter) args() []any {
	first, last := f.span()
	id := "~" // sorts after every id
	if f.Before.id != "" && f.Before.at <= last.UnixMilli() {
		last, id = store.Instant{Time: time.UnixMilli(f.Before.at)}, f.Before.id
	}
	return []any{first, last, id, f.Kind, f.Body, f.Action, f.Action + "\U0010ffff"}
}

// query is the filter as an address carries it, on its first page.
func (f filter) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"loai": f.Kind, "viec": f.Action, "co-quan": f.Body, "nguoi": f.Person, "ho-so": f.Record, "tu": f.From, "den": f.To} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Whole {
		q.Set("ca-may", "1")
	}
	return q
}

// withKind is the address of the same list with another kind, or with all of them when it is the kind chosen.
func (f filter) withKind(kind string) string {
	if f.Kind == kind {
		kind = ""
	}
	f.Kind = kind
	return "?" + f.query().Encode()
}

// after is the address of the page that follows a row.
func (f filter) after(e store.Event) string {
	q := f.query()
	q.Set("truoc", cursor{e.At.UnixMilli(), e.ID}.String())
	return "?" + q.Encode()
}

// fields are the filter as hidden fields of a form, in a fixed order.
func (f filter) fields() [][2]string {
	q := f.query()
	var names []string
	for name := range q {
		names = append(names, name)
	}
	slices.Sort(names)
	var out [][2]string
	for _, name := range names {
		out = append(out, [2]string{name, q.Get(name)})
	}
	return out
}

// words say the period and the conditions, for paper.
func (f filter) words(t *Trail, bodies, people []Choice) string {
	var out []string
	switch {
	case !f.first.IsZero() && !f.last.IsZero():
		out = append(out, "Từ "+f.first.String()+" đến "+f.last.String())
	case !f.first.IsZero():
		out = append(out, "Từ "+f.first.String())
	case !f.last.IsZero():
		out = append(out, "Đến "+f.last.String())
	default:
		out = append(out, "Từ ngày đầu")
	}
	if f.Kind != "" {
		out = append(out, "loại: "+t.kindWords(f.Kind))
	}
	if kind, _ := f.record(); kind != "" {
		out = append(out, "một hồ sơ: "+t.kindWords(kind))
	}
	if f.Action != "" {
		out = append(out, "việc bắt đầu bằng “"+f.Action+"”")
	}
	if name := choiceName(bodies, f.Body); name != "" {
		out = append(out, "thay mặt "+name)
	}
	if name := choiceName(people, f.Person); name != "" {
		out = append(out, "người làm: "+name)
	}
	return strings.Join(out, "; ")
}
