package plan

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

const mediaPDF = "application/pdf"

// assignmentPDF is the annex that assignmentDOCX gives, ready to be printed.
func (p *Plans) assignmentPDF(w http.ResponseWriter, r *web.Request) error {
	pl, rows, err := p.rows(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := officialdoc.WriteAnnexPDF(&buf, officialdoc.ProfileOn(pl.IssuedOn), assignmentAnnex(r.Unit, pl, rows), r.Now.In(day.Zone)); err != nil {
		return err
	}
	return web.Download(w, "phu-luc-phan-cong-"+fileYear(pl)+".pdf", mediaPDF, &buf)
}

// bodyPDF is the list of bodyXLSX on paper, for a body that does not sign in.
func (p *Plans) bodyPDF(w http.ResponseWriter, r *web.Request) error {
	name, t, err := p.bodyTable(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := writeList(&buf, r, t); err != nil {
		return err
	}
	return web.Download(w, name+".pdf", mediaPDF, &buf)
}

// writeList lays a list out on lying sheets, with who printed it and the number of each page at its foot.
func writeList(out *bytes.Buffer, r *web.Request, t xlsx.Table) error {
	now := r.Now.In(day.Zone)
	f := pdfwrite.New(pdfwrite.Info{Title: t.Title, Author: "UBND " + r.Unit.Name, Made: now})
	flow := f.Flow(pdfwrite.A4(15).Lying())
	flow.Add(pdfwrite.Paragraph{Text: t.Title, Letters: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 14}, Align: pdfwrite.Centre})
	for _, s := range t.Subtitle {
		flow.Add(pdfwrite.Paragraph{Text: s, Letters: pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 12}, Align: pdfwrite.Centre})
	}
	flow.Space(3)
	flow.Add(listTable(t))
	foot := pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 10}
	for i, page := range flow.Pages() {
		y := page.Sheet.Height - 8
		page.Text(page.Sheet.Left, y, "In lúc "+now.Format("15:04 02/01/2006")+" bởi "+r.Actor.Name, foot, pdfwrite.Left)
		page.Text(page.Sheet.Width-page.Sheet.Right, y, fmt.Sprintf("trang %d/%d", i+1, len(flow.Pages())), foot, pdfwrite.Right)
	}
	return f.Write(out)
}

func listTable(t xlsx.Table) pdfwrite.Table {
	out := pdfwrite.Table{Letters: pdfwrite.Letters{Face: pdfwrite.Serif, Size: 11}, Head: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 11},
		Pad: 0.9, Rule: pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.18}}
	for _, c := range t.Columns {
		column := pdfwrite.Column{Head: c.Head, Width: c.Width}
		switch c.Kind {
		case xlsx.Number:
			column.Align = pdfwrite.Right
		case xlsx.Date:
			column.Align = pdfwrite.Centre
		}
		out.Columns = append(out.Columns, column)
	}
	for _, values := range t.Rows {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = onPaper(v)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// onPaper is a cell as paper says it: a link is its words.
func onPaper(v any) string {
	if link, ok := v.(xlsx.Link); ok {
		return link.Text
	}
	return fmt.Sprint(v)
}
