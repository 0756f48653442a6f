package register

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed purposes.csv
var purposesCSV string

// purposes are for what records may leave the program, in the order of the form; the last one needs words of its own.
var purposes = readPurposes(purposesCSV)

func readPurposes(raw string) (out []ui.Option) {
	for _, line := range strings.Split(strings.TrimSpace(raw), "\n")[1:] {
		key, text, _ := strings.Cut(strings.TrimSpace(line), ";")
		out = append(out, ui.Option{Value: key, Text: text})
	}
	return out
}

// Purpose is for what somebody takes records out of the program.
type Purpose struct {
	Key    string // of purposes
	Words  string // in the person's own words, added to it
	Reason string // the paper or request that asks for it
}

// String is the purpose in words.
func (p Purpose) String() string {
	i := slices.IndexFunc(purposes, func(o ui.Option) bool { return o.Value == p.Key })
	switch {
	case i < 0:
		return p.Words
	case i == len(purposes)-1:
		return "Việc khác: " + p.Words
	case p.Words == "":
		return purposes[i].Text
	}
	return purposes[i].Text + " (" + p.Words + ")"
}

// The fields of the form.
const (
	purposeField = "muc-dich"
	wordsField   = "muc-dich-them"
	whyField     = "ly-do"
)

// purposeLimit is how many letters words of a purpose and a reason have at most.
const purposeLimit = 200

// ReadPurpose reads PurposeFields. A paper needs a purpose; a file also a reason.
func ReadPurpose(f *web.Form, file bool, wrong *errs.Form) Purpose {
	p := Purpose{Key: f.Text(purposeField), Words: f.Text(wordsField), Reason: f.Text(whyField)}
	known := slices.ContainsFunc(purposes, func(o ui.Option) bool { return o.Value == p.Key })
	if !known {
		wrong.Add(purposeField, "Chọn mục đích")
	}
	if known && p.Key == purposes[len(purposes)-1].Value && p.Words == "" {
		wrong.Add(wordsField, "Ghi rõ việc cần dữ liệu, ví dụ: tặng quà Trung thu tại tổ")
	}
	if file && p.Reason == "" {
		wrong.Add(whyField, "Ghi lý do, ví dụ: Công văn 12/BHXH ngày 05/11/2026")
	}
	for name, text := range map[string]string{wordsField: p.Words, whyField: p.Reason} {
		if len([]rune(text)) > purposeLimit {
			wrong.Add(name, "Ghi ngắn lại, nhiều nhất %d chữ", purposeLimit)
		}
	}
	return p
}
