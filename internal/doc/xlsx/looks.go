package xlsx

import (
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// looks are the ids of the styles of a sheet.
type looks struct {
	title, subtitle, head, foot int
	long, link                  int // for long texts, for texts that lead somewhere
	columns, marked             []int
}

const fontName = "Times New Roman"

func newLooks(f *excelize.File, columns []Column) (l looks, err error) {
	wrapped := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	styles := []struct {
		id    *int
		style excelize.Style
	}{
		{&l.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14, Family: fontName}, Alignment: wrapped}},
		{&l.subtitle, excelize.Style{Font: &excelize.Font{Italic: true, Size: 12, Family: fontName}, Alignment: wrapped}},
		{&l.foot, excelize.Style{Font: &excelize.Font{Italic: true, Size: 11, Family: fontName}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&l.long, excelize.Style{Font: &excelize.Font{Size: 12, Family: fontName}, Border: grid(), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&l.link, excelize.Style{Font: &excelize.Font{Size: 12, Family: fontName, Color: "1F4E9E", Underline: "single"}, Border: grid(), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&l.head, excelize.Style{Font: &excelize.Font{Bold: true, Size: 12, Family: fontName}, Alignment: wrapped, Border: grid(),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EFE9"}}}},
	}
	for _, s := range styles {
		if *s.id, err = f.NewStyle(&s.style); err != nil {
			return l, err
		}
	}
	for _, c := range columns {
		id, err := f.NewStyle(columnStyle(c.Kind))
		if err != nil {
			return l, err
		}
		l.columns = append(l.columns, id)
		coloured := columnStyle(c.Kind)
		coloured.Fill, coloured.Font.Bold = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFE9A8"}}, true
		if id, err = f.NewStyle(coloured); err != nil {
			return l, err
		}
		l.marked = append(l.marked, id)
	}
	for i, c := range columns {
		if c.Kind == Text {
			markedText(f, l.columns[i], l.marked[i])
		}
	}
	markedText(f, l.title, l.subtitle, l.foot, l.long, l.link, l.head)
	return l, nil
}

// markedText marks styles as Excel marks a cell that was typed with an apostrophe: what begins with "=", "+", "-" or "@" stays text also
// after somebody edited the cell or saved the sheet again.
func markedText(f *excelize.File, ids ...int) {
	yes := true
	for _, id := range ids {
		f.Styles.CellXfs.Xf[id].QuotePrefix = &yes
	}
}

// cell is the style of a value in a column. Older Excels show hashes for a long text that is marked as text.
func (l looks) cell(col int, value any) int {
	if s, ok := value.(string); ok && utf8.RuneCountInString(s) > 250 {
		return l.long
	}
	return l.columns[col]
}

// columnStyle is the style of the cells of a column. Text is marked as text, so that Excel makes no formula and no date
// of it when somebody edits the cell.
func columnStyle(k Kind) *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Size: 12, Family: fontName},
		Border:    grid(),
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: "right"},
	}
	format := ""
	switch k {
	case Number, Money:
		format = "#,##0"
	case Decimal:
		format = "#,##0.0"
	case Percent:
		format = "0.0%"
	case Date:
		format, s.Alignment = "dd/mm/yyyy", centred()
	case DateTime:
		format, s.Alignment = "dd/mm/yyyy hh:mm", centred()
	default:
		format, s.Alignment = "@", &excelize.Alignment{Vertical: "top", WrapText: true}
	}
	s.CustomNumFmt = &format
	return s
}

func centred() *excelize.Alignment {
	return &excelize.Alignment{Vertical: "top", Horizontal: "center"}
}

func grid() []excelize.Border {
	var b []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		b = append(b, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	return b
}
