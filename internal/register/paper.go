package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/docx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// paperAt is the address of the printed list below that of the list.
const paperAt = "in"

// paperReach is how many records a printed list has at most: some fifty sheets.
const paperReach = 2_000

const mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// unpaged is the list of the address without pages, at most so many records of it.
func (g *Register) unpaged(r *web.Request, reach int) (listView, error) {
	v := listView{of: g, Ask: g.askOf(r), Env: g.envOf(r)}
	v.Ask = v.first()
	v.Ask.Size = reach
	var err error
	v.Page, v.Counts, err = g.List(r.Context(), r.Reader(), r.Unit.ID, v.Ask, r.Today())
	v.Env.Meet(v.Page.Records)
	return v, err
}

// issuer is the body that keeps the paper, as its head names it. National emblem and motto belong to official forms alone.
func issuer(r *web.Request) []string { return []string{"ỦY BAN NHÂN DÂN", vi.Upper(r.Unit.Name)} }

// checkCode is the code of what a paper says: two papers with one code have the same records with the same answers, and a paper
// whose code the page no longer shows is out of date. Only answers that this register has count: the version of a record would
// tell a reader that something changed which he may not see.
func (g *Register) checkCode(r *web.Request, list []Record) string {
	h := sha256.New()
	h.Write([]byte(r.Unit.ID + "\n" + g.Name))
	for _, rec := range list {
		h.Write([]byte("\n" + rec.ID + "\n" + rec.State + "\n" + asJSON(rec.Values)))
	}
	sum := h.Sum(nil)
	return fmt.Sprintf("%X-%X", sum[:2], sum[2:4])
}

// paperPage is the whole list as it is printed.
func (g *Register) paperPage(w http.ResponseWriter, r *web.Request) error {
	v, err := g.unpaged(r, paperReach)
	if err != nil {
		return err
	}
	view := web.View{Title: g.Title, Here: g.Noun, Lead: v.paperLead(), Check: g.checkCode(r, v.Page.Records), Crumbs: g.crumbs(r, ui.Crumb{Text: "Bản in"}), Actions: paperActions(r, v)}
	v.Foot = "In lúc " + web.Stamp(r.Now) + " bởi " + r.Actor.Name + " · mã kiểm tra " + view.Check
	page := paperBody(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, view, page)
}

// paperLead says what the paper holds: how many records, and what narrowed them.
func (v listView) paperLead() string {
	words := vi.Int(len(v.Page.Records)) + " " + v.of.One
	if v.Page.Next != "" {
		words += " đầu của " + v.countWords() + "; lọc bớt để in đủ"
	}
	if by := v.narrowedBy(); by != "" {
		words += ". Điều kiện: " + by
	}
	return words + "."
}

// narrowedBy names the conditions of a list.
func (v listView) narrowedBy() string {
	var out []string
	if s, ok := v.of.state(v.Ask.State); ok {
		out = append(out, s.Text)
	}
	for _, x := range v.of.Views {
		if x.Key == v.Ask.View {
			out = append(out, lowerFirst(x.Text))
		}
	}
	for _, f := range v.of.Fields {
		if value, ok := v.Ask.Is[f.Column]; ok {
			text := f.Kind.Text(Value{value}, v.Env)
			if text == "" {
				text = "chưa ghi"
			}
			out = append(out, lowerFirst(f.Label)+" "+lowerFirst(text))
		}
	}
	if v.Ask.Words != "" {
		out = append(out, "có “"+v.Ask.Words+"”")
	}
	return strings.Join(out, "; ")
}

// bom tells Excel that a file of text is UTF-8.
const bom = "\uFEFF"

// listCSV is the list with its filters as text, for other programs.
func (g *Register) listCSV(w http.ResponseWriter, r *web.Request) error {
	v, err := g.unpaged(r, exportReach)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	buf.WriteString(bom)
	out := csv.NewWriter(&buf)
	out.UseCRLF = true
	head := []string{"Mã " + g.One, "Tình trạng"}
	for _, f := range g.Fields {
		head = append(head, f.Label)
	}
	_ = out.Write(head) // Flush tells what cannot be written
	for _, rec := range v.Page.Records {
		row := []string{rec.Code(), rec.stateWords()}
		for i, f := range g.Fields {
			row = append(row, harmless(f.Kind, f.Kind.Text(rec.Values[i], v.Env)))
		}
		_ = out.Write(row)
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	if err := v.Env.Err(); err != nil {
		return err
	}
	return web.Download(w, g.Path+"-"+r.Today().ISO()+".csv", "text/csv; charset=utf-8", &buf)
}

// harmless keeps a text from being taken for a formula when a table program opens the file: an apostrophe stands before it.
// Numbers keep their sign.
func harmless(k Kind, s string) string {
	if _, number := k.(Number); number || s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	return "'" + s
}

// listDOCX is the list as a table for Word.
func (g *Register) listDOCX(w http.ResponseWriter, r *web.Request) error {
	v, err := g.unpaged(r, paperReach)
	if err != nil {
		return err
	}
	table := docx.Table{Bordered: true, Header: 1, Rows: []docx.Row{docxRow(true, v.heads())}}
	for _, rec := range v.Page.Records {
		table.Rows = append(table.Rows, docxRow(false, v.cells(rec)))
	}
	wide := docx.MM(297 - 40)
	for range v.heads() {
		table.Widths = append(table.Widths, wide/docx.Length(len(v.heads())))
	}
	if err := v.Env.Err(); err != nil {
		return err
	}
	section := docx.Section{Landscape: true, Margins: docx.Margins{Top: docx.MM(15), Right: docx.MM(20), Bottom: docx.MM(15), Left: docx.MM(20)}}
	for _, line := range issuer(r) {
		section.Blocks = append(section.Blocks, docx.Paragraph{Runs: []docx.Run{{Text: line, Bold: true}}})
	}
	section.Blocks = append(section.Blocks, docx.Paragraph{Runs: []docx.Run{{Text: vi.Upper(g.Title), Bold: true, Size: 14}}, Align: docx.Centre, Before: docx.Pt(12)},
		docx.Paragraph{Runs: []docx.Run{{Text: v.paperLead() + " Tính đến " + web.Stamp(r.Now) + ".", Italic: true}}, Align: docx.Centre, After: docx.Pt(8)}, table)
	var buf bytes.Buffer
	if err := docx.Write(&buf, docx.Document{Title: g.Title, Author: "UBND " + r.Unit.Name, Size: 11, Sections: []docx.Section{section}}); err != nil {
		return err
	}
	return web.Download(w, g.Path+"-"+r.Today().ISO()+".docx", mediaDOCX, &buf)
}

func docxRow(bold bool, texts []string) docx.Row {
	row := make(docx.Row, len(texts))
	for i, s := range texts {
		row[i] = docx.Cell{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: s, Bold: bold}}}}}
	}
	return row
}

// heads are the headings of the table of a list.
func (v listView) heads() []string {
	out := []string{"Số", v.of.field(v.of.Label).Label, "Tình trạng"}
	for _, c := range v.of.Columns {
		out = append(out, v.of.field(c).Label)
	}
	return out
}

// cells are a record as a row of it.
func (v listView) cells(rec Record) []string {
	out := []string{rec.Code(), rec.Text(v.of.Label, v.Env), rec.stateWords()}
	for _, c := range v.of.Columns {
		out = append(out, rec.Text(c, v.Env))
	}
	return out
}
