package browser

import (
	"testing"
)

// TestPastedDocuments shows a table of documents before it is written: four tabs, mistakes and doubles in their cells, and
// the receipt with its way back.
func TestPastedDocuments(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/nhap-van-ban"))
	p.write("Hoặc dán bảng chép từ Excel", "Số, ký hiệu\tNgày ban hành\tTrích yếu\tGiai đoạn\n501/KH-UBND\t25/01/2024\tPhòng, chống đuối nước\t2024-2028\n06/QĐ-TTg\t\tTiêu chuẩn\t\nsai số\t31/02/2024\tDòng lỗi\t\n")
	p.follow("Xem trước")
	p.sees(".chips", "Thêm mới (1)", "Có thể trùng (1)", "Lỗi (1)")
	p.sees("main", "ghi số và ký hiệu")
	p.look("nhap-van-ban_loi")
	p.follow("Có thể trùng (1)")
	p.sees("main", "Là văn bản khác, thêm mới")
	p.look("nhap-van-ban_trung")
	p.follow("Ghi 1 dòng vào sổ")
	p.sees("main", "Hoàn tác")
	p.look("nhap-van-ban_bien-nhan")
}
