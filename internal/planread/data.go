package planread

import (
	"embed"
	"strings"
	"sync"
)

// The registers of this package are text files: one record a line, fields separated by tabs, "#" starts a remark that names
// the source.
//
//go:embed data/*.txt
var dataFiles embed.FS

// records reads a data file. The files are part of the program: a missing one is a defect found by any test.
func records(name string) [][]string {
	b, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic("planread: " + err.Error())
	}
	var out [][]string
	for l := range strings.Lines(string(b)) {
		l = strings.TrimRight(l, "\r\n")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		out = append(out, strings.Split(l, "\t"))
	}
	return out
}

// docKind is a kind of document: its name and its abbreviation in symbols.
type docKind struct{ name, abbr string }

// docKinds has the kinds of documents by lower-case name.
var docKinds = loadKinds()

func loadKinds() map[string]docKind {
	m := map[string]docKind{}
	for _, r := range records("kinds.txt") {
		k := docKind{name: r[0]}
		if len(r) > 1 {
			k.abbr = r[1]
		}
		m[low(k.name)] = k
	}
	return m
}

// kindByAbbr finds the kind of document that an abbreviation in a symbol stands for.
var kindByAbbr = sync.OnceValue(func() map[string]docKind {
	m := map[string]docKind{}
	for _, k := range docKinds {
		if k.abbr != "" {
			m[strings.ToLower(k.abbr)] = k
		}
	}
	return m
})
