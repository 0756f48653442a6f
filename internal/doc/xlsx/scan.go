package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/doc/safezip"
)

// scanner reads the elements of a part as they come and holds one of them at a time. It knows of XML what workbooks have: elements,
// attributes, texts, the five entities and numbered ones, sections of plain text. encoding/xml makes objects of every element, which
// took most of the time and memory of a long sheet.
type scanner struct {
	r      *bufio.Reader
	close  func() error
	part   string
	tag    []byte // the present element between its angle brackets
	text   []byte // the present text
	pieces []byte // of a tag longer than the buffer
	ended  bool   // the present element closed itself: its end comes next
	depth  int
}

type token int

const (
	tokenEnd token = iota
	tokenStart
	tokenText
	tokenEOF
)

// Limits of one part. Excel keeps 32,767 characters in a cell.
const (
	maxInflated = 512 << 20
	maxTag      = 64 << 10
	maxText     = 1 << 20
	maxDepth    = 100
)

var (
	errTag   = errors.New("a tag is not closed")
	errText  = errors.New("a text is not in UTF-8")
	errLong  = errors.New("xlsx: a text of more than a megabyte")
	errNamed = errors.New("an unknown entity")
)

func scan(a *safezip.Archive, part string) (*scanner, error) {
	r, err := a.Stream(part, maxInflated)
	if err != nil {
		return nil, err
	}
	return &scanner{r: bufio.NewReaderSize(r, maxTag), close: r.Close, part: part}, nil
}

// next is the next token: after tokenStart and tokenEnd the element is read by is and attr, after tokenText the text stands in text.
// Both hold until the next call.
func (s *scanner) next() (token, error) {
	if s.ended {
		s.ended = false
		s.depth--
		return tokenEnd, nil
	}
	s.text = s.text[:0]
	for {
		raw, err := s.r.ReadSlice('<')
		if n := len(raw); n > 0 && raw[n-1] == '<' {
			raw = raw[:n-1]
		}
		if err := s.say(raw); err != nil {
			return tokenEOF, err
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			if s.depth > 0 {
				return tokenEOF, s.broken(io.ErrUnexpectedEOF)
			}
			return tokenEOF, nil
		case err != nil:
			return tokenEOF, s.unread(err)
		}
		if len(s.text) > 0 {
			return tokenText, s.r.UnreadByte()
		}
		t, skip, err := s.element()
		if err != nil || !skip {
			return t, err
		}
		if len(s.text) > 0 { // a section of plain text
			return tokenText, nil
		}
	}
}

// say adds characters to the text, without their entities.
func (s *scanner) say(raw []byte) error {
	if len(raw) == 0 {
		return nil
	}
	if len(s.text)+len(raw) > maxText {
		return safezip.TooLarge(errLong)
	}
	if !utf8.Valid(raw) && !torn(raw) {
		return s.broken(errText)
	}
	var err error
	if s.text, err = unescape(s.text, raw); err != nil {
		return s.broken(err)
	}
	return nil
}

// torn reports whether the only thing wrong with a piece is that the buffer ended within a letter. Such a long text is refused anyway
// when it goes on.
func torn(raw []byte) bool { return len(raw) >= maxTag-utf8.UTFMax }

// element reads what follows an opening bracket; skip says that it was no element.
func (s *scanner) element() (t token, skip bool, err error) {
	head, err := s.r.Peek(1)
	if err != nil {
		return tokenEOF, false, s.unread(err)
	}
	switch head[0] {
	case '!':
		return tokenEOF, true, s.declaration()
	case '?':
		return tokenEOF, true, s.until("?>", nil)
	}
	if err := s.wholeTag(); err != nil {
		return tokenEOF, false, err
	}
	if s.tag[0] == '/' {
		s.tag = s.tag[1:]
		if s.depth--; s.depth < 0 {
			return tokenEOF, false, s.broken(errTag)
		}
		return tokenEnd, false, nil
	}
	if s.depth++; s.depth > maxDepth {
		return tokenEOF, false, s.broken(errTooDeep)
	}
	if n := len(s.tag); s.tag[n-1] == '/' {
		s.tag, s.ended = s.tag[:n-1], true
	}
	return tokenStart, false, nil
}

// wholeTag reads up to the bracket that closes a tag; one inside quotes does not.
func (s *scanner) wholeTag() error {
	tag, err := s.r.ReadSlice('>')
	if err == nil && !openQuote(tag) {
		s.tag = tag[:len(tag)-1]
	} else {
		s.pieces = append(s.pieces[:0], tag...)
		for err == nil && openQuote(s.pieces) && len(s.pieces) <= maxTag {
			tag, err = s.r.ReadSlice('>')
			s.pieces = append(s.pieces, tag...)
		}
		if err != nil || len(s.pieces) > maxTag {
			return s.broken(errTag)
		}
		s.tag = s.pieces[:len(s.pieces)-1]
	}
	if len(s.tag) == 0 {
		return s.broken(errTag)
	}
	return nil
}

