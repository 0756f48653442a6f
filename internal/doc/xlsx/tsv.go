package xlsx

import "strings"

// ParseTSV reads cells pasted from Excel or another spreadsheet: tabs between cells, line ends between rows. A cell with
// a line end or a tab in it comes between quotes, with quotes inside doubled; any other quotes are the cell's own.
// Trailing blank cells and rows are left out. Nothing is refused.
func ParseTSV(pasted string) [][]string {
	p := &tsv{text: strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(pasted, "\ufeff"))}
	var rows [][]string
	for p.at <= len(p.text) {
		rows = append(rows, trimRow(p.row()))
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// tsv walks through a pasted text.
type tsv struct {
	text   string
	at     int
	unshut bool // no quote from here on closes a cell
}

// row reads one row and its line end.
func (p *tsv) row() []string {
	var cells []string
	for {
		cells = append(cells, tidy(p.cell()))
		end := p.at >= len(p.text) || p.text[p.at] == '\n'
		p.at++
		if end {
			return cells
		}
	}
}

// cell reads one cell up to the tab, line end or end of text after it.
func (p *tsv) cell() string {
	rest := p.text[p.at:]
	if strings.HasPrefix(rest, `"`) && !p.unshut {
		value, length, ok := quoted(rest)
		if ok {
			p.at += length
			return value
		}
		p.unshut = length == len(rest)
	}
	end := strings.IndexAny(rest, "\t\n")
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return rest[:end]
}

// quoted reads a cell between quotes at the start of s and gives how far it looked. It is one only if it needs the
// quotes: “"Ngôi nhà an toàn"” is a name with its own.
func quoted(s string) (value string, length int, ok bool) {
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		if i+1 < len(s) && s[i+1] != '\t' && s[i+1] != '\n' {
			return "", i, false
		}
		inner := s[1:i]
		if !strings.ContainsAny(inner, "\t\n\"") {
			return "", i, false
		}
		return strings.ReplaceAll(inner, `""`, `"`), i + 1, true
	}
	return "", len(s), false
}

func trimRow(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
