package plan

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind says where a piece of work comes from in the plan.
type Kind string

// The kinds of work.
const (
	KindTask     Kind = "task"     // nhiệm vụ
	KindStanding Kind = "standing" // nhiệm vụ của cơ quan, from a section organised by actor
	KindReport   Kind = "report"   // chế độ báo cáo
)

// Words is the kind as a list shows it.
func (k Kind) Words() string {
	switch k {
	case KindStanding:
		return "việc của cơ quan"
	case KindReport:
		return "báo cáo"
	default:
		return "nhiệm vụ"
	}
}

// Task is one piece of work. Due is the last day that is still in time: "trước ngày 16/5" is kept as 15/5.
type Task struct {
	ID        string            `db:"id" json:"-"`
	UnitID    string            `db:"unit_id" json:"-"`
	PlanID    string            `db:"plan_id" json:"-"`
	Year      int               `db:"year" json:"-"`
	Kind      Kind              `db:"kind" json:"-"`
	Live      bool              `db:"live" json:"-"`
	Seq       int               `db:"seq" json:"-"`
	Path      string            `db:"path" json:"Mục"`
	Title     string            `db:"title" json:"Tên việc"`
	Lead      string            `db:"lead" json:"-"` // names of those who lead or carry out, for lists
	Text      string            `db:"text" json:"-"`
	LineFrom  int               `db:"line_from" json:"-"`
	LineTo    int               `db:"line_to" json:"-"`
	WhenKind  planread.WhenKind `db:"when_kind" json:"-"`
	WhenRaw   string            `db:"when_raw" json:"Thời gian"`
	Starts    day.Day           `db:"starts_on" json:"Bắt đầu"`
	Due       day.Day           `db:"due_on" json:"Hạn"`
	Peaks     Peaks             `db:"peaks" json:"-"`
	Requested bool              `db:"requested" json:"-"` // đề nghị: never counts as overdue
	Done      day.Day           `db:"done_on" json:"Xong ngày"`
	Results   int               `db:"results" json:"-"`
	Version   int64             `db:"version" json:"-"`
	Dropped   bool              `db:"dropped" json:"-"` // taken out of the plan; Seq is then the place to which it would come back
	Absent    string            `db:"absent" json:"-"`  // the replaced text in which it stands, when the current one leaves it out
	course
}

// Owed is a body's part in a task, as the plan writes the body.
type Owed struct {
	ID     string        `db:"id"`
	UnitID string        `db:"unit_id"`
	TaskID string        `db:"task_id"`
	PlanID string        `db:"plan_id"`
	Seq    int           `db:"seq"`
	Role   planread.Role `db:"role"`
	Name   string        `db:"name"`
	Via    string        `db:"via"`
	BodyID string        `db:"body_id"` // the registered body of that name, empty when none is
}

var roleWords = map[planread.Role]string{
	planread.RoleLead:       "Chủ trì",
	planread.RoleCoLead:     "Cùng chủ trì",
	planread.RoleImplement:  "Thực hiện",
	planread.RoleCooperate:  "Phối hợp",
	planread.RoleAdvise:     "Tham mưu",
	planread.RoleMonitor:    "Theo dõi",
	planread.RoleRequest:    "Đề nghị",
	planread.RoleReportTo:   "Gửi tới",
	planread.RoleReportFrom: "Gửi báo cáo",
}

// RoleWords is the role as a card shows it.
func RoleWords(r planread.Role) string {
	if w, ok := roleWords[r]; ok {
		return w
	}
	return "Liên quan"
}

// roleOrder is the order in which a card lists roles.
var roleOrder = []planread.Role{
	planread.RoleLead, planread.RoleCoLead, planread.RoleImplement, planread.RoleReportFrom, planread.RoleRequest,
	planread.RoleCooperate, planread.RoleAdvise, planread.RoleMonitor, planread.RoleReportTo,
}

// carries are the roles that owe the result.
func carries(r planread.Role) bool {
	switch r {
	case planread.RoleLead, planread.RoleCoLead, planread.RoleImplement, planread.RoleRequest, planread.RoleReportFrom:
		return true
	default:
		return false
	}
}

// besideLead is the role of a body whose task becomes part of another: who led, leads with the other.
func besideLead(r planread.Role) planread.Role {
	if r == planread.RoleLead {
		return planread.RoleCoLead
	}
	return r
}

// Carriers joins the names of those who owe the result.
func Carriers(owed []Owed) string { return namesOf(owed, carries) }

func namesOf(owed []Owed, in func(planread.Role) bool) string {
	var names []string
	for _, o := range owed {
		if in(o.Role) {
			names = append(names, o.Name)
		}
	}
	return strings.Join(names, "; ")
}

// withRole joins the names that have one role.
func withRole(owed []Owed, role planread.Role) string {
	return namesOf(owed, func(r planread.Role) bool { return r == role })
}

// Result is what a body has done, as it was recorded.
type Result struct {
	ID          string        `db:"id" json:"-"`
	UnitID      string        `db:"unit_id" json:"-"`
	TaskID      string        `db:"task_id" json:"-"`
	BodyID      string        `db:"body_id" json:"-"`
	BodyName    string        `db:"body_name" json:"-"`
	AccountID   string        `db:"account_id" json:"-"`
	AccountName string        `db:"account_name" json:"-"`
	DoneOn      day.Day       `db:"done_on" json:"Ngày"`
	Text        string        `db:"text" json:"Kết quả"`
	Finishes    bool          `db:"finishes" json:"Đã xong"`
	OnBehalf    bool          `db:"on_behalf" json:"-"` // typed by somebody who holds no post in the body
	CreatedAt   store.Instant `db:"created_at" json:"-"`
	Files       []ResultFile  `json:"Tệp,omitempty"`
	PointID     string        `db:"checkpoint_id" json:"-"` // the check-point for which it is; empty for the whole task
	Period      string        `json:"Mốc,omitempty"`        // the label of that check-point, for the history
	proof
	judged
	linked
}

// ResultFile is a file that proves a result.
type ResultFile struct {
	ID       string `db:"id" json:"-"`
	UnitID   string `db:"unit_id" json:"-"`
	ResultID string `db:"result_id" json:"-"`
	TaskID   string `db:"task_id" json:"-"`
	Name     string `db:"name" json:"Tên"`
	Hash     string `db:"hash" json:"Mã"`
	Size     int64  `db:"size" json:"-"`
	Thumb    string `db:"thumb" json:"-"` // hash of the small picture, empty when there is none
}
