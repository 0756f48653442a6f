package planread

import "strings"

// cell is one cell of a table with the paragraphs that stand in it.
type cell []*para

func (c cell) text() string {
	switch len(c) {
	case 0:
		return ""
	case 1:
		return c[0].text
	}
	parts := make([]string, len(c))
	for i, p := range c {
		parts[i] = p.text
	}
	return strings.Join(parts, "\n")
}

// row is a row of a table: its cells and the source lines that it takes.
type row struct {
	cells []cell
	span  Span
}

// table is a table of the source. Rows of a table that was flattened to one cell a line are found when its head is known,
// because an empty cell and the end of a row look alike there.
type table struct {
	rows  []row
	flat  []cell     // with empty cells; nil when rows are known
	tasks *taskTable // when it was read as a table of tasks already
	span  Span
}

// block is a paragraph or a table, in the order of the source.
type block struct {
	p *para
	t *table
}

// blocks divides the lines into paragraphs and tables.
func blocks(lines []line) []block {
	j := newJoiner(lines)
	var out []block
	next := nextBars(lines)
	for i := 0; i < len(lines); {
		l := lines[i]
		switch {
		case len(l.cells) > 0:
			end := i + 1
			for end < len(lines) && (len(lines[end].cells) > 0 && lines[end].table == l.table || lines[end].rule && !lines[end].bar && l.table == 0) {
				end++
			}
			out = append(out, block{t: rowTable(lines[i:end])})
			i = end
		case l.bar:
			t, end := barTable(lines, i, next)
			out = append(out, block{t: t})
			i = end
		default:
			if tt, end := plainTable(lines, i); tt != nil {
				out = append(out, block{t: &table{tasks: tt, span: Span{l.n, lines[end-1].n}}})
				i = end
				break
			}
			end := i + 1
			for end < len(lines) && len(lines[end].cells) == 0 && !lines[end].bar && !numberColumn(lines[end].text) {
				end++
			}
			for _, p := range j.paragraphs(lines[i:end]) {
				out = append(out, block{p: p})
			}
			i = end
		}
	}
	return out
}

// nextBars gives for each line the index of the next bar at or after it, len(lines) when there is none.
func nextBars(lines []line) []int {
	next := make([]int, len(lines)+1)
	next[len(lines)] = len(lines)
	for i := len(lines) - 1; i >= 0; i-- {
		next[i] = next[i+1]
		if lines[i].bar {
			next[i] = i
		}
	}
	return next
}

// rowTable makes a table of lines that carry cells.
func rowTable(lines []line) *table {
	t := &table{span: Span{lines[0].n, lines[len(lines)-1].n}}
	for _, l := range lines {
		if l.rule {
			continue
		}
		r := row{span: Span{l.n, l.n}}
		for _, text := range l.cells {
			r.cells = append(r.cells, lineCell(text, l))
		}
		t.rows = append(t.rows, r)
	}
	return t
}

func lineCell(text string, l line) cell {
	var lines []line
	for part := range strings.SplitSeq(text, "\n") {
		lines = append(lines, line{n: l.n, text: part, bold: l.bold})
	}
	return cellParagraphs(lines)
}

const longestCell = 200 // lines; a bar farther away belongs to another table

// barTable reads a table whose cells stand between lines of a lone bar, from line i. It ends at a bar with a blank line after it.
func barTable(lines []line, i int, next []int) (*table, int) {
	t := &table{span: Span{lines[i].n, lines[i].n}}
	for i++; i < len(lines); {
		if lines[i].bar {
			t.flat = append(t.flat, nil)
			i++
			continue
		}
		end := next[i]
		if lines[i].text == "" && !lines[i].rule || end == len(lines) || end-i > longestCell || startsBody(lines[i:end]) {
			break
		}
		t.flat = append(t.flat, cellParagraphs(lines[i:end]))
		i = end + 1
	}
	t.span.To = lines[i-1].n
	return t, i
}

// cellParagraphs joins the lines of a cell. A cell is narrow, so that any line may be broken: only a list mark, a label or the
// end of a sentence starts a new paragraph, and capitals never join with other text.
func cellParagraphs(lines []line) cell {
	var out cell
	var cur *para
	for _, l := range lines {
		if l.text == "" {
			if !l.rule {
				continue
			}
			cur = nil
			continue
		}
		if cur == nil || newInCell(cur.last.text, l.text) {
			cur = newPara(l)
			out = append(out, cur)
			continue
		}
		cur.add(l)
	}
	for _, p := range out {
		p.done()
	}
	return out
}

// startsBody reports whether the lines after a bar are the title or a section of the plan and no cell.
func startsBody(ls []line) bool {
	if isKindLine(ls[0].text) {
		return true
	}
	m := markOf(ls[0].text)
	return m.kind == markRoman && len(ls) > 12
}

func newInCell(prev, next string) bool {
	m := markOf(next)
	switch {
	case m.kind != markNone && (endsSentence(prev) || m.kind == markDash && !isDigit(prev[len(prev)-1]) || m.kind == markPlus):
		return true
	case startsLabel(next), signatureLine(next):
		return true
	case capitals(prev) != capitals(next) && isUpper(firstRune(next)):
		return len([]rune(prev)) > 3 && len([]rune(next)) > 3
	}
	return endsSentence(prev) && isUpper(firstRune(next))
}

// paragraphs gives all paragraphs of a table in reading order.
func (t *table) paragraphs() []*para {
	var out []*para
	for _, c := range t.flat {
		out = append(out, c...)
	}
	rows := t.rows
	if t.tasks != nil {
		rows = t.tasks.rows
	}
	for _, r := range rows {
		for _, c := range r.cells {
			out = append(out, c...)
		}
	}
	return out
}
