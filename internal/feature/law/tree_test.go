package law

import (
	"fmt"
	"strings"
	"testing"
)

// Boxes of a column never lie over each other and never leave the picture, and what is left out is counted.
func TestTheTreeIsLaidOut(t *testing.T) {
	for _, n := range []int{0, 1, 3, treeMost, 40} {
		var right []branch
		for i := range n {
			right = append(right, branch{Text: strings.Repeat(fmt.Sprint("việc ", i, " "), i%9+1), Below: "còn hiệu lực"})
		}
		tr := layTree([]branch{{Text: "Luật số 102/2016/QH13"}}, branch{Text: "Quyết định số 23/QĐ-TTg"}, right)
		if want := 2 + min(n, treeMost); len(tr.Nodes) != want || len(tr.Lines) != want-1 {
			t.Errorf("%d tasks: %d boxes, %d lines", n, len(tr.Nodes), len(tr.Lines))
		}
		bottom := map[int]int{}
		for _, b := range tr.Nodes {
			if b.Y < bottom[b.X] || b.X+b.W > tr.W || b.Y+b.H > tr.H || len(b.Lines) > treeLines {
				t.Errorf("%d tasks: box %+v in %d × %d", n, b, tr.W, tr.H)
			}
			bottom[b.X] = b.Y + b.H
		}
		if last := tr.Nodes[len(tr.Nodes)-1].Lines[0]; n == 40 && !strings.Contains(last, "và 33 mục nữa") {
			t.Errorf("the last box says %q", last)
		}
	}
}
