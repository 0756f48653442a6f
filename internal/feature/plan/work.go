package plan

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Filter says which work of a unit's year a list holds. The zero Filter is all of it. Every field stands in the address, so
// that a list can be sent, kept and printed as it is.
type Filter struct {
	State string // key of workStates
	Due   string // key of dueSpans
	Kind  string
	Plan  string // id
	Body  string // id
	Part  string // key of bodyParts: the part that the Body has in the task
	Words string // the beginnings of words that the task must hold
	Whole bool   // leaves out the parts into which tasks were divided
	Sort  string // key of workSorts
}

// choice is a value of a filter with its words in a chip.
type choice struct{ Key, Words string }

var workStates = []choice{
	{"dang-mo", "Đang mở"}, {"cho-tra-loi", "Chờ xác nhận hoặc xin lùi"}, {"cho-xac-nhan", "Chờ xác nhận"}, {"xin-lui", "Xin lùi hạn"},
	{"tam-dung", "Tạm dừng"}, {"chua-ro-chu-tri", "Chưa rõ chủ trì"}, {"chua-phan-hoi", "Đề nghị, chưa có phản hồi"}, {"xong", "Đã xong"},
	{"khong-thuc-hien", "Không thực hiện"}, {"chuyen-noi-khac", "Chuyển cơ quan khác"},
}

var dueSpans = append([]choice{
	{"qua-han", "Quá hạn"}, {"khan", "Khẩn"}, {"sap-den", "Đến hạn trong 7 ngày, chưa khẩn"}, {"7-ngay", "Đến hạn trong 7 ngày"},
	{"30-ngay", "Đến hạn trong 30 ngày"}, {"khong-han", "Không có hạn"}, {"chua-ro-han", "Chưa rõ hạn"},
}, months()...)

func months() (out []choice) {
	for m := 1; m <= 12; m++ {
		out = append(out, choice{monthKey + strconv.Itoa(m), "Hạn tháng " + strconv.Itoa(m)})
	}
	return out
}

const monthKey = "thang-"

var workKinds = []choice{{string(KindTask), "Nhiệm vụ"}, {string(KindStanding), "Nhiệm vụ thường xuyên của cơ quan"}, {string(KindReport), "Báo cáo"}}

// bodyParts are the parts by which the work of a body is filtered.
var bodyParts = []choice{
	{"lam", "phải làm"}, {string(planread.RoleLead), "chủ trì"}, {string(planread.RoleCoLead), "cùng chủ trì"}, {string(planread.RoleImplement), "thực hiện"},
	{string(planread.RoleCooperate), "phối hợp"}, {string(planread.RoleRequest), "được đề nghị"}, {string(planread.RoleReportFrom), "gửi báo cáo"},
	{string(planread.RoleAdvise), "tham mưu"}, {string(planread.RoleMonitor), "theo dõi"}, {string(planread.RoleReportTo), "nhận báo cáo"},
}

var workSorts = []choice{{"", "Hạn gần trước"}, {"han-xa", "Hạn xa trước"}, {"ke-hoach", "Theo kế hoạch"}, {"ten", "Tên việc A đến Y"}}

func wordsFor(choices []choice, key string) (string, bool) {
	i := slices.IndexFunc(choices, func(c choice) bool { return c.Key == key })
	if i < 0 {
		return "", false
	}
	return choices[i].Words, true
}

// filterField is one part of a filter in the address.
type filterField struct {
	Name, Label string
	Choices     []choice // nil when the value is not one of a list
	Of          func(*Filter) *string
}

var filterFields = []filterField{
	{"tinh-trang", "Tình trạng", workStates, func(f *Filter) *string { return &f.State }},
	{"han", "Hạn", dueSpans, func(f *Filter) *string { return &f.Due }},
	{"loai", "Loại việc", workKinds, func(f *Filter) *string { return &f.Kind }},
	{"ke-hoach", "Kế hoạch", nil, func(f *Filter) *string { return &f.Plan }},
	{"co-quan", "Cơ quan", nil, func(f *Filter) *string { return &f.Body }},
	{"vai", "Vai trò", bodyParts, func(f *Filter) *string { return &f.Part }},
	{"q", "Chữ trong việc", nil, func(f *Filter) *string { return &f.Words }},
	{"sap", "Sắp xếp", workSorts, func(f *Filter) *string { return &f.Sort }},
}

// readFilter reads a filter from an address. What it does not understand it leaves out and names, because a list that
// silently shows more than was asked for misleads.
func readFilter(q url.Values) (f Filter, unknown []string) {
	for _, field := range filterFields {
		value := vi.Cut(vi.NFC(strings.ToValidUTF8(q.Get(field.Name), "")), searchLetter)
		if value == "" {
			continue
		}
		_, known := wordsFor(field.Choices, value)
		if field.Choices != nil && !known || field.Choices == nil && field.Name != "q" && !ident.Valid(value) {
			unknown = append(unknown, field.Label+" “"+value+"”")
			continue
		}
		*field.Of(&f) = value
	}
	if f.Body == "" {
		f.Part = ""
	}
	f.Whole = q.Get("tron") == "1"
	return f, unknown
}

