package docx

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/oldfont"
)

// segment is a piece of text in one look, or a line break.
type segment struct {
	text         string
	bold, italic bool
	caps         bool
	charset      oldfont.Charset
	capital      bool // the old font draws capitals
	br           bool
}

// paragraph reads w:p and leaves it.
func (r *reader) paragraph(s *scanner, f *flow) error {
	var p paraProps
	var segs []segment
	styled := r.styles.paragraph(p)
	err := s.each(func(el element) (err error) {
		if el.name == "w:pPr" {
			p, err = s.paraProps()
			styled = r.styles.paragraph(p)
			return err
		}
		return r.inline(s, el, f, styled, &segs)
	})
	if err != nil {
		return err
	}
	for i := range r.fields {
		r.fields[i] = false // the code of a field never goes on in the next paragraph
	}
	if styled.deleted {
		r.saw.tracked = true
		f.carry = append(f.carry, segs...)
		return r.release(f)
	}
	if err := r.add(f, r.compose(f, styled, segs)...); err != nil {
		return err
	}
	return r.release(f)
}

// inline reads a child of a paragraph.
func (r *reader) inline(s *scanner, el element, f *flow, p paraProps, segs *[]segment) error {
	children := func(s *scanner) error {
		return s.each(func(el element) error { return r.inline(s, el, f, p, segs) })
	}
	switch el.name {
	case "w:r":
		return r.run(s, f, p, segs)
	case "w:ins", "w:moveTo":
		r.saw.tracked = true
		return children(s)
	case "w:del", "w:moveFrom":
		r.saw.tracked = true
	case "w:hyperlink", "w:fldSimple", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent", "w:rubyBase", "m:oMath", "m:oMathPara":
		return children(s)
	case "w:sdt":
		return r.content(s, children)
	case "w:ruby":
		return s.each(func(el element) error {
			if el.name == "w:rubyBase" {
				return children(s)
			}
			return s.skip()
		})
	case "mc:AlternateContent":
		return r.alternate(s, children)
	case "m:t":
		return r.text(s, p.run, segs)
	}
	if strings.HasPrefix(el.name, "m:") {
		return children(s)
	}
	return s.skip()
}

// compose makes the lines of a paragraph: its number, its text, one line more for each line break.
func (r *reader) compose(f *flow, p paraProps, segs []segment) []doctext.Line {
	segs = append(f.carry, segs...)
	f.carry = nil
	label := ""
	if p.num != "" && p.num != "0" {
		label = r.numbering.label(p, r.styles)
	}
	var out []doctext.Line
	for len(segs) > 0 || len(out) == 0 {
		end := slices.IndexFunc(segs, func(s segment) bool { return s.br })
		rest := []segment(nil)
		if end < 0 {
			end = len(segs)
		} else {
			rest = segs[end+1:]
		}
		out = append(out, r.line(f, p, label, segs[:end]))
		segs, label = rest, ""
	}
	return out
}

func (r *reader) line(f *flow, p paraProps, label string, segs []segment) doctext.Line {
	text := strings.TrimSpace(r.join(segs))
	if f.inCell {
		text = strings.ReplaceAll(text, "\t", " ")
	}
	if text == "" && strings.IndexFunc(label, isWordRune) < 0 {
		label = ""
	}
	l := doctext.Line{Text: strings.TrimSpace(label + text), Centre: p.align == "center"}
	l.Bold = all(segs, func(s segment) bool { return s.bold })
	l.Italic = all(segs, func(s segment) bool { return s.italic })
	if p.level != bodyLevel && l.Text != "" {
		l.Level = p.level
	}
	return l
}

func isWordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// all reports whether every segment that shows something has a look, and some segment does.
func all(segs []segment, has func(segment) bool) bool {
	some := false
	for _, s := range segs {
		if strings.TrimSpace(s.text) == "" {
			continue
		}
		if !has(s) {
			return false
		}
		some = true
	}
	return some
}

// join puts segments together. Neighbours in one old charset are converted as one: a letter and its mark may lie in two.
func (r *reader) join(segs []segment) string {
	var b strings.Builder
	for i := 0; i < len(segs); {
		j := i
		var piece strings.Builder
		for ; j < len(segs) && segs[j].charset == segs[i].charset && segs[j].capital == segs[i].capital; j++ {
			piece.WriteString(segs[j].shown())
		}
		b.WriteString(r.convert(piece.String(), segs[i]))
		i = j
	}
	return b.String()
}

func (s segment) shown() string {
	if s.caps && s.charset == oldfont.Unicode {
		return strings.ToUpper(s.text)
	}
	return s.text
}

// convert rewrites text in an old font, unless it was typed in Unicode under that font's name.
func (r *reader) convert(text string, look segment) string {
	if look.charset == oldfont.Unicode || strings.ContainsFunc(text, onlyUnicode) {
		return text
	}
	text = strings.Map(unsymbol, text)
	out := oldfont.ToUnicode(text, look.charset)
	r.saw.oldFont = r.saw.oldFont || out != text
	if look.capital || look.caps {
		out = strings.ToUpper(out)
	}
	return out
}

// onlyUnicode reports letters that no old Vietnamese charset can hold.
func onlyUnicode(r rune) bool {
	return r >= 0x1EA0 && r <= 0x1EF9 || r >= 0x0300 && r <= 0x0323 || strings.ContainsRune("ĂăĐđĨĩŨũƠơƯư", r)
}

// unsymbol undoes the private codes that Word gives to letters of symbol fonts.
func unsymbol(r rune) rune {
	if r >= 0xF020 && r <= 0xF0FF {
		return r - 0xF000
	}
	return r
}
