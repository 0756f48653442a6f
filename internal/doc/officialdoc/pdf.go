package officialdoc

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
)

// WritePDF writes a document with its annexes as PDF, in the frame that Write gives to Word. Made is the time that the file
// names; the same document and time give the same bytes. Errors are those of out.
func WritePDF(out io.Writer, p Profile, d Document, made time.Time) error {
	s := sheets{p, pdfwrite.New(pdfwrite.Info{Title: d.Subject, Author: strings.Join(d.Issuer, " "), Made: made})}
	s.letter(d)
	for _, a := range d.Annexes {
		s.annex(a)
	}
	return s.file.Write(out)
}

// WriteAnnexPDF writes an annex as a PDF of its own, to go with a document that exists already. Errors are those of out.
func WriteAnnexPDF(out io.Writer, p Profile, a Annex, made time.Time) error {
	s := sheets{p, pdfwrite.New(pdfwrite.Info{Title: a.Title, Author: a.Of.Issuer, Made: made})}
	s.annex(a)
	return s.file.Write(out)
}

// sheets lays out by one profile.
type sheets struct {
	Profile
	file *pdfwrite.File
}

func (s sheets) sheet(lying bool) pdfwrite.Sheet {
	pg := s.Page
	sheet := pdfwrite.A4Margins(pg.Top.Use, pg.Right.Use, pg.Bottom.Use, pg.Left.Use)
	if lying {
		return sheet.Lying()
	}
	return sheet
}

func (s sheets) letters(part Part) pdfwrite.Letters {
	l := s.Of(part)
	return pdfwrite.Letters{Face: pdfwrite.SerifOf(l.Bold, l.Italic), Size: l.Size}
}

// text is a paragraph in the letters of a part.
func (s sheets) text(part Part, words string) pdfwrite.Paragraph {
	return pdfwrite.Paragraph{Text: s.Of(part).shown(words), Letters: s.letters(part)}
}

func (s sheets) centred(part Part, words string) pdfwrite.Paragraph {
	p := s.text(part, words)
	p.Align = pdfwrite.Centre
	return p
}

var thin = pdfwrite.Look{Stroke: pdfwrite.Black, Width: 0.18} // half a point

// rule is the line below a text, as a share of its length.
func (s sheets) rule(part Part, words string, share float64) pdfwrite.Rule {
	return pdfwrite.Rule{Length: s.letters(part).Width(s.Of(part).shown(words)) * share, Look: thin}
}

// numbered writes the numbers in the top margin, from the second page on.
func (s sheets) numbered(pages []*pdfwrite.Page) {
	for i, p := range pages {
		if i > 0 {
			p.Text(p.Sheet.Width/2, p.Sheet.Top*0.7, strconv.Itoa(i+1), s.letters(PageNumber), pdfwrite.Centre)
		}
	}
}

func (s sheets) letter(d Document) {
	flow := s.file.Flow(s.sheet(false))
	flow.Add(s.head(d)...)
	flow.Add(s.title(d)...)
	flow.Add(s.addressees(d.Addressees)...)
	for i, g := range d.Grounds {
		end := ";"
		if i == len(d.Grounds)-1 {
			end = "."
		}
		flow.Add(s.paragraph(s.text(Grounds, strings.TrimRight(g, ".; ")+end)))
	}
	flow.Add(s.body(closed(d.Body, s.End))...)
	flow.Add(s.centred(Body, ""), s.foot(d))
	s.numbered(flow.Pages())
}

// head is the two columns on top, with number and date on one line.
func (s sheets) head(d Document) []pdfwrite.Block {
	var from []pdfwrite.Block
	if d.Superior != "" {
		from = append(from, s.centred(Superior, d.Superior))
	}
	longest := ""
	for _, l := range d.Issuer {
		from, longest = append(from, s.centred(Issuer, l)), l
	}
	from = append(from, s.rule(Issuer, longest, partOfLine))
	nation := []pdfwrite.Block{s.centred(Nation, nationWords), s.centred(Motto, mottoWords), s.rule(Motto, mottoWords, 1)}
	number := []pdfwrite.Block{below(s.centred(Number, d.NumberWords()), 6)}
	if d.Kind == "" && d.Subject != "" {
		number = append(number, below(s.centred(LetterTitle, "V/v "+d.Subject), 6))
	}
	if d.Draft {
		number = append(number, s.centred(DraftMark, "Dự thảo"))
	}
	when := []pdfwrite.Block{below(s.centred(PlaceDate, d.PlaceDateWords()), 6)}
	return []pdfwrite.Block{pdfwrite.Beside{Share: headShare, Left: from, Right: nation}, pdfwrite.Beside{Share: headShare, Left: number, Right: when}}
}

const headShare = 0.42 // of the width, for the issuer

func below(p pdfwrite.Paragraph, points float64) pdfwrite.Paragraph {
	p.Before = points
	return p
}

func (s sheets) title(d Document) []pdfwrite.Block {
	if d.Kind == "" {
		return nil
	}
	kind := below(s.centred(KindName, d.Kind), 18)
	kind.KeepNext = true
	gap := s.centred(Subject, "")
	gap.Letters.Size = 6
	return []pdfwrite.Block{kind, s.centred(Subject, d.Subject), s.rule(Subject, line(d.Subject), partOfLine), gap}
}

func (s sheets) addressees(to []string) []pdfwrite.Block {
	switch len(to) {
	case 0:
		return nil
	case 1:
		p := below(s.centred(Addressee, "Kính gửi: "+to[0]), 6)
		p.After = 6
		return []pdfwrite.Block{p}
	}
	first := below(s.text(Addressee, "Kính gửi:"), 6)
	first.Indent = 30
	blocks := []pdfwrite.Block{first}
	for _, l := range marked(to, ";", ".") {
		p := s.text(Addressee, l)
		p.Indent = 50
		blocks = append(blocks, p)
	}
	return blocks
}

// foot is the two columns at the end, on one page: recipients at the left, who signs at the right.
func (s sheets) foot(d Document) pdfwrite.Block {
	to := []pdfwrite.Block{s.text(SentToLabel, "Nơi nhận:")}
	for _, l := range recipientLines(d.Recipients) {
		to = append(to, s.text(SentTo, l))
	}
	var sign []pdfwrite.Block
	for _, l := range append(append([]string(nil), d.Signature.Authority...), d.Signature.Post) {
		if l != "" {
			sign = append(sign, s.centred(Authority, l))
		}
	}
	for range 4 { // room for the hand's and the agency's signature
		sign = append(sign, s.centred(SignerName, ""))
	}
	return pdfwrite.Beside{Share: 0.45, Left: to, Right: append(sign, s.centred(SignerName, d.Signature.Name))}
}
