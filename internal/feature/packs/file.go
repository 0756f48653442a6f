package packs

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web"
)

// wanted is the version that a file is asked for: that of today when the address names none.
func wanted(r *web.Request) (pack.Pack, pack.Version, error) {
	p, b, err := shownOf(r)
	if err != nil {
		return p, pack.Version{}, err
	}
	key := r.URL.Query().Get("ban")
	if key == "" {
		return p, b.At(p.Key, r.Today().ISO()), nil
	}
	v, ok := b.Version(p.Key, key)
	if !ok {
		return p, v, errs.New(errs.NotFound, "Không có bản này của gói. Mở lại trang của gói để chọn.")
	}
	return p, v, nil
}

func fileName(p pack.Pack, v pack.Version, ending string) string {
	return "goi-" + vi.Slug(p.Title) + "-ban-" + v.Key + ending
}

func fileXLSX(w http.ResponseWriter, r *web.Request) error {
	p, v, err := wanted(r)
	if err != nil {
		return err
	}
	table := v.Table()
	t := xlsx.Table{Sheet: vi.Cut(p.Title, 30), Title: vi.Upper(p.Title), Subtitle: []string{vi.Sentence(v.Name()) + ", áp dụng " + fromWords(v.From), v.Source}}
	for _, h := range table[0] {
		t.Columns = append(t.Columns, xlsx.Column{Head: h})
	}
	for _, row := range table[1:] {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
		}
		t.Rows = append(t.Rows, cells)
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, fileName(p, v, ".xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &buf)
}

// fileCSV is the table as CSV for Excel: with a mark for UTF-8, and nothing that Excel takes for a formula.
func fileCSV(w http.ResponseWriter, r *web.Request) error {
	p, v, err := wanted(r)
	if err != nil {
		return err
	}
	buf := bytes.NewBufferString("\ufeff")
	c := csv.NewWriter(buf)
	for _, row := range v.Table() {
		for i, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 {
				row[i] = "'" + cell
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	if c.Flush(); c.Error() != nil {
		return c.Error()
	}
	return web.Download(w, fileName(p, v, ".csv"), "text/csv; charset=utf-8", buf)
}
