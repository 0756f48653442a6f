package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxDepth bounds the nesting of elements: Word stops at a few dozen.
const maxDepth = 300

var errTooDeep = errors.New("elements nested too deep")

// spaces gives the usual prefix of each namespace that matters here, in its transitional and its strict form.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             "w:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  "mc:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":               "m:",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":     "pic:",
	"http://purl.oclc.org/ooxml/drawingml/picture":                 "pic:",
	"urn:schemas-microsoft-com:vml":                                "v:",
}

// element is the start of an element.
type element struct {
	name  string // with the usual prefix: "w:p"; without one for other namespaces
	attrs []xml.Attr
}

func (el element) attr(local string) string {
	for _, a := range el.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

func (el element) val() string { return el.attr("val") }

// number is the value as a whole number, otherwise the given one.
func (el element) number(local string, otherwise int) int {
	n, err := strconv.Atoi(el.attr(local))
	if err != nil {
		return otherwise
	}
	return n
}

// toggle is the value of an on-off property: the bare element switches on.
func (el element) toggle() toggle {
	switch el.val() {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

// scanner walks the elements of one part. Each visitor must leave its element through each, skip or text.
type scanner struct {
	part  string
	xml   *xml.Decoder
	depth int
}

func newScanner(part string, raw []byte) *scanner {
	return &scanner{part: part, xml: xml.NewDecoder(bytes.NewReader(raw))}
}

// document visits the root element.
func (s *scanner) document(visit func(element) error) error {
	err := s.each(visit)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// each visits the children of the present element and leaves it.
func (s *scanner) each(visit func(element) error) error {
	for {
		token, err := s.xml.Token()
		if err == io.EOF && s.depth == 0 {
			return io.EOF
		}
		if err != nil {
			return broken(s.part, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := s.enter(t, visit); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (s *scanner) enter(t xml.StartElement, visit func(element) error) error {
	if s.depth++; s.depth > maxDepth {
		return broken(s.part, errTooDeep)
	}
	defer func() { s.depth-- }()
	return visit(element{name: spaces[t.Name.Space] + t.Name.Local, attrs: t.Attr})
}

// skip leaves the present element unread.
func (s *scanner) skip() error { return s.leave(func([]byte) {}) }

// text reads the characters of the present element and leaves it.
func (s *scanner) text() (string, error) {
	var b strings.Builder
	err := s.leave(func(chars []byte) { b.Write(chars) })
	return b.String(), err
}

func (s *scanner) leave(chars func([]byte)) error {
	for depth := s.depth; ; {
		token, err := s.xml.Token()
		if err != nil {
			return broken(s.part, err)
		}
		switch t := token.(type) {
		case xml.CharData:
			chars(t)
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return broken(s.part, errTooDeep)
			}
		case xml.EndElement:
			if depth--; depth < s.depth {
				return nil
			}
		}
	}
}
