package account

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// roleHints tell each role by a part of what people write in a column "Vai trò", in the order in which they are tried.
var roleHints = []struct {
	part string
	role actor.Role
}{
	{"quan tri", actor.RoleAdmin},
	{"lanh dao", actor.RoleLeader},
	{"chu tich", actor.RoleLeader},
	{"phu trach", actor.RoleOfficer},
	{"chuyen vien tre em", actor.RoleOfficer},
	{"cong tac vien", actor.RoleCollaborator},
	{"van phong", actor.RoleOffice},
	{"kiem tra", actor.RoleAuditor},
	{"thanh tra", actor.RoleAuditor},
	{"so lieu", actor.RoleProvince},
	{"co quan", actor.RoleBody},
	{"phoi hop", actor.RoleBody},
}

// RoleOf reads a role as people write it in a table. Empty text is a body's member, the least of the roles.
func RoleOf(typed string) (actor.Role, bool) {
	if strings.TrimSpace(typed) == "" {
		return actor.RoleBody, true
	}
	key := vi.Fold(typed)
	for _, r := range actor.Roles() {
		if key == vi.Fold(actor.RoleWords[r]) || key == string(r) {
			return r, true
		}
	}
	for _, h := range roleHints {
		if strings.Contains(key, h.part) {
			return h.role, true
		}
	}
	return "", false
}

// roleNotes say what each role may do, beside the choice.
var roleNotes = map[actor.Role]string{
	actor.RoleOfficer:      "nhập kế hoạch, giao việc, ghi kết quả thay mọi cơ quan",
	actor.RoleLeader:       "xem mọi việc của đơn vị",
	actor.RoleBody:         "xem kế hoạch, nộp kết quả của cơ quan mình",
	actor.RoleOffice:       "xem mọi việc, nhập kế hoạch và văn bản, không xác nhận",
	actor.RoleCollaborator: "chỉ thấy và báo kết quả việc có tên cơ quan mình hoặc có tên mình",
	actor.RoleAuditor:      "xem lịch sử và ai thấy gì, không thấy nội dung công việc",
	actor.RoleProvince:     "chỉ xem con số tiến độ của các đơn vị thuộc địa bàn, không thấy tên và nội dung",
	actor.RoleAdmin:        "cấp tài khoản, sửa tổ chức, sao lưu; không thấy công việc",
}
