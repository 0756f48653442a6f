package docx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
)

// readNotes appends the footnotes and endnotes that the text refers to.
func (r *reader) readNotes() error {
	texts := map[mark][]doctext.Line{}
	marks := slices.Clone(r.marks)
	for _, kind := range [...][2]string{{"footnotes", "w:footnote"}, {"endnotes", "w:endnote"}} {
		role, name := kind[0], kind[1]
		s, ok, err := r.parts.read(role)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		err = s.document(func(element) error {
			return s.each(func(el element) error {
				m := mark{role, el.attr("id")}
				if el.name != name || !slices.Contains(marks, m) || texts[m] != nil {
					return s.skip()
				}
				f := &flow{}
				err := r.blocks(s, f)
				r.endFlow(f)
				texts[m] = f.lines
				return err
			})
		})
		if err != nil {
			return err
		}
	}
	r.appendNotes(marks, texts)
	return nil
}

func (r *reader) appendNotes(marks []mark, texts map[mark][]doctext.Line) {
	if len(texts) > 0 {
		r.lines = append(r.lines, doctext.Line{})
	}
	for i, m := range marks {
		for j, line := range texts[m] {
			if j == 0 {
				line.Text = strings.TrimSpace(noteMark(i+1) + " " + line.Text)
			}
			r.lines = append(r.lines, line)
		}
	}
}

func noteMark(n int) string { return "[" + strconv.Itoa(n) + "]" }
