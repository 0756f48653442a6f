package law

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// SoonDays is how long before its end a document is shown as ending.
const SoonDays = 90

// Standing is how a document stands on a day.
type Standing string

// The standings, from the best known to the least.
const (
	InForce  Standing = "valid"
	NotYet   Standing = "not-yet" // in force from a later day
	Ending   Standing = "ending"  // ends within SoonDays
	Partly   Standing = "partial"
	Ended    Standing = "ended" // no longer in force, or the period is over
	Unproven Standing = "unknown"
)

// At is how the document stands on a day. The end of a period counts like the end of force: work needs a new basis.
func (d Document) At(at day.Day) Standing {
	switch {
	case d.State == Expired && (d.ValidTo.IsZero() || d.ValidTo.Before(at)) || !d.EndsOn.IsZero() && d.EndsOn.Before(at):
		return Ended
	case !d.EndsOn.IsZero() && d.EndsOn.Sub(at) <= SoonDays:
		return Ending
	case d.State == Partial:
		return Partly
	case !d.ValidFrom.IsZero() && d.ValidFrom.After(at):
		return NotYet
	case d.State == Valid || d.State == Expired:
		return InForce
	}
	return Unproven
}

// Mark is how a document stands on a day, in words, with the kind of tag that shows it.
type Mark struct {
	Tag   string // a kind of ui.Tag
	Words string
}

// MarkAt is the mark of the document on a day.
func (d Document) MarkAt(at day.Day) Mark {
	switch d.At(at) {
	case InForce:
		return Mark{"ok", "còn hiệu lực"}
	case NotYet:
		return Mark{"wait", "có hiệu lực từ " + d.ValidFrom.String()}
	case Ending:
		return Mark{"late", d.endWords("sắp hết giai đoạn: ", "sắp hết hiệu lực: ") + d.EndsOn.String()}
	case Partly:
		return Mark{"late", "hết hiệu lực một phần"}
	case Ended:
		if d.EndsOn.IsZero() {
			return Mark{"over", "hết hiệu lực"}
		}
		return Mark{"over", d.endWords("hết giai đoạn từ ", "hết hiệu lực từ ") + d.EndsOn.Add(1).String()}
	}
	return Mark{"unknown", "chưa đối chiếu"}
}

// endWords tells the end of a period from the end of force.
func (d Document) endWords(period, force string) string {
	if d.EndsOn == d.ValidTo {
		return force
	}
	return period
}
