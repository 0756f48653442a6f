// Package gallery shows every component of package ui once, on pages like those of the product, with invented people and
// figures. Tests render the pages, read their HTML and look at them in a browser; nothing of it is in the program.
package gallery

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Page is one page of the gallery.
type Page struct {
	Name string // its address is /Name
	Body templ.Component
}

// Pages are all pages in the theme: "light", "dark" or empty for what the machine prefers.
func Pages(theme string) []Page {
	return []Page{
		{"viec", today(shell(theme, "Thứ Ba, 12/05/2026", ui.NavToday))},
		{"nhiem-vu", task(taskShell(theme))},
		{"thanh-phan", components(componentShell(theme))},
		{"doi-chieu", review(reviewShell(theme))},
		{"danh-sach", children(listShell(theme))},
		{"hai-ban", conflict(shell(theme, "Hai người cùng sửa", ui.NavPlan))},
		{"hinh-ve", pictures(shell(theme, "Hình vẽ", ui.NavPlan))},
		{"dang-nhap", signIn(ui.EntranceProps{Title: "Đăng nhập", UnitName: "UBND phường Sông Trúc", Today: day.Must(2026, 5, 12), Theme: theme})},
		{"lan-dau", setup(setupProps(theme))},
		{"loi-403", ui.Message(forbidden(theme))},
	}
}

func shell(theme, title, here string) ui.Shell {
	unit := ui.UnitRef{Slug: "song-truc", Name: "Phường Sông Trúc"}
	return ui.Shell{
		Title: title, Theme: theme, Here: here, Demo: true, DemoHref: "/minh-hoa", Updated: "Cập nhật 08:05",
		Unit: unit, Units: []ui.UnitRef{unit, {Slug: "bai-tre", Name: "Xã Bãi Tre"}},
		Year: 2026, Years: []int{2026, 2025}, Path: "/viec", Nav: nav(),
		Crumbs:        []ui.Crumb{{Text: "Việc hôm nay"}},
		User:          ui.User{Name: "Trần Thu Hoa", Username: "hoa.tt", Post: "Công chức Văn hóa - Xã hội", Body: "Phòng Văn hóa - Xã hội"},
		SignOutAction: "/dang-xuat",
		Print:         "In lúc 08:05 12/05/2026 bởi Trần Thu Hoa · mã kiểm tra 9F3A-71C2",
	}
}

// nav opens every noun but two, which are still to come.
func nav() []ui.NavItem {
	counts := map[string]int{ui.NavToday: 17, ui.NavCases: 3, ui.NavHazards: 6}
	list := ui.Nouns()
	for i := range list {
		list[i].Href = "/" + list[i].Key
		list[i].Enabled = list[i].Key != ui.NavEvents && list[i].Key != ui.NavFund
		list[i].Count = counts[list[i].Key]
	}
	return list
}

func taskShell(theme string) ui.Shell {
	s := shell(theme, "Phòng, chống đuối nước trẻ em", ui.NavPlan)
	s.Crumbs = []ui.Crumb{{Text: "Kế hoạch 21/KH-UBND", Href: "/ke-hoach"}, {Text: "II.2.3 Bảo vệ trẻ em", Href: "/ke-hoach#ii23"}, {Text: "II.2.3.2"}}
	s.Actions, s.Under = taskActions(), taskStates()
	s.Flash = &ui.Flash{Text: "Đã chuyển 3 tệp vào thùng rác", UndoAction: "/hoan-tac"}
	return s
}

func componentShell(theme string) ui.Shell {
	s := shell(theme, "Thành phần", "")
	s.Lead = "Mỗi thứ một lần, đủ các trạng thái"
	s.Errors = mistakes()
	s.Flash = &ui.Flash{Text: "Đã gửi Sở Y tế lúc 16:02, mã 7K2-94Q", Kind: "done"}
	return s
}

func mistakes() []errs.Field {
	return []errs.Field{
		{Name: "ngay_sinh", Message: "Ngày sinh phải trước hôm nay"},
		{Name: "cham_soc", Message: "Chọn người chăm sóc, hoặc “chưa rõ”"},
	}
}

func reviewShell(theme string) ui.Shell {
	s := shell(theme, "Đối chiếu kế hoạch với việc đã tách", ui.NavPlan)
	s.Crumbs = []ui.Crumb{{Text: "Kế hoạch", Href: "/ke-hoach"}, {Text: "Nhập kế hoạch mới"}}
	s.Actions = reviewActions()
	return s
}

