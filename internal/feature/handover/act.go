package handover

import (
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind is what an act does. It is stored.
type Kind string

// The kinds of change.
const (
	Split     Kind = "split"     // chia, tách
	Merge     Kind = "merge"     // nhập
	Abolish   Kind = "abolish"   // giải thể
	Rename    Kind = "rename"    // đổi tên
	Functions Kind = "functions" // chuyển chức năng, no body ends
)

// kindWords are the kinds in the order of a form.
var kindWords = []struct {
	Kind  Kind
	Words string
	Hint  string
}{
	{Merge, "Nhập", "Cơ quan hoặc đơn vị nhập vào nơi khác"},
	{Split, "Chia, tách", "Một nơi chia cho nhiều nơi"},
	{Abolish, "Giải thể", "Kết thúc hoạt động, việc chuyển cho nơi nhận chức năng"},
	{Functions, "Chuyển chức năng", "Cơ quan còn hoạt động, một số chức năng chuyển đi"},
	{Rename, "Đổi tên", "Cùng một cơ quan, từ ngày đó mang tên mới"},
}

// Words is the kind on a page; empty for one that does not exist.
func (k Kind) Words() string {
	for _, w := range kindWords {
		if w.Kind == k {
			return w.Words
		}
	}
	return ""
}

// State is how far an act is. It is stored.
type State string

// The states, in their order.
const (
	Draft   State = "draft"
	Passing State = "passing" // signed; the records pass on, from the day of the act
	Passed  State = "passed"
	Taking  State = "taking" // being taken back
	Taken   State = "taken"
)

// Words is the state on a page.
func (s State) Words() string {
	switch s {
	case Draft:
		return "nháp"
	case Passing:
		return "đang bàn giao"
	case Passed:
		return "đã bàn giao"
	case Taking:
		return "đang thu hồi"
	default:
		return "đã thu hồi"
	}
}

// Act is one succession.
type Act struct {
	ID          string        `db:"id"`
	UnitID      string        `db:"unit_id"` // the unit that passes on
	Kind        Kind          `db:"kind"`
	Whole       bool          `db:"whole"` // the unit itself ends
	Basis       string        `db:"basis"` // the legal ground as it is cited
	DocumentID  string        `db:"document_id"`
	Day         day.Day       `db:"day"` // first day of the heirs
	SignerName  string        `db:"signer_name"`
	SignerTitle string        `db:"signer_title"`
	State       State         `db:"state"`
	CreatedBy   string        `db:"created_by"`
	CreatedAt   store.Instant `db:"created_at"`
	SignedBy    string        `db:"signed_by"` // account that signed
	SignedName  string        `db:"signed_name"`
	SignedPost  string        `db:"signed_post"`
	SignedAt    store.Instant `db:"signed_at"`
	PassedAt    store.Instant `db:"passed_at"`
	TakenBy     string        `db:"taken_by"`
	TakenAt     store.Instant `db:"taken_at"`
	Version     int64         `db:"version"`
}

// Eve is the last day of those before.
func (a Act) Eve() day.Day { return a.Day.Add(-1) }

// Title is the act in one line.
func (a Act) Title() string {
	what := "cơ quan"
	if a.Whole {
		what = "cả đơn vị"
	}
	if a.Kind == Functions {
		return "Chuyển chức năng từ " + a.Day.String()
	}
	return a.Kind.Words() + " " + what + " từ " + a.Day.String()
}

// Ground is the basis as a passed-on record shows it.
func (a Act) Ground() string { return a.Basis }

// record is an act as the history tells it.
type record struct {
	Kind   string `json:"Loại thay đổi"`
	Day    string `json:"Từ ngày"`
	Basis  string `json:"Căn cứ"`
	Signer string `json:"Người ký"`
	State  string `json:"Trạng thái"`
}

func (a Act) record() record {
	return record{a.Title(), a.Day.String(), a.Basis, strings.TrimSpace(a.SignerTitle + " " + a.SignerName), a.State.Words()}
}

const (
	longestBasis = 500
	longestName  = 100
)

// check adds what is wrong with what was typed. bodies are those that end or lose functions, with their first days.
func (a Act) check(f *errs.Form, bodies []Body) {
	if a.Kind.Words() == "" {
		f.Add("loai", "Chọn loại thay đổi")
	}
	if a.Whole && a.Kind == Functions {
		f.Add("pham-vi", "Chuyển chức năng là việc giữa các cơ quan; chọn “Một số cơ quan”")
	}
	a.checkDay(f, bodies)
	switch n := utf8.RuneCountInString(a.Basis); {
	case n == 0:
		f.Add("can-cu", "Ghi căn cứ, ví dụ Nghị quyết 1666/NQ-UBTVQH15; không có căn cứ thì không bàn giao được")
	case n > longestBasis:
		f.Add("can-cu", "Căn cứ dài nhất %d ký tự, đang có %d", longestBasis, n)
	}
	for field, s := range map[string]string{"nguoi-ky": a.SignerName, "chuc-danh": a.SignerTitle} {
		if n := utf8.RuneCountInString(s); n > longestName {
			f.Add(field, "Dài nhất %d ký tự, đang có %d", longestName, n)
		}
	}
	if a.SignerName == "" {
		f.Add("nguoi-ky", "Ghi họ và tên người ký")
	}
	if a.SignerTitle == "" {
		f.Add("chuc-danh", "Ghi chức danh của người ký, ví dụ Chủ tịch UBND")
	}
	if !a.Whole && len(bodies) == 0 {
		f.Add("co-quan", "Chọn cơ quan kết thúc, chuyển chức năng hoặc đổi tên")
	}
	if !a.Whole && a.Kind == Rename && len(bodies) > 1 {
		f.Add("co-quan", "Mỗi lần đổi tên một cơ quan")
	}
}

func (a Act) checkDay(f *errs.Form, bodies []Body) {
	if a.Day.IsZero() {
		f.Add("ngay", "Ghi ngày đầu tiên của nơi nhận, ví dụ 01/07/2025")
		return
	}
	for _, b := range bodies {
		if !b.From.IsZero() && !b.From.Before(a.Day) {
			f.Add("ngay", "%s bắt đầu hoạt động ngày %s; ngày bàn giao phải sau ngày đó", b.Name, b.From)
		}
		if !b.To.IsZero() && b.To.Before(a.Eve()) {
			f.Add("ngay", "%s đã kết thúc ngày %s; chọn ngày bàn giao từ %s trở về trước", b.Name, b.To, b.To.Add(1))
		}
	}
}
