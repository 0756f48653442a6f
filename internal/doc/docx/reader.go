package docx

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// reader reads one document. The counters of its lists run through all of it.
type reader struct {
	parts     parts
	styles    *styles
	numbering *numbering
	lines     []doctext.Line
	fields    []bool // open fields, innermost last: true while their code is read
	marks     []mark // footnotes and endnotes in the order of their marks
	tables    int
	size      int // bytes of text so far
	kept      int // lines so far
	saw       struct{ tracked, hidden, comments, images, foreign, oldFont bool }
}

// mark is a reference to a footnote or an endnote.
type mark struct{ role, id string }

// flow is a run of blocks: the body, a table cell, a text box, a note.
type flow struct {
	lines  []doctext.Line
	boxes  []doctext.Line // text boxes of a cell, which follow after the row
	carry  []segment      // text whose paragraph end is deleted
	inCell bool
	inBox  bool
}

func newReader(p parts) (*reader, error) {
	st, err := readStyles(p)
	if err != nil {
		return nil, err
	}
	n, err := readNumbering(p)
	return &reader{parts: p, styles: st, numbering: n}, err
}

func (r *reader) readAll() error {
	s, err := r.parts.open(r.parts.main)
	if err != nil {
		return err
	}
	body := &flow{}
	if err := r.root(s, body); err != nil {
		return err
	}
	r.lines = body.lines
	if !hasText(r.lines) {
		if err := r.readMargins(); err != nil {
			return err
		}
	}
	if err := r.readNotes(); err != nil {
		return err
	}
	return r.finish()
}

// root reads the blocks inside the elements that only wrap them.
func (r *reader) root(s *scanner, f *flow) error {
	return s.document(func(element) error {
		err := s.each(func(el element) error {
			if el.name == "w:body" {
				return r.blocks(s, f)
			}
			return r.block(s, el, f)
		})
		r.endFlow(f)
		return err
	})
}

// readMargins reads headers and footers, for documents whose whole text stands there.
func (r *reader) readMargins() error {
	for _, role := range []string{"header", "footer"} {
		for _, name := range r.parts.byRole[role] {
			if !r.parts.archive.Has(name) {
				continue
			}
			s, err := r.parts.open(name)
			if err != nil {
				return err
			}
			f := &flow{inBox: true}
			if err := r.root(s, f); err != nil {
				return err
			}
			r.lines = append(r.lines, f.lines...)
		}
	}
	return nil
}

// finish cleans the text, refuses a document without any, and numbers the tables.
func (r *reader) finish() error {
	r.settle()
	for len(r.lines) > 0 && r.lines[len(r.lines)-1].Text == "" {
		r.lines = r.lines[:len(r.lines)-1]
	}
	switch {
	case len(r.lines) > 0:
	case r.saw.images:
		return errs.New(errs.Invalid, "Tệp Word này chỉ có hình chụp, không có chữ. Hãy gửi tệp Word gốc, hoặc gõ hay sao chép nội dung rồi dán vào ô văn bản.")
	default:
		return errs.New(errs.Invalid, "Tệp Word này không có chữ nào. Hãy kiểm tra lại tệp rồi gửi lại.")
	}
	number := map[int]int{}
	for i := range r.lines {
		if id := r.lines[i].Table; id > 0 {
			if number[id] == 0 {
				number[id] = len(number) + 1
			}
			r.lines[i].Table = number[id]
		}
	}
	return nil
}

// settle cleans the text, and first rewrites it when its words show an old charset that its fonts did not give away:
// they were changed after the typing.
func (r *reader) settle() {
	var all strings.Builder
	for _, l := range r.lines {
		all.WriteString(l.Text + "\n")
	}
	charset := oldfont.Detect(all.String())
	r.saw.oldFont = r.saw.oldFont || charset != oldfont.Unicode
	for i := range r.lines {
		l := &r.lines[i]
		l.Text = settled(l.Text, charset)
		if l.Table == 0 { // a blank may have stood behind an invisible character; in a row tabs part the cells
			l.Text = strings.TrimSpace(l.Text)
		}
		for j, c := range l.Cells {
			l.Cells[j] = settled(c, charset)
		}
	}
}

func settled(text string, charset oldfont.Charset) string {
	lines := strings.Split(oldfont.ToUnicode(text, charset), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(doctext.Clean(line), "\t")
	}
	return strings.Join(lines, "\n")
}

// notes are the remarks for the person who brought the file.
func (r *reader) notes() []string {
	var out []string
	for _, n := range []struct {
		saw  bool
		note string
	}{
		{r.saw.tracked, "Tệp có sửa đổi đang theo dõi (Track Changes): đã đọc như khi chấp nhận tất cả sửa đổi."},
		{r.saw.hidden, "Tệp có chữ ẩn: đã bỏ qua vì không in ra giấy."},
		{r.saw.comments, "Tệp có ghi chú bên lề (Comments): đã bỏ qua."},
		{r.saw.foreign, "Tệp có đoạn chèn từ tệp khác mà chương trình không đọc được: hãy dán đoạn đó vào văn bản."},
		{r.saw.oldFont, "Văn bản gõ bằng phông chữ cũ đã được chuyển sang Unicode. Hãy soát lại chữ hoa, tên riêng và số hiệu."},
		{len(r.marks) > 0, "Tệp có " + vi.Int(len(r.marks)) + " chú thích cuối trang: đã ghi ở cuối văn bản, đánh dấu [1], [2]…"},
	} {
		if n.saw {
			out = append(out, n.note)
		}
	}
	return out
}

func hasText(lines []doctext.Line) bool {
	return slices.ContainsFunc(lines, func(l doctext.Line) bool { return strings.TrimSpace(l.Text) != "" })
}