func listShell(theme string) ui.Shell {
	s := shell(theme, "Trẻ em", ui.NavChildren)
	s.Lead = "214 trẻ khớp với bộ lọc, tính đến 08:05."
	s.Crumbs = []ui.Crumb{{Text: "Trẻ em"}}
	s.Query = "ao Đình"
	return s
}

func setupProps(theme string) ui.SetupProps {
	return ui.SetupProps{
		Step: 3, Steps: []string{"Mã một lần", "Đơn vị", "Người quản trị", "Nhập kế hoạch"},
		Title: "Người quản trị đầu tiên", Theme: theme,
		Lead:   "Người này cấp tài khoản cho phòng, ban và cộng tác viên. Người quản trị không xem được hồ sơ trẻ nếu không được giao quyền riêng.",
		Where:  "Thiết lập lần đầu, máy chủ tại phòng VH-XH",
		Errors: []errs.Field{{Name: "mat_khau", Message: "Mật khẩu cần ít nhất 12 ký tự, đang có 8"}},
	}
}

func forbidden(theme string) ui.MessageProps {
	return ui.MessageProps{
		Status: 403, Title: "Anh/chị chưa được giao quyền này", Theme: theme,
		What: "Trang này dành cho người được giao việc chốt kỳ báo cáo.",
		Kept: "Chưa có gì bị thay đổi.",
		Do:   "Người cấp quyền: anh Lê Hữu Phong, quản trị của phường.", BackHref: "/viec",
	}
}

func tasks(group string) []ui.Task {
	do := func(text string, kind ui.Kind, about string) templ.Component {
		return ui.Button(ui.Btn{Text: text, Kind: kind, Href: "/lam", Small: true, About: about})
	}
	lists := map[string][]ui.Task{
		"khan": {{State: "!", Title: "Xác minh tin báo, ca ST-26-014", Href: "/1", From: "111 chuyển tối qua", Who: "Tôi", Left: "còn 1 giờ 35 phút", Date: "09:40", Over: true, Urgent: true, Action: do("Bước tiếp", ui.Primary, "ca ST-26-014")}},
		"qua": {
			{State: "Q", Title: "Rà soát ao, hồ, cống hở trước mùa hè", Href: "/2", From: "II.2.3.2", Who: "Phòng KT, HT và ĐT", Left: "quá 7 ngày làm việc", Date: "29/4", Over: true, Action: do("Đôn đốc", "", "rà soát ao, hồ")},
			{State: "Q", Title: "Đối chiếu số định danh của 38 trẻ", Href: "/3", From: "II.10, mốc tháng 4", Who: "Công an phường", Left: "quá 5 ngày làm việc", Date: "05/5", Over: true, Action: do("Đôn đốc", "", "đối chiếu số định danh")},
		},
		"den": {
			{State: "H", Title: "Kiểm tra lại rào ao Đình, Lỗ Bàng", Href: "/4", From: "điểm nguy cơ NC-031", Who: "Vũ Văn Thịnh", Left: "còn 2 ngày làm việc", Date: "T5 14/5", Chosen: true, Action: do("Cập nhật", "", "rào ao Đình")},
			{State: "G", Title: "Thu báo cáo 6 tháng của các đơn vị", Href: "/5", From: "V.1, đã nhận 6/11", Who: "11 đơn vị", Left: "còn 3 ngày làm việc", Date: "T6 15/5", Action: do("Nhắc 5 nơi", "", "báo cáo 6 tháng")},
			{State: "G", Title: "Tập huấn phòng đuối nước cho giáo viên chủ nhiệm các khối của trường THCS Bãi Tre", Href: "/6", From: "II.2.3.2", Who: "Đoàn phường", Left: "còn 4 ngày làm việc", Date: "T2 18/5", Action: do("Soạn tiếp", "", "tập huấn")},
		},
		"cho": {
			{State: "C", Title: "Trẻ dưới 6 tuổi chưa có thẻ BHYT, 27 trẻ", Href: "/7", From: "II.2.1, 1 tệp", Who: "Trạm Y tế phường", Date: "nộp 16:20 hôm qua", Action: do("Xem", "", "trẻ chưa có thẻ BHYT")},
			{State: "L", Title: "Diễn đàn trẻ em phường: xin lùi đến 28/5", Href: "/8", From: "trùng lịch thi", Who: "Đoàn phường", Date: "hạn cũ 20/5 vẫn ghi lại", Action: do("Xem", "", "xin lùi diễn đàn")},
		},
		"tra": {{Icon: "message-square", Title: "“Đã khảo sát 11 cống, còn 3 cống ở Sài”", Href: "/9", From: "II.2.3.2", Who: "Phòng KT, HT và ĐT", Date: "07:48", Action: do("Đọc", "", "trả lời về cống")}},
	}
	return lists[group]
}
