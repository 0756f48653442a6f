package planread

import (
	"strings"
)

// annexPart reads an annex: its tables hold tasks, its other text is kept as text.
func (r *reader) annexPart(n *node) {
	r.items.put(n.head, ItemHeading, n.path)
	for _, e := range n.seq {
		switch {
		case e.p != nil:
			r.items.put(e.p, ItemNote, n.path)
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.part(e.n, secTasks)
		}
	}
}

// annexTable reads a table of tasks.
func (r *reader) annexTable(t *table, path string) {
	tt, ok := t.asTasks()
	if !ok {
		for _, p := range t.paragraphs() {
			r.items.put(p, ItemText, path)
		}
		return
	}
	for _, h := range tt.head {
		r.items.claim(h.span, ItemHeading, path)
	}
	rows := rowCounter{path: path, seen: map[string]int{}}
	for _, row := range tt.rows {
		if row.span.From == 0 {
			continue
		}
		if cols, ok := headColumns(row.cells); ok && sameColumns(cols, tt.cols) {
			r.items.claim(row.span, ItemHeading, path)
			continue
		}
		r.tableRow(tt, row, &rows)
	}
}

func sameColumns(a, b []column) bool {
	same := 0
	for i := range a {
		if i < len(b) && a[i] == b[i] {
			same++
		}
	}
	return same*10 >= len(b)*7
}

// rowCounter names the tasks of a table by the numbers of its rows; a row without a number goes by the last one.
type rowCounter struct {
	path   string
	number string
	seen   map[string]int
}

func (c *rowCounter) next(number string) string {
	if number != "" {
		c.number = number
	}
	p := strings.Trim(c.path+"."+c.number, ".")
	c.seen[p]++
	return nth(p, c.seen[p])
}

// tableRow reads one row: a task, or the title of a group of rows.
func (r *reader) tableRow(tt taskTable, rw row, rows *rowCounter) {
	d, number := r.rowDraft(tt, rw)
	if len(d.text) == 0 || !d.labels && groupRow(rw) {
		if number != "" {
			rows.number = number
		}
		r.items.claim(rw.span, ItemHeading, rows.path)
		return
	}
	t := Task{Path: rows.next(number), Title: shortTitle(d.text[0]), Text: strings.Join(d.text, "\n"), Span: rw.span, Actors: oneLead(d.actors), When: d.when}
	r.items.claim(rw.span, ItemTask, t.Path)
	if !d.timed {
		t.When = When{Kind: WhenNone}
	}
	r.plan.Tasks = append(r.plan.Tasks, t)
}

// groupRow reports whether a row only names a group of tasks: one cell has text, or a Roman number and a title in capitals.
func groupRow(rw row) bool {
	full := 0
	for _, c := range rw.cells {
		if t := c.text(); t != "" && !rowNumber(t) {
			full++
		}
	}
	return full <= 1
}

// rowDraft reads the cells of a row by the columns of its table.
func (r *reader) rowDraft(tt taskTable, rw row) (*draft, string) {
	d := &draft{}
	number := ""
	shift := 0
	if len(rw.cells) == len(tt.cols)-1 && tt.cols[0] == colNo && !rowNumber(rw.cells[0].text()) {
		shift = 1
	}
	for i, c := range rw.cells {
		if i+shift >= len(tt.cols) || len(c) == 0 {
			continue
		}
		r.rowCell(d, tt.cols[i+shift], c, &number)
	}
	return d, number
}

func (r *reader) rowCell(d *draft, col column, c cell, number *string) {
	text := c.text()
	line := c[0].lines[0]
	switch col {
	case colNo:
		*number = strings.TrimRight(text, ".) ")
		if len(*number) > 12 {
			*number = ""
			d.text = append(d.text, text)
		}
	case colTask:
		d.text = append(d.text, text)
	case colTime:
		d.when, d.timed = r.when.parse(strings.ReplaceAll(text, "\n", " "), line), true
		d.labels = true
	case colLead, colCoop, colImplement:
		d.labels = true
		r.rowActors(d, col, c, line)
	}
}

// rowActors reads a cell of bodies; roles may stand inside it ("Chủ trì: … Phối hợp: …").
func (r *reader) rowActors(d *draft, col column, c cell, line int) {
	role := map[column]Role{colLead: RoleLead, colCoop: RoleCooperate, colImplement: RoleImplement}[col]
	for _, p := range c {
		segs := p.segments()
		if s := segs[0]; s.to > s.from {
			d.actors = append(d.actors, r.cellActors(role, p.text[s.from:s.to], line)...)
		}
		for _, s := range segs[1:] {
			if role, ok := labelRoles[s.kind]; ok {
				d.actors = append(d.actors, r.cellActors(role, p.text[s.from:s.to], p.lineAt(s.from))...)
			}
		}
	}
}

func (r *reader) cellActors(role Role, text string, line int) []Actor {
	if strings.Trim(text, " -–./x×X") == "" {
		return nil
	}
	return r.labelActors(role, text, line)
}
