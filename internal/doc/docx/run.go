package docx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
)

// run reads w:r and leaves it.
func (r *reader) run(s *scanner, f *flow, p paraProps, segs *[]segment) error {
	look := p.run
	return s.each(func(el element) error {
		if el.name == "w:rPr" {
			direct, style, _, err := s.runProps()
			look = r.styles.character(direct, style, p)
			return err
		}
		return r.piece(s, el, f, p, look, segs)
	})
}

// piece reads a child of a run.
func (r *reader) piece(s *scanner, el element, f *flow, p paraProps, look runProps, segs *[]segment) error {
	switch el.name {
	case "w:t":
		return r.text(s, look, segs)
	case "w:tab", "w:ptab":
		r.put("\t", look, segs)
	case "w:noBreakHyphen":
		r.put("-", look, segs)
	case "w:br", "w:cr":
		r.lineBreak(el, look, segs)
	case "w:sym":
		r.put(symbol(el), look, segs)
	case "w:fldChar":
		r.field(el.attr("fldCharType"))
	case "w:footnoteReference":
		r.noteReference("footnotes", el.attr("id"), look, segs)
	case "w:endnoteReference":
		r.noteReference("endnotes", el.attr("id"), look, segs)
	case "w:commentReference":
		r.saw.comments = true
	case "w:drawing", "w:pict", "w:object":
		return r.objects(s, el, f)
	case "w:ruby", "m:oMath":
		return r.inline(s, el, f, p, segs)
	case "mc:AlternateContent":
		return r.alternate(s, func(s *scanner) error {
			return s.each(func(el element) error { return r.piece(s, el, f, p, look, segs) })
		})
	}
	return s.skip()
}

// text reads the letters of w:t. Line ends in the file are no line ends on paper.
func (r *reader) text(s *scanner, look runProps, segs *[]segment) error {
	text, err := s.text()
	if err != nil {
		return err
	}
	r.put(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(text), look, segs)
	return nil
}

func (r *reader) put(text string, look runProps, segs *[]segment) {
	switch {
	case text == "" || slices.Contains(r.fields, true):
		return
	case look.hidden == on:
		r.saw.hidden = r.saw.hidden || strings.TrimSpace(text) != ""
		return
	}
	seg := segment{text: text, bold: look.bold == on, italic: look.italic == on, caps: look.caps == on}
	seg.charset, seg.capital = oldfont.ByFont(look.font)
	*segs = append(*segs, seg)
}

// lineBreak divides a paragraph; the end of a page or a column divides nothing.
func (r *reader) lineBreak(el element, look runProps, segs *[]segment) {
	if kind := el.attr("type"); kind == "page" || kind == "column" || slices.Contains(r.fields, true) || look.hidden == on {
		return
	}
	*segs = append(*segs, segment{br: true})
}

// field follows the marks of a field: its code is no text, its result is.
func (r *reader) field(mark string) {
	last := len(r.fields) - 1
	switch {
	case mark == "begin" && last < 100:
		r.fields = append(r.fields, true)
	case mark == "separate" && last >= 0:
		r.fields[last] = false
	case mark == "end" && last >= 0:
		r.fields = r.fields[:last]
	}
}

func (r *reader) noteReference(role, id string, look runProps, segs *[]segment) {
	m := mark{role, id}
	i := slices.Index(r.marks, m)
	if i < 0 {
		if len(r.marks) >= maxNotes {
			return
		}
		i = len(r.marks)
		r.marks = append(r.marks, m)
	}
	look.bold, look.italic, look.font = unset, unset, ""
	r.put(noteMark(i+1), look, segs)
}

// maxNotes keeps the search for a note's number short.
const maxNotes = 5000

// symbol gives the sign of a symbol font that plans use, and nothing for the others.
func symbol(el element) string {
	code, err := strconv.ParseUint(el.attr("char"), 16, 16)
	if err != nil {
		return ""
	}
	if charset, _ := oldfont.ByFont(el.attr("font")); charset != oldfont.Unicode {
		return oldfont.ToUnicode(string(unsymbol(rune(code))), charset)
	}
	switch code {
	case 0xF0B7, 0xF0A7, 0xF076, 0xF0D8:
		return "•"
	case 0xF0A8, 0xF06F, 0xF072:
		return "☐"
	case 0xF0FE, 0xF0FC, 0xF052:
		return "☑"
	case 0xF0E0, 0xF0AE, 0xF0DE:
		return "→"
	}
	if code >= 0x20 && code < 0xE000 {
		return string(rune(code))
	}
	return ""
}
