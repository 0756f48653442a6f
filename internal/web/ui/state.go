package ui

import "github.com/mangnon/mangnon/internal/doc/draw/glyph"

// StateWords is what the state of a key is called: StateWords("Q") is "quá hạn".
func StateWords(key string) string { return glyph.Of(key).Words }

// toneClass is the class of a state's glyph or of its words.
func toneClass(prefix, key string) string { return prefix + string(glyph.Of(key).Tone) }
