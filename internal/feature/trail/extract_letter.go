package trail

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// letter is the extract as an official letter to the person, with the lines as its annex. It is a draft: number, signature and
// seal are the office's. The law is cited as Luật 91/2025/QH15, Điều 4 has it, which nobody has compared with the gazette yet.
func letter(u web.Unit, name, reason string, first, last day.Day, deeds []directory.Deed, today day.Day) officialdoc.Document {
	issuer := "Ủy ban nhân dân " + u.Name
	place := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(u.Name, "phường "), "xã "), "đặc khu ")
	period := "từ ngày " + first.String() + " đến ngày " + last.String()
	body := []officialdoc.Block{
		officialdoc.Text(issuer + " gửi Ông/Bà trích lục lịch sử xử lý dữ liệu cá nhân của Ông/Bà trong phần mềm Măng Non " + period + ", gồm " + vi.Int(len(deeds)) + " dòng trong Phụ lục kèm theo."),
		officialdoc.Text("Lý do lập trích lục: " + strings.TrimRight(reason, ". ") + "."),
		officialdoc.Text("Phụ lục kể mọi thay đổi đối với tài khoản của Ông/Bà và mọi việc Ông/Bà đã ghi bằng tài khoản đó. Tên và nội dung hồ sơ của người khác không được ghi ra."),
		officialdoc.Text("Ông/Bà có quyền yêu cầu chỉnh sửa dữ liệu sai, khiếu nại và các quyền khác của chủ thể dữ liệu cá nhân theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15."),
	}
	if len(deeds) == 0 {
		body[0] = officialdoc.Text(issuer + " trả lời Ông/Bà: " + period + ", phần mềm Măng Non không ghi việc xử lý nào đối với dữ liệu cá nhân của Ông/Bà.")
		body[2] = officialdoc.Text("Lịch sử do chương trình tự ghi trong cùng lần ghi dữ liệu; không ai sửa hay xóa được một dòng bằng chương trình.")
	}
	d := officialdoc.Document{Issuer: []string{"ỦY BAN NHÂN DÂN", vi.Upper(u.Name)}, Symbol: "UBND-VHXH", Place: place, Date: today,
		Subject: "trích lục lịch sử xử lý dữ liệu cá nhân", Addressees: []string{"Ông/Bà " + name}, Body: body,
		Signature: officialdoc.Signature{Authority: []string{"TM. ỦY BAN NHÂN DÂN"}, Post: "CHỦ TỊCH"}, Recipients: []string{"Như trên", "Lưu: VT"}, Draft: true}
	if len(deeds) > 0 {
		d.Annexes = []officialdoc.Annex{annex(issuer, today, deeds)}
	}
	return d
}

func annex(issuer string, today day.Day, deeds []directory.Deed) officialdoc.Annex {
	t := officialdoc.Table{Columns: []officialdoc.Column{{Head: "TT", Width: 10, Centre: true}, {Head: "Lúc", Width: 28, Centre: true}, {Head: "Ai", Width: 46}, {Head: "Đã làm gì", Width: 92},
		{Head: "Với dữ liệu nào", Width: 32}, {Head: "Lý do", Width: 42}}}
	for i, d := range deeds {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), web.Stamp(d.At), d.Who, d.Did, d.With, d.Why})
	}
	return officialdoc.Annex{Title: "Lịch sử xử lý dữ liệu cá nhân", Landscape: true, Draft: true, Body: []officialdoc.Block{t},
		Of: officialdoc.Reference{Kind: "Công văn", Symbol: "UBND-VHXH", Date: today, Issuer: issuer}}
}
