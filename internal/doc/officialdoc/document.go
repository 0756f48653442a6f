package officialdoc

import "github.com/mangnon/mangnon/internal/kernel/day"

// Document is one administrative document with its annexes. Empty parts stay open places where the frame needs them and
// are left out elsewhere.
type Document struct {
	Superior   string   // the body above, "UBND TỈNH HƯNG YÊN"; a ward has none
	Issuer     []string // lines: "ỦY BAN NHÂN DÂN", "PHƯỜNG MỸ HÀO"
	Number     string   // "45"; empty leaves its place open
	Symbol     string   // "KH-UBND"
	Place      string   // "Mỹ Hào"
	Date       day.Day  // the zero Day leaves day and month open
	Kind       string   // "Kế hoạch"; empty for a công văn
	Subject    string
	Grounds    []string // "Căn cứ Luật Trẻ em ngày …", without the mark at the end
	Addressees []string
	Body       []Block
	Signature  Signature
	Recipients []string // Nơi nhận; the last one is where the paper is kept
	Annexes    []Annex
	Draft      bool // says "DỰ THẢO" on the first page
}

// Signature is who signs. The hand's and the agency's marks are never drawn.
type Signature struct {
	Authority []string // "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"
	Post      string   // "PHÓ CHỦ TỊCH"
	Name      string   // empty leaves its place open
}

// Annex is an annex with its own pages.
type Annex struct {
	Number    int // Roman; 0 when the document has only this one
	Title     string
	Of        Reference
	Landscape bool
	Body      []Block
	Draft     bool
}

// Reference names the document that an annex belongs to. Unknown parts stay open places, as in an electronic original.
type Reference struct {
	Kind   string // "Kế hoạch"
	Number string // "45/KH-UBND"
	Symbol string // "KH-UBND", shown when the number is open
	Date   day.Day
	Issuer string // "Ủy ban nhân dân phường Mỹ Hào"
}

// Block is a Heading, a Text or a Table.
type Block interface{ isBlock() }

// Level is the height of a heading.
type Level int

// The levels of a plan's text: "I.", "1." and "a)".
const (
	Roman Level = 1 + iota
	Arabic
	Letter
)

// Heading is a numbered heading.
type Heading struct {
	Level Level
	Label string // "I.", "1.", "a)"
	Text  string
}

// Text is one paragraph of the body.
type Text string

// Table is a ruled table. Its head returns on every page, and no row is split.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// Column is one column of a table. Width is a share of the page.
type Column struct {
	Head   string
	Width  float64
	Centre bool
}

func (Heading) isBlock() {}
func (Text) isBlock()    {}
func (Table) isBlock()   {}
