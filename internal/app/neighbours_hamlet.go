package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// hamletNames are further names of the hamlets of a day: those that people write for short, and those of hamlets that became them.
// Each entry is one name; Hint is how the hamlet is called.
func hamletNames(o *org.Org) register.Refs {
	return func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
		list, err := o.Hamlets(ctx, from, today)
		if err != nil {
			return nil, err
		}
		var out []ui.Option
		for _, h := range list {
			for _, name := range shortNames(h.Name) {
				out = append(out, ui.Option{Value: h.ID, Text: name, Hint: h.Name})
			}
		}
		former, err := o.FormerHamlets(ctx, from, today)
		for _, h := range former {
			for _, heir := range h.Heirs {
				for _, name := range append(shortNames(h.Name), h.Name) {
					out = append(out, ui.Option{Value: heir.ID, Text: name, Hint: heir.Name})
				}
			}
		}
		return out, err
	}
}

// kindsOfHamlets are the words before the names of hamlets, with how people write them for short.
var kindsOfHamlets = []struct {
	word  string
	short []string
}{
	{"tổ dân phố", []string{"TDP", "tổ", "tổ DP"}},
	{"khu dân cư", []string{"KDC", "khu"}},
	{"khu phố", []string{"KP", "khu"}},
	{"thôn", []string{"làng", "T."}},
	{"làng", []string{"thôn"}},
	{"xóm", nil}, {"ấp", nil}, {"bản", nil}, {"buôn", nil}, {"khóm", nil}, {"khu", nil}, {"tiểu khu", []string{"TK"}},
}

// shortNames are the names that people write instead of a hamlet's: "Tổ dân phố số 3" is also TDP số 3, TDP 3, tổ 3, số 3 and 3.
func shortNames(name string) []string {
	lower := strings.ToLower(name)
	for _, k := range kindsOfHamlets {
		rest, ok := strings.CutPrefix(lower, k.word+" ")
		if !ok {
			continue
		}
		bare := strings.TrimPrefix(rest, "số ")
		out := []string{rest}
		for _, word := range append(k.short, k.word) {
			out = append(out, word+" "+rest)
			if bare != rest {
				out = append(out, word+" "+bare)
			} else if strings.Trim(rest, "0123456789") == "" {
				out = append(out, word+" số "+rest)
			}
		}
		if bare != rest {
			out = append(out, bare)
		}
		return out
	}
	return nil
}
