package actor

import "slices"

// Role is what an account is for. A role exists only when an action uses it.
type Role string

// The roles.
const (
	RoleAdmin   Role = "admin"   // người quản trị máy: accounts, bodies, backups; sees no work by that role
	RoleOfficer Role = "officer" // cán bộ phụ trách: keeps the plan and records results for every body
	RoleLeader  Role = "leader"  // lãnh đạo: reads everything of the unit
	RoleBody    Role = "body"    // người của một cơ quan: reads the plan, records the results of the own body
)

// Action is something that needs a right.
type Action string

// The actions. Their words, for pages that explain rights, are in Words.
const (
	PlanRead     Action = "plan.read"
	PlanImport   Action = "plan.import"
	PlanConfirm  Action = "plan.confirm"
	TaskEdit     Action = "task.edit"
	ResultRecord Action = "result.record"  // for a body in which one holds a post
	ResultForAny Action = "result.for_any" // on behalf of a body that never signs in
	LinkIssue    Action = "link.issue"     // give a body without an account an address by which it sends results
	HistoryRead  Action = "history.read"   // who changed what, of records that one may read
	OrgRead      Action = "org.read"       // bodies of the unit
	OrgEdit      Action = "org.edit"       // add and end bodies and their names
	AccountAdmin Action = "account.admin"  // create accounts, end sessions, give one-time codes
	DataExport   Action = "data.export"    // everything of the unit in one file
	BackupMake   Action = "backup.make"    // a backup of the whole installation
	MachineTend  Action = "machine.tend"   // see and start again what the program does by itself: jobs and messages

	CalendarEdit Action = "calendar.edit" // days off and swapped days of a year, for the whole installation

	LawRead Action = "law.read" // documents on which the work rests
	LawEdit Action = "law.edit" // correct, check, relate and bring in documents

	WeekRead   Action = "week.read"   // the leader's page: read it, make this week's, open it to a leader's phone
	TaskDecide Action = "task.decide" // what the leader's page asks: who leads, until when, urging

	HazardRead Action = "hazard.read" // places where a child can come to harm
	HazardEdit Action = "hazard.edit" // add them, give them to a body, write down that they are safe

	IncidentRead Action = "incident.read" // accidents and injuries of children, without names
	IncidentEdit Action = "incident.edit" // write them down, write down that a death was reported

	EventRead    Action = "event.read"    // events for children: plans, money, results
	EventEdit    Action = "event.edit"    // plan them and write down what came of them
	EventApprove Action = "event.approve" // approve what somebody else planned

	CommsRead    Action = "comms.read"    // what is told to the public, by whom, where to call
	CommsEdit    Action = "comms.edit"    // write it, broadcast it, check the numbers
	CommsApprove Action = "comms.approve" // approve what somebody else wrote

	ResultConfirm Action = "result.confirm" // make a result that a body recorded itself count, or return it
)

// rights is the table. One line a role; the generated permission tests walk it.
var rights = map[Role][]Action{
	RoleAdmin: {OrgRead, OrgEdit, AccountAdmin, BackupMake, MachineTend, CalendarEdit},
	RoleOfficer: {PlanRead, PlanImport, PlanConfirm, TaskEdit, ResultRecord, ResultForAny, ResultConfirm, LinkIssue, HistoryRead, OrgRead, OrgEdit, DataExport, LawRead, LawEdit, WeekRead, HazardRead, HazardEdit,
		IncidentRead, IncidentEdit, EventRead, EventEdit, CommsRead, CommsEdit},
	RoleLeader: {PlanRead, HistoryRead, OrgRead, DataExport, LawRead, WeekRead, TaskDecide, HazardRead,
		IncidentRead, EventRead, EventApprove, CommsRead, CommsApprove},
	RoleBody: {PlanRead, ResultRecord, HistoryRead, OrgRead, LawRead, HazardRead,
		IncidentRead, EventRead, CommsRead},
}

// Words are the rights in Vietnamese, for "Anh/chị chưa được giao quyền này".
var Words = map[Action]string{
	PlanRead:     "xem kế hoạch và nhiệm vụ",
	PlanImport:   "nhập kế hoạch",
	PlanConfirm:  "xác nhận kế hoạch",
	TaskEdit:     "sửa nhiệm vụ",
	ResultRecord: "nộp kết quả của cơ quan mình",
	ResultForAny: "ghi kết quả thay cơ quan khác",
	LinkIssue:    "cấp đường dẫn gửi kết quả",
	HistoryRead:  "xem lịch sử",
	OrgRead:      "xem tổ chức",
	OrgEdit:      "sửa tổ chức",
	AccountAdmin: "quản lý tài khoản",
	DataExport:   "tải toàn bộ dữ liệu",
	BackupMake:   "sao lưu",
	MachineTend:  "trông việc nền và thư gửi đi",

	CalendarEdit: "sửa lịch nghỉ",
	LawRead:      "xem sổ văn bản",
	LawEdit:      "sửa sổ văn bản",

	WeekRead:   "xem trang lãnh đạo",
	TaskDecide: "quyết định trên trang lãnh đạo",

	HazardRead: "xem điểm nguy cơ",
	HazardEdit: "ghi và xử lý điểm nguy cơ",

	IncidentRead: "xem sổ tai nạn, thương tích",
	IncidentEdit: "ghi tai nạn, thương tích",
	EventRead:    "xem sự kiện",
	EventEdit:    "lập và ghi kết quả sự kiện",
	EventApprove: "duyệt kế hoạch sự kiện",
	CommsRead:    "xem sổ truyền thông",
	CommsEdit:    "soạn và ghi truyền thông",
	CommsApprove: "duyệt sản phẩm truyền thông",

	ResultConfirm: "xác nhận kết quả",
}

// RoleWords are the roles in Vietnamese.
var RoleWords = map[Role]string{
	RoleAdmin:   "Quản trị máy",
	RoleOfficer: "Cán bộ phụ trách",
	RoleLeader:  "Lãnh đạo",
	RoleBody:    "Cơ quan phối hợp",
}

// Roles lists the roles in the order in which a form offers them.
func Roles() []Role { return []Role{RoleOfficer, RoleLeader, RoleBody, RoleAdmin} }

// May reports whether the role has the right.
func (r Role) May(action Action) bool { return slices.Contains(rights[r], action) }

// Valid reports whether the role exists.
func (r Role) Valid() bool { _, ok := rights[r]; return ok }

// Holders are the roles that have a right, to tell a person whom to ask.
func Holders(action Action) []Role {
	var out []Role
	for _, r := range Roles() {
		if r.May(action) {
			out = append(out, r)
		}
	}
	return out
}
