package planread

import "github.com/mangnon/mangnon/internal/doc/doctext"

func read(doc doctext.Document, opt Options) Plan {
	p := Plan{}
	for i, l := range doc.Lines {
		if l.Text != "" {
			p.Items = append(p.Items, Item{Kind: ItemUnassigned, Span: Span{i + 1, i + 1}})
		}
	}
	return p
}