func openQuote(tag []byte) bool {
	quote := byte(0)
	for _, c := range tag {
		switch {
		case quote == c:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return quote != 0
}

// declaration skips a remark and reads a section of plain text. A document type is refused: no workbook has one.
func (s *scanner) declaration() error {
	switch head, _ := s.r.Peek(len("![CDATA[")); {
	case bytes.HasPrefix(head, []byte("!--")):
		_, _ = s.r.Discard(len("!--"))
		return s.until("-->", nil)
	case bytes.Equal(head, []byte("![CDATA[")):
		_, _ = s.r.Discard(len(head))
		return s.until("]]>", func(c byte) error {
			if len(s.text) >= maxText {
				return safezip.TooLarge(errLong)
			}
			s.text = append(s.text, c)
			return nil
		})
	}
	return s.broken(errTag)
}

// until reads to an end mark and gives each byte before it to keep.
func (s *scanner) until(end string, keep func(byte) error) error {
	held := make([]byte, 0, len(end))
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return s.unread(err)
		}
		held = append(held, c)
		if len(held) < len(end) {
			continue
		}
		if string(held) == end {
			return nil
		}
		if keep != nil {
			if err := keep(held[0]); err != nil {
				return err
			}
		}
		held = append(held[:0], held[1:]...)
	}
}

// is reports whether the present element has the local name.
func (s *scanner) is(local string) bool { return string(localOf(nameOf(s.tag))) == local }

func nameOf(tag []byte) []byte {
	for i, c := range tag {
		if space(c) {
			return tag[:i]
		}
	}
	return tag
}

func localOf(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// attr is the first attribute of the present element with the local name, without entities; nil when there is none.
func (s *scanner) attr(local string) []byte {
	rest := s.tag[len(nameOf(s.tag)):]
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		name, after, ok := bytes.Cut(rest, []byte("="))
		after = bytes.TrimLeft(after, " \t\r\n")
		if !ok || len(after) < 2 || after[0] != '"' && after[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(after[1:], after[0])
		if end < 0 {
			return nil
		}
		if string(localOf(bytes.TrimRight(name, " \t\r\n"))) == local {
			return plain(after[1 : end+1])
		}
		rest = after[end+2:]
	}
}

func plain(raw []byte) []byte {
	if bytes.IndexByte(raw, '&') < 0 {
		return raw
	}
	out, err := unescape(nil, raw)
	if err != nil {
		return nil
	}
	return out
}

// unescape adds raw to out with its entities read, and its line ends as \n.
func unescape(out, raw []byte) ([]byte, error) {
	for {
		i := bytes.IndexAny(raw, "&\r")
		if i < 0 {
			return append(out, raw...), nil
		}
		out = append(out, raw[:i]...)
		if raw[i] == '\r' {
			out = append(out, '\n')
			raw = bytes.TrimPrefix(raw[i+1:], []byte("\n"))
			continue
		}
		name, rest, ok := bytes.Cut(raw[i+1:], []byte(";"))
		r, known := entity(name)
		if !ok || !known {
			return out, errNamed
		}
		out, raw = utf8.AppendRune(out, r), rest
	}
}

func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || n < ' ' && n != '\t' && n != '\n' && n != '\r' {
		return 0, false
	}
	return rune(n), true
}

// characters adds all texts inside the present element to out and leaves it.
func (s *scanner) characters(out []byte) ([]byte, error) { return s.texts(out, s.depth, true) }

// rich adds the texts of a rich text to out and leaves its element: what stands in t. Readings for the pronunciation (rPh) are not
// part of it.
func (s *scanner) rich(out []byte) ([]byte, error) { return s.texts(out, s.depth, false) }

func (s *scanner) texts(out []byte, depth int, all bool) ([]byte, error) {
	skip, keep := 0, 0 // depths of the rPh and the t that are open
	for {
		t, err := s.next()
		if err != nil {
			return out, err
		}
		switch t {
		case tokenEOF:
			return out, s.broken(io.ErrUnexpectedEOF)
		case tokenText:
			if skip == 0 && (all || keep > 0) {
				out = append(out, s.text...)
			}
		case tokenStart:
			switch {
			case all || skip > 0 || keep > 0:
			case s.is("rPh"):
				skip = s.depth
			case s.is("t"):
				keep = s.depth
			}
		case tokenEnd:
			switch {
			case s.depth < depth:
				return out, nil
			case s.depth < skip:
				skip = 0
			case s.depth < keep:
				keep = 0
			}
		}
	}
}

func (s *scanner) unread(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if errors.Is(err, safezip.ErrTooLarge) {
		return safezip.TooLarge(err)
	}
	return s.broken(err)
}

func (s *scanner) broken(err error) error { return broken(s.part, err) }
