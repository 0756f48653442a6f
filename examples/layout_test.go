package examples

import (
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/docx"
)

// The layout of a plan after NĐ 30/2020, Phụ lục I. It knows the text by its own marks: numbers, labels, "Nơi nhận:".

var (
	headSection = docx.Section{}
	textWidth   = headSection.TextWidth()
	leftColumn  = docx.MM(68)
	rightColumn = textWidth - leftColumn
)

var (
	sectionTitle = regexp.MustCompile(`^[IVX]+\. `)
	shortTitle   = regexp.MustCompile(`^\d+\. [^.;:]+$`)
)

// layout makes the document of a plan from its text.
func layout(text string) docx.Document {
	paragraphs := slices.DeleteFunc(strings.Split(text, "\n"), func(s string) bool { return s == "" })
	title := slices.Index(paragraphs, "KẾ HOẠCH")
	closing := slices.Index(paragraphs, "Nơi nhận:")
	signature := slices.Index(paragraphs, "TM. ỦY BAN NHÂN DÂN")

	blocks := []docx.Block{head(paragraphs[:title])}
	blocks = append(blocks, heading(paragraphs[title], paragraphs[title+1])...)
	for _, p := range paragraphs[title+2 : closing] {
		blocks = append(blocks, body(p))
	}
	blocks = append(blocks, foot(paragraphs[closing:signature], paragraphs[signature:]))
	return docx.Document{
		Title:    "Kế hoạch " + paragraphs[title+1],
		Author:   "Ủy ban nhân dân phường Mỹ Hào",
		Sections: []docx.Section{{Blocks: blocks}},
	}
}

// head is the block above the title: issuer and number on the left, quốc hiệu and date on the right.
func head(p []string) docx.Table {
	issuer, motto := p[:len(p)-4], p[len(p)-4:]
	left := make([]docx.Paragraph, 0, len(issuer)+1)
	for _, line := range issuer {
		left = append(left, centred(docx.Run{Text: line, Bold: true, Size: 13}))
	}
	left = append(left, docx.Rule(leftColumn, docx.MM(22)))
	right := []docx.Paragraph{
		centred(docx.Run{Text: motto[0], Bold: true, Size: 12}),
		centred(docx.Run{Text: motto[1], Bold: true, Size: 13}),
		docx.Rule(rightColumn, docx.MM(56)),
	}
	number := centred(docx.Run{Text: motto[2], Size: 13})
	date := centred(docx.Run{Text: motto[3], Italic: true, Size: 13})
	number.Before, date.Before = docx.Pt(6), docx.Pt(6)
	return docx.Table{Widths: []docx.Length{leftColumn, rightColumn}, Rows: []docx.Row{
		{{Paragraphs: left}, {Paragraphs: right}},
		{{Paragraphs: []docx.Paragraph{number}}, {Paragraphs: []docx.Paragraph{date}}},
	}}
}

func heading(kind, about string) []docx.Block {
	k, a := centred(docx.Run{Text: kind, Bold: true}), centred(docx.Run{Text: about, Bold: true})
	k.Before, k.KeepNext, a.KeepNext = docx.Pt(18), true, true
	rule := docx.Rule(textWidth, docx.MM(50))
	return []docx.Block{k, a, rule, docx.Paragraph{Runs: []docx.Run{{Size: 6}}}}
}

func body(text string) docx.Paragraph {
	run := docx.Run{Text: text}
	p := docx.Paragraph{Align: docx.Justify, First: docx.MM(12.7), Before: docx.Pt(6), Spacing: 1.05}
	switch {
	case strings.HasPrefix(text, "Căn cứ "):
		run.Italic = true
	case sectionTitle.MatchString(text):
		run.Bold, p.Level, p.KeepNext = true, 1, true
	case shortTitle.MatchString(text):
		run.Bold, p.Level, p.KeepNext = true, 2, true
	case strings.HasPrefix(text, "- "):
		p.Before, p.KeepNext = docx.Pt(3), strings.HasPrefix(text, "- Đơn vị ")
	}
	p.Runs = []docx.Run{run}
	return p
}

// foot is the block below the text: recipients on the left, signature on the right.
func foot(recipients, signature []string) docx.Table {
	left := []docx.Paragraph{{Runs: []docx.Run{{Text: recipients[0], Bold: true, Italic: true, Size: 12}}}}
	for _, r := range recipients[1:] {
		left = append(left, docx.Paragraph{Runs: []docx.Run{{Text: r, Size: 11}}})
	}
	last := len(signature) - 1
	var right []docx.Paragraph
	for i, line := range signature {
		p := centred(docx.Run{Text: line, Bold: true})
		if i == last {
			p.Before = docx.Pt(80) // room for signature and seal
		}
		right = append(right, p)
	}
	left[0].Before, right[0].Before = docx.Pt(14), docx.Pt(12)
	wide := docx.MM(90)
	return docx.Table{Widths: []docx.Length{wide, textWidth - wide}, Rows: []docx.Row{{{Paragraphs: left}, {Paragraphs: right}}}}
}

func centred(r docx.Run) docx.Paragraph {
	return docx.Paragraph{Align: docx.Centre, Runs: []docx.Run{r}}
}
