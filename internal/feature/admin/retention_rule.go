package admin

import "github.com/mangnon/mangnon/internal/store"

// Rule says how long one kind of data stays, and why.
type Rule struct {
	Key   string // the table, or a word of its own for what is no table
	What  string
	Keep  string // in words
	Days  int    // after which a row is removed at night; 0 for what is not removed by its age
	Then  string // what happens at the end
	Basis string
	// Recalled says that the basis is a text which nobody has compared; pages show "chưa đối chiếu". The others are chosen by
	// us.
	Recalled bool
}

const removed = "Xóa mỗi đêm, từng phần nhỏ"

// Rules are the periods, in the order in which a page shows them. Circular 12/2022/TT-BTTTT wants logs kept; for how long, at
// security level 3, nobody here has read: the periods follow what other bodies chose.
func Rules() []Rule {
	all := []Rule{
		{Key: "audit", What: "Lịch sử thay đổi", Keep: "5 năm trên máy, sau đó trong tệp lưu trữ", Then: "Người quản trị xuất phần cũ ra tệp có mã kiểm tra. Dòng trên máy vẫn giữ, vì chuỗi niêm phong chạy qua mọi dòng",
			Basis: "Thông tư 12/2022/TT-BTTTT, TCVN 11930:2017 (nhật ký hệ thống cấp độ 3)", Recalled: true},
		{Key: "read_trace", What: "Vết đọc hồ sơ mật", Keep: "12 tháng trên máy, 5 năm trong bản sao lưu", Then: "Chưa tự xóa; xóa theo phần đã niêm phong", Basis: "Thông tư 12/2022/TT-BTTTT; mức 5 năm do chương trình chọn", Recalled: true},
		{Key: "session", What: "Phiên đăng nhập", Keep: "28 ngày từ lần dùng cuối", Then: "Xóa mỗi đêm", Basis: "Gấp đôi thời gian một phiên còn hiệu lực"},
		{Key: "reset_code", What: "Mã đặt mật khẩu", Keep: "30 ngày từ khi hết hạn", Days: 30, Then: removed, Basis: "Lịch sử tài khoản vẫn ghi ai cấp, lúc nào"},
		{Key: "request_key", What: "Khóa chống gửi biểu mẫu hai lần", Keep: "7 ngày", Days: 7, Then: removed},
		{Key: "job", What: "Việc nền đã xong", Keep: "400 ngày", Days: 400, Then: removed, Basis: "Đủ để một việc hằng năm không làm hai lần"},
		{Key: "mail_message", What: "Thư đã gửi hoặc quá hạn gửi", Keep: "12 tháng", Days: 366, Then: removed + "; thư cần quyết định thì giữ", Basis: "Quy chế thư của một tỉnh ghi từ 6 tháng"},
		{Key: "trash", What: "Thùng rác", Keep: "30 ngày", Then: "Xóa hẳn mỗi đêm; lịch sử giữ tên việc đã xóa"},
		{Key: "backup", What: "Bản sao lưu hằng đêm", Keep: "7 ngày, 4 tuần, 12 tháng", Then: "Giữ bản mới nhất của mỗi ngày, tuần, tháng", Basis: "Dữ liệu đã xóa còn trong bản sao lưu tối đa 12 tháng"},
		{Key: "download", What: "Tệp làm ra để tải về", Keep: "1 giờ", Then: "Xóa khi có người làm tệp mới"},
	}
	if _, kept := store.TableNamed("read_trace"); !kept {
		all = append(all[:1], all[2:]...)
	}
	return all
}
