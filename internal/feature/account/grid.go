package account

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// cellName is the name and the id of a cell's control.
func cellName(row pastedRow, field string) string {
	return "dong-" + strconv.Itoa(row.Row) + "-" + field
}

func mistakeIn(v gridView, row pastedRow, field string) string {
	return ui.ErrorOf(v.Errors, cellName(row, field))
}

func optionTexts(options []ui.Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Text
	}
	return out
}

func roleFacts() []ui.Fact {
	var out []ui.Fact
	for _, r := range actor.Roles() {
		out = append(out, ui.Fact{Term: actor.RoleWords[r], Text: roleNotes[r]})
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
