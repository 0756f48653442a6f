package week

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// maxCases is how many decisions a page asks for.
const maxCases = 5

// From how many working days on a leader is asked. They are choices of this program, not of a law.
const (
	pushAfter    = 3 // of being overdue
	confirmAfter = 5 // of waiting to be confirmed
)

// needOrder is in which order the page asks.
var needOrder = []Need{NeedLeadLate, NeedAnswer, NeedPush, NeedLead, NeedConfirm}

// Choose picks what a leader is asked, in the order of the needs and in each need what has waited longest, and says how many
// further pieces it left out. Work of several needs is asked about once.
func Choose(stuck []Stuck, c day.Calendar, today day.Day) (cases []Case, left int) {
	seen := map[Ref]bool{}
	for _, need := range needOrder {
		for _, s := range stuck {
			if s.Need != need || seen[s.Ref] || !ripe(s, c, today) {
				continue
			}
			seen[s.Ref] = true
			if len(cases) == maxCases {
				left++
				continue
			}
			cases = append(cases, Case{s, caseWords(s, c, today)})
		}
	}
	return cases, left
}

// ripe reports whether the work has waited long enough for a leader.
func ripe(s Stuck, c day.Calendar, today day.Day) bool {
	switch s.Need {
	case NeedPush:
		return c.WorkingDaysBetween(s.Since, today) > pushAfter
	case NeedConfirm:
		return !s.Since.IsZero() && c.WorkingDaysBetween(s.Since, today) > confirmAfter
	}
	return true
}

// caseWords says who is stuck and since when.
func caseWords(s Stuck, c day.Calendar, today day.Day) string {
	parts := []string{whoWords(s.Lead)}
	switch s.Need {
	case NeedAnswer:
		if !s.Wish.IsZero() {
			parts = append(parts, "xin lùi từ "+s.Due.Short()+" đến "+s.Wish.Short())
		} else {
			parts = append(parts, "xin lùi hạn")
		}
		if !s.Since.IsZero() {
			parts = append(parts, "hỏi từ "+c.Name(today, s.Since))
		}
	case NeedConfirm:
		done := s.Claimed
		if done.IsZero() {
			done = s.Since
		}
		parts = append(parts, "báo xong ngày "+done.Short()+", chờ xác nhận "+vi.Int(c.WorkingDaysBetween(s.Since, today))+" ngày làm việc")
	default:
		if !s.Due.IsZero() {
			parts = append(parts, c.Left(today, s.Due))
		}
	}
	return strings.Join(parts, ", ")
}

func whoWords(lead string) string {
	if lead == "" {
		return "chưa rõ ai chủ trì"
	}
	return strings.ReplaceAll(lead, "; ", ", ")
}
