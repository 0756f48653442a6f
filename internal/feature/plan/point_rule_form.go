package plan

import (
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// rhythmOptions are the beats that the form offers.
var rhythmOptions = []ui.Option{
	{Value: string(rhythm.Month), Text: "Hằng tháng"}, {Value: string(rhythm.Quarter), Text: "Hằng quý"},
	{Value: string(rhythm.Half), Text: "6 tháng một lần"}, {Value: string(rhythm.Year), Text: "Mỗi năm một lần"}, {Value: "khong", Text: "Không chia theo kỳ"},
}

// rhythmForm is a rule as the form shows it.
type rhythmForm struct {
	Beat, Due, Count string // Due: "cuoi", "ngay", "sau"
	Peak             bool
	PeakSide         string // "truoc", "sau"
	PeakDays         string
}

// formOfRhythm fills the form from a rule.
func formOfRhythm(rule rhythm.Rhythm) rhythmForm {
	f := rhythmForm{Beat: "khong", Due: "cuoi", PeakSide: "truoc", PeakDays: "7"}
	for _, r := range rule {
		switch {
		case r.Every == rhythm.Peak:
			f.Peak, f.PeakDays = true, strconv.Itoa(max(r.Days, -r.Days))
			if r.Days >= 0 {
				f.PeakSide = "sau"
			}
		case r.Date != 0:
			f.Beat, f.Due, f.Count = string(r.Every), "ngay", strconv.Itoa(r.Date)
		case r.Days != 0:
			f.Beat, f.Due, f.Count = string(r.Every), "sau", strconv.Itoa(r.Days)
		default:
			f.Beat = string(r.Every)
		}
	}
	return f
}

// shownRhythm is what the form shows: what was typed, otherwise the rule in force.
func shownRhythm(d doing) rhythmForm {
	if d.form == nil {
		return formOfRhythm(d.Rhythm.rules())
	}
	return rhythmForm{d.Typed("nhip"), d.Typed("han"), d.Typed("so"), d.form.Has("cao-diem"), d.Typed("cao-diem-phia"), d.Typed("cao-diem-ngay")}
}

// readRhythm reads the rule that was typed.
func readRhythm(d *doing) (rhythm.Rhythm, error) {
	var form errs.Form
	f := shownRhythm(*d)
	var out rhythm.Rhythm
	if f.Beat != "khong" {
		out = append(out, f.beat(&form))
	}
	if f.Peak {
		out = append(out, f.peak(&form))
	}
	return out, form.Err()
}

func (f rhythmForm) beat(form *errs.Form) rhythm.Rule {
	r := rhythm.Rule{Every: rhythm.Every(f.Beat)}
	n, err := strconv.Atoi(f.Count)
	switch f.Due {
	case "ngay":
		if r.Date = n; err != nil || n < 1 {
			form.Add("so", "Ghi ngày trong tháng, từ 1 đến 31")
			return r
		}
	case "sau":
		if r.Days, r.Working = n, true; err != nil || n < 1 {
			form.Add("so", "Ghi số ngày làm việc sau khi hết kỳ, từ 1 trở lên")
			return r
		}
	}
	if err := r.Check(); err != nil {
		field := "so"
		if !slices.ContainsFunc(rhythmOptions, func(o ui.Option) bool { return o.Value == f.Beat }) {
			field = "nhip"
		}
		form.Add(field, "%s", wordsOf(err))
	}
	return r
}

func (f rhythmForm) peak(form *errs.Form) rhythm.Rule {
	n, err := strconv.Atoi(f.PeakDays)
	if err != nil || n < 0 || f.PeakSide == "truoc" && n == 0 {
		form.Add("cao-diem-ngay", "Ghi số ngày, ví dụ 7")
	}
	r := rhythm.Rule{Every: rhythm.Peak, Days: n}
	if f.PeakSide == "truoc" {
		r.Days = -n
	}
	if err := r.Check(); err != nil && form.Err() == nil {
		form.Add("cao-diem-ngay", "%s", wordsOf(err))
	}
	return r
}
