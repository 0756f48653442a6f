package planread

import (
	"strings"
)

// zones are the stretches of a document: its first lines, the plan itself with annexes, and the recipients with the signature.
type zones struct {
	head    []*para
	body    []block
	closing []*para
	notes   []*para // footnotes at the end
}

// divide finds the zones. A table that only lays out the page is taken apart into its paragraphs.
func divide(bs []block) zones {
	var flat []block
	for _, b := range bs {
		if b.t == nil {
			flat = append(flat, b)
			continue
		}
		if _, ok := b.t.asTasks(); ok {
			flat = append(flat, b)
			continue
		}
		for _, p := range b.t.paragraphs() {
			flat = append(flat, block{p: p})
		}
	}
	var z zones
	start := headEnd(flat)
	for _, b := range flat[:start] {
		z.head = append(z.head, b.p)
	}
	from := closingStart(flat, start)
	to := closingEnd(flat, from)
	z.body = append(z.body, flat[start:from]...)
	for _, b := range flat[from:to] {
		z.closing = append(z.closing, b.p)
	}
	end := footnoteStart(flat, to)
	z.body = append(z.body, flat[to:end]...)
	for _, b := range flat[end:] {
		if b.p != nil {
			z.notes = append(z.notes, b.p)
		}
	}
	return z
}

const headLimit = 60 // paragraphs; the title of a plan stands before that

// headEnd is the index of the first block after the title: the grounds, the sentence that promulgates, or the first section.
func headEnd(bs []block) int {
	kind := -1
	for i := 0; i < len(bs) && i < headLimit; i++ {
		if bs[i].t != nil {
			break
		}
		p := bs[i].p
		if kind < 0 && isKindLine(p.text) {
			kind = i
			continue
		}
		if kind >= 0 {
			if i > kind+1 && !titleGoesOn(p) || sectionLike(p) || isGround(p) {
				return i
			}
			continue
		}
		if sectionLike(p) || isGround(p) {
			return i
		}
	}
	if kind < 0 {
		return 0
	}
	return min(kind+2, len(bs))
}

// isKindLine reports whether a paragraph is the name of the kind of document in capitals, alone on its line.
func isKindLine(s string) bool {
	s = strings.TrimRight(s, " :.")
	if len(s) > 60 || !capitals(s) {
		return false
	}
	_, ok := docKinds[low(s)]
	return ok
}

func titleGoesOn(p *para) bool {
	return capitals(p.text) && p.mark.kind == markNone || strings.HasPrefix(p.text, "(") && strings.HasSuffix(p.text, ")")
}

func sectionLike(p *para) bool {
	m := p.mark
	return m.kind == markRoman || m.kind == markPart || m.kind == markNumber || m.kind == markUpper && headlike(p)
}

var groundWords = []string{"căn cứ", "thực hiện", "triển khai", "theo", "xét", "nhằm", "để", "tiếp tục", "trên cơ sở", "ủy ban nhân dân", "ubnd"}

// isGround reports whether a paragraph is a ground of the plan or the sentence that promulgates it.
func isGround(p *para) bool {
	if capitals(p.text) || startsAny(p.low, groundWords) == "" {
		return false
	}
	return strings.HasPrefix(p.low, "căn cứ") || strings.HasSuffix(p.text, ";") || strings.HasSuffix(p.text, ":") ||
		strings.HasSuffix(p.text, ".") && len(p.text) > 120
}

// closingStart is the index of the recipients or the signature, len(bs) when there is neither.
func closingStart(bs []block, from int) int {
	for i := from; i < len(bs); i++ {
		if bs[i].p != nil && strings.HasPrefix(bs[i].p.low, "nơi nhận") && len(bs[i].p.low) < 2000 {
			for i > from && bs[i-1].p != nil && signatureLine(bs[i-1].p.text) {
				i--
			}
			return i
		}
	}
	for i := len(bs) - 1; i >= from; i-- {
		if bs[i].p != nil && authorityLine(bs[i].p.text) {
			for i > from && bs[i-1].p != nil && signatureLine(bs[i-1].p.text) {
				i--
			}
			return i
		}
	}
	return len(bs)
}

var authorities = []string{"TM. ", "KT. ", "TL. ", "TUQ. ", "Q. ", "TM.", "KT.", "TL.", "TUQ."}

// authorityLine reports whether a line says for whom the signer signs.
func authorityLine(s string) bool {
	for _, a := range authorities {
		if strings.HasPrefix(s, a) && capitals(s) && len(s) < 160 {
			return true
		}
	}
	return false
}

var signerPosts = []string{"chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "trưởng phòng", "phó trưởng phòng", "trưởng ban",
	"phó trưởng ban", "bí thư", "phó bí thư", "chánh văn phòng", "phó chánh văn phòng", "hiệu trưởng", "phó hiệu trưởng", "cục trưởng",
	"chi cục trưởng", "viện trưởng", "chánh án", "tổng giám đốc", "bộ trưởng", "thứ trưởng", "thủ trưởng", "chỉ huy trưởng"}

func signatureLine(s string) bool {
	return authorityLine(s) || capitals(s) && len(s) < 100 && startsAny(low(s), signerPosts) != ""
}

// closingEnd is the index after the signature: at an annex, a table of tasks, a footnote or a new section.
func closingEnd(bs []block, from int) int {
	signed := false
	for i := from; i < len(bs); i++ {
		p := bs[i].p
		if p == nil {
			return i
		}
		if footnote(p.text) || i > from && annexHead(p) {
			return i
		}
		signed = signed || signatureLine(p.text)
		if signed && (p.mark.kind == markRoman || isKindLine(p.text)) && i > from+2 {
			return i
		}
	}
	return len(bs)
}

func annexHead(p *para) bool {
	m := p.mark
	return m.kind == markPart || capitals(p.text) && startsAny(p.low, []string{"phụ lục", "danh mục", "biểu", "mẫu"}) != ""
}

// footnote reports whether a paragraph starts with "[1]".
func footnote(s string) bool {
	end := strings.IndexByte(s, ']')
	return strings.HasPrefix(s, "[") && end > 1 && end < 6 && strings.Trim(s[1:end], "0123456789*") == ""
}

func footnoteStart(bs []block, from int) int {
	for i := from; i < len(bs); i++ {
		if bs[i].p != nil && footnote(bs[i].p.text) {
			return i
		}
	}
	return len(bs)
}
