package admin

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// holidayChange says which days a change of the calendar added, took away or wrote anew.
func holidayChange(e store.Event) string {
	words := []string{"sửa lịch nghỉ"}
	for _, d := range e.Deltas() {
		if d.Field != "Các ngày" {
			words = append(words, d.Field+": “"+d.After+"”")
			continue
		}
		before, after := strings.Split(d.Before, "\n"), strings.Split(d.After, "\n")
		words = append(words, listed("thêm hoặc sửa", missing(after, before))...)
		words = append(words, listed("bỏ", missing(before, after))...)
	}
	return strings.Join(words, ". ")
}

// missing are the lines of a that b does not have.
func missing(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(line string) bool { return line == "" || slices.Contains(b, line) })
}

func listed(verb string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return []string{verb + ": " + strings.Join(lines, " / ")}
}
