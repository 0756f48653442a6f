package planread

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// whenText writes a time for comparison.
func whenText(w When) string {
	parts := []string{string(w.Kind)}
	for _, d := range []struct {
		name string
		day  day.Day
	}{{"from", w.From}, {"to", w.To}, {"due", w.Due}} {
		if !d.day.IsZero() {
			parts = append(parts, d.name+"="+d.day.ISO())
		}
	}
	if w.Exclusive {
		parts = append(parts, "exclusive")
	}
	if w.Rule != "" {
		parts = append(parts, w.Rule)
	}
	if w.Tentative {
		parts = append(parts, "tentative")
	}
	if w.Aspirational {
		parts = append(parts, "aspirational")
	}
	for _, p := range w.Peaks {
		parts = append(parts, "peak="+p.From.ISO()+".."+p.To.ISO())
	}
	return strings.Join(parts, " ")
}

func TestParseWhen(t *testing.T) {
	const year = "from=2026-01-01 to=2026-12-31"
	for raw, want := range map[string]string{
		"":                       "none",
		"...":                    "none",
		"Thường xuyên.":          "continuous " + year,
		"Thực hiện thường xuyên": "continuous " + year,
		"Thường xuyên trong năm": "continuous " + year,
		"Thường xuyên, hằng năm": "recurring FREQ=YEARLY",
		"Hàng năm":               "recurring FREQ=YEARLY",
		"Tháng 12 hằng năm":      "recurring FREQ=YEARLY;BYMONTH=12",
		"Từ tháng 3 đến tháng 5 hàng năm":   "recurring FREQ=YEARLY;BYMONTH=3,4,5",
		"Trước ngày 20/11 hằng năm":         "recurring exclusive FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20",
		"Ngày 25 hằng tháng":                "recurring FREQ=MONTHLY;BYMONTHDAY=25",
		"02 lần/ngày":                       "recurring FREQ=DAILY",
		"Quý IV.":                           "range from=2026-10-01 to=2026-12-31",
		"Quí IV-2025":                       "range from=2025-10-01 to=2025-12-31",
		"Quý III Năm 2027":                  "range from=2027-07-01 to=2027-09-30",
		"Quý IV/2025- Quý II/2026":          "range from=2025-10-01 to=2026-06-30",
		"Quý I, II/2026":                    "range from=2026-01-01 to=2026-06-30",
		"Tháng 6/2025":                      "range from=2025-06-01 to=2025-06-30",
		"Tháng 5, tháng 6":                  "range from=2026-05-01 to=2026-06-30",
		"Tháng 6, 7, 8 năm 2027":            "range from=2027-06-01 to=2027-08-31",
		"Năm 2027":                          "range from=2027-01-01 to=2027-12-31",
		"2026 - 2030":                       "range from=2026-01-01 to=2030-12-31",
		"Giai đoạn 2026-2030":               "range from=2026-01-01 to=2030-12-31",
		"06 tháng đầu năm 2027":             "range from=2027-01-01 to=2027-06-30",
		"6 tháng cuối năm":                  "range from=2026-07-01 to=2026-12-31",
		"Ngày 29/5/2026":                    "range from=2026-05-29 to=2026-05-29",
		"Từ ngày 03/10 đến ngày 06/10/2025": "range from=2025-10-03 to=2025-10-06",
		"Từ ngày 20 đến ngày 25/9":          "range from=2026-09-20 to=2026-09-25",
		"Từ 01-06/6/2026":                   "range from=2026-06-01 to=2026-06-06",
		"từ ngày 15 tháng 11 năm 2026 đến ngày 15 tháng 12 năm 2026": "range from=2026-11-15 to=2026-12-15",
		"Từ ngày 20/12 đến ngày 10/01/2027":                          "range from=2026-12-20 to=2027-01-10",
		"Năm 2025 và các năm tiếp theo":                              "from from=2025-01-01",
		"Giai đoạn 2026-2030 và những năm tiếp theo":                 "from from=2026-01-01",
		"Từ 01/7/2025": "from from=2025-07-01",
		"Từ tháng 10/2025 đến khi tổng kết phong trào": "from from=2025-10-01",
		"trước ngày 16/5/2026":                         "deadline due=2026-05-16 exclusive",
		"Trước 15/12":                                  "deadline due=2026-12-15 exclusive",
		"Trước tháng 10/2026":                          "deadline due=2026-10-01 exclusive",
		"Hoàn thành trước ngày 10/6/2026":              "deadline due=2026-06-10 exclusive",
		"Hoàn thành trong năm 2025":                    "deadline due=2025-12-31",
		"Hoàn thành trong quý I":                       "deadline due=2026-03-31",
		"Chậm nhất là ngày 25/12/2026":                 "deadline due=2026-12-25",
		"Đến hết ngày 30/9/2026":                       "deadline due=2026-09-30",
		"Đến năm 2030":                                 "deadline due=2030-12-31",
		"Sau khi có Quy chế của Trung ương":            "after_event",
		"Khi Bộ có văn bản triển khai":                 "after_event",
		"Trong vòng 30 ngày kể từ ngày ký":             "after_event",
		"Theo Kế hoạch riêng":                          "by_other_plan",
		"Theo kế hoạch bồi dưỡng hàng năm":             "by_other_plan",
		"Theo lộ trình, hướng dẫn của Bộ":              "by_other_plan",
		"Theo các vụ việc, vấn đề":                     "event",
		"Theo yêu cầu nhiệm vụ":                        "event",
		"Thường xuyên, theo yêu cầu nhiệm vụ":          "continuous " + year,
		"Dự kiến tháng 6/2026":                         "range from=2026-06-01 to=2026-06-30 tentative",
		"Quý II/2027 (phấn đấu)":                       "range from=2027-04-01 to=2027-06-30 aspirational",
		"Khởi động quý IV/2026; báo cáo quý II/2027":   "range from=2026-10-01 to=2027-06-30",
		"Cả năm, cao điểm vào tháng 5, tháng 6 (Tháng hành động vì trẻ em)":                    "continuous " + year + " peak=2026-05-01..2026-06-30",
		"Thường xuyên, cao điểm vào Tháng hành động vì trẻ em và các ngày Tết (Tết Trung thu)": "continuous " + year + " peak=2026-06-01..2026-06-30 peak=2026-09-25..2026-09-25",
		"Thường xuyên, cao điểm vào tháng 6, tháng 12":                                         "continuous " + year + " peak=2026-06-01..2026-06-30 peak=2026-12-01..2026-12-31",
		"Thường xuyên, cao điểm từ ngày 01/7 đến ngày 15/8":                                    "continuous " + year + " peak=2026-07-01..2026-08-15",
		"Ngày 31/02/2026": "unknown",
		"Linh hoạt":       "unknown",
	} {
		w := whenReader{year: 2026, yearTo: 2026}
		if diff := cmp.Diff(want, whenText(w.parse(raw, 1))); diff != "" {
			t.Errorf("%q: %s", raw, diff)
		}
	}
}

