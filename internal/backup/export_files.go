package backup

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// attachmentColumn is a column that points to a file, and the column with the name that a person gave the file: hash
// goes with name, source_hash with source_name.
type attachmentColumn struct {
	hash, name int // indexes in the row; name is -1 when there is none
	folder     string
}

func attachmentColumns(r relation) []attachmentColumn {
	index := func(name string) int {
		return slices.IndexFunc(r.columns, func(a attribute) bool { return a.Name == name })
	}
	var out []attachmentColumn
	for _, ref := range r.references {
		prefix, ok := strings.CutSuffix(ref.column, "hash")
		if ref.table != "file" || !ok {
			continue
		}
		folder := "tep/"
		if prefix == "source_" {
			folder = "ban-goc/"
		}
		out = append(out, attachmentColumn{index(ref.column), index(prefix + "name"), folder})
	}
	return out
}

type attachment struct{ hash, path string }

// attachmentList gathers the files that rows name.
type attachmentList struct {
	list []attachment
	seen map[string]bool
}

// note remembers the files of a row and gives their addresses in the ZIP.
func (l *attachmentList) note(columns []attachmentColumn, row []any) []string {
	var paths []string
	for _, c := range columns {
		hash, _ := row[c.hash].(string)
		if !store.ValidHash(hash) {
			continue
		}
		name := ""
		if c.name >= 0 {
			name, _ = row[c.name].(string)
		}
		a := attachment{hash, c.folder + fileName(name, hash)}
		paths = append(paths, a.path)
		if key := strings.ToLower(a.path); !l.seen[key] { // Windows does not tell case apart
			if l.seen == nil {
				l.seen = map[string]bool{}
			}
			l.seen[key] = true
			l.list = append(l.list, a)
		}
	}
	return paths
}

const longestName = 80

// fileName makes a name that every system takes out of the one that a person's machine sent, with eight digits of the
// hash so that two files of one name stay two.
func fileName(given, hash string) string {
	given = path.Base(strings.ReplaceAll(vi.NFC(given), `\`, "/"))
	ext := path.Ext(given)
	stem := strings.TrimSuffix(given, ext)
	if !plainExt(ext) {
		stem, ext = given, ""
	}
	stem = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, stem)
	letters := []rune(stem)
	stem = strings.Trim(string(letters[:min(len(letters), longestName)]), " .")
	if stem == "" {
		stem = "tep"
	}
	return stem + "-" + hash[:8] + ext
}

func plainExt(ext string) bool {
	return len(ext) <= 6 && strings.TrimFunc(ext, func(r rune) bool {
		return r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}) == ""
}
