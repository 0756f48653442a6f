package backup

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// guide writes DOC-TRUOC.txt, with a byte order mark and line ends for Notepad.
func (x *exporter) guide() error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	at := x.sum.At.In(day.Zone)
	line("TOÀN BỘ DỮ LIỆU CỦA %s", vi.Upper(x.unitName))
	line("Lấy ra lúc %s, người lấy: %s.", at.Format("15:04 ngày 02/01/2006"), x.by)
	line("")
	line("Gói này mở được bằng Excel, LibreOffice hoặc Notepad, không cần chương trình Măng Non.")
	line("Trong gói có thông tin cá nhân: chỉ giữ ở nơi được phép, xóa khi không còn cần.")
	line("")
	line("CÓ GÌ TRONG GÓI")
	line("du-lieu.xlsx   mỗi bảng một trang tính (sheet)")
	line("csv\\           cũng các bảng ấy, dạng CSV, để nạp vào chương trình khác")
	line("tep\\           tệp đính kèm; 8 ký tự cuối tên tệp để phân biệt các tệp trùng tên")
	line("ban-goc\\       các kế hoạch như lúc nhập vào, chưa sửa gì")
	line("")
	line("CÁC BẢNG")
	for _, s := range x.sheets {
		line("%s: %s dòng (%s)", s.title, vi.Int(s.rows), strings.ReplaceAll(s.csv, "/", "\\"))
	}
	line("Tệp kèm theo: %s.", vi.Int(len(x.sum.Files)))
	line("")
	x.remarks(line)
	part, err := x.part("DOC-TRUOC.txt", zip.Deflate)
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, "\ufeff"+b.String())
	return err
}

func (x *exporter) remarks(line func(format string, args ...any)) {
	line("CÁCH ĐỌC")
	line("- Cột “Mã …” nối các bảng với nhau: nhiệm vụ có “Mã kế hoạch” nào thì thuộc kế hoạch có mã ấy.")
	line("- Cột “%s” cho biết tệp nằm ở đâu trong gói.", filesHeading)
	line("- Giờ là giờ Việt Nam. Ô để trống là chưa có.")
	line("- Một ô Excel chứa nhiều nhất %s ký tự; chữ dài hơn được cắt và có ghi chú, bản đủ nằm trong csv.", vi.Int(maxCell))
	line("- Trong csv, chữ bắt đầu bằng = + - @ có thêm dấu ' ở đầu, để Excel không hiểu nhầm là công thức.")
	line("- Mật khẩu, mã và phiên đăng nhập không có trong gói. Đây không phải bản sao lưu để phục hồi máy chủ;")
	line("  bản sao lưu do người quản trị lập bằng lệnh “mangnon backup”.")
	if x.sum.Altered > 0 {
		line("- Có %s ô chứa ký tự hỏng, mỗi chỗ hỏng được ghi bằng dấu �.", vi.Int(x.sum.Altered))
	}
	if len(x.sum.Lost) == 0 {
		return
	}
	line("")
	line("TỆP ĐÃ MẤT HOẶC HỎNG TRÊN MÁY CHỦ, KHÔNG CÓ TRONG GÓI; BÁO NGƯỜI QUẢN TRỊ PHỤC HỒI TỪ BẢN SAO LƯU")
	for _, path := range x.sum.Lost {
		line("%s", strings.ReplaceAll(path, "/", "\\"))
	}
}
