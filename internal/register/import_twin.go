package register

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// offered are the records that a row may be, for a person to choose from: their ids with blanks between, and what speaks for
// each on a line of its own. The quick grid asks about the likeliest alone.
func (j *judging) offered(likely []neighbour) (ids, words string) {
	if j.m.Origin != "" {
		likely = likely[:1]
	}
	var all, said []string
	for _, n := range likely[:min(len(likely), askedAtMost)] {
		all, said = append(all, n.Rec.ID), append(said, n.Said)
	}
	return strings.Join(all, " "), strings.Join(said, "\n")
}

// overs are the choices that take a row for a record that is there; one is what a record is called.
func (row importRow) overs(one string) []ui.Option {
	ids := strings.Fields(row.TwinID)
	if len(ids) == 1 {
		return []ui.Option{{Value: choiceOver, Text: "Là một " + one + ", cập nhật bản đã có"}}
	}
	said := strings.Split(row.Words, "\n")
	out := make([]ui.Option, len(ids))
	for i, id := range ids {
		out[i] = ui.Option{Value: choiceOver + " " + id, Text: "Cập nhật bản " + vi.Int(int64(i+1))}
		if i < len(said) {
			out[i].Text += ": " + said[i]
		}
	}
	return out
}

// takes settles which record a row is by the choice of a person; false when it is none of those offered.
func (row *importRow) takes(choice string) bool {
	if _, again := row.rowOfTwin(); again {
		return false
	}
	ok := slices.ContainsFunc(row.overs(""), func(o ui.Option) bool { return o.Value == choice })
	if _, id, several := strings.Cut(choice, " "); ok && several {
		row.TwinID = id
	}
	return ok && row.TwinID != ""
}

// there are the records that the rows of the tab would change, in one statement.
func (v previewView) there(ctx context.Context, from store.Source) (map[string]Record, error) {
	if v.Tab != verdictUpdate || v.Import.State != importWaiting || len(v.Rows) == 0 {
		return nil, nil
	}
	ids := make([]string, len(v.Rows))
	for i, row := range v.Rows {
		ids[i] = row.TwinID
	}
	list, err := v.of.Read(ctx, from, ids)
	out := make(map[string]Record, len(list))
	for _, rec := range list {
		out[rec.ID] = rec
	}
	return out, err
}

// changes are the answers that a row would change, old and new.
func (v previewView) changes(row importRow) (out []string) {
	rec, ok := v.There[row.TwinID]
	if !ok {
		return nil
	}
	for i, c := range v.cells(row) {
		if v.Columns[i] == "" || v.Columns[i] == codeColumn || c == "" {
			continue
		}
		f := v.of.field(v.Columns[i])
		if _, lines := f.Kind.(Rows); lines || len(f.Kind.Columns()) == 0 || f.less(c, rec, v.Env) {
			continue
		}
		answer, words := f.Kind.Read(c, v.Env)
		if was, is := rec.Text(f.Column, v.Env), f.Kind.Text(answer, v.Env); words == "" && was != is {
			out = append(out, f.Label+": “"+cmp.Or(was, "để trống")+"” thành “"+is+"”")
		}
	}
	return out
}

// tells reports whether there is anything to say or ask of a row beside what stands in it.
func (v previewView) tells() bool {
	return v.Tab == verdictError || v.Tab == verdictTwin || slices.ContainsFunc(v.Rows, func(row importRow) bool { return len(v.changes(row)) > 0 })
}

// sameWords say how many rows need not be written.
func (v previewView) sameWords() string {
	n := v.Sums[verdictSame]
	switch {
	case n == 0:
		return ""
	case n == v.Sums["all"]:
		return " Cả bảng giống hệt sổ, không có gì để ghi."
	}
	return " " + vi.Int(n) + " dòng giống hệt sổ, không cần ghi."
}
