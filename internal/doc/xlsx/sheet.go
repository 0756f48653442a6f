package xlsx

import (
	"bytes"
	"io"
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

	seen Seen
	bare bool // the present row is hidden

	in    *scanner
	value []byte              // of the present cell
	known []map[string]string // by column: texts as they came, and tidied
}

// area is a merged range, 1-based, ends included.
type area struct{ left, top, right, bottom int }

func (b *book) readSheet(part string) ([][]string, Seen, error) {
	in, err := scan(b.archive, part)
	if err != nil {
		return nil, Seen{}, err
	}
	defer in.close()
	s := &sheetReader{book: b, in: in}
	for {
		t, err := in.next()
		switch {
		case err != nil:
			return nil, s.seen, err
		case t == tokenEOF:
			return s.rows, s.seen, s.fillMerged()
		case t == tokenStart:
			if err := s.element(); err != nil {
				return nil, s.seen, err
			}
		}
	}
}

func (s *sheetReader) element() error {
	switch {
	case s.in.is("row"):
		s.row, s.col = s.row+1, 0
		if n, err := strconv.Atoi(string(s.in.attr("r"))); err == nil && n > 0 {
			s.row = n
		}
		s.seen.Last, s.bare = max(s.seen.Last, s.row), isTrue(s.in.attr("hidden"))
	case s.in.is("c"):
		return s.readCell()
	case s.in.is("mergeCell"):
		if a, ok := parseArea(string(s.in.attr("ref"))); ok && len(s.merged) < maxCells {
			s.merged = append(s.merged, a)
		}
	}
	return nil
}

// readCell reads c and leaves it.
func (s *sheetReader) readCell() error {
	s.col++
	s.row = max(s.row, 1) // a cell outside of any row
	if col, row, ok := parseRef(s.in.attr("r")); ok {
		s.col, s.row = col, row
	}
	kind, style := kindOf(s.in.attr("t")), s.book.formatAt(s.in.attr("s"))
	value, formula, result := s.value[:0], false, false
	for depth := s.in.depth; ; {
		t, err := s.in.next()
		switch {
		case err != nil:
			return err
		case t == tokenEOF:
			return s.in.broken(io.ErrUnexpectedEOF)
		case t == tokenEnd && s.in.depth < depth:
			s.value = value
			return s.put(s.seen.formula(s.shown(value, kind, style), formula, result))
		case t == tokenStart && s.in.is("is"):
			value, err = s.in.rich(value)
		case t == tokenStart && s.in.is("f"):
			formula = true
			_, err = s.in.characters(nil)
		case t == tokenStart:
			result = true
			value, err = s.in.characters(value)
		}
		if err != nil {
			return err
		}
	}
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
	if n := len(s.seen.HiddenRows); s.bare && (n == 0 || s.seen.HiddenRows[n-1] != s.row) {
		s.seen.HiddenRows = append(s.seen.HiddenRows, s.row)
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
		s.bare = false
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

// kindOf is the type of a cell as a constant.
func kindOf(t []byte) string {
	for _, known := range [...]string{"s", "str", "inlineStr", "e", "b", "d"} {
		if string(t) == known {
			return known
		}
	}
	return "n"
}

// formatAt is the format of a style.
func (b *book) formatAt(style []byte) format {
	if i, err := strconv.Atoi(string(style)); err == nil && i >= 0 && i < len(b.formats) {
		return b.formats[i]
	}
	return format{}
}

// shown is the value of a cell as a person reads it.
func (s *sheetReader) shown(raw []byte, kind string, f format) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(string(bytes.TrimSpace(raw))); err == nil && i >= 0 && i < len(s.book.texts) {
			return s.book.texts[i]
		}
		return ""
	case "str", "inlineStr", "e":
		return s.tidied(raw)
	case "b":
		if string(bytes.TrimSpace(raw)) == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "d":
		return isoDate(string(bytes.TrimSpace(raw)), s.book.dates)
	}
	return f.show(string(bytes.TrimSpace(raw)), s.book.from, s.book.dates)
}

// mostKnown is how many different texts of a column are kept to be given again: a list repeats few of them often.
const mostKnown = 500

// tidied is a text as it may stand in a cell, one value for all cells of a column that say the same.
func (s *sheetReader) tidied(raw []byte) string {
	for len(s.known) <= min(s.col, MaxTableCol) {
		s.known = append(s.known, map[string]string{})
	}
	known := s.known[min(s.col, MaxTableCol)]
	if have, ok := known[string(raw)]; ok {
		return have
	}
	text := tidy(string(raw))
	if len(known) < mostKnown && len(raw) <= 200 {
		known[string(raw)] = text
	}
	return text
}

// parseRef reads "B7".
func parseRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		col = col*26 + int(ref[i]-'A') + 1
	}
	if i < 1 || i > 3 {
		return 0, 0, false
	}
	row, err := strconv.Atoi(string(ref[i:]))
	return col, row, err == nil && row > 0
}

func parseArea(ref string) (a area, ok bool) {
	first, last, _ := strings.Cut(ref, ":")
	var ok1, ok2 bool
	a.left, a.top, ok1 = parseRef([]byte(first))
	a.right, a.bottom, ok2 = parseRef([]byte(last))
	return a, ok1 && ok2 && !slices.Contains([]int{a.left, a.top, a.right, a.bottom}, 0)
}
