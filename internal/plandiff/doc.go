// Package plandiff compares two texts of a plan: paragraph by paragraph, word by word inside a paragraph, and piece of
// work by piece of work. It is pure: text in, comparison out, the same for the same input.
//
// Numbers in front of paragraphs ("II.", "1.2.", "a)", "-") are no text: a section that goes renumbers all that follow and
// changes nothing in them.
package plandiff
