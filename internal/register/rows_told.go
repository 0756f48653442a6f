package register

import (
	"fmt"
	"slices"
	"strings"
)

// pairs says for each line of after which of before it was, -1 for a new one: first the same, then one of the same name, then
// the one in the same place.
func (k Rows) pairs(before, after []Record) []int {
	out := make([]int, len(after))
	taken := map[int]bool{}
	for i := range out {
		out[i] = -1
	}
	same := func(a, b Record) bool { return slices.EqualFunc(a.Values, b.Values, slices.Equal[Value]) }
	named := func(a, b Record) bool { return slices.Equal(a.Values[0], b.Values[0]) }
	for _, alike := range []func(a, b Record) bool{same, named} {
		for i, line := range after {
			for j, was := range before {
				if out[i] < 0 && !taken[j] && alike(was, line) {
					out[i], taken[j] = j, true
				}
			}
		}
	}
	for i := range after {
		if out[i] < 0 && i < len(before) && !taken[i] {
			out[i], taken[i] = i, true
		}
	}
	return out
}

// nameOf is what the history calls a line.
func (k Rows) nameOf(line Record, e *Env) string {
	if s := line.Text(k.Fields[0].Column, e); s != "" {
		return "“" + s + "”"
	}
	return k.One
}

// phrase is a line inside a sentence, without its name.
func (k Rows) phrase(line Record, e *Env) string {
	var parts []string
	for _, f := range k.Fields[1:] {
		if s := line.Text(f.Column, e); s != "" {
			parts = append(parts, lowerFirst(f.Label)+" "+s)
		}
	}
	if len(parts) == 0 {
		return "có"
	}
	return strings.Join(parts, ", ")
}

// toldLines are the lines that a change added, altered and took away, each in words of its own.
func (g *Register) toldLines(before, after Record, e *Env) (was, is told) {
	return g.toldLinesWhere(before, after, e, func(f Field) bool { return f.Right == "" })
}

func (g *Register) toldLinesWhere(before, after Record, e *Env, tell func(Field) bool) (was, is told) {
	_ = g.rows(func(i int, f Field, k Rows) error {
		if len(after.Values[i]) == 0 || !tell(f) {
			return nil
		}
		var old []Record
		if len(before.Values) > i {
			old = k.lines(before.Values[i])
		}
		now := k.lines(after.Values[i])
		pairs := k.pairs(old, now)
		said := map[string]int{}
		label := func(words string) string {
			said[words]++
			if n := said[words]; n > 1 {
				words = fmt.Sprintf("%s (%d)", words, n)
			}
			return words
		}
		for j, line := range now {
			if pairs[j] < 0 {
				is = append(is, struct{ label, text string }{label(f.Label + ", thêm " + k.nameOf(line, e)), k.phrase(line, e)})
				continue
			}
			w, n := k.altered(label, f.Label+", sửa "+k.nameOf(old[pairs[j]], e)+", ", old[pairs[j]], line, e)
			was, is = append(was, w...), append(is, n...)
		}
		for j, line := range old {
			if !slices.Contains(pairs, j) {
				was = append(was, struct{ label, text string }{label(f.Label + ", bỏ " + k.nameOf(line, e)), k.phrase(line, e)})
			}
		}
		return nil
	})
	return was, is
}

// altered are the cells of a line that changed.
func (k Rows) altered(label func(string) string, of string, before, after Record, e *Env) (was, is told) {
	for _, f := range k.Fields {
		if a, b := before.Text(f.Column, e), after.Text(f.Column, e); a != b {
			name := label(of + lowerFirst(f.Label))
			was = append(was, struct{ label, text string }{name, a})
			is = append(is, struct{ label, text string }{name, b})
		}
	}
	return was, is
}
