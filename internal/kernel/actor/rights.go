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

	RoleOffice       Role = "office"       // văn phòng: reads everything, brings in plans and documents, confirms nothing
	RoleCollaborator Role = "collaborator" // cộng tác viên: sees and reports only work in which the own body or the person is named
	RoleAuditor      Role = "auditor"      // người kiểm tra: history and who sees what, no texts of work
	RoleProvince     Role = "province"     // người xem số liệu of an upper level: figures of the units of the own place, no names
)

// Action is something that needs a right.
type Action string

// The actions. Their words, for pages that explain rights, are in Words.
const (
	PlanRead     Action = "plan.read"
	WorkRead     Action = "work.read" // the work that lies in the own scope: today's list, a task, search, files, talk
	FigureRead   Action = "figure.read"
	PlanImport   Action = "plan.import"
	PlanConfirm  Action = "plan.confirm"
	TaskEdit     Action = "task.edit"
	ResultRecord Action = "result.record"  // for a body in which one holds a post
	ResultForAny Action = "result.for_any" // on behalf of a body that never signs in
	LinkIssue    Action = "link.issue"     // give a body without an account an address by which it sends results
	HistoryRead  Action = "history.read"   // who changed what, of records that one may read
	AuditRead    Action = "audit.read"     // the whole history of the unit, also by person
	OrgRead      Action = "org.read"       // bodies of the unit
	OrgEdit      Action = "org.edit"       // add and end bodies and their names
	AccountAdmin Action = "account.admin"  // create accounts, end sessions, give one-time codes
	DataExport   Action = "data.export"    // everything of the unit in one file
	BackupMake   Action = "backup.make"    // a backup of the whole installation
	MachineTend  Action = "machine.tend"   // see and start again what the program does by itself: jobs and messages

	ChainVerify Action = "chain.verify" // see how far the history is sealed and have the chain walked

	CalendarEdit Action = "calendar.edit" // days off and swapped days of a year, for the whole installation

	PackEdit Action = "pack.edit" // bring legal contents as data and note what was compared, for the whole installation

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

	ChildRead   Action = "child.read"   // records of children and households, without what is sensitive in them
	ChildEdit   Action = "child.edit"   // keep them
	ChildMeet   Action = "child.meet"   // meet the children of the own hamlets, propose what to correct
	ChildSecret Action = "child.secret" // what is sensitive: health, ethnic group, circumstances, risk

	ResultConfirm Action = "result.confirm" // make a result that a body recorded itself count, or return it

	HandoverPrepare Action = "handover.prepare" // say who receives what of a body that ends, and where waiting records go
	HandoverSign    Action = "handover.sign"    // let a succession hold, and take it back
	PersonName      Action = "person.name"      // name a person on a piece of work
	StaffRead       Action = "staff.read"       // who holds which post and who acts for whom; name a deputy in the own post
	RightsRead      Action = "rights.read"      // who sees what, and why
	HandOver        Action = "hand.over"        // pass on what is bound to a person who leaves
)

// rights is the table. One line a role; the generated permission tests walk it.
var rights = map[Role][]Action{
	RoleAdmin:        {OrgRead, OrgEdit, AccountAdmin, BackupMake, MachineTend, CalendarEdit, PackEdit, ChainVerify, StaffRead, RightsRead},
	RoleOfficer:      {PlanRead, PlanImport, PlanConfirm, TaskEdit, ResultRecord, ResultForAny, ResultConfirm, LinkIssue, HistoryRead, OrgRead, OrgEdit, DataExport, LawRead, LawEdit, WeekRead, HazardRead, HazardEdit, IncidentRead, IncidentEdit, EventRead, EventEdit, CommsRead, CommsEdit, HandoverPrepare, WorkRead, FigureRead, PersonName, StaffRead, RightsRead, HandOver, ChildRead, ChildEdit, ChildSecret},
	RoleLeader:       {PlanRead, HistoryRead, OrgRead, DataExport, LawRead, WeekRead, TaskDecide, HazardRead, IncidentRead, EventRead, EventApprove, CommsRead, CommsApprove, AuditRead, HandoverPrepare, HandoverSign, WorkRead, FigureRead, StaffRead, RightsRead, HandOver, ChildRead},
	RoleBody:         {PlanRead, ResultRecord, HistoryRead, OrgRead, LawRead, HazardRead, IncidentRead, EventRead, CommsRead, WorkRead, FigureRead, StaffRead},
	RoleOffice:       {PlanRead, WorkRead, FigureRead, PlanImport, HistoryRead, OrgRead, DataExport, LawRead, LawEdit, WeekRead, StaffRead, HazardRead, IncidentRead, EventRead, CommsRead, ChildRead},
	RoleCollaborator: {WorkRead, ResultRecord, StaffRead, ChildMeet},
	RoleAuditor:      {HistoryRead, AuditRead, ChainVerify, StaffRead, RightsRead},
	RoleProvince:     {FigureRead},
}

