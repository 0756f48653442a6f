package reach

import (
	"bytes"
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
)

// The forms in which a list leaves the program.
var media = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pdf":  "application/pdf",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// file gives the list as a file, after the history has who took it and for what.
func (x *Reach) file(w http.ResponseWriter, r *web.Request) error {
	if !r.May(actor.ChildRead) {
		return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền xem hồ sơ trẻ em.")
	}
	v, err := x.open(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	as := cmp.Or(form.Text("dang"), "xlsx")
	v.Typed["gui"] = form.Text("gui")
	var wrong errs.Form
	v.Purpose = register.ReadPurpose(form, true, &wrong)
	if media[as] == "" {
		wrong.Add("dang", "Chọn dạng tệp")
	}
	if fields, bad := web.Mistakes(wrong.Err()); bad {
		v.Errors = fields
		return x.show(w, v)
	}
	if err := v.read(fileReach, 0); err != nil {
		return err
	}
	withheld := len(v.Children)
	v.Children = slices.DeleteFunc(v.Children, Child.frozen)
	withheld -= len(v.Children)
	var out bytes.Buffer
	err = x.Children.TakeFile(r, v.taking(as), &out, func(e register.Export) (int, int, error) {
		v.Taken = e
		return len(v.Children), withheld, v.write(&out, as, withheld)
	})
	if err != nil {
		return err
	}
	return web.Download(w, base+"-"+v.Rule.Key+"-"+v.Taken.Code+"."+as, media[as], &out)
}

// taking is the list in the words of the exports. Which list it is, and so how long, is of a secret rule told only to those who may
// see it.
func (v view) taking(as string) register.Taking {
	t := register.Taking{Purpose: v.Purpose, Format: as, Fields: "Cột của danh sách " + heading, Filter: v.Rule.title(v.Part) + ", " + v.where()}
	if v.Rule.Secret {
		t.Secret, t.Told, t.Filter = true, t.Filter, "điều kiện thuộc mục riêng"
	}
	return t
}

func (v view) write(out *bytes.Buffer, as string, withheld int) error {
	switch as {
	case "pdf":
		return v.pdf(out)
	case "docx":
		return officialdoc.Write(out, officialdoc.ProfileOn(v.r.Today()), v.letter())
	}
	return xlsx.Write(out, v.sheet(withheld))
}

// receiver is whom a letter asks, as typed or as the rule says.
func (v view) receiver() string { return cmp.Or(v.Typed["gui"], v.Rule.To) }

// heads are the columns of files, with their widths on paper.
var heads = []xlsx.Column{{Head: "TT", Width: 6}, {Head: "Họ và tên", Width: 28}, {Head: "Ngày sinh", Width: 13}, {Head: "Giới", Width: 7}, {Head: "Người chăm sóc", Width: 28},
	{Head: "Nơi ở", Width: 34}, {Head: "Điện thoại", Width: 15}, {Head: "Trường, lớp", Width: 24}, {Head: "Thăm gần nhất", Width: 14}}

func (v view) cells(n int, c Child) []string {
	return []string{strconv.Itoa(n), c.Name, date(c.Birth), sexWords(c.Sex), c.carer(), v.place(c), c.Phone, joined(c.School, c.Class), date(c.LastVisit)}
}

func (v view) sheet(withheld int) xlsx.Table {
	t := xlsx.Table{Sheet: heading, Title: vi.Upper(v.Rule.title(v.Part)), Columns: heads, Mark: v.Taken.Line(), Subtitle: append([]string{"UBND " + v.r.Unit.Name + ", " + v.r.Unit.Province,
		v.where() + ", tính đến " + v.r.Today().String(), "Căn cứ: " + v.Rule.Source + ", " + v.Rule.Sure}, v.Taken.Mark()...)}
	for i, c := range v.Children {
		row := make([]any, 0, len(heads))
		for _, cell := range v.cells(i+1, c) {
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if withheld > 0 {
		t.Foot = []string{number(withheld) + " hồ sơ không đưa vào tệp: đã rút đồng ý"}
	}
	return t
}

// pdf is a sheet for each hamlet, with room for what the collaborator finds.
func (v view) pdf(out *bytes.Buffer) error {
	now := v.r.Now.In(day.Zone)
	f := pdfwrite.New(pdfwrite.Info{Title: v.Rule.title(v.Part), Author: "UBND " + v.r.Unit.Name, Made: now})
	flow := f.Flow(pdfwrite.A4(12).Lying())
	slices.SortStableFunc(v.Children, func(a, b Child) int { return cmp.Compare(v.hamlet(a.Hamlet), v.hamlet(b.Hamlet)) })
	for i := 0; i < len(v.Children); {
		end := i
		for end < len(v.Children) && v.Children[end].Hamlet == v.Children[i].Hamlet {
			end++
		}
		if i > 0 {
			flow.Break()
		}
		v.hamletSheet(flow, v.Children[i:end])
		i = end
	}
	foot := pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 9}
	for i, page := range flow.Pages() {
		y := page.Sheet.Height - 7
		page.Text(page.Sheet.Left, y, v.Taken.Line(), foot, pdfwrite.Left)
		page.Text(page.Sheet.Width-page.Sheet.Right, y, "trang "+strconv.Itoa(i+1)+"/"+strconv.Itoa(len(flow.Pages())), foot, pdfwrite.Right)
	}
	return f.Write(out)
}

func (v view) hamletSheet(flow *pdfwrite.Flow, children []Child) {
	flow.Add(pdfwrite.Paragraph{Text: vi.Upper(v.Rule.title(v.Part)), Letters: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 14}, Align: pdfwrite.Centre})
	flow.Add(pdfwrite.Paragraph{Text: "UBND " + v.r.Unit.Name + ". " + v.hamlet(children[0].Hamlet) + ": " + number(len(children)) + " trẻ em, tính đến " + v.r.Today().String(),
		Letters: pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 11}, Align: pdfwrite.Centre})
	flow.Add(pdfwrite.Paragraph{Text: v.Taken.Line(), Letters: pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 9}, Align: pdfwrite.Centre})
	flow.Space(3)
	t := pdfwrite.Table{Letters: pdfwrite.Letters{Face: pdfwrite.Serif, Size: 9}, Head: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 9}, Pad: 0.8, Rule: pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.18}}
	for _, c := range heads {
		t.Columns = append(t.Columns, pdfwrite.Column{Head: c.Head, Width: c.Width})
	}
	t.Columns = append(t.Columns, pdfwrite.Column{Head: "Ngày gặp", Width: 14}, pdfwrite.Column{Head: "Kết quả", Width: 28})
	for i, c := range children {
		t.Rows = append(t.Rows, append(v.cells(i+1, c), "", ""))
	}
	flow.Add(t)
}

