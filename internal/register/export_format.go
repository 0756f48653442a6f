package register

import "github.com/mangnon/mangnon/internal/web/ui"

// The forms in which records leave the program.
const (
	formatXLSX   = "xlsx"
	formatLocked = "xlsx-mat-khau"
	formatCSV    = "csv"
	formatDOCX   = "docx"
	formatPaper  = "ban-in"
)

// exportFormats are those among which somebody chooses.
var exportFormats = []ui.Option{
	{Value: formatXLSX, Text: "Excel"},
	{Value: formatLocked, Text: "Excel có mật khẩu", Hint: "Mở tệp phải gõ mật khẩu; nên dùng khi gửi ra ngoài"},
	{Value: formatCSV, Text: "CSV", Hint: "UTF-8, cho chương trình khác"},
	{Value: formatDOCX, Text: "Word", Hint: "Bảng với các cột của danh sách"},
}

// formatWords is a form in words; a word that no file of the program has stays as it is.
func formatWords(format string) string {
	for _, o := range exportFormats {
		if o.Value == format {
			return "tệp " + o.Text
		}
	}
	if format == formatPaper {
		return "bản in, chép bảng"
	}
	return "tệp " + format
}

// exportMedia are the type and the ending of a file.
func exportMedia(format string) (media, ending string) {
	switch format {
	case formatCSV:
		return "text/csv; charset=utf-8", ".csv"
	case formatDOCX:
		return mediaDOCX, ".docx"
	}
	return mediaXLSX, ".xlsx"
}
