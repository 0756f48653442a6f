package docx

// Length is a length on paper in twentieths of a point, Word's own unit.
type Length int

// MM and Pt give lengths in millimetres and in points.
func MM(v float64) Length { return Length(v*1440/25.4 + 0.5) }
func Pt(v float64) Length { return Length(v*20 + 0.5) }

// Document is a document to write: A4, Times New Roman, black.
type Document struct {
	Title    string  // for the properties of the file
	Author   string  // the issuing body, for the properties of the file
	Size     float64 // size of the letters in points, 14 when zero
	Sections []Section
}

// Section is a run of pages of one shape. Arabic page numbers stand at the top centre, not on the first page.
type Section struct {
	Landscape bool
	Margins   Margins // NĐ 30/2020: 20 mm above and below, 30 mm left, 15 mm right when zero
	OwnPages  bool    // counts its pages from 1 and hides the number of its first page, as an annex does
	Blocks    []Block
}

// Margins are the free edges of a page.
type Margins struct{ Top, Right, Bottom, Left Length }

// Block is a Paragraph or a Table.
type Block interface{ writeTo(*writer) }

// Align places the lines of a paragraph.
type Align string

// The alignments. The zero Align is Left.
const (
	Left    Align = ""
	Centre  Align = "center"
	Right   Align = "right"
	Justify Align = "both"
)

// Paragraph is one paragraph. Lengths are zero unless given; the lines stand single.
type Paragraph struct {
	Runs                []Run
	Align               Align
	Before, After       Length
	First               Length  // indent of the first line, negative when it hangs out
	Indent, RightIndent Length  // indents of all lines
	Spacing             float64 // distance of lines as a multiple of single
	Level               int     // outline level 1 to 9 of a heading, 0 for text
	KeepNext            bool    // stays on the page of the next paragraph
	NewPage             bool    // begins a page
	rule                bool    // a line drawn above, see Rule
}

// Run is text in one look. A line feed breaks the line, a tab jumps.
type Run struct {
	Text         string
	Bold, Italic bool
	Size         float64 // points; that of the document when zero
}

// Text is a paragraph of plain text.
func Text(s string) Paragraph { return Paragraph{Runs: []Run{{Text: s}}} }

// Rule is the short line under a heading: centred in a column of the given width.
func Rule(width, length Length) Paragraph {
	side := max(0, (width-length)/2)
	return Paragraph{Indent: side, RightIndent: side, rule: true}
}

// Table is a table with fixed columns. Rows never break over a page.
type Table struct {
	Widths   []Length
	Bordered bool // without borders it only places blocks side by side
	Header   int  // rows that return at the top of each page
	Rows     []Row
}

// Row is one row of a table.
type Row []Cell

// Cell is one cell. Span is the number of columns that it takes, 1 when zero.
type Cell struct {
	Paragraphs []Paragraph
	Span       int
	Middle     bool // the text stands in the middle of the height
}
