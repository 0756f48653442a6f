package officialdoc

import (
	"io"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/docx"
)

// Write writes a document with its annexes as DOCX. Errors are those of out.
func Write(out io.Writer, p Profile, d Document) error {
	f := frame{p}
	sections := []docx.Section{{Margins: f.margins(), Blocks: f.letter(d)}}
	for _, a := range d.Annexes {
		sections = append(sections, f.annex(a))
	}
	return docx.Write(out, docx.Document{Title: d.Subject, Author: strings.Join(d.Issuer, " "), Size: p.Of(Body).Size, Sections: sections})
}

// WriteAnnex writes an annex as a file of its own, to go with a document that exists already. Errors are those of out.
func WriteAnnex(out io.Writer, p Profile, a Annex) error {
	return docx.Write(out, docx.Document{Title: a.Title, Author: a.Of.Issuer, Size: p.Of(Body).Size, Sections: []docx.Section{frame{p}.annex(a)}})
}

// frame lays out by one profile.
type frame struct{ Profile }

func (f frame) margins() docx.Margins {
	pg := f.Page
	return docx.Margins{Top: docx.MM(pg.Top.Use), Right: docx.MM(pg.Right.Use), Bottom: docx.MM(pg.Bottom.Use), Left: docx.MM(pg.Left.Use)}
}

// run is text in the letters of a part.
func (f frame) run(part Part, s string) docx.Run {
	l := f.Of(part)
	return docx.Run{Text: l.shown(s), Bold: l.Bold, Italic: l.Italic, Size: l.Size}
}

func (f frame) centred(part Part, s string) docx.Paragraph {
	return docx.Paragraph{Align: docx.Centre, Runs: []docx.Run{f.run(part, s)}}
}

// rule is the line below a text, as a share of its length.
func (f frame) rule(part Part, s string, share float64, column docx.Length) docx.Paragraph {
	l := f.Of(part)
	return docx.Rule(column, docx.Pt(l.width(l.shown(s))*share))
}

// partOfLine is the share of a text that the decree draws below issuer and subject: between a third and a half.
const partOfLine = 0.4

func (f frame) letter(d Document) []docx.Block {
	width := docx.Section{Margins: f.margins()}.TextWidth()
	blocks := []docx.Block{f.head(d, width)}
	blocks = append(blocks, f.title(d, width)...)
	blocks = append(blocks, f.addressees(d.Addressees)...)
	for i, g := range d.Grounds {
		end := ";"
		if i == len(d.Grounds)-1 {
			end = "."
		}
		blocks = append(blocks, f.paragraph(f.run(Grounds, strings.TrimRight(g, ".; ")+end)))
	}
	blocks = append(blocks, f.body(closed(d.Body, f.End), width)...)
	return append(blocks, docx.Paragraph{}, f.foot(d, width))
}

// closed puts the mark of the end behind the last paragraph.
func closed(body []Block, end string) []Block {
	if len(body) == 0 {
		return body
	}
	out := append([]Block(nil), body...)
	if t, ok := out[len(out)-1].(Text); ok && !strings.HasSuffix(string(t), end) {
		out[len(out)-1] = Text(strings.TrimRight(string(t), "./ ") + end)
	}
	return out
}

// head is the two columns on top: issuer and number at the left, the nation and the date at the right.
func (f frame) head(d Document, width docx.Length) docx.Table {
	left := width * 42 / 100
	var from docx.Cell
	if d.Superior != "" {
		from.Paragraphs = append(from.Paragraphs, f.centred(Superior, d.Superior))
	}
	longest := ""
	for _, line := range d.Issuer {
		from.Paragraphs = append(from.Paragraphs, f.centred(Issuer, line))
		longest = line
	}
	from.Paragraphs = append(from.Paragraphs, f.rule(Issuer, longest, partOfLine, left))
	right := width - left
	nation := docx.Cell{Paragraphs: []docx.Paragraph{f.centred(Nation, nationWords), f.centred(Motto, mottoWords), f.rule(Motto, mottoWords, 1, right)}}
	number := docx.Cell{Paragraphs: []docx.Paragraph{spaced(f.centred(Number, d.NumberWords()))}}
	if d.Kind == "" && d.Subject != "" {
		number.Paragraphs = append(number.Paragraphs, spaced(f.centred(LetterTitle, "V/v "+d.Subject)))
	}
	if d.Draft {
		number.Paragraphs = append(number.Paragraphs, f.centred(DraftMark, "Dự thảo"))
	}
	when := docx.Cell{Paragraphs: []docx.Paragraph{spaced(f.centred(PlaceDate, d.PlaceDateWords()))}}
	return docx.Table{Widths: []docx.Length{left, right}, Rows: []docx.Row{{from, nation}, {number, when}}}
}

func spaced(p docx.Paragraph) docx.Paragraph {
	p.Before = docx.Pt(6)
	return p
}

func (f frame) title(d Document, width docx.Length) []docx.Block {
	if d.Kind == "" {
		return nil
	}
	kind := f.centred(KindName, d.Kind)
	kind.Before, kind.KeepNext, kind.Level = docx.Pt(18), true, 1
	subject := f.centred(Subject, d.Subject)
	subject.KeepNext = true
	return []docx.Block{kind, subject, f.rule(Subject, line(d.Subject), partOfLine, width), docx.Paragraph{After: docx.Pt(6)}}
}

// line is what of a text stands on one line, roughly.
func line(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60])
	}
	return s
}

func (f frame) addressees(to []string) []docx.Block {
	switch len(to) {
	case 0:
		return nil
	case 1:
		return []docx.Block{docx.Paragraph{Align: docx.Centre, Before: docx.Pt(6), After: docx.Pt(6), Runs: []docx.Run{f.run(Addressee, "Kính gửi: "+to[0])}}}
	}
	blocks := []docx.Block{docx.Paragraph{Indent: docx.MM(30), Before: docx.Pt(6), Runs: []docx.Run{f.run(Addressee, "Kính gửi:")}}}
	for _, l := range marked(to, ";", ".") {
		blocks = append(blocks, docx.Paragraph{Indent: docx.MM(50), Runs: []docx.Run{f.run(Addressee, l)}})
	}
	return blocks
}

// foot is the two columns at the end: recipients at the left, who signs at the right.
func (f frame) foot(d Document, width docx.Length) docx.Table {
	left := width * 45 / 100
	to := docx.Cell{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{f.run(SentToLabel, "Nơi nhận:")}}}}
	for _, l := range recipientLines(d.Recipients) {
		to.Paragraphs = append(to.Paragraphs, docx.Paragraph{Runs: []docx.Run{f.run(SentTo, l)}})
	}
	var sign docx.Cell
	for _, l := range append(append([]string(nil), d.Signature.Authority...), d.Signature.Post) {
		if l != "" {
			sign.Paragraphs = append(sign.Paragraphs, f.centred(Authority, l))
		}
	}
	for range 4 { // room for the hand's and the agency's signature
		sign.Paragraphs = append(sign.Paragraphs, f.centred(SignerName, "\u00a0"))
	}
	sign.Paragraphs = append(sign.Paragraphs, f.centred(SignerName, d.Signature.Name))
	return docx.Table{Widths: []docx.Length{left, width - left}, Rows: []docx.Row{{to, sign}}}
}
