package plan

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// The media types of what leaves the program as files.
const (
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// sendTable sends a table as an Excel file.
func sendTable(w http.ResponseWriter, name string, t xlsx.Table) error {
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, name+".xlsx", mediaXLSX, &buf)
}

// underTitle are the lines that say whose a list is and of when.
func underTitle(r *web.Request, first ...string) []string {
	return append(first, "UBND "+r.Unit.Name+", "+r.Unit.Province, "Tính đến "+web.Stamp(r.Now))
}

// absolute is an address that works outside the browser.
func absolute(r *web.Request, path string) string {
	scheme := "http://"
	if r.Site.Secure || r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + path
}

// taskLink is a task's title that leads to its page.
func taskLink(r *web.Request, t Task) xlsx.Link {
	return xlsx.Link{Text: t.Title, Href: absolute(r, web.InUnit(r.Unit.Slug, t.Year, "nhiem-vu/"+t.ID))}
}

// assignmentDOCX is the table as an annex to the plan, in the frame of an official document. It is a draft: somebody
// signs it, or the plan to which it belongs.
func (p *Plans) assignmentDOCX(w http.ResponseWriter, r *web.Request) error {
	pl, rows, err := p.rows(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := officialdoc.WriteAnnex(&buf, officialdoc.ProfileOn(pl.IssuedOn), assignmentAnnex(r.Unit, pl, rows)); err != nil {
		return err
	}
	return web.Download(w, "phu-luc-phan-cong-"+fileYear(pl)+".docx", mediaDOCX, &buf)
}

func assignmentAnnex(u web.Unit, pl Plan, rows []row) officialdoc.Annex {
	t := officialdoc.Table{Columns: []officialdoc.Column{
		{Head: "TT", Width: 12, Centre: true}, {Head: "Mục", Width: 18, Centre: true}, {Head: "Nội dung công việc", Width: 88},
		{Head: "Cơ quan chủ trì, thực hiện", Width: 50}, {Head: "Cơ quan phối hợp", Width: 50}, {Head: "Thời gian thực hiện", Width: 34}}}
	for i, row := range rows {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), row.Path, row.Title, row.Lead, row.Others, row.Time})
	}
	return officialdoc.Annex{Title: "Bảng phân công nhiệm vụ", Of: reference(u, pl), Landscape: true, Draft: true, Body: []officialdoc.Block{t}}
}

// reference names the plan; what it leaves open stays open.
func reference(u web.Unit, pl Plan) officialdoc.Reference {
	ref := officialdoc.Reference{Kind: vi.Sentence(pl.Kind.Words()), Number: pl.Number, Symbol: "KH-UBND", Date: pl.IssuedOn, Issuer: pl.Issuer}
	if ref.Issuer == "" {
		ref.Issuer = "Ủy ban nhân dân " + u.Name
	}
	return ref
}

// issuerLines are the body that keeps the table, as the head of a printed page names it.
func issuerLines(u web.Unit) []string { return []string{"ỦY BAN NHÂN DÂN", vi.Upper(u.Name)} }

// fileWord is a name as a part of a file's name.
func fileWord(s string) string { return strings.Trim(vi.Slug(vi.Cut(s, 60)), "-") }
