package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/planread"
)

// line is a numbered line of the source, cut where doubts begin and end. The pieces together are the line.
type line struct {
	N      int
	Text   string
	Pieces []piece
}

// piece is a part of a line; one with numbers is what doubts are about.
type piece struct {
	Text   string
	Doubts []int
	Open   bool // one of them is not decided
}

// pair is a run of source lines beside the cards born from it. Lines that gave no card stand alone; lines that the
// reader could not place are loose. Doubts are those that stand on no card.
type pair struct {
	Lines  []line
	Cards  []cardView
	Doubts []lineDoubts
	Loose  bool
}

// from and to are the lines of the pair.
func (pr pair) from() int { return pr.Lines[0].N }
func (pr pair) to() int   { return pr.Lines[len(pr.Lines)-1].N }

// cardView is a card with the doubts on it.
type cardView struct {
	Task   draftTask
	Doubts []Doubt
}

// lineDoubts are the doubts of a line that belongs to no card.
type lineDoubts struct {
	Line   int
	Doubts []Doubt
}

func looseLines(parts []Part) map[int]bool {
	m := map[int]bool{}
	for _, p := range parts {
		if p.Kind == planread.ItemUnassigned {
			for n := p.From; n <= p.To; n++ {
				m[n] = true
			}
		}
	}
	return m
}

// layout lays the cards beside their lines.
type layout struct {
	text   []string
	cards  []cardView // in the order of the source
	loose  map[int]bool
	marks  map[int][]Doubt // all doubts of a line
	alone  map[int][]Doubt // those that stand on no card
	result []pair
}

// pairUp lays the cards beside their lines. Cards whose lines overlap share one pair.
func pairUp(text []string, tasks []draftTask, doubts []Doubt, loose map[int]bool) []pair {
	l := layout{text: text, loose: loose, marks: map[int][]Doubt{}, alone: map[int][]Doubt{}, cards: make([]cardView, len(tasks))}
	for i, t := range tasks {
		l.cards[i].Task = t
	}
	slices.SortStableFunc(l.cards, func(a, b cardView) int { return cmp.Compare(a.Task.LineFrom, b.Task.LineFrom) })
	l.place(doubts)
	next := 0
	for n := 1; n <= len(text); {
		if next < len(l.cards) && l.cards[next].Task.LineFrom <= n {
			first, end := next, n
			for next < len(l.cards) && l.cards[next].Task.LineFrom <= end {
				end = max(end, l.cards[next].Task.LineTo)
				next++
			}
			l.result = append(l.result, pair{Lines: l.lines(n, end), Cards: l.cards[first:next]})
			n = end + 1
			continue
		}
		if strings.TrimSpace(text[n-1]) != "" {
			l.addPlain(n)
		}
		n++
	}
	return l.result
}

// place puts every doubt on its card, or beside its line when no card covers it.
func (l *layout) place(doubts []Doubt) {
	covering := map[int][]int{}
	for i, c := range l.cards {
		for n := c.Task.LineFrom; n <= c.Task.LineTo; n++ {
			covering[n] = append(covering[n], i)
		}
	}
	for _, d := range doubts {
		l.marks[d.Line] = append(l.marks[d.Line], d)
		around := covering[d.Line]
		tasks := make([]Task, len(around))
		for i, c := range around {
			tasks[i] = l.cards[c].Task.Task
		}
		if i := d.holder(tasks); i >= 0 {
			l.cards[around[i]].Doubts = append(l.cards[around[i]].Doubts, d)
		} else {
			l.alone[d.Line] = append(l.alone[d.Line], d)
		}
	}
}

const plainLines = 12 // as many lines without a card stand together

// takes reports whether one more line without a card may stand in the pair. The doubts of a line stand beside that line.
func (pr pair) takes(loose bool) bool {
	return len(pr.Cards) == 0 && pr.Loose == loose && len(pr.Lines) < plainLines && (loose || len(pr.Doubts) == 0)
}

func (l *layout) addPlain(n int) {
	last, doubts := len(l.result)-1, l.alone[n]
	if last < 0 || !l.result[last].takes(l.loose[n]) || len(doubts) > 0 && !l.loose[n] {
		l.result = append(l.result, pair{Loose: l.loose[n]})
		last++
	}
	pr := &l.result[last]
	pr.Lines = append(pr.Lines, cutLine(n, l.text[n-1], l.marks[n]))
	if len(doubts) > 0 {
		pr.Doubts = append(pr.Doubts, lineDoubts{n, doubts})
	}
}

func (l *layout) lines(from, to int) []line {
	var out []line
	for n := from; n <= min(to, len(l.text)); n++ {
		if strings.TrimSpace(l.text[n-1]) != "" {
			out = append(out, cutLine(n, l.text[n-1], l.marks[n]))
		}
	}
	return out
}

// lines are lines of the source that are not empty.
func (s Source) lines(from, to int) []line {
	return (&layout{text: strings.Split(s.Text, "\n")}).lines(max(from, 1), to)
}

// mark is where the words of a doubt stand in a line.
type mark struct {
	from, to int
	piece
}

// cutLine cuts a line at the words of its doubts. A doubt whose words are not there, or lie across another's, is numbered
// at the end of the line.
func cutLine(n int, text string, doubts []Doubt) line {
	var marks []mark
	end := mark{from: len(text), to: len(text)}
	for _, d := range doubts {
		m := &end
		from, to := findWords(text, d.Words)
		at := slices.IndexFunc(marks, func(o mark) bool { return from < o.to && o.from < to })
		switch {
		case to > 0 && at < 0:
			marks = append(marks, mark{from: from, to: to})
			m = &marks[len(marks)-1]
		case to > 0 && marks[at].from == from && marks[at].to == to:
			m = &marks[at]
		}
		m.Doubts = append(m.Doubts, d.Seq)
		m.Open = m.Open || d.Open()
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	return line{n, text, pieces(text, marks, end)}
}

func pieces(text string, marks []mark, end mark) []piece {
	var out []piece
	at := 0
	for _, m := range marks {
		if m.from > at {
			out = append(out, piece{Text: text[at:m.from]})
		}
		m.Text = text[m.from:m.to]
		out = append(out, m.piece)
		at = m.to
	}
	if at < len(text) {
		out = append(out, piece{Text: text[at:]})
	}
	if len(end.Doubts) > 0 {
		out = append(out, end.piece)
	}
	return out
}

// findWords is where the words of a doubt stand in a line; to is 0 when they do not. Long words were cut with "…".
func findWords(text, words string) (from, to int) {
	words = strings.TrimSuffix(words, "…")
	if words == "" {
		return 0, 0
	}
	from = strings.Index(text, words)
	if from < 0 {
		return 0, 0
	}
	return from, from + len(words)
}
