// Package draw is a small model of a drawing that becomes SVG for a page and shapes on a PDF page.
//
// Lengths are CSS pixels. Colours are never written into the SVG: every shape has a Class, the stylesheet gives it the
// tokens of the theme, and a PDF takes the light ones from looks.go. A Drawing has a title that states the finding with
// unit and period, and a description for those who do not see it.
package draw
