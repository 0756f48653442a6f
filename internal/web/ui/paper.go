package ui

// Having answers whether a child has a paper. Unknown is never drawn as missing.
type Having int

const (
	PaperUnknown Having = iota
	PaperThere
	PaperMissing
)

var havings = map[Having]struct{ class, mark, words string }{
	PaperUnknown: {"unknown", "?", "chưa rõ"},
	PaperThere:   {"ok", "", "có"},
	PaperMissing: {"over", "×", "chưa có"},
}
