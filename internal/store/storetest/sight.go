package storetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// variant is one text of a statement, and the readers who get it.
type variant struct {
	text    string
	params  int
	whose   string // " for collaborator"; empty for who sees everything
	nothing bool   // the reader sees nothing of one of its tables
}

// variants are the different texts of a statement: one for who sees everything, and one for each narrower sight that gets
// another.
func variants(s *store.Stmt) []variant {
	params := s.Params
	if s.Scoped() {
		params++
	}
	out := []variant{{text: s.Text(), params: params}}
	sights := actor.Sights()
	for _, name := range sortedKeys(sights) {
		text, params := s.TextFor(sights[name])
		if !slices.ContainsFunc(out, func(v variant) bool { return v.text == text }) {
			out = append(out, variant{text, params, " for " + name, strings.Contains(text, "WHERE FALSE") || strings.Contains(text, "AND FALSE")})
		}
	}
	return out
}

func sortedKeys(m map[string]actor.Sight) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// named finds tables in a statement however it is written.
var named = regexp.MustCompile(`(?i)\b(?:from|join|update|into)\s+"?([a-z_]+)`)

// unseen says where the writing of a statement would hide a table or a column from the rules of who sees what.
func unseen(s *store.Stmt) (out []string) {
	refs := s.Refs()
	for _, m := range named.FindAllStringSubmatch(s.SQL, -1) {
		known := slices.ContainsFunc(refs, func(r store.Ref) bool { return r.Table.Name == m[1] })
		if t, ok := store.TableNamed(m[1]); ok && t.Scoped && !known {
			out = append(out, fmt.Sprintf("names %s in a way that the store does not read: keywords in capitals, names small", m[1]))
		}
	}
	bare := regexp.MustCompile(`\{see:[a-z_]+\.[a-z_]+\}`).ReplaceAllString(s.SQL, "''")
	for _, r := range refs {
		if r.Target && s.Write && isInsert(s.SQL) {
			continue
		}
		for _, column := range slices.Concat(r.Table.Hidden, r.Table.Beyond, r.Table.Secret) {
			shown := regexp.MustCompile(`\b` + r.Alias + `\.(?:` + column + `\b|\*)`)
			alone := regexp.MustCompile(`(?:SELECT|,|\(|AND|OR|WHERE|BY)\s*` + column + `\b`)
			if shown.MatchString(bare) || !s.Write && len(refs) == 1 && alone.MatchString(bare) {
				out = append(out, fmt.Sprintf("names %s.%s without {see:%s.%s}: not everybody may see it", r.Table.Name, column, r.Alias, column))
			}
		}
	}
	return out
}
