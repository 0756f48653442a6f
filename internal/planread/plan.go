// Package planread reads a Vietnamese administrative plan (kế hoạch) into the work that it orders.
//
// It is pure: text in, values out. It opens no file, asks no database and never changes a word of the original; what it
// is unsure of becomes a doubt or stays unassigned, and a person decides. Every non-empty line of the source lies in
// exactly one item.
package planread

import (
	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Version names the rules that read a plan. It is kept with every plan, so that a later reader can be told apart.
const Version = "2026.11"

// Span is a run of source lines, 1-based, both ends included.
type Span struct{ From, To int }

// Plan is all that was read from one document.
type Plan struct {
	Head        Head
	Items       []Item // in the order of the source; together they cover every non-empty line once
	Tasks       []Task
	Assignments []Assignment
	Reports     []Report
	Citations   []Citation
	Laws        []Law
	Doubts      []Doubt
}

// Head is what the first page and the last say of the document itself. Unknown parts are empty.
type Head struct {
	Kind      string   // loại văn bản as written in a sentence: "Kế hoạch"
	Number    string   // "12/KH-UBND", empty when the number is left out
	Symbol    string   // "KH-UBND", also when the number is left out
	Issuer    string   // "Ủy ban nhân dân phường Đường Hào"
	Place     string   // địa danh before the date
	Date      day.Day  // zero when day or month is left out
	Year      int      // the plan year: of the title, else of the date
	YearTo    int      // last year of a plan for several years, equal to Year otherwise
	Title     string   // trích yếu
	Signer    string   // name under the signature
	SignerFor string   // "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"
	SignerAs  string   // "PHÓ CHỦ TỊCH"
	SentTo    []string // Nơi nhận, one a body
}

// ItemKind says what a run of lines is in the document.
type ItemKind string

// The kinds of items.
const (
	ItemHeader     ItemKind = "header"     // issuer, number, date, title
	ItemPreamble   ItemKind = "preamble"   // căn cứ, the sentence that promulgates
	ItemHeading    ItemKind = "heading"    // a numbered title that orders nothing by itself
	ItemText       ItemKind = "text"       // purpose, requirements, funding: general text that orders nobody in particular
	ItemTask       ItemKind = "task"       // text of a task
	ItemLead       ItemKind = "lead"       // a line that names bodies
	ItemTime       ItemKind = "time"       // a line that gives a time
	ItemAssignment ItemKind = "assignment" // duty of an actor section
	ItemReport     ItemKind = "report"     // report duty
	ItemClosing    ItemKind = "closing"    // recipients and signature
	ItemNote       ItemKind = "note"       // an unknown label or a remark
	ItemUnassigned ItemKind = "unassigned" // what the reader could not place: shown to the person, never dropped
)

// Item is a run of lines with one meaning.
type Item struct {
	Kind ItemKind
	Path string // outline path, "II.2.3.1"; for lines inside a section the path of that section
	Span Span
}

// Role is what a body does in a task.
type Role string

// The roles of plan_grammar: a label, a sentence or a table column gives them.
const (
	RoleLead       Role = "lead"      // chủ trì
	RoleCoLead     Role = "colead"    // cùng chủ trì: the second and later bodies of one lead line
	RoleImplement  Role = "implement" // thực hiện
	RoleCooperate  Role = "cooperate" // phối hợp
	RoleAdvise     Role = "advise"    // tham mưu
	RoleMonitor    Role = "monitor"   // theo dõi, đôn đốc, kiểm tra
	RoleRequest    Role = "request"   // đề nghị: bodies that the committee does not command
	RoleReportTo   Role = "report-to" // receives the report
	RoleReportFrom Role = "report"    // owes the report
)

// Actor is a body as the plan writes it.
type Actor struct {
	Name  string // as written, without the closing mark: "Văn phòng HĐND và UBND thị xã", also a group: "UBND các xã, phường"
	Role  Role
	Group bool   // names several bodies at once; who they are depends on the date
	Via   string // "qua …": the body through which it goes
	Line  int
}

// Task is one piece of work.
type Task struct {
	Path   string // "II.2.3.2"; a second task under the same heading is "II.1#2"
	Title  string // a short name taken from the text, for lists
	Text   string // the words of the plan, soft breaks joined, nothing else changed
	Span   Span   // from its first line to its last, labels included
	Actors []Actor
	When   When
}

// Assignment is a standing duty from a section organised by actor.
type Assignment struct {
	Path   string // "IV.2"
	Agency string // the heading as written: one body or several
	Role   Role   // RoleImplement for an order, RoleRequest for "Đề nghị …"
	Text   string
	Span   Span
	Actors []Actor
	When   When
}

// Frequency of a report.
type Frequency string

// The frequencies that plans use.
const (
	Once       Frequency = "once"
	Incident   Frequency = "incident" // đột xuất: when something happens
	Daily      Frequency = "daily"
	Monthly    Frequency = "monthly"
	Quarterly  Frequency = "quarterly"
	HalfYearly Frequency = "half-yearly"
	Yearly     Frequency = "yearly"
	Periodic   Frequency = "periodic" // định kỳ, without saying how often
	Unstated   Frequency = "unstated"
)

// Report is a duty to report.
type Report struct {
	Path      string
	Title     string  // "Báo cáo 6 tháng"
	Text      string  // the sentence
	Actors    []Actor // RoleReportFrom and RoleReportTo, with Via
	Frequency Frequency
	Due       day.Day  // zero for incidents and when no date is given
	MonthDays []string // "11-15" when the date returns every year without naming one
	MonthDay  int      // 25 for "trước ngày 25 hằng tháng", 0 when no day of the month is given
	Inclusive bool     // false for "trước ngày": the last allowed day is the one before
	Raw       string   // the words that give the date
	Span      Span
}

// Citation is a numbered document that the plan rests on. Each document is listed once, at its first mention.
type Citation struct {
	Kind   string // "Quyết định"
	Number string // "23/QĐ-TTg", as a register writes it
	Date   string // as printed ("03/01/20219"): it may be impossible
	Issuer string
	Title  string
	Raw    string
	Points []string // "khoản 6 Điều 11", each once
	Lines  []int    // all lines that name it
	Titles []string // as each of Lines cites it, empty where it gives none
}

// Law is a law that the plan names without a number.
type Law struct {
	Name  string // "Luật Trẻ em"
	Lines []int
}

// Doubt is something that a person should look at. The reader never repairs by itself.
type Doubt struct {
	Rule     string
	Line     int
	Words    string // the words in question, as they stand there
	Proposal string // what they may have meant to say, empty when nothing can be proposed
	Text     string // Vietnamese: what is odd and why
	Certain  bool   // the data decide it; otherwise it is a hint
}

// Registers are the dated facts that the reader compares names with. All methods take the date of the plan.
// A nil Registers makes the reader work by grammar alone.
type Registers interface {
	// Body finds the longest name or alias of a body at the start of text and gives how many bytes of text it takes.
	Body(text string, at day.Day) (name string, length int, ok bool)
	// Place finds a place by name, without regard to marks: exact says whether it was written as the register has it.
	Place(name string, at day.Day) (registered string, exact, ok bool)
}

// Options of a reading.
type Options struct {
	Registers Registers
}

// Read reads a plan. It never fails: text that is no plan comes back as unassigned items.
func Read(doc doctext.Document, opt Options) Plan { return read(doc, opt) }
