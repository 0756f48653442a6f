package browser

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"testing"
)

// TestTaskLife walks a task from a lead of its own to its end, on a machine without scripts and on a phone, and looks at every
// page on the way.
func TestTaskLife(t *testing.T) {
	w := demo(t)
	address := w.fill("/u/{unit}/{year}/nhiem-vu/{task}")
	officer := sitAs(t, w, "hoa.tt", desk).withoutScript()
	body := sitAs(t, w, "thinh.vv", phone).withoutScript()
	looking := sitAs(t, w, "hoa.tt", desk)
	see := func(name, path string) {
		looking.open(address + path)
		looking.look(name)
	}

	officer.open(address + "/sua")
	officer.write("Chủ trì, thực hiện", "Phòng Kinh tế, Hạ tầng và Đô thị")
	officer.write("Hạn, ngày cuối cùng còn đúng hạn", "8/5/2026")
	officer.follow("Lưu nhiệm vụ")
	officer.follow("Chia một phần việc")
	officer.write("Tên phần việc", "Rào ao ở tổ 5")
	officer.write("Cơ quan làm phần này", "Công an phường")
	officer.follow("Thêm phần việc")
	officer.sees("main", "Xong 0/1 phần")

	body.open(address)
	body.follow("Xin lùi")
	if status := body.follow("Xin lùi hạn"); status != http.StatusUnprocessableEntity {
		t.Fatalf("an empty form answers %d\n%s", status, body.where())
	}
	body.write("Hạn mới, ngày cuối cùng còn đúng hạn", "20/5/2026")
	body.write("Lý do", "Mưa lớn, đường vào tổ 5 còn ngập")
	body.follow("Xin lùi hạn")
	body.sees(".state-line", "quá 4 ngày")
	body.follow("Nộp kết quả")
	body.write("Kết quả", "Đã rào 3 ao, thay 11 nắp cống")
	body.write("Số lượng", "11")
	body.write("Đơn vị tính", "nắp cống")
	body.write("Liên kết", "https://example.vn/bai-viet")
	body.attach("Tệp chứng minh", body.file("ao-to-5.jpg", pond(t)), body.file("biên bản.txt", []byte("Biên bản")))
	body.follow("Gửi kết quả")
	body.sees(".result", "chờ xác nhận", "11 nắp cống", "example.vn")
	body.write("Viết trao đổi", "Xin ảnh sau khi nước rút")
	body.follow("Gửi trao đổi")
	body.sees("#trao-doi-phan", "Xin ảnh sau khi nước rút", "Rút lại")

	see("nhiem-vu-day-du", "")
	see("nhiem-vu-lui-han", "/chuyen")
	see("nhiem-vu-dung", "/tinh-trang")
	officer.open(address)
	officer.follow("Trả lời")
	officer.do("allow", hit(officer, labelled("Cho lùi đến 20/05/2026")))
	looking.open(ask[string](officer, "location.pathname"))
	looking.look("nhiem-vu-tra-loi")
	officer.follow("Trả lời")
	officer.sees(".side", "08/05/2026 → 20/05/2026")
	officer.follow("Trả lại")
	officer.write("Lý do trả lại", "Còn hai ao ở tổ 5")
	officer.follow("Trả lại kết quả")
	officer.sees(".result", "Còn hai ao ở tổ 5", "Đã rào 3 ao")
	officer.follow("Chuyển")
	officer.write("Cơ quan nhận việc", "Công an phường")
	officer.write("Lý do chuyển", "Đúng chức năng")
	officer.follow("Chuyển nhiệm vụ")
	officer.sees(".side", "Phòng Kinh tế, Hạ tầng và Đô thị → Công an phường")
	see("nhiem-vu-ve-sau", "")
}

// pond is a picture as a phone takes it.
func pond(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			m.Set(x, y, color.RGBA{uint8(40 + y/10), uint8(120 + x/10), uint8(90 + y/6), 0xFF})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
