package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// merge joins the next task to a task: lines, words and bodies of both; the time of the first that has one. A body that
// led the second leads the merged task together with the first leader.
func merge(t, next draftTask, match Match) draftTask {
	t.Text = strings.Join([]string{t.Text, next.Text}, "\n")
	t.LineFrom, t.LineTo = min(t.LineFrom, next.LineFrom), max(t.LineTo, next.LineTo)
	if t.timeless() {
		t.WhenKind, t.WhenRaw, t.Starts, t.Due, t.Peaks = next.WhenKind, next.WhenRaw, next.Starts, next.Due, next.Peaks
	}
	t.Owed = slices.Clone(t.Owed)
	for _, o := range next.Owed {
		if slices.ContainsFunc(t.Owed, func(have Owed) bool { return have.Name == o.Name }) {
			continue
		}
		if t.Lead != "" {
			o.Role = besideLead(o.Role)
		}
		o.ID, o.TaskID, o.Seq = newID(), t.ID, len(t.Owed)+1
		t.Owed = append(t.Owed, o)
	}
	t.settle(match)
	return t
}

// splitOff makes one line of a task a task of its own, with the same bodies and time.
func splitOff(t draftTask, l line, path string) (rest, own draftTask) {
	own = t
	own.ID, own.Path, own.Seq, own.Version, own.Results = newID(), path, t.Seq+1, 1, 0
	own.Title, own.Text, own.LineFrom, own.LineTo = titleOf(l.Text), strings.TrimSpace(l.Text), l.N, l.N
	own.Owed = slices.Clone(t.Owed)
	for i := range own.Owed {
		own.Owed[i].ID, own.Owed[i].TaskID = newID(), own.ID
	}
	t.Text = withoutLine(t.Text, own.Text)
	return t, own
}

// withoutLine takes a line out of the words of a task, when it stands there and is not all of them.
func withoutLine(text, gone string) string {
	before, after, found := strings.Cut(text, gone)
	rest := strings.TrimSpace(strings.TrimRight(before, " \n") + "\n" + strings.TrimLeft(after, " \n"))
	if !found || rest == "" {
		return text
	}
	return rest
}

// titleOf names work by its first clause, without the number or dash in front of it.
func titleOf(text string) string {
	text = strings.TrimLeft(text, "-–+•* ")
	if number, rest, ok := strings.Cut(text, " "); ok && len(number) <= 8 && strings.Trim(number, "0123456789.abcdđeghiklm)") == "" && strings.ContainsAny(number, ".)") {
		text = rest
	}
	if i := strings.IndexAny(text, ";.\n"); i > 0 {
		text = text[:i]
	}
	return vi.Sentence(vi.Cut(strings.TrimSpace(text), 110))
}

// freePath is a place in the outline that no task of the plan has yet: "II.1", "II.1#2", "II.1#3".
func freePath(path string, taken []string) string {
	base, _, _ := strings.Cut(path, "#")
	for n, try := 2, base; ; n++ {
		if try != "" && !slices.Contains(taken, try) {
			return try
		}
		try = base + "#" + strconv.Itoa(n)
	}
}
