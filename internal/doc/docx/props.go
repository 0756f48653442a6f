package docx

import "strings"

// toggle is a property that a style or a run switches on, switches off or leaves alone.
type toggle int8

const (
	unset toggle = iota
	on
	off
)

func (t toggle) over(base toggle) toggle {
	if t == unset {
		return base
	}
	return t
}

// runProps are the looks of letters that matter to a reader.
type runProps struct {
	bold, italic, caps, hidden toggle
	font                       string // empty when nothing is said
}

func (p runProps) over(base runProps) runProps {
	if p.font == "" {
		p.font = base.font
	}
	p.bold, p.italic = p.bold.over(base.bold), p.italic.over(base.italic)
	p.caps, p.hidden = p.caps.over(base.caps), p.hidden.over(base.hidden)
	return p
}

// paraProps are the looks of a paragraph that matter to a reader.
type paraProps struct {
	style   string
	level   int    // outline level 1 to 9, bodyLevel for text, 0 when nothing is said
	align   string // as in the file; empty when nothing is said
	num     string // id of the numbering, "0" for none, empty when nothing is said
	depth   int    // level of the numbering plus one, 0 when nothing is said
	deleted bool   // the end of the paragraph is deleted: it joins the next one
	run     runProps
}

const bodyLevel = 10

func (p paraProps) over(base paraProps) paraProps {
	if p.level == 0 {
		p.level = base.level
	}
	if p.align == "" {
		p.align = base.align
	}
	if p.num == "" {
		p.num = base.num
	}
	if p.depth == 0 {
		p.depth = base.depth
	}
	p.run = p.run.over(base.run)
	return p
}

// runProps reads w:rPr and leaves it.
func (s *scanner) runProps() (p runProps, style string, deleted bool, err error) {
	err = s.each(func(el element) error {
		switch el.name {
		case "w:rStyle":
			style = el.val()
		case "w:b":
			p.bold = el.toggle()
		case "w:i":
			p.italic = el.toggle()
		case "w:caps":
			p.caps = el.toggle()
		case "w:vanish":
			p.hidden = el.toggle()
		case "w:rFonts":
			p.font = fontOf(el)
		case "w:del", "w:moveFrom":
			deleted = true
		}
		return s.skip()
	})
	return p, style, deleted, err
}

// fontOf is the font of accented Latin letters, "theme" when the theme chooses it.
func fontOf(el element) string {
	for _, name := range []string{"hAnsiTheme", "hAnsi", "asciiTheme", "ascii"} {
		if v := el.attr(name); v != "" {
			if strings.HasSuffix(name, "Theme") {
				return "theme"
			}
			return v
		}
	}
	return ""
}

// paraProps reads w:pPr and leaves it.
func (s *scanner) paraProps() (p paraProps, err error) {
	err = s.each(func(el element) (err error) {
		switch el.name {
		case "w:pStyle":
			p.style = el.val()
		case "w:jc":
			p.align = el.val()
		case "w:outlineLvl":
			p.level = outlineLevel(el.number("val", 9))
		case "w:numPr":
			p.num, p.depth, err = s.numberingOf()
			return err
		case "w:rPr":
			_, _, p.deleted, err = s.runProps()
			return err
		}
		return s.skip()
	})
	return p, err
}

func outlineLevel(n int) int {
	if n < 0 || n > 8 {
		return bodyLevel
	}
	return n + 1
}

func (s *scanner) numberingOf() (num string, depth int, err error) {
	err = s.each(func(el element) error {
		switch el.name {
		case "w:numId":
			num = el.val()
		case "w:ilvl":
			depth = min(max(el.number("val", 0), 0), maxLevels-1) + 1
		}
		return s.skip()
	})
	return num, depth, err
}
