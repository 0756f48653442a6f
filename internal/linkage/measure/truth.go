package measure

import (
	"bufio"
	"io"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/linkage"
)

// NewTruth is a Register of which only the truth is kept: the persons are elsewhere, in a database.
func NewTruth() *Register { return &Register{ids: map[string]uint32{}} }

// Read gives fn the rows of a register and keeps the truth of each.
func (r *Register) Read(in io.Reader, fn func(row int, p linkage.Person) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for row := 0; lines.Scan(); row++ {
		p, child, err := parse(lines.Text(), row+1)
		if err != nil {
			return err
		}
		r.truth = append(r.truth, r.id(child))
		if err := fn(row, p); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return errs.Wrap(errs.Invalid, err, "Không đọc được danh sách: một dòng dài quá 1 MB hoặc tệp hỏng.")
	}
	return nil
}

// Len is the number of rows.
func (r *Register) Len() int { return len(r.truth) }

// Compare judges groups: found gives each row the first row of its child.
func (r *Register) Compare(found []int32) (pairs, clusters Quality) { return compare(found, r.truth) }

// Means reports whether a search means the child of a row.
func (r *Register) Means(q Query, row int) bool { return r.truth[row] == q.child }

// First is the first row of each child that a search means.
func (r *Register) First(queries []Query) map[int]int {
	at := make(map[uint32][]int, len(queries))
	for i, q := range queries {
		at[q.child] = append(at[q.child], i)
	}
	out := make(map[int]int, len(queries))
	for row, child := range r.truth {
		for _, i := range at[child] {
			if _, had := out[i]; !had {
				out[i] = row
			}
		}
	}
	return out
}
