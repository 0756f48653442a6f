package ui

import "github.com/mangnon/mangnon/internal/doc/draw/glyph"

// lettered is a state with other letters.
func lettered(key, letters string) glyph.State {
	s := glyph.Of(key)
	s.Letter = letters
	return s
}
