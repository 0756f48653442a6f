package seal

import (
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

var logWords = map[store.Log]string{store.AuditLog: "lịch sử", store.TraceLog: "nhật ký xem"}

// Lines tell a person what the walk found, the verdict first. They name no person: ids, times and kinds only.
func (r Report) Lines() []string {
	out := []string{r.Verdict()}
	sealed := fmt.Sprintf("Đã niêm %s dòng: %s dòng lịch sử, %s dòng nhật ký xem", vi.Int(r.Seq), vi.Int(r.Audits), vi.Int(r.Traces))
	if !r.SealedAt.IsZero() {
		sealed += "; lần niêm gần nhất " + moment(r.SealedAt)
	}
	out = append(out, sealed+".")
	if r.After > 0 {
		out = append(out, "Chỉ kiểm tra từ dòng "+vi.Int(r.After+1)+"; phần trước tin theo đầu chuỗi đã cho.")
	}
	if r.Intact() {
		out = append(out, r.waiting()...)
	}
	if r.Heads > 0 {
		out = append(out, fmt.Sprintf("Khớp %s đầu chuỗi đã gửi đi; mới nhất là dòng %s, lúc %s.", vi.Int(r.Heads), vi.Int(r.Head.Seq), moment(r.Head.At)))
	} else if r.Intact() {
		out = append(out, "Chưa có đầu chuỗi nào để đối chiếu: chuỗi bị viết lại từ đầu sẽ không lộ ra.")
	}
	for _, e := range r.Emptied {
		out = append(out, fmt.Sprintf("Dòng %s đã xóa giá trị lúc %s theo %s.", e.RowID, moment(e.At), e.Document))
	}
	return out
}

func (r Report) waiting() []string {
	if r.Waiting+r.Backlog == 0 {
		return []string{"Không có dòng nào chờ niêm."}
	}
	var out []string
	if r.Waiting > 0 {
		out = append(out, vi.Int(r.Waiting)+" dòng mới đang chờ niêm.")
	}
	if r.Backlog > 0 {
		out = append(out, vi.Int(r.Backlog)+" dòng có từ trước khi có chuỗi đang được niêm dần.")
	}
	return out
}

// Verdict is the answer in one sentence.
func (r Report) Verdict() string {
	if r.Intact() {
		return "Chuỗi lịch sử nguyên vẹn."
	}
	return r.Break.Words()
}

// Words say where the chain is broken and how.
func (b Break) Words() string {
	place := "ở dòng " + vi.Int(b.Seq)
	switch b.Kind {
	case Rewritten:
		return fmt.Sprintf("Chuỗi ĐÃ BỊ VIẾT LẠI: từ dòng %s đến dòng %s không khớp đầu chuỗi đã gửi đi lúc %s.", vi.Int(b.Seq), vi.Int(b.Upto), moment(b.At))
	case Cut:
		if b.Upto > 0 {
			return fmt.Sprintf("Chuỗi BỊ CẮT ĐUÔI: thiếu từ dòng %s; đầu chuỗi gửi đi lúc %s đã có %s dòng. Nếu vừa phục hồi một bản sao lưu cũ hơn thì đây là phần chưa có trong bản đó.", vi.Int(b.Seq), moment(b.At), vi.Int(b.Upto))
		}
		return fmt.Sprintf("Chuỗi BỊ CẮT ĐUÔI: thiếu từ dòng %s.", vi.Int(b.Seq))
	case Inserted:
		return "Có dòng BỊ CHÈN ngoài chương trình, không có trong chuỗi" + b.row() + "."
	}
	return "Chuỗi ĐỨT " + place + ": " + breakWords[b.Kind] + b.row() + "."
}

var breakWords = map[BreakKind]string{
	Changed:   "nội dung dòng đã bị sửa sau khi niêm",
	Removed:   "dòng đã bị xóa sau khi niêm",
	Unlinked:  "mắt xích đã bị xóa",
	Reordered: "thứ tự các dòng đã bị đổi",
	Erased:    "giá trị bị xóa mà không có văn bản nào trong lịch sử cho phép",
	Gone:      "dòng đã bị xóa trước khi kịp niêm",
}

// row names the row by what is known of it.
func (b Break) row() string {
	var parts []string
	if b.Log != "" {
		parts = append(parts, logWords[b.Log])
	}
	if b.RowID != "" {
		parts = append(parts, "mã "+b.RowID)
	}
	if !b.At.IsZero() {
		parts = append(parts, "lúc "+moment(b.At))
	}
	if b.About != "" {
		parts = append(parts, "loại "+b.About)
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func moment(i store.Instant) string { return i.In(day.Zone).Format("15:04:05 02/01/2006") }
