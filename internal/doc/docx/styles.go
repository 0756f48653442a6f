package docx

import (
	"strconv"
	"strings"
)

// style is one style of the document, without what it inherits.
type style struct {
	based    string
	para     paraProps
	run      runProps
	bordered toggle // a table style: has it borders?
}

type styles struct {
	byID    map[string]style
	para    map[string]paraProps // resolved, by id
	normal  string               // the paragraph style of paragraphs that name none
	general paraProps            // what holds for all paragraphs
}

func readStyles(p parts) (*styles, error) {
	all := &styles{byID: map[string]style{}, para: map[string]paraProps{}}
	s, ok, err := p.read("styles")
	if !ok {
		return all, err
	}
	return all, s.document(func(element) error {
		return s.each(func(el element) error {
			switch el.name {
			case "w:docDefaults":
				return all.readDefaults(s)
			case "w:style":
				return all.readStyle(s, el)
			}
			return s.skip()
		})
	})
}

func (all *styles) readDefaults(s *scanner) error {
	return s.each(func(el element) error {
		return s.each(func(el element) (err error) {
			switch el.name {
			case "w:rPr":
				all.general.run, _, _, err = s.runProps()
				return err
			case "w:pPr":
				run := all.general.run
				all.general, err = s.paraProps()
				all.general.run = run
				return err
			}
			return s.skip()
		})
	})
}

func (all *styles) readStyle(s *scanner, start element) error {
	var st style
	var name string
	id := start.attr("styleId")
	if def := start.attr("default"); (def == "1" || def == "true") && start.attr("type") == "paragraph" {
		all.normal = id
	}
	err := s.each(func(el element) (err error) {
		switch el.name {
		case "w:name":
			name = el.val()
		case "w:basedOn":
			st.based = el.val()
		case "w:pPr":
			st.para, err = s.paraProps()
			return err
		case "w:rPr":
			st.run, _, _, err = s.runProps()
			return err
		case "w:tblPr":
			st.bordered, _, err = s.tableProps()
			return err
		}
		return s.skip()
	})
	if st.para.level == 0 {
		st.para.level = headingLevel(name)
	}
	all.byID[id] = st
	return err
}

// headingLevel is the level of Word's own heading styles, which some programs write without it.
func headingLevel(name string) int {
	rest, ok := strings.CutPrefix(strings.ToLower(name), "heading ")
	n, err := strconv.Atoi(rest)
	if !ok || err != nil || n < 1 || n > 9 {
		return 0
	}
	return n
}

// chain gives a style and those that it rests on, nearest first.
func (all *styles) chain(id string) []style {
	var chain []style
	for seen := map[string]bool{}; id != "" && !seen[id] && len(chain) < 30; {
		seen[id] = true
		st, ok := all.byID[id]
		if !ok {
			break
		}
		chain = append(chain, st)
		id = st.based
	}
	return chain
}

// paragraph is what a paragraph looks like that has the style and says the rest itself.
func (all *styles) paragraph(p paraProps) paraProps {
	id := p.style
	if _, ok := all.byID[id]; !ok {
		id = all.normal
	}
	base, ok := all.para[id]
	if !ok {
		for _, st := range all.chain(id) {
			layer := st.para
			layer.run = st.run
			base = base.over(layer)
		}
		base = base.over(all.general)
		all.para[id] = base
	}
	p = p.over(base)
	p.style = id
	return p
}

// character is what letters look like that have a character style and stand in a paragraph.
func (all *styles) character(p runProps, id string, para paraProps) runProps {
	for _, st := range all.chain(id) {
		p = p.over(st.run)
	}
	return p.over(para.run)
}

// hasBorders reports whether a table style draws lines.
func (all *styles) hasBorders(id string) bool {
	var t toggle
	for _, st := range all.chain(id) {
		t = t.over(st.bordered)
	}
	return t == on
}
