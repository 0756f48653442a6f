package xlsx

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// sheetReader follows the rows of one sheet.
type sheetReader struct {
	book     *book
	rows     [][]string
	row, col int // 1-based place of the present cell
	cells    int
	wide     int // the last column with contents
	merged   []area
}

// area is a merged range, 1-based, ends included.
type area struct{ left, top, right, bottom int }

func (b *book) readSheet(part string) ([][]string, error) {
	s := &sheetReader{book: b}
	err := walk(b.archive, part, func(d *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "row":
			s.row, s.col = s.row+1, 0
			if n, err := strconv.Atoi(attr(el, "r")); err == nil && n > 0 {
				s.row = n
			}
		case "c":
			if err := s.readCell(d, el); err != nil {
				return err
			}
			return errLeft
		case "mergeCell":
			if a, ok := parseArea(attr(el, "ref")); ok && len(s.merged) < maxCells {
				s.merged = append(s.merged, a)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.rows, s.fillMerged()
}

// readCell reads c and leaves it.
func (s *sheetReader) readCell(d *xml.Decoder, el xml.StartElement) error {
	s.col++
	s.row = max(s.row, 1) // a cell outside of any row
	if col, row, ok := parseRef(attr(el, "r")); ok {
		s.col, s.row = col, row
	}
	var value string
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return broken("cell", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			text, err := s.readPart(d, t)
			if err != nil {
				return err
			}
			if t.Name.Local != "f" {
				value += text
			}
		case xml.EndElement:
			depth--
		}
	}
	return s.put(s.book.shown(value, attr(el, "t"), attr(el, "s")))
}

// readPart reads v, is or f and leaves it.
func (s *sheetReader) readPart(d *xml.Decoder, el xml.StartElement) (string, error) {
	if el.Name.Local == "is" {
		return richText(d)
	}
	return characters(d)
}

func (s *sheetReader) put(value string) error {
	if value == "" {
		return nil
	}
	if s.row > MaxTableRow || s.col > MaxTableCol {
		return errs.Newf(errs.TooLarge, "Bảng quá lớn: có dữ liệu ở dòng %s, cột %s, nhiều nhất %s dòng và %d cột. Hãy tách thành nhiều tệp hoặc xóa các ô thừa ở xa.",
			vi.Int(s.row), vi.Int(s.col), vi.Int(MaxTableRow), MaxTableCol)
	}
	for len(s.rows) < s.row {
		s.rows = append(s.rows, nil)
	}
	row := s.rows[s.row-1]
	if missing := s.col - len(row); missing > 0 {
		if s.cells += missing; s.cells > maxCells {
			return tooManyCells()
		}
		row = append(row, make([]string, missing)...)
	}
	row[s.col-1] = value
	s.rows[s.row-1] = row
	s.wide = max(s.wide, s.col)
	return nil
}

// fillMerged gives every cell of a merged range the value of its first one, within the part of the sheet in use.
func (s *sheetReader) fillMerged() error {
	filled := 0
	for _, a := range s.merged {
		if a.top > len(s.rows) || a.left > len(s.rows[a.top-1]) {
			continue
		}
		value := s.rows[a.top-1][a.left-1]
		for s.row = a.top; s.row <= min(a.bottom, len(s.rows)); s.row++ {
			for s.col = a.left; s.col <= min(a.right, s.wide); s.col++ {
				if filled++; filled > maxCells {
					return tooManyCells()
				}
				if err := s.put(value); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func tooManyCells() error {
	return errs.Newf(errs.TooLarge, "Bảng có quá nhiều ô, nhiều nhất %s. Hãy tách thành nhiều tệp.", vi.Int(maxCells))
}

// shown is the value of a cell as a person reads it.
func (b *book) shown(value, kind, style string) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(b.texts) {
			return b.texts[i]
		}
		return ""
	case "str", "inlineStr", "e":
		return tidy(value)
	case "b":
		if strings.TrimSpace(value) == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "d":
		return isoDate(strings.TrimSpace(value), b.dates)
	}
	var f format
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(b.formats) {
		f = b.formats[i]
	}
	return f.show(strings.TrimSpace(value), b.from, b.dates)
}

// parseRef reads "B7".
func parseRef(ref string) (col, row int, ok bool) {
	i := strings.IndexFunc(ref, func(r rune) bool { return r < 'A' || r > 'Z' })
	if i < 1 || i > 3 {
		return 0, 0, false
	}
	for _, r := range ref[:i] {
		col = col*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	return col, row, err == nil && row > 0
}

func parseArea(ref string) (a area, ok bool) {
	first, last, _ := strings.Cut(ref, ":")
	var ok1, ok2 bool
	a.left, a.top, ok1 = parseRef(first)
	a.right, a.bottom, ok2 = parseRef(last)
	return a, ok1 && ok2 && !slices.Contains([]int{a.left, a.top, a.right, a.bottom}, 0)
}