// letter is an official letter that asks for what the children lack, with the list as its annex. It is a draft: number, signature
// and seal are the office's.
func (v view) letter() officialdoc.Document {
	u, today := v.r.Unit, v.r.Today()
	issuer := "Ủy ban nhân dân " + u.Name
	place := u.Name
	for _, kind := range []string{"phường ", "xã ", "đặc khu "} {
		if len(u.Name) > len(kind) && u.Name[:len(kind)] == kind {
			place = u.Name[len(kind):]
		}
	}
	n := number(len(v.Children))
	body := []officialdoc.Block{
		officialdoc.Text("Qua rà soát sổ theo dõi trẻ em đến ngày " + today.String() + ", " + v.place1() + " có " + n + " " + v.Rule.inside(v.Part) + " (danh sách kèm theo)."),
		officialdoc.Text(issuer + " đề nghị " + v.receiver() + " " + v.Rule.Asks + ", và báo kết quả từng trường hợp về Ủy ban nhân dân " + u.Name + " (Phòng Văn hóa - Xã hội)."),
		officialdoc.Text("Danh sách kèm theo là lần xuất " + v.Taken.Code + " của sổ trẻ em."),
		officialdoc.Text("Danh sách có dữ liệu cá nhân của trẻ em; đề nghị chỉ dùng cho việc này, không sao chép, không công khai."),
	}
	t := officialdoc.Table{Columns: []officialdoc.Column{{Head: "TT", Width: 10, Centre: true}, {Head: "Họ và tên", Width: 48}, {Head: "Ngày sinh", Width: 24, Centre: true}, {Head: "Giới", Width: 14, Centre: true},
		{Head: "Người chăm sóc", Width: 48}, {Head: "Nơi ở", Width: 60}, {Head: "Điện thoại", Width: 28}}}
	for i, c := range v.Children {
		t.Rows = append(t.Rows, v.cells(i+1, c)[:len(t.Columns)])
	}
	return officialdoc.Document{Issuer: []string{"ỦY BAN NHÂN DÂN", vi.Upper(u.Name)}, Symbol: "UBND-VHXH", Place: place, Date: today, Subject: v.Rule.inside(v.Part),
		Addressees: []string{v.receiver()}, Body: body, Signature: officialdoc.Signature{Authority: []string{"TM. ỦY BAN NHÂN DÂN"}, Post: "CHỦ TỊCH"}, Recipients: []string{"Như trên", "Lưu: VT"}, Draft: true,
		Annexes: []officialdoc.Annex{{Title: v.Rule.title(v.Part), Landscape: true, Draft: true, Body: []officialdoc.Block{t}, Of: officialdoc.Reference{Kind: "Công văn", Symbol: "UBND-VHXH", Date: today, Issuer: issuer}}}}
}

func (v view) place1() string {
	if v.Hamlet == "" {
		return v.r.Unit.Name
	}
	return v.hamlet(v.Hamlet)
}
