package register

import (
	"context"
	"encoding/csv"
	"io"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// exportBatch is how many records are in memory while a file is made.
const exportBatch = 1000

// exporting makes the file of one export.
type exporting struct {
	g        *Register // as its maker may see it
	ctx      context.Context
	from     store.Source
	of       Export
	ask      exportAsk
	password string
	seen     func(recs []Record, done int64) error // after each batch: traces, progress

	env               *Env
	flat, lines       []Field
	records, withheld int64
}

// write makes the file.
func (x *exporting) write(w io.Writer) error {
	x.env = x.g.env(x.ctx, x.from, x.ask.Today)
	for _, f := range x.g.taken(x.ask.Groups) {
		if _, rows := f.Kind.(Rows); rows {
			x.lines = append(x.lines, f)
		} else {
			x.flat = append(x.flat, f)
		}
	}
	switch x.of.Format {
	case formatCSV:
		return x.csv(w)
	case formatDOCX:
		return x.docx(w)
	}
	return x.xlsx(w)
}

// each calls fn with the records that may leave the program, batch by batch in the order of the list.
func (x *exporting) each(fn func([]Record) error) error {
	return x.g.eachBatch(x.ctx, x.from, x.of.UnitID, x.ask.of(x.g), x.ask.Today, func(all []Record) error {
		recs, withheld := x.g.published(all)
		x.withheld += int64(withheld)
		x.records += int64(len(recs))
		if len(x.lines) > 0 {
			if err := x.g.WithLines(x.ctx, x.from, recs); err != nil {
				return err
			}
		}
		x.env.Meet(recs)
		if err := fn(recs); err != nil {
			return err
		}
		if err := x.env.Err(); err != nil {
			return err
		}
		return x.seen(recs, x.records+x.withheld)
	})
}

// eachBatch reads the records of a list in its order, some at a time.
func (g *Register) eachBatch(ctx context.Context, from store.Source, unitID string, a Ask, today day.Day, fn func([]Record) error) error {
	counts, err := g.Counts(ctx, from, unitID)
	if err != nil {
		return err
	}
	conds, err := g.conditions(ctx, from, unitID, a, counts, today)
	if err != nil {
		return err
	}
	for a.Size = exportBatch; ; {
		recs, err := g.page(ctx, from, a, conds)
		if err != nil {
			return err
		}
		more := len(recs) > a.Size
		recs = recs[:min(len(recs), a.Size)]
		if err := fn(recs); err != nil || !more {
			return err
		}
		a.After = recs[len(recs)-1].ID
	}
}

// left says how many records the file does not have and why; empty when it has all.
func (x *exporting) left() string {
	if x.withheld == 0 {
		return ""
	}
	return vi.Int(x.withheld) + " hồ sơ không đưa vào tệp: đã rút đồng ý"
}

func (x *exporting) row(rec Record) []any {
	row := []any{rec.Code(), rec.stateWords()}
	for _, f := range x.flat {
		cell, _ := f.Kind.Cell(rec.Value(f.Column), x.env)
		row = append(row, cell)
	}
	return row
}

// lineRows are the lines of a record in a field.
func (x *exporting) lineRows(rec Record, f Field) (out [][]any) {
	k := f.Kind.(Rows)
	for _, line := range rec.Lines(f.Column) {
		row := []any{rec.Code()}
		for i, of := range k.Fields {
			cell, _ := of.Kind.Cell(line.Values[i], x.env)
			row = append(row, cell)
		}
		out = append(out, row)
	}
	return out
}

// xlsx has a sheet of records and one for the lines of each field, each with the mark.
func (x *exporting) xlsx(w io.Writer) (err error) {
	b, err := xlsx.NewBook(vi.Upper(x.g.Title))
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }()
	var sheets []*xlsx.SheetWriter
	err = x.each(func(recs []Record) error {
		rows := x.rows(recs)
		if sheets == nil {
			if sheets, err = x.sheets(b, rows); err != nil {
				return err
			}
		}
		for i, s := range sheets {
			for _, row := range rows[i] {
				if err := s.Row(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range sheets {
		s.Foot(x.of.Code + ": " + vi.Int(x.records) + " " + x.g.One + ". " + vi.Sentence(x.left()))
	}
	return b.WriteTo(w, x.password)
}

// rows are those of a batch for every sheet.
func (x *exporting) rows(recs []Record) [][][]any {
	out := make([][][]any, 1+len(x.lines))
	for _, rec := range recs {
		out[0] = append(out[0], x.row(rec))
		for i, f := range x.lines {
			out[i+1] = append(out[i+1], x.lineRows(rec, f)...)
		}
	}
	return out
}

// sheets begins the sheets; the first rows say how wide the columns are.
func (x *exporting) sheets(b *xlsx.Book, first [][][]any) (out []*xlsx.SheetWriter, err error) {
	tables := []xlsx.Table{{Sheet: x.g.Title, Title: vi.Upper(x.g.Title), Columns: append([]xlsx.Column{{Head: x.g.keyHead(), Width: 16}, {Head: "Tình trạng", Width: 18}}, x.columns(x.flat)...)}}
	for _, f := range x.lines {
		tables = append(tables, xlsx.Table{Sheet: f.Label, Title: vi.Upper(f.Label), Columns: append([]xlsx.Column{{Head: x.g.keyHead(), Width: 16}}, x.columns(f.Kind.(Rows).Fields)...)})
	}
	for i, t := range tables {
		t.Subtitle, t.Mark, t.Rows = append([]string{x.ask.Body}, x.of.Mark()...), x.of.Line(), first[i]
		s, err := b.Sheet(t)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (x *exporting) columns(fields []Field) (out []xlsx.Column) {
	for _, f := range fields {
		_, kind := f.Kind.Cell(emptyOf(f.Kind), x.env)
		out = append(out, xlsx.Column{Head: f.Label, Kind: kind})
	}
	return out
}

// csv has the mark in its first lines, then a row of headings.
func (x *exporting) csv(w io.Writer) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, line := range append([]string{x.ask.Body}, x.of.Mark()...) {
		_ = out.Write([]string{harmless(nil, line)}) // Flush tells what cannot be written
	}
	fields := append(append([]Field{}, x.flat...), x.lines...)
	head := []string{x.g.keyHead(), "Tình trạng"}
	for _, f := range fields {
		head = append(head, f.Label)
	}
	_ = out.Write(head)
	err := x.each(func(recs []Record) error {
		for _, rec := range recs {
			row := []string{rec.Code(), rec.stateWords()}
			for _, f := range fields {
				row = append(row, harmless(f.Kind, f.Kind.Text(rec.Value(f.Column), x.env)))
			}
			_ = out.Write(row)
		}
		return out.Error()
	})
	if err != nil {
		return err
	}
	if left := x.left(); left != "" {
		_ = out.Write([]string{left})
	}
	out.Flush()
	return out.Error()
}

// docx is the table of the list, as many records as a paper has.
func (x *exporting) docx(w io.Writer) error {
	v := listView{of: x.g, Ask: x.ask.of(x.g), Env: x.env}
	v.Ask.Size = paperReach
	var err error
	if v.Page, v.Counts, err = x.g.List(x.ctx, x.from, x.of.UnitID, v.Ask, x.ask.Today); err != nil {
		return err
	}
	recs, withheld := x.g.published(v.Page.Records)
	x.records, x.withheld, v.Page.Records = int64(len(recs)), int64(withheld), recs
	x.env.Meet(recs)
	lines := append([]string{v.paperLead()}, x.of.Mark()...)
	if left := x.left(); left != "" {
		lines = append(lines, left)
	}
	if err := v.docx(w, x.ask.Body, lines, x.of.Line()); err != nil {
		return err
	}
	return x.seen(recs, x.records+x.withheld)
}
