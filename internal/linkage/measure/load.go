// Package measure says how well and how fast matching works on a register whose true doubles are known. The truth is
// read here and nowhere else: package linkage never sees it.
package measure

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/linkage"
)

// Register is a loaded register and the true child of each record.
type Register struct {
	People  *linkage.Register
	truth   []uint32
	ids     map[string]uint32
	Reading time.Duration // reading the file
	Prepare time.Duration // bringing the persons into the form in which they are compared
}

const columns = 13

// batch is how many rows are read before they are prepared, so that the two can be timed apart.
const batch = 4096

// Load reads a register: tab-separated columns without a heading, as generate writes them.
func Load(in io.Reader) (*Register, error) {
	r := &Register{People: linkage.NewRegister(batch), ids: map[string]uint32{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	people := make([]linkage.Person, 0, batch)
	row := 0
	for more := true; more; {
		start := time.Now()
		people = people[:0]
		for len(people) < batch {
			if more = lines.Scan(); !more {
				break
			}
			row++
			p, child, err := parse(lines.Text(), row)
			if err != nil {
				return nil, err
			}
			r.truth = append(r.truth, r.id(child))
			people = append(people, p)
		}
		read := time.Now()
		if len(r.truth) > linkage.MostPersons {
			return nil, errs.Newf(errs.TooLarge, "Danh sách quá dài: nhiều nhất %d dòng.", linkage.MostPersons)
		}
		for _, p := range people {
			r.People.Add(p)
		}
		r.Reading += read.Sub(start)
		r.Prepare += time.Since(read)
	}
	if err := lines.Err(); err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Không đọc được danh sách: một dòng dài quá 1 MB hoặc tệp hỏng.")
	}
	return r, nil
}

func parse(line string, row int) (p linkage.Person, child string, err error) {
	var c [columns]string
	rest, more := line, true
	for i := range c {
		if !more {
			return p, "", &errs.Error{Kind: errs.Invalid, Line: row, Message: fmt.Sprintf("Dòng %d thiếu cột: cần 13 cột cách nhau bằng dấu tab.", row)}
		}
		c[i], rest, more = strings.Cut(rest, "\t")
	}
	return linkage.Person{Name: c[2], Birth: linkage.ParseDate(c[3]), Sex: linkage.ParseSex(c[4]), Number: c[5], Mother: c[6], Father: c[7],
		Commune: c[8], Household: c[9], Hamlet: c[10], Ethnic: c[11], Phone: c[12]}, c[1], nil
}

// id numbers the children of the truth; a number is its own when it is small.
func (r *Register) id(child string) uint32 {
	n := uint32(0)
	for i := 0; i < len(child); i++ {
		if child[i] < '0' || child[i] > '9' || n > 200_000_000 || i > 0 && n == 0 {
			return r.odd(child)
		}
		n = n*10 + uint32(child[i]-'0')
	}
	if child == "" {
		return r.odd(child)
	}
	return n
}

func (r *Register) odd(child string) uint32 {
	id, ok := r.ids[child]
	if !ok {
		id = 1<<31 + uint32(len(r.ids))
		r.ids[strings.Clone(child)] = id
	}
	return id
}
