package trail

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaPDF  = "application/pdf"

	// takeAtMost is how many rows one file holds; more is no longer read by a person.
	takeAtMost = 20_000
	// paperAtMost is how many rows go onto paper at once.
	paperAtMost = 2_000
)

// taken is what the history keeps of a file that somebody took away.
type taken struct {
	What string `json:"Bộ lọc"`
	Rows int    `json:"Số dòng"`
	Form string `json:"Dạng"`
}

// take sends the rows of a filter as a file, after the history has noted who took them and why.
func (t *Trail) take(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	re := t.reachOf(r)
	f, mistakes := filterOf(form.Text, re)
	v := listView{Path: "lich-su", Filter: f}
	if err := t.choices(r, re, &v); err != nil {
		return err
	}
	if len(mistakes) == 0 && f.Person != "" && !re.whole {
		return forbiddenPerson()
	}
	words, reason := f.words(t, v.Bodies, v.People), form.Text("ly-do")
	paper := form.Text("dang") == "pdf"
	limit := takeAtMost
	if paper {
		limit = paperAtMost
	}
	mistakes = append(mistakes, reasonMistakes(reason)...)
	if len(mistakes) > 0 {
		return t.takeAgain(w, r, v, words, reason, mistakes)
	}
	events, more, err := wantedOf(re, f).whole(r.Context(), r.Reader(), limit)
	if err != nil {
		return err
	}
	if more {
		mistakes = []errs.Field{{Name: "ly-do", Message: "Kỳ đang lọc có hơn " + vi.Int(limit) + " dòng, quá nhiều cho một tệp. Chọn kỳ ngắn hơn rồi tải từng phần."}}
		return t.takeAgain(w, r, v, words, reason, mistakes)
	}
	lines, err := t.lines(r, re, events)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	name, media, write := "lich-su-"+r.Today().ISO()+".xlsx", mediaXLSX, writeTable
	if paper {
		name, media, write = "lich-su-"+r.Today().ISO()+".pdf", mediaPDF, writePaper
	}
	if err := write(&out, r, table(r, lines, words, reason)); err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("lich-su"))
		return tx.Audit(ctx, store.Entry{Kind: "audit", ID: r.Unit.ID, UnitID: r.Unit.ID, Action: "Tải lịch sử", After: taken{words, len(lines), strings.TrimPrefix(name[len(name)-4:], ".")}, Note: reason})
	})
	if err != nil {
		return err
	}
	return web.Download(w, name, media, &out)
}

// reasonMistakes wants words that a later reader understands.
func reasonMistakes(reason string) []errs.Field {
	switch n := len([]rune(reason)); {
	case n < 5:
		return []errs.Field{{Name: "ly-do", Message: "Ghi lý do, ví dụ: phục vụ đoàn kiểm tra theo Quyết định số 15"}}
	case n > 500:
		return []errs.Field{{Name: "ly-do", Message: "Ghi lý do ngắn hơn, nhiều nhất 500 ký tự"}}
	}
	return nil
}

func (t *Trail) takeAgain(w http.ResponseWriter, r *web.Request, v listView, words, reason string, mistakes []errs.Field) error {
	var own []string
	for _, m := range mistakes {
		if m.Name == "ly-do" {
			own = append(own, m.Message)
		}
	}
	view := web.View{Title: "Tải lịch sử", Crumbs: crumbs(r, "Tải về"), Errors: mistakes}
	return r.Show(w, view, takePage(r, v, words, reason, own))
}

// table is the lines as a table, for Excel and for paper.
func table(r *web.Request, lines []line, words, reason string) xlsx.Table {
	t := xlsx.Table{Sheet: "Lịch sử", Title: "LỊCH SỬ THAY ĐỔI", Subtitle: []string{"UBND " + r.Unit.Name + ", " + r.Unit.Province, words + ". " + vi.Int(len(lines)) + " dòng", "Lý do lập: " + reason, "Tính đến " + web.Stamp(r.Now)},
		Columns: []xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}, {Head: "Lúc", Width: 16}, {Head: "Ai", Width: 28}, {Head: "Thay mặt", Width: 24}, {Head: "Làm gì", Width: 70}, {Head: "Loại", Width: 14}, {Head: "Hồ sơ", Width: 40}}}
	for i, l := range lines {
		t.Rows = append(t.Rows, []any{i + 1, l.When, l.Who, l.Behalf, vi.Sentence(l.What), l.Kind, l.About})
	}
	return t
}

func writeTable(out io.Writer, _ *web.Request, t xlsx.Table) error { return xlsx.Write(out, t) }

// writePaper lays the table out on lying sheets, each with who printed it and its number.
func writePaper(out io.Writer, r *web.Request, t xlsx.Table) error {
	now := r.Now.In(day.Zone)
	f := pdfwrite.New(pdfwrite.Info{Title: t.Title, Author: "UBND " + r.Unit.Name, Made: now})
	flow := f.Flow(pdfwrite.A4(15).Lying())
	flow.Add(pdfwrite.Paragraph{Text: t.Title, Letters: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 14}, Align: pdfwrite.Centre})
	for _, s := range t.Subtitle {
		flow.Add(pdfwrite.Paragraph{Text: s, Letters: pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 11}, Align: pdfwrite.Centre})
	}
	flow.Space(3)
	flow.Add(paperTable(t))
	foot := pdfwrite.Letters{Face: pdfwrite.SerifItalic, Size: 10}
	for i, page := range flow.Pages() {
		y := page.Sheet.Height - 8
		page.Text(page.Sheet.Left, y, "In lúc "+now.Format("15:04 02/01/2006")+" bởi "+r.Actor.Name, foot, pdfwrite.Left)
		page.Text(page.Sheet.Width-page.Sheet.Right, y, fmt.Sprintf("trang %d/%d", i+1, len(flow.Pages())), foot, pdfwrite.Right)
	}
	return f.Write(out)
}

func paperTable(t xlsx.Table) pdfwrite.Table {
	out := pdfwrite.Table{Letters: pdfwrite.Letters{Face: pdfwrite.Serif, Size: 10}, Head: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 10},
		Pad: 0.9, Rule: pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.18}}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, pdfwrite.Column{Head: c.Head, Width: c.Width})
	}
	for _, values := range t.Rows {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = fmt.Sprint(v)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
