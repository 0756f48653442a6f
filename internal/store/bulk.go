package store

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Bulk is a statement that writes many rows in a few journeys: the same words around a list of rows, in several lengths, so that
// each length is prepared once.
type Bulk struct {
	Name   string
	shared int // parameters that are the same for all rows
	width  int // parameters of one row
	sizes  []*Stmt
	rows   []int // of each size, falling
}

// bulkRows are the lengths, the longest first; a wide row has fewer.
var bulkRows = []int{256, 64, 16, 4, 1}

const (
	bulkMost   = 1600 // values of one statement
	bulkLetter = "abcde"
)

var rowMark = regexp.MustCompile(`#(\d+)`)

// ChangeRows registers a statement for many rows. row is the list of one row's values: #1, #2 … are its own parameters, $1, $2 …
// those that all rows share; head and tail stand before and behind the rows.
func ChangeRows(name, head, row, tail string, opts ...Option) *Bulk {
	b := &Bulk{Name: name}
	for _, m := range rowMark.FindAllStringSubmatch(row, -1) {
		n, _ := strconv.Atoi(m[1])
		b.width = max(b.width, n)
	}
	for _, m := range paramMark.FindAllStringSubmatch(head+row+tail, -1) {
		n, _ := strconv.Atoi(m[1])
		b.shared = max(b.shared, n)
	}
	for i, n := range bulkRows {
		if n > 1 && n*b.width > bulkMost {
			continue
		}
		b.rows = append(b.rows, n)
		b.sizes = append(b.sizes, Change(name+"_"+bulkLetter[i:i+1], head+" "+b.list(row, n)+" "+tail, opts...))
	}
	return b
}

// list is the rows of a statement.
func (b *Bulk) list(row string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = rowMark.ReplaceAllStringFunc(row, func(mark string) string {
			at, _ := strconv.Atoi(mark[1:])
			return "$" + strconv.Itoa(b.shared+i*b.width+at)
		})
	}
	return strings.Join(out, ", ")
}

// ExecRows writes rows, whose parameters stand one after the other, and says how many rows were changed.
func (tx *Tx) ExecRows(ctx context.Context, b *Bulk, shared, rows []any) (changed int64, err error) {
	changed, err = tx.execRows(ctx, b, shared, rows)
	if err == nil && len(rows) > 0 && tx.wrote == "" {
		tx.wrote = b.Name
	}
	return changed, err
}

func (tx *Tx) execRows(ctx context.Context, b *Bulk, shared, rows []any) (changed int64, err error) {
	if len(shared) != b.shared || len(rows)%b.width != 0 {
		return 0, fmt.Errorf("store: %s takes %d and rows of %d arguments, got %d and %d", b.Name, b.shared, b.width, len(shared), len(rows))
	}
	for i, n := range b.rows {
		for len(rows) >= n*b.width {
			args := make([]any, 0, b.shared+n*b.width+2)
			done, err := tx.exec(ctx, b.sizes[i], append(append(args, shared...), rows[:n*b.width]...))
			if err != nil {
				return changed, err
			}
			changed, rows = changed+done, rows[n*b.width:]
		}
	}
	return changed, nil
}
