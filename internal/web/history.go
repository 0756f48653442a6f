package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// HistoryLines are events as every page of a record shows them.
func HistoryLines(events []store.Event) []ui.Event {
	out := make([]ui.Event, len(events))
	for i, e := range events {
		out[i] = HistoryLine(e)
	}
	return out
}

// HistoryLine says who did what and when, and for each field its old and new value. A field that was empty before and
// after is not named.
func HistoryLine(e store.Event) ui.Event {
	return ui.Event{When: Stamp(e.At), Who: whoDid(e), Behalf: e.BodyName, What: lowerFirst(e.Action) + deltaWords(e) + noteWords(e)}
}

// Stamp is a moment as people here read it: "16:02 12/05/2026", empty when there is none.
func Stamp(i store.Instant) string {
	if i.IsZero() {
		return ""
	}
	return i.In(day.Zone).Format("15:04 02/01/2006")
}

// lowerFirst puts words into the middle of a sentence.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// noteWords are the reason that a person gave; the program's own reasons are no news.
func noteWords(e store.Event) string {
	if e.Note == "" || e.AccountID == "" {
		return ""
	}
	return ". " + vi.Sentence(e.Note)
}

func whoDid(e store.Event) string {
	if e.Post == "" {
		return e.AccountName
	}
	return e.AccountName + ", " + e.Post
}

// filesField holds the files of a record, which stand beside it on its page.
const filesField = "Tệp"

func deltaWords(e store.Event) string {
	var parts []string
	for _, d := range e.Deltas() {
		if d.Field == filesField {
			continue
		}
		if words := changeWords(d, e.Before != "" && e.After != ""); words != "" {
			parts = append(parts, d.Field+": "+words)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ". " + strings.Join(parts, "; ")
}

// changeWords tells one field of a change; of what was made or removed it tells what is there.
func changeWords(d store.Delta, changed bool) string {
	before, after := valueWords(d.Before), valueWords(d.After)
	switch {
	case before == "" && after == "":
		return ""
	case changed:
		return "từ “" + orEmpty(before) + "” thành “" + orEmpty(after) + "”"
	default:
		return before + after // one of them is empty
	}
}

// valueWords shows a stored value the way people read it.
func valueWords(s string) string {
	switch s {
	case "true":
		return "có"
	case "false":
		return ""
	}
	if len(s) == len("2006-01-02") {
		if d, err := day.ParseISO(s); err == nil {
			return d.String()
		}
	}
	return s
}

func orEmpty(s string) string {
	if s == "" {
		return "để trống"
	}
	return s
}