// TestRecurrentBudgetIsNoTime keeps "chi thường xuyên" out of the times that sentences give.
func TestRecurrentBudgetIsNoTime(t *testing.T) {
	for _, s := range []string{
		"Bố trí kinh phí chi thường xuyên theo phân cấp.",
		"Trình Thường trực Hội đồng nhân dân xem xét.",
		"Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh.",
		"Trẻ em sinh trước ngày 01/01/2020 được cấp thẻ.",
	} {
		if w, ok := (whenReader{year: 2026, yearTo: 2026}).inSentence(newPara(line{n: 1, text: s}).done()); ok {
			t.Errorf("%q gives %s", s, whenText(w))
		}
	}
}

// TestWrittenDatesReadBack checks that any day that is written in any usual form is read as that day.
func TestWrittenDatesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Must(2020, 1, 1).Add(rapid.IntRange(0, 9000).Draw(t, "days"))
		form := rapid.SampledFrom([]func(day.Day) string{
			func(d day.Day) string { return "Ngày " + d.String() },
			func(d day.Day) string { return "ngày " + d.Short() + "/" + d.ISO()[:4] },
			func(d day.Day) string { return d.Official() },
		}).Draw(t, "form")
		for prefix, kind := range map[string]WhenKind{"": WhenWindow, "trước ": WhenDue, "chậm nhất ": WhenDue} {
			w := whenReader{year: 2026, yearTo: 2026}.parse(prefix+form(d), 1)
			if w.Kind != kind || kind == WhenWindow && (w.From != d || w.To != d) || kind == WhenDue && w.Due != d {
				t.Fatalf("%q gives %s", prefix+form(d), whenText(w))
			}
		}
	})
}
