package org

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Stated is the confidence of what a person of the unit has written down or compared with the official text.
const Stated body.Confidence = "stated"

// Body is a body of a unit, with the name that it has on the day for which it was read.
type Body struct {
	ID         string          `db:"id"`
	UnitID     string          `db:"unit_id"`
	Kind       body.Kind       `db:"kind"`
	Name       string          `db:"name"`
	Requested  bool            `db:"requested"` // is asked, never ordered, and never overdue
	Confidence body.Confidence `db:"confidence"`
	Source     string          `db:"source"` // where it is known from
	From       day.Day         `db:"valid_from"`
	To         day.Day         `db:"valid_to"` // last day; zero while it exists
	Version    int64           `db:"version"`
}

// Checked reports whether a page may leave out "chưa đối chiếu".
func (b Body) Checked() bool { return b.Confidence == Stated || b.Confidence.Checked() }

// Exists reports whether the body exists on a day.
func (b Body) Exists(at day.Day) bool {
	return !at.Before(b.From) && (b.To.IsZero() || !at.After(b.To))
}

// Name is one name under which a body is or was known.
type Name struct {
	ID     string  `db:"id"`
	BodyID string  `db:"body_id"`
	Name   string  `db:"name"`
	Key    string  `db:"match_key"`
	Alias  bool    `db:"alias"` // a further name beside the official one
	From   day.Day `db:"valid_from"`
	To     day.Day `db:"valid_to"`
}

// Valid reports whether the name is in use on a day.
func (n Name) Valid(at day.Day) bool {
	return !at.Before(n.From) && (n.To.IsZero() || !at.After(n.To))
}

// record is a body as the history tells it.
type record struct {
	Name      string `json:"Tên"`
	Kind      string `json:"Loại"`
	Requested string `json:"Cách giao"`
	Checked   string `json:"Đối chiếu"`
	Source    string `json:"Căn cứ"`
	From      string `json:"Từ ngày"`
	To        string `json:"Đến hết ngày"`
}

func (b Body) record() record {
	r := record{Name: b.Name, Kind: b.Kind.Label(), Requested: "giao việc", Checked: "chưa đối chiếu", Source: b.Source, From: b.From.String(), To: b.To.String()}
	if b.Requested {
		r.Requested = "đề nghị"
	}
	if b.Checked() {
		r.Checked = "đã đối chiếu"
	}
	return r
}

// sortKey orders bodies by kind, then by name.
func sortKey(k body.Kind, name string) string {
	return fmt.Sprintf("%02d %s", slices.Index(body.Kinds(), k)+1, vi.SortKey(name))
}

// checkName adds what is wrong with a name of a body.
func checkName(f *errs.Form, field, name string) {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		f.Add(field, "Ghi tên cơ quan")
	case n > 200:
		f.Add(field, "Tên dài nhất 200 ký tự, đang có %d", n)
	case strings.ContainsAny(name, "\n\t"):
		f.Add(field, "Mỗi ô chỉ ghi một tên, trên một dòng")
	}
}

// check adds what is wrong with a body as a whole.
func (b Body) check(f *errs.Form) {
	checkName(f, "ten", b.Name)
	if !slices.Contains(body.Kinds(), b.Kind) {
		f.Add("loai", "Chọn loại cơ quan")
	}
	if utf8.RuneCountInString(b.Source) > 300 {
		f.Add("can-cu", "Căn cứ dài nhất 300 ký tự")
	}
	if b.From.IsZero() {
		f.Add("tu-ngay", "Ghi ngày bắt đầu hoạt động, ví dụ 01/07/2025")
	}
	if !b.To.IsZero() && !b.From.IsZero() && b.To.Before(b.From) {
		f.Add("den-ngay", "Ngày cuối phải từ %s trở đi", b.From)
	}
}
