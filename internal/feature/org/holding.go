package org

import (
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Span is what every dated row about a body carries: its days, on what it rests, and how well it is known.
type Span struct {
	From       day.Day         `db:"valid_from"`
	To         day.Day         `db:"valid_to"`   // last day; zero while it holds
	Basis      string          `db:"basis"`      // document by which it began
	EndBasis   string          `db:"end_basis"`  // document by which it ended
	Confidence body.Confidence `db:"confidence"` // how the beginning is known
	Version    int64           `db:"version"`
}

// On reports whether the row holds on a day.
func (s Span) On(at day.Day) bool { return !at.Before(s.From) && (s.To.IsZero() || !at.After(s.To)) }

// Checked reports whether a page may leave out "chưa đối chiếu".
func (s Span) Checked() bool { return s.Confidence == Stated || s.Confidence.Checked() }

// withdrawn rows were taken back before they held: a succession that was undone, a slip.
func (s Span) withdrawn() bool { return !s.To.IsZero() && s.To.Before(s.From) }

// meets reports whether two rows share a day.
func (s Span) meets(other Span) bool {
	if s.withdrawn() || other.withdrawn() {
		return false
	}
	return (s.To.IsZero() || !s.To.Before(other.From)) && (other.To.IsZero() || !other.To.Before(s.From))
}

// until cuts the row at the last day of its body: what a body held ends with it at the latest.
func (s Span) until(last day.Day) Span {
	if !last.IsZero() && (s.To.IsZero() || s.To.After(last)) {
		s.To = last
	}
	return s
}

// check adds what is wrong with the row for a body; last is given when the row must have ended.
func (s Span) check(f *errs.Form, b Body) {
	switch {
	case s.From.IsZero():
		f.Add("tu-ngay", "Ghi ngày bắt đầu, ví dụ 01/07/2025")
	case s.From.Before(b.From):
		f.Add("tu-ngay", "Ngày bắt đầu phải từ %s, ngày %s bắt đầu hoạt động", b.From, b.Name)
	case !b.To.IsZero() && s.From.After(b.To):
		f.Add("tu-ngay", "%s đã kết thúc ngày %s; ghi ngày trước đó hoặc chọn cơ quan khác", b.Name, b.To)
	}
	if !s.To.IsZero() && !s.From.IsZero() && s.To.Before(s.From.Add(-1)) {
		f.Add("den-ngay", "Ngày cuối phải từ %s trở đi; nếu ghi nhầm cả dòng, ghi %s để rút lại", s.From, s.From.Add(-1))
	}
	checkBasis(f, "can-cu", s.Basis)
	checkBasis(f, "can-cu-cuoi", s.EndBasis)
}

func checkBasis(f *errs.Form, field, basis string) {
	if n := utf8.RuneCountInString(basis); n > 300 {
		f.Add(field, "Căn cứ dài nhất 300 ký tự, đang có %d", n)
	}
	if strings.ContainsAny(basis, "\n\t") {
		f.Add(field, "Ghi căn cứ trên một dòng")
	}
}

// Holding says that a body has a function from one day to another.
type Holding struct {
	ID         string `db:"id"`
	UnitID     string `db:"unit_id"`
	BodyID     string `db:"body_id"`
	BodyName   string `db:"body_name"` // on the day asked for, else the newest
	FunctionID string `db:"function_id"`
	Name       string `db:"name"` // of the function, in the words of the day it was given
	Shared     bool   `db:"shared"`
	Span

	BodyEnd day.Day `db:"body_end"` // last day of the body; zero while it exists
}

// Held is the days on which the body had the function, which end with the body at the latest.
func (h Holding) Held() Span { return h.Span.until(h.BodyEnd) }

type holdingRecord struct {
	Function string `json:"Chức năng"`
	From     string `json:"Từ ngày"`
	To       string `json:"Đến hết ngày"`
	Basis    string `json:"Căn cứ"`
	EndBasis string `json:"Căn cứ kết thúc"`
	Checked  string `json:"Đối chiếu"`
}

func (h Holding) record() holdingRecord {
	return holdingRecord{h.Name, h.From.String(), h.To.String(), h.Basis, h.EndBasis, checkedWords(h.Checked())}
}
