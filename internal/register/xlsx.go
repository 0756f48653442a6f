package register

import (
	"bytes"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// exportReach is how many rows a file has at most.
const exportReach = 100_000

const mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// listXLSX is the list with its filters as a workbook. Its headings are the labels, so that the import takes it back.
func (g *Register) listXLSX(w http.ResponseWriter, r *web.Request) error {
	if g.Guarded {
		return g.askFirst(w, r, formatXLSX)
	}
	a := g.askOf(r)
	a.After, a.Back, a.Size = "", false, exportReach
	p, _, err := g.List(r.Context(), r.Reader(), r.Unit.ID, a, r.Today())
	if err != nil {
		return err
	}
	e := g.envOf(r)
	t := xlsx.Table{Sheet: g.Title, Title: vi.Upper(g.Title), Subtitle: []string{"UBND " + r.Unit.Name + ", " + r.Unit.Province, "Tính đến " + web.Stamp(r.Now)},
		Columns: []xlsx.Column{{Head: "Mã " + g.One, Width: 16}, {Head: "Tình trạng", Width: 18}}}
	e.Meet(p.Records)
	g.trace(r, p.Records...)
	for _, f := range g.flat() {
		_, kind := f.Kind.Cell(emptyOf(f.Kind), e)
		t.Columns = append(t.Columns, xlsx.Column{Head: f.Label, Kind: kind})
	}
	records, withheld := g.published(p.Records)
	if withheld > 0 {
		t.Foot = append(t.Foot, vi.Int(withheld)+" hồ sơ không đưa vào tệp: đã rút đồng ý")
	}
	for _, rec := range records {
		row := []any{rec.Code(), rec.stateWords()}
		for _, f := range g.flat() {
			cell, _ := f.Kind.Cell(rec.Value(f.Column), e)
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if err := e.Err(); err != nil {
		return err
	}
	if t.More, err = g.lineSheets(r.Context(), r.Reader(), p.Records, e); err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, g.Path+"-"+r.Today().ISO()+".xlsx", mediaXLSX, &buf)
}

// templateXLSX is an empty workbook with the headings that the import knows, and a line that says what each takes.
func (g *Register) templateXLSX(w http.ResponseWriter, r *web.Request) error {
	t := xlsx.Table{Sheet: g.Title, Title: vi.Upper(g.Title), Subtitle: []string{"Mỗi " + g.One + " một dòng; không cần giữ thứ tự cột"}}
	e := g.envOf(r)
	for _, f := range g.tabled() {
		t.Columns = append(t.Columns, xlsx.Column{Head: f.Label, Width: 22, List: listFor(f.Kind, e)})
	}
	if err := e.Err(); err != nil {
		return err
	}
	for _, f := range g.tabled() {
		if k, ok := f.Kind.(interface{ words() string }); ok {
			t.Foot = append(t.Foot, f.Label+": "+k.words())
		} else if f.Hint != "" {
			t.Foot = append(t.Foot, f.Label+": "+f.Hint)
		}
	}
	t.More = g.lineTemplates()
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, "mau-"+g.Path+".xlsx", mediaXLSX, &buf)
}

// listFor are the answers that a cell of a template offers; none for a kind that has no list.
func listFor(k Kind, e *Env) (out []string) {
	if _, several := k.(Choices); several {
		return nil // a cell takes one of a list only
	}
	l, ok := k.(lister)
	if !ok {
		return nil
	}
	for _, o := range l.Options(e) {
		if o.Text != "" {
			out = append(out, o.Text)
		}
	}
	return out
}
