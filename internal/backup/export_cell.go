package backup

import (
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// presenter turns the rows of a table into what a person reads.
type presenter struct {
	relation relation
	shown    []int // indexes of the columns that are shown: first what a person reads, then the codes
	files    []attachmentColumn
}

func newPresenter(r relation) *presenter {
	p := &presenter{relation: r, files: attachmentColumns(r)}
	var codes []int
	for i, a := range r.columns {
		switch {
		case hidden(a.Name):
		case a.isCode():
			codes = append(codes, i)
		default:
			p.shown = append(p.shown, i)
		}
	}
	p.shown = append(p.shown, codes...)
	return p
}

// isCode tells the columns by which rows refer to one another.
func (c Column) isCode() bool {
	return c.Name == "id" || strings.HasSuffix(c.Name, "_id") || strings.HasSuffix(c.Name, "hash")
}

// hidden columns are made from others for searching and ordering and tell a person nothing, or are secrets that no table
// outside the private ones should have.
func hidden(column string) bool {
	switch column {
	case "password", "digest", "secret":
		return true
	}
	return strings.HasSuffix(column, "_key") || strings.HasSuffix(column, "_fold")
}

func (p *presenter) columns() []Column {
	var out []Column
	for _, i := range p.shown {
		out = append(out, p.relation.columns[i].Column)
	}
	return out
}

const filesHeading = "Tệp trong gói này"

func (p *presenter) headings() []string {
	var out []string
	for _, c := range p.columns() {
		out = append(out, headingOf(p.relation.name, c.Name))
	}
	if len(p.files) > 0 {
		out = append(out, filesHeading)
	}
	return out
}

// present gives the cells of one row: string, int64, date or moment; nil is an empty cell.
func (p *presenter) present(values []any, paths []string) []any {
	out := make([]any, 0, len(p.shown)+1)
	for _, i := range p.shown {
		out = append(out, present(p.relation.columns[i].Column, values[i]))
	}
	if len(p.files) > 0 {
		out = append(out, strings.Join(paths, "\n"))
	}
	return out
}

// date is a day in a cell, moment an instant in Vietnam's time. Both are kept as UTC with the clock that is to be shown:
// a workbook knows no zones.
type (
	date   struct{ time.Time }
	moment struct{ time.Time }
)

func (d date) String() string   { return d.Format("02/01/2006") }
func (m moment) String() string { return m.Format("02/01/2006 15:04:05") }

func present(c Column, v any) any {
	switch x := v.(type) {
	case bool:
		return map[bool]string{true: "Có", false: "Không"}[x]
	case int64:
		if c.isMoment() {
			return presentMoment(x)
		}
		return x
	case string:
		if c.isDate() {
			return presentDate(x)
		}
		return x
	}
	return nil
}

// The names of columns tell dates and instants, as the migrations of all features use them.
func (c Column) isMoment() bool {
	return c.Kind == Integer && (c.Name == "at" || strings.HasSuffix(c.Name, "_at"))
}

func (c Column) isDate() bool {
	return c.Kind == Text && (strings.HasSuffix(c.Name, "_on") || c.Name == "valid_from" || c.Name == "valid_to")
}

func presentMoment(ms int64) any {
	if ms == 0 {
		return nil // "not yet"
	}
	t := time.UnixMilli(ms).In(day.Zone)
	_, offset := t.Zone()
	return moment{t.Add(time.Duration(offset) * time.Second).UTC()}
}

func presentDate(iso string) any {
	d, err := day.ParseISO(iso)
	switch {
	case err != nil:
		return iso
	case d.IsZero():
		return nil
	}
	return date{time.Date(d.Year(), time.Month(d.Month()), d.Date(), 0, 0, 0, 0, time.UTC)}
}

// plain is a cell as text, for CSV.
func plain(v any) string {
	switch x := v.(type) {
	case int64:
		return strconv.FormatInt(x, 10)
	case date:
		return x.String()
	case moment:
		return x.String()
	case string:
		return neutral(x)
	}
	return ""
}

// neutral puts an apostrophe before text that a spreadsheet would take for a formula when it opens a CSV. Plans are full
// of lines that begin with a hyphen, so this is not only about malice.
func neutral(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") {
		return "'" + s
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, wide) {
			return "'" + s
		}
	}
	return s
}