// Query is the filter as the part of an address behind the question mark.
func (f Filter) Query() string {
	var parts []string
	for _, field := range filterFields {
		if v := *field.Of(&f); v != "" {
			parts = append(parts, field.Name+"="+url.QueryEscape(v))
		}
	}
	if f.Whole {
		parts = append(parts, "tron=1")
	}
	return strings.Join(parts, "&")
}

// path is the address of a page of the list, inside the unit and year.
func (f Filter) path(page string, more ...string) string {
	q := strings.Join(slices.DeleteFunc(append([]string{f.Query()}, more...), func(s string) bool { return s == "" }), "&")
	if q == "" {
		return page
	}
	return page + "?" + q
}

// empty reports whether the filter leaves everything in.
func (f Filter) empty() bool {
	f.Sort = ""
	return f == Filter{}
}

// span is a range of text, both ends in it.
type span struct{ Lo, Hi string }

// beyond sorts after every text of the database.
const beyond = "\U0010FFFF"

var (
	anything = span{"", beyond}
	nothing  = span{"", ""}
	some     = span{"0", beyond}
)

func only(s string) span { return span{s, s} }

func between(from, to day.Day) span { return span{from.ISO(), to.ISO()} }

// wanted is a filter as the statements take it: where the work stands, and ranges of columns.
type wanted struct {
	Due, Plan span
	Asked, Is standing // of the bits in Asked, the work has those of Is and no others
	Urgent    *bool
}

// is asks that the work has a bit.
func (k *wanted) is(bits standing) { k.Asked, k.Is = k.Asked|bits, k.Is|bits }

// isNot asks that the work does not have a bit.
func (k *wanted) isNot(bits standing) { k.Asked, k.Is = k.Asked|bits, k.Is&^bits }

// pick turns the filter into bits and ranges as of a date.
func (f Filter) pick(year int, today day.Day) wanted {
	k := wanted{Due: anything, Plan: anything}
	k.ofKind(Kind(f.Kind))
	if f.Plan != "" {
		k.Plan = only(f.Plan)
	}
	if f.Whole {
		k.isNot(stPart)
	}
	k.inState(f.State)
	k.dueIn(f.Due, year, today)
	if month := strings.HasPrefix(f.Due, monthKey); f.State == "" && f.Due != "" && !month {
		k.is(stOpen)
	}
	return k
}

func (k *wanted) ofKind(kind Kind) {
	if kind != "" {
		k.isNot(stStanding | stReport)
	}
	switch kind {
	case KindStanding:
		k.is(stStanding)
	case KindReport:
		k.is(stReport)
	}
}

func (k *wanted) inState(state string) {
	switch state {
	case "dang-mo":
		k.is(stOpen)
	case "cho-tra-loi":
		k.is(stPending)
	case "cho-xac-nhan":
		k.is(stWaiting)
	case "xin-lui":
		k.is(stAsking)
	case "tam-dung":
		k.is(stPaused)
		k.isNot(stDone)
	case "chua-ro-chu-tri":
		k.is(stOpen | stLeaderless)
	case "chua-phan-hoi":
		k.is(stOpen | stRequested)
	case "xong":
		k.is(stDone)
	case "khong-thuc-hien":
		k.is(stCancelled)
	case "chuyen-noi-khac":
		k.is(stMoved)
	}
}

func (k *wanted) dueIn(due string, year int, today day.Day) {
	switch due {
	case "":
	case "qua-han":
		k.Due = span{"0", today.Add(-1).ISO()}
		k.isNot(stRequested)
	case "khan":
		k.Due, k.Urgent = between(today, today.Add(urgentAsked)), new(true)
	case "sap-den":
		k.Due, k.Urgent = between(today, today.Add(SoonDays)), new(false)
	case "7-ngay":
		k.Due = between(today, today.Add(SoonDays))
	case "30-ngay":
		k.Due = between(today, today.Add(30))
	case "khong-han":
		k.Due = nothing
	case "chua-ro-han":
		k.Due = nothing
		k.is(stUnclear)
	default:
		m, _ := strconv.Atoi(strings.TrimPrefix(due, monthKey)) // the key is one of the list
		first := day.Must(year, m, 1)
		next := day.Must(year+m/12, m%12+1, 1)
		k.Due = between(first, next.Add(-1))
	}
}

// Work is urgent when it is due today or tomorrow, and when somebody asks for more time two days before the due date or
// later. What a body is only asked for is never urgent.
const (
	urgentDays  = 1
	urgentAsked = 2
)

// UrgentAt reports whether open work is urgent on a date, for work that is not overdue.
func (t Task) UrgentAt(today day.Day) bool {
	if t.Requested || t.Due.IsZero() || t.Due.Before(today) {
		return false
	}
	left := t.Due.Sub(today)
	return left <= urgentDays || t.Asking && left <= urgentAsked
}

// args are the arguments that every statement of the list takes first.
func (k wanted) args(year int, today day.Day) []any {
	urgent := k.Urgent != nil && *k.Urgent
	return []any{year, k.Due.Lo, k.Due.Hi, int(k.Asked), int(k.Is), k.Plan.Lo, k.Plan.Hi, today.Add(urgentDays), today.Add(urgentAsked), k.Urgent == nil, urgent}
}
