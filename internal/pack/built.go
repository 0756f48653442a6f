package pack

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.csv
var data embed.FS

// All are the packs that the program knows, in the order of their page.
func All() []Pack { return built().packs }

// Find is the pack of a key.
func Find(key string) (Pack, bool) {
	for _, p := range All() {
		if p.Key == key {
			return p, true
		}
	}
	return Pack{}, false
}

type brought struct {
	packs    []Pack
	versions map[string][]Version
}

var built = sync.OnceValue(func() brought {
	b := brought{versions: map[string][]Version{}}
	for _, r := range rows("packs") {
		b.packs = append(b.packs, Pack{Key: r["key"], Title: r["title"], Kind: Kind(r["kind"]), About: r["about"]})
	}
	for _, r := range rows("versions") {
		v := Version{Key: r["version"], Pack: r["pack"], From: r["from"], Until: r["until"], Source: r["source"], Page: r["page"], Confidence: Confidence(r["confidence"]), Note: r["note"],
			Rule: Rule{Total: number(r["total"]), Must: number(r["must"]), Least: number(r["least"]), Share: number(r["share"])}}
		for _, it := range rows(v.Pack + "-" + v.Key) {
			v.Items = append(v.Items, Item{Code: it["code"], Text: it["text"], Parent: it["parent"], Also: words(it["also"]), From: it["from"], Until: it["until"],
				Confidence: Confidence(it["confidence"]), Must: it["must"], Extra: it["extra"]})
		}
		v.index()
		b.versions[v.Pack] = append(b.versions[v.Pack], v)
	}
	return b
})

// rows reads a table of the program, by its head.
func rows(name string) []map[string]string {
	raw, err := data.ReadFile("data/" + name + ".csv")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	table, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("pack: %s.csv: %v", name, err))
	}
	var out []map[string]string
	for _, cells := range table[1:] {
		row := map[string]string{}
		for i, head := range table[0] {
			row[head] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // empty is not known, which 0 says
	return n
}

// words are the other names in a cell.
func words(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ";") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}
