package planread

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReports(t *testing.T) {
	for text, want := range map[string]string{
		"Định kỳ báo cáo UBND tỉnh (qua Sở Tư pháp) kết quả thực hiện hằng năm (trước ngày 15 tháng 11).":      "yearly 11-15 to UBND tỉnh via Sở Tư pháp",
		"Báo cáo 06 tháng trước ngày 16/5/2026, kết quả năm 2026 trước ngày 16/11/2026 về UBND xã.":            "half-yearly 2026-05-16 to UBND xã|yearly 2026-11-16 to UBND xã",
		"Định kỳ trước ngày 01/6 và 15/11 hằng năm báo cáo kết quả về Sở Y tế để tổng hợp, báo cáo UBND tỉnh.": "half-yearly 06-01 11-15 to Sở Y tế",
		"Gửi kết quả về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) trước ngày 03/7/2026.":                 "once 2026-07-03 to Ủy ban nhân dân xã via Phòng Văn hóa - Xã hội",
		"Kịp thời báo cáo những vụ việc đột xuất cho cơ quan có thẩm quyền.":                                   "incident to cơ quan có thẩm quyền",
		"Tổng hợp, định kỳ báo cáo theo quy định.":                                                             "periodic",
		"Báo cáo kết quả thực hiện về Ủy ban nhân dân xã (thông qua Văn phòng HĐND và UBND xã để tổng hợp).":   "unstated to Ủy ban nhân dân xã via Văn phòng HĐND và UBND xã",
		"Báo cáo UBND xã trước 19h00’ hằng ngày.":                                                              "daily to UBND xã",
		"Báo cáo về UBND xã trước ngày 25 hằng tháng.":                                                         "monthly 25 to UBND xã",
		"Báo cáo UBND xã chậm nhất ngày 20/12/2026.":                                                           "once 2026-12-20 inclusive to UBND xã",
		"Chịu trách nhiệm về việc báo cáo, đề nghị ban hành Kế hoạch.":                                         "",
		"Lập dự toán và báo cáo cấp có thẩm quyền phê duyệt.":                                                  "",
		"Nếu có khó khăn, vướng mắc, báo cáo Ủy ban nhân dân xã xem xét.":                                      "",
		"Cung cấp số liệu để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.":                                          "",
	} {
		p := Read(docOf("KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Đoàn xã\n\n"+text), Options{})
		var got []string
		for _, r := range p.Reports {
			got = append(got, reportText(t, r))
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func reportText(t *testing.T, r Report) string {
	t.Helper()
	if who := names(r.Actors, RoleReportFrom); len(who) != 1 || who[0] != "Đoàn xã" {
		t.Errorf("owed by %v", who)
	}
	parts := []string{string(r.Frequency)}
	parts = append(parts, r.MonthDays...)
	if r.MonthDay > 0 {
		parts = append(parts, fmt.Sprint(r.MonthDay))
	}
	if !r.Due.IsZero() {
		parts = append(parts, r.Due.ISO())
		if r.Inclusive {
			parts = append(parts, "inclusive")
		}
	}
	for _, a := range r.Actors {
		if a.Role == RoleReportTo {
			parts = append(parts, "to "+a.Name)
			if a.Via != "" {
				parts = append(parts, "via "+a.Via)
			}
		}
	}
	return strings.Join(parts, " ")
}

// TestWhoReports takes the bodies from the sentence, from the head of the part, or from the sentence that opens the section.
func TestWhoReports(t *testing.T) {
	text := "V. CHẾ ĐỘ BÁO CÁO\n\nCác phòng, ban; Ủy ban nhân dân các xã có trách nhiệm:\n\n1. Báo cáo kết quả năm trước ngày 16/11/2026.\n\n" +
		"2. Giao Văn phòng UBND tỉnh tổng hợp, báo cáo Bộ Y tế trước ngày 20/11/2026."
	var got []string
	for _, r := range Read(docOf(text), Options{}).Reports {
		got = append(got, strings.Join(names(r.Actors, RoleReportFrom), "; "))
	}
	if diff := cmp.Diff([]string{"Các phòng, ban; Ủy ban nhân dân các xã", "Văn phòng UBND tỉnh"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestATitleBeforeAReportOrdersNothing(t *testing.T) {
	p := Read(docOf("KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. CHẾ ĐỘ BÁO CÁO\n\n1. Báo cáo định kỳ: Các trường học gửi báo cáo 06 tháng trước ngày 16/5/2026 về Ủy ban nhân dân xã (qua Văn phòng)."), Options{})
	if len(p.Reports) != 1 {
		t.Fatalf("%d report duties, want 1", len(p.Reports))
	}
	if who := names(p.Reports[0].Actors, RoleReportFrom); len(who) != 1 || who[0] != "Các trường học" {
		t.Errorf("owed by %v, want the schools", who)
	}
}
