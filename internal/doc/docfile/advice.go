package docfile

// What to do with a file that cannot be read.

const orPaste = " Hoặc sao chép nội dung rồi dán vào ô văn bản."

var advice = map[Kind]string{
	Empty:     "Tệp trống, không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại.",
	DOC:       "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, chọn Lưu thành (Save as), kiểu Word Document (.docx), rồi gửi tệp mới." + orPaste,
	Protected: "Tệp có mật khẩu mở. Hãy mở bằng Word, vào Tệp (File) → Thông tin (Info) → Bảo vệ tài liệu (Protect Document), bỏ mật khẩu, lưu lại rồi gửi." + orPaste,
	XLS:       "Đây là bảng tính Excel (.xls), không phải văn bản. Hãy gửi văn bản kế hoạch dạng Word (.docx) hoặc PDF; bảng tính thì nhập ở trang danh sách.",
	XLSX:      "Đây là bảng tính Excel (.xlsx), không phải văn bản. Hãy gửi văn bản kế hoạch dạng Word (.docx) hoặc PDF; bảng tính thì nhập ở trang danh sách.",
	PPT:       "Đây là tệp trình chiếu PowerPoint, không phải văn bản. Hãy gửi văn bản dạng Word (.docx) hoặc PDF." + orPaste,
	ODT:       "Đây là tệp OpenDocument (.odt). Hãy mở bằng LibreOffice hoặc Word, lưu thành Word (.docx) rồi gửi lại." + orPaste,
	RTF:       "Đây là tệp RTF. Hãy mở bằng Word, chọn Lưu thành (Save as), kiểu Word Document (.docx), rồi gửi tệp mới." + orPaste,
	HTML:      "Đây là trang web lưu thành tệp. Hãy mở trang, sao chép nội dung rồi dán vào ô văn bản, hoặc mở bằng Word và lưu thành .docx.",
	WordXML:   "Đây là tệp Word dạng XML. Hãy mở bằng Word, chọn Lưu thành (Save as), kiểu Word Document (.docx), rồi gửi tệp mới." + orPaste,
	Image:     "Đây là hình chụp, không có chữ để đọc. Hãy gửi tệp Word (.docx) hoặc PDF gốc." + orPaste,
	Archive:   "Đây là tệp nén. Hãy giải nén rồi gửi riêng tệp văn bản (.docx, .pdf hoặc .txt).",
	BrokenZip: "Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy, lưu lại thành tệp mới rồi gửi lại." + orPaste,
	OtherOLE:  "Không nhận ra kiểu tệp. Hãy mở bằng chương trình đã tạo ra nó và lưu thành Word (.docx) hoặc PDF." + orPaste,
}