// Words are the rights in Vietnamese, for "Anh/chị chưa được giao quyền này".
var Words = map[Action]string{
	PlanRead:     "xem kế hoạch và mọi nhiệm vụ",
	WorkRead:     "xem việc trong phạm vi của mình",
	FigureRead:   "xem số liệu tiến độ",
	PlanImport:   "nhập kế hoạch",
	PlanConfirm:  "xác nhận kế hoạch",
	TaskEdit:     "sửa nhiệm vụ",
	ResultRecord: "nộp kết quả của cơ quan mình",
	ResultForAny: "ghi kết quả thay cơ quan khác",
	LinkIssue:    "cấp đường dẫn gửi kết quả",
	HistoryRead:  "xem lịch sử",
	AuditRead:    "xem nhật ký",
	OrgRead:      "xem tổ chức",
	OrgEdit:      "sửa tổ chức",
	AccountAdmin: "quản lý tài khoản",
	DataExport:   "tải toàn bộ dữ liệu",
	BackupMake:   "sao lưu",
	MachineTend:  "trông việc nền và thư gửi đi",

	ChainVerify:  "kiểm tra chuỗi lịch sử",
	CalendarEdit: "sửa lịch nghỉ",
	PackEdit:     "sửa gói dữ liệu",
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

	ChildRead:   "xem hồ sơ trẻ em và hộ gia đình",
	ChildEdit:   "ghi hồ sơ trẻ em và hộ gia đình",
	ChildMeet:   "gặp trẻ em trong tổ, thôn của mình",
	ChildSecret: "xem mục riêng trong hồ sơ trẻ em",

	ResultConfirm: "xác nhận kết quả",

	HandoverPrepare: "chuẩn bị bàn giao",
	HandoverSign:    "ký bàn giao",
	PersonName:      "ghi tên người làm vào việc",
	StaffRead:       "xem ai giữ chức danh nào, cử người thay mình",
	RightsRead:      "xem ai thấy gì, vì sao",
	HandOver:        "bàn giao việc của người nghỉ",
}

// RoleWords are the roles in Vietnamese.
var RoleWords = map[Role]string{
	RoleAdmin:   "Quản trị máy",
	RoleOfficer: "Cán bộ phụ trách",
	RoleLeader:  "Lãnh đạo",
	RoleBody:    "Cơ quan phối hợp",

	RoleOffice:       "Văn phòng",
	RoleCollaborator: "Cộng tác viên",
	RoleAuditor:      "Người kiểm tra",
	RoleProvince:     "Người xem số liệu của cấp trên",
}

// Roles lists the roles in the order in which a form offers them.
func Roles() []Role {
	return []Role{RoleOfficer, RoleLeader, RoleOffice, RoleBody, RoleCollaborator, RoleAuditor, RoleProvince, RoleAdmin}
}

// May reports whether the role has the right.
func (r Role) May(action Action) bool { return slices.Contains(rights[r], action) }

// Valid reports whether the role exists.
func (r Role) Valid() bool { _, ok := rights[r]; return ok }

// Actions lists the rights of a role.
func (r Role) Actions() []Action { return slices.Clone(rights[r]) }

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
