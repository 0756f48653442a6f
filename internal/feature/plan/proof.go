package plan

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// proof is what a result brings besides words and files: a number with its unit, and an address elsewhere.
type proof struct {
	Amount     string `db:"amount" json:"Số lượng,omitempty"` // digits with a comma before the decimals: "612", "12,5"
	AmountUnit string `db:"amount_unit" json:"Đơn vị tính,omitempty"`
	Link       string `db:"link" json:"Liên kết,omitempty"`
}

// AmountWords is the number with its unit: "1.250 lượt".
func (p proof) AmountWords() string {
	whole, rest, broken := strings.Cut(p.Amount, ",")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if broken {
		whole += "," + rest
	}
	return strings.TrimSpace(whole + " " + p.AmountUnit)
}

// Host is where the link leads.
func (p proof) Host() string {
	u, err := url.Parse(p.Link)
	if err != nil {
		return ""
	}
	return u.Host
}

func (p proof) empty() bool { return p.Amount == "" && p.Link == "" }

var amountFormat = regexp.MustCompile(`^(\d{1,12}|\d{1,3}(\.\d{3}){1,4})(,\d{1,3})?$`)

// check notes what cannot be used and brings the number into its stored form.
func (p *proof) check(form *errs.Form) {
	switch {
	case p.Amount == "" && p.AmountUnit != "":
		form.Add("so-luong", "Ghi số lượng, hoặc để trống cả đơn vị tính")
	case p.Amount != "" && !amountFormat.MatchString(p.Amount):
		form.Add("so-luong", "Số lượng ghi bằng chữ số, ví dụ 612 hoặc 1.250 hoặc 12,5")
	case p.Amount != "" && p.AmountUnit == "":
		form.Add("don-vi-tinh", "Ghi đơn vị tính của %s, ví dụ: lượt, hộ, km", p.Amount)
	case utf8.RuneCountInString(p.AmountUnit) > 40:
		form.Add("don-vi-tinh", "Đơn vị tính dài nhất 40 ký tự")
	}
	p.Amount = strings.ReplaceAll(p.Amount, ".", "")
	if p.Link == "" {
		return
	}
	u, err := url.Parse(p.Link)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(p.Link, " \n"):
		form.Add("lien-ket", "Liên kết phải là một địa chỉ bắt đầu bằng https://")
	case len(p.Link) > 1000:
		form.Add("lien-ket", "Liên kết dài nhất 1.000 ký tự")
	}
}

// Standing is whether a result counts.
type Standing string

// A result that a body records itself waits for the officer; one that the officer records counts at once.
const (
	Waiting  Standing = "waiting"
	Counted  Standing = "counted"
	Returned Standing = "returned"
)

// judged is what the officer decided about a result.
type judged struct {
	State     Standing      `db:"state" json:"-"`
	DecidedBy string        `db:"decided_by" json:"-"`
	DecidedAt store.Instant `db:"decided_at" json:"-"`
	Reason    string        `db:"reason" json:"-"` // why it was returned
}
