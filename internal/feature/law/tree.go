package law

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Measures of the picture in its own units, which are pixels at full size.
const (
	treeGap    = 40 // between two columns
	treeSpace  = 12 // between two boxes
	treePad    = 10 // inside a box
	treeLine   = 18 // height of a line of text
	treeHead   = 26 // for the names of the columns
	treeLines  = 3  // lines of a box, the rest is cut
	treeMost   = 8  // boxes of a column
	treeLetter = 7  // mean width of a letter at 13 px, on the safe side
)

// treeWidths are the widths of the three columns.
var treeWidths = [3]int{210, 220, 290}

// node is one box: what stands in it, and its place.
type node struct {
	Lines      []string
	Below      string // a second kind of words: how the document stands
	X, Y, W, H int
	Here       bool // the document of the page
}

// line is a connection from the right edge of one box to the left edge of another.
type line struct{ D string }

// tree is the picture "căn cứ → văn bản → nhiệm vụ", laid out.
type tree struct {
	W, H  int
	Heads []node
	Nodes []node
	Lines []line
	Title string
	Desc  string
}

// branch is what one box says.
type branch struct{ Text, Below string }

// layTree lays out what a document rests on, the document and what rests on it. What does not fit is counted in a last box.
func layTree(left []branch, here branch, right []branch) tree {
	t := tree{}
	columns := [3][]node{stack(left, 0), stack([]branch{here}, 1), stack(right, 2)}
	columns[1][0].Here = true
	x, high := 0, 0
	for _, c := range columns {
		high = max(high, height(c))
	}
	for i, c := range columns {
		if len(c) == 0 {
			continue
		}
		y := treeHead + (high-height(c))/2
		for j := range c {
			c[j].X, c[j].Y = x, y
			y += c[j].H + treeSpace
		}
		t.Heads = append(t.Heads, node{Lines: []string{[3]string{"Căn cứ", "Văn bản", "Việc và văn bản dựa vào"}[i]}, X: x, Y: 14})
		t.W = x + treeWidths[i]
		x += treeWidths[i] + treeGap
	}
	t.H = treeHead + high + 4
	middle := columns[1][0]
	for _, n := range columns[0] {
		t.Lines = append(t.Lines, join(n, middle))
	}
	for _, n := range columns[2] {
		t.Lines = append(t.Lines, join(middle, n))
	}
	for _, c := range columns {
		t.Nodes = append(t.Nodes, c...)
	}
	return t
}

// stack measures the boxes of a column.
func stack(all []branch, column int) []node {
	shown := all
	if len(all) > treeMost {
		shown = append(append([]branch{}, all[:treeMost-1]...), branch{Text: "và " + strconv.Itoa(len(all)-treeMost+1) + " mục nữa trong bảng bên dưới"})
	}
	out := make([]node, len(shown))
	for i, b := range shown {
		n := node{Lines: wrap(b.Text, (treeWidths[column]-2*treePad)/treeLetter), Below: b.Below, W: treeWidths[column]}
		n.H = 2*treePad + treeLine*len(n.Lines)
		if n.Below != "" {
			n.H += treeLine
		}
		out[i] = n
	}
	return out
}

func height(nodes []node) int {
	h := -treeSpace
	for _, n := range nodes {
		h += n.H + treeSpace
	}
	return max(h, 0)
}

// join draws from box to box, level at both ends.
func join(a, b node) line {
	x1, y1, x2, y2 := a.X+a.W, a.Y+a.H/2, b.X, b.Y+b.H/2
	mid := (x1 + x2) / 2
	return line{fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, mid, y1, mid, y2, x2, y2)}
}

// wrap breaks a text between words; what is over is cut with an ellipsis.
func wrap(text string, width int) []string {
	var out []string
	now := ""
	for _, word := range strings.Fields(text) {
		switch next := strings.TrimSpace(now + " " + word); {
		case utf8.RuneCountInString(next) <= width || now == "":
			now = next
		case len(out) == treeLines-1:
			return append(out, vi.Cut(now, width-1)+"…")
		default:
			out, now = append(out, now), word
		}
	}
	return append(out, vi.Cut(now, width))
}

// baseline is where the i-th line of a box stands.
func (n node) baseline(i int) string { return strconv.Itoa(n.Y + treePad + treeLine*i + 13) }

func (n node) textX() string { return strconv.Itoa(n.X + treePad) }
