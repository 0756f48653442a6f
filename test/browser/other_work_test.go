package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// summerList is an invented list as it comes from Excel; one date does not exist.
const summerList = "STT\tNội dung công việc\tĐơn vị chủ trì\tHạn\n1\tVẽ vạch qua đường trước cổng trường\tCông an phường\t05/08/2026\n2\tTập huấn sơ cứu cho phụ huynh\tTrạm Y tế phường\t31/09/2026\n"

// TestAListOnTheScreen is the way of a pasted list from the menu to its receipt and back.
func TestAListOnTheScreen(t *testing.T) {
	for name, plain := range map[string]bool{"script": false, "no script": true} {
		t.Run(name, func(t *testing.T) {
			w := demo(t)
			p := sitAs(t, w, "hoa.tt", desk)
			if plain {
				p = p.withoutScript()
			}
			p.open(w.fill("/u/{unit}/{year}/ke-hoach"))
			p.press("Thêm việc")
			p.follow("Dán danh sách")
			p.write("Các ô chép từ Excel", summerList)
			p.follow("Đọc danh sách")
			p.sees("h1", "Ghép cột")
			p.follow("Xem trước")
			p.sees(".fill", "Không có ngày 31/09/2026 trong lịch")
			p.look("danh-sach-loi")
			p.resize(desk)
			p.do("repair", chromedp.SetValue(chromedp.CSS(`#d-3-han`), "30/09/2026"))
			p.follow("Lưu chỗ sửa")
			p.follow("Ghi 2 dòng đã sẵn sàng")
			p.sees("h1", "Biên nhận")
			p.look("danh-sach-bien-nhan")
			p.resize(desk)
			p.follow("Hoàn tác lần nhập này")
			p.sees(".toast", "Đã hoàn tác: 2 việc")
		})
	}
}

// TestALetterOnTheScreen is the way of a letter with typed work to the list of plans.
func TestALetterOnTheScreen(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach"))
	p.press("Thêm việc")
	p.follow("Từ công văn")
	p.write("Số, ký hiệu", "77/UBND-VX")
	p.write("Nơi gửi", "UBND tỉnh")
	p.write("Về việc", "Rà soát điểm vui chơi")
	p.write("Hoặc dán các việc từ Excel", "Việc\tChủ trì\tHạn\nLập danh sách điểm vui chơi\tPhòng Văn hóa - Xã hội\thôm nào rảnh\n")
	p.follow("Xem lại trước khi giao")
	p.sees(".errors", "Việc 1: Chưa hiểu thời gian")
	p.look("cong-van-loi")
	p.resize(desk)
	p.do("repair", chromedp.SetValue(chromedp.CSS(`#viec-1-han`), "30/6"))
	p.follow("Xem lại trước khi giao")
	p.sees(".review", "Lập danh sách điểm vui chơi")
	p.look("cong-van-doi-chieu")
	p.resize(desk)
	p.follow("Xác nhận")
	p.sees("main", "Công văn số 77/UBND-VX của UBND tỉnh")
}
