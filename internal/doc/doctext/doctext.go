// Package doctext is the text of a foreign document as numbered lines, whatever file it came from.
//
// The readers of TXT, DOCX and PDF make it; the plan reader and the review page use it. It holds what stands on the
// paper and nothing of what it means.
package doctext

// Document is the text of one file.
type Document struct {
	Format   string   // "txt", "docx" or "pdf"
	Encoding string   // for txt: "utf-8", "utf-16", "tcvn3" or "vni"; empty for the others
	Lines    []Line   // line n of the document is Lines[n-1]; blank lines are kept, so that numbers agree with the file
	Notes    []string // Vietnamese remarks for the person who brought the file: legacy font converted, tracked changes taken as accepted
}

// Line is one line of a text file, one paragraph of a DOCX, one row of a table or one line of a PDF page.
type Line struct {
	Text   string   // NFC, with automatic numbering written out; the cells joined by tabs when it is a table row
	Cells  []string // the cells of a table row, nil for a paragraph; merged cells repeat nothing: the later ones are empty
	Table  int      // 1-based number of the table that the row stands in, 0 for a paragraph
	Level  int      // outline level of its style, 1 to 9, 0 when the file gives none
	Bold   bool     // the whole paragraph is bold
	Italic bool     // the whole paragraph is italic
	Centre bool     // the paragraph is centred
	Box    bool     // it stands in a text box, a header or a footer
	Page   int      // 1-based page, only for PDF
}

// Text gives the lines as plain strings.
func (d Document) Text() []string {
	out := make([]string, len(d.Lines))
	for i, l := range d.Lines {
		out[i] = l.Text
	}
	return out
}
