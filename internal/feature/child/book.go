package child

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The book of a hamlet: every child on one line, on lying A4.
const (
	bookPath  = "so-theo-doi-tre-em"
	bookTitle = "Sổ theo dõi trẻ em"
	bookReach = 5000 // lines; a hamlet has some hundreds
)

// book is the pages over the register as it reads its fields.
type book struct{ of *register.Register }

func (b book) routes(read web.Access) []web.Route {
	base := "/u/{unit}/{year}/" + bookPath
	return []web.Route{
		{Method: "GET", Path: base, Title: bookTitle, Access: read, Handle: b.show},
		{Method: "GET", Path: base + ".xlsx", Title: bookTitle + ", tệp Excel", Access: read, Handle: b.xlsx},
		{Method: "GET", Path: base + ".pdf", Title: bookTitle + ", tệp PDF", Access: read, Handle: b.pdf},
	}
}

// bookView is the book of one hamlet, or of all.
type bookView struct {
	r       *web.Request
	Hamlet  string // id
	Name    string
	Hamlets []ui.Option
	Rows    [][]string
	Left    int // children whose consent was withdrawn: not on paper
}

// bookHeads are the columns with their widths on paper.
var bookHeads = []xlsx.Column{{Head: "STT", Width: 6}, {Head: "Họ và tên", Width: 28}, {Head: "Ngày sinh", Width: 13}, {Head: "Giới", Width: 7}, {Head: "Số định danh", Width: 17}, {Head: "Khai sinh", Width: 10}, {Head: "BHYT", Width: 9},
	{Head: "Mẹ, cha, người chăm sóc", Width: 34}, {Head: "Địa chỉ", Width: 20}, {Head: "Điện thoại", Width: 14}, {Head: "Trường, lớp", Width: 24}, {Head: "Ghi chú", Width: 22}}

func (b book) read(r *web.Request) (v bookView, err error) {
	v = bookView{r: r, Hamlet: r.URL.Query().Get("thon"), Name: "Toàn đơn vị"}
	g := b.of.Plain()
	e := g.Env(r)
	v.Hamlets = append([]ui.Option{{Text: "Tất cả"}}, e.Refs(register.RefHamlet)...)
	ask := register.Ask{State: Kept, Is: map[string]string{}, Size: bookReach}
	if i := slices.IndexFunc(v.Hamlets, func(o ui.Option) bool { return o.Value == v.Hamlet && o.Value != "" }); i >= 0 {
		ask.Is["hamlet"], v.Name = v.Hamlet, v.Hamlets[i].Text
	}
	page, _, err := g.List(r.Context(), r.Reader(), r.Unit.ID, ask, r.Today())
	if err != nil {
		return v, err
	}
	e.Meet(page.Records)
	for _, rec := range page.Records {
		if frozen(rec) != "" {
			v.Left++
			continue
		}
		v.Rows = append(v.Rows, bookRow(len(v.Rows)+1, rec, e))
	}
	return v, e.Err()
}

func bookRow(n int, rec register.Record, e *register.Env) []string {
	return []string{fmt.Sprint(n), rec.Text("name", e), rec.Text("birth", e), rec.Text("sex", e), rec.Text("person_number", e), rec.Text("birth_cert", e), rec.Text("insurance", e),
		join(rec.Text("mother", e), rec.Text("father", e), rec.Text("guardian", e)), rec.Text("address", e), rec.Text("phone", e), join(rec.Text("school", e), rec.Text("class", e)), ""}
}

// lead is the finding of the page.
func (v bookView) lead() string {
	words := v.Name + ": " + vi.Int(len(v.Rows)) + " trẻ em dưới 16 tuổi, tính đến " + v.r.Today().String() + "."
	if v.Left > 0 {
		words += " Không in " + vi.Int(v.Left) + " hồ sơ đã rút đồng ý."
	}
	return words
}

func (b book) show(w http.ResponseWriter, r *web.Request) error {
	v, err := b.read(r)
	if err != nil {
		return err
	}
	view := web.View{Title: bookTitle, Here: ui.NavChildren, Lead: v.lead(), Crumbs: []ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: bookTitle}}}
	return r.Show(w, view, bookPage(v))
}

func (v bookView) table() xlsx.Table {
	t := xlsx.Table{Sheet: "Sổ theo dõi", Title: vi.Upper(bookTitle), Subtitle: []string{"UBND " + v.r.Unit.Name + ", " + v.r.Unit.Province, v.lead()}, Columns: bookHeads}
	for _, row := range v.Rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (b book) xlsx(w http.ResponseWriter, r *web.Request) error {
	v, err := b.read(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, v.table()); err != nil {
		return err
	}
	return web.Download(w, bookPath+"-"+r.Today().ISO()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &buf)
}

// pdf lays the book out on lying sheets whose head returns, each with who printed it and its number.
func (b book) pdf(w http.ResponseWriter, r *web.Request) error {
	v, err := b.read(r)
	if err != nil {
		return err
	}
	now := r.Now.In(day.Zone)
	f := pdfwrite.New(pdfwrite.Info{Title: bookTitle, Author: "UBND " + r.Unit.Name, Made: now})
	flow := f.Flow(pdfwrite.A4(12).Lying())
	flow.Add(pdfwrite.Paragraph{Text: vi.Upper(bookTitle), Letters: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 14}, Align: pdfwrite.Centre})
	flow.Add(pdfwrite.Paragraph{Text: strings.TrimSuffix("UBND "+r.Unit.Name+". "+v.lead(), "."), Letters: pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 11}, Align: pdfwrite.Centre})
	flow.Space(3)
	table := pdfwrite.Table{Letters: pdfwrite.Letters{Face: pdfwrite.Serif, Size: 9}, Head: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 9}, Pad: 0.8, Rule: pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.18}, Rows: v.Rows}
	for _, c := range bookHeads {
		table.Columns = append(table.Columns, pdfwrite.Column{Head: c.Head, Width: c.Width})
	}
	flow.Add(table)
	foot := pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 9}
	for i, page := range flow.Pages() {
		y := page.Sheet.Height - 7
		page.Text(page.Sheet.Left, y, "In lúc "+now.Format("15:04 02/01/2006")+" bởi "+r.Actor.Name, foot, pdfwrite.Left)
		page.Text(page.Sheet.Width-page.Sheet.Right, y, fmt.Sprintf("trang %d/%d", i+1, len(flow.Pages())), foot, pdfwrite.Right)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		return err
	}
	return web.Download(w, bookPath+"-"+r.Today().ISO()+".pdf", "application/pdf", &buf)
}
