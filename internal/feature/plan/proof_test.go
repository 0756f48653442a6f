package plan

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestProofIsANumberWithAUnitAndASafeLink(t *testing.T) {
	cases := []struct {
		proof
		wrong string // name of the field, empty when all is well
		words string
	}{
		{proof{Amount: "612", AmountUnit: "lượt"}, "", "612 lượt"},
		{proof{Amount: "1.250", AmountUnit: "hộ"}, "", "1.250 hộ"},
		{proof{Amount: "1250000", AmountUnit: "đồng"}, "", "1.250.000 đồng"},
		{proof{Amount: "12,5", AmountUnit: "km"}, "", "12,5 km"},
		{proof{Amount: "12.5", AmountUnit: "km"}, "so-luong", ""},
		{proof{Amount: "-3", AmountUnit: "km"}, "so-luong", ""},
		{proof{Amount: "nhiều", AmountUnit: "hộ"}, "so-luong", ""},
		{proof{Amount: "5"}, "don-vi-tinh", ""},
		{proof{AmountUnit: "hộ"}, "so-luong", ""},
		{proof{Link: "https://baohungyen.vn/bai-viet"}, "", ""},
		{proof{Link: "http://baohungyen.vn"}, "lien-ket", ""},
		{proof{Link: "javascript:alert(1)"}, "lien-ket", ""},
		{proof{Link: "https://hungyen.gov.vn@evil.example/"}, "lien-ket", ""},
		{proof{Link: "https://"}, "lien-ket", ""},
	}
	for _, c := range cases {
		var form errs.Form
		c.check(&form)
		var got string
		if e, ok := form.Err().(*errs.Error); ok {
			got = e.Fields[0].Name
		}
		if got != c.wrong {
			t.Errorf("%+v: mistake in %q, want %q", c.proof, got, c.wrong)
		}
		if c.words != "" && c.AmountWords() != c.words {
			t.Errorf("%q, want %q", c.AmountWords(), c.words)
		}
	}
	if host := (proof{Link: "https://baohungyen.vn/a"}).Host(); host != "baohungyen.vn" {
		t.Errorf("host %q", host)
	}
}
