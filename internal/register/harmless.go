package register

import "strings"

// formulaSigns begin what a table program takes for a formula when it opens a file of text.
const formulaSigns = "=+-@\t\r"

// harmless keeps a text from being taken for a formula when a table program opens a file of text: an apostrophe stands before it.
// Numbers keep their sign.
func harmless(k Kind, s string) string {
	if c, computed := k.(Computed); computed {
		k = c.As
	}
	if _, number := k.(Number); number || s == "" || !strings.ContainsRune(formulaSigns, rune(s[0])) {
		return s
	}
	return "'" + s
}

// unharmed takes the apostrophes of harmless away from a table that comes back, in place.
func unharmed(table [][]string) [][]string {
	for _, row := range table {
		for i, s := range row {
			if len(s) > 1 && s[0] == '\'' && strings.ContainsRune(formulaSigns, rune(s[1])) {
				row[i] = s[1:]
			}
		}
	}
	return table
}
