package planread

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// read1 reads one paragraph of a plan.
func read1(text string) Plan {
	return Read(docOf("KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. NHIỆM VỤ\n\n1. "+text), Options{})
}

func TestCitations(t *testing.T) {
	for text, want := range map[string]string{
		"Theo Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ phê duyệt Chương trình.": "Quyết định 23/QĐ-TTg 07/01/2021 Thủ tướng Chính phủ [phê duyệt Chương trình]",
		"Theo Nghị quyết 121/2020/QH14 ngày 19 tháng 6 năm 2020 của Quốc hội.":                         "Nghị quyết 121/2020/QH14 19 tháng 6 năm 2020 Quốc hội []",
		"Theo Chỉ thị số 28 CT/TW của Bộ Chính trị.":                                                   "Chỉ thị 28-CT/TW  Bộ Chính trị []",
		"Theo Nghị quyết số 27/NQ- TW.":                                                                "Nghị quyết 27/NQ-TW   []",
		"Theo Chỉ thị số 27/CTTg.":                                                                     "Chỉ thị 27/CT-TTg   []",
		"Theo Chương trình hành động số 10-CTr/TU ngày 13/8/2025 của Ban Thường vụ Tỉnh ủy.":           "Chương trình hành động 10-CTr/TU 13/8/2025 Ban Thường vụ Tỉnh ủy []",
		"Theo Công văn số 1481/BYT-BMTE ngày 14/3/2025 của Bộ Y tế về việc hướng dẫn.":                 "Công văn 1481/BYT-BMTE 14/3/2025 Bộ Y tế [về việc hướng dẫn]",
		"Theo Luật Tổ chức chính quyền địa phương số 72/2025/QH15.":                                    "Luật 72/2025/QH15   []",
		"Theo các Quyết định: số 5/QĐ-UBND, 6/QĐ-UBND ngày 02/3/2026.":                                 "Quyết định 5/QĐ-UBND   []|Quyết định 6/QĐ-UBND 02/3/2026  []",
		"Theo Thông tư số 02/2021/TT-BYT ngày 25/01/2021 của Bộ trưởng Bộ Y tế quy định tiêu chuẩn.":   "Thông tư 02/2021/TT-BYT 25/01/2021 Bộ trưởng Bộ Y tế [quy định tiêu chuẩn]",
		"Theo Quyết định số 6/QĐ-TTg ngày 03/01/20219.":                                                "Quyết định 6/QĐ-TTg 03/01/20219  []",
		"Gọi số 111 hoặc 0221.3552.215; mua 02/03 thiết bị VR360, 5G, giá 20.000.000 đồng/bộ.":         "",
		"Từ 15/6 đến 30/6, mỗi thôn 1/2 ngày.":                                                         "",
	} {
		var got []string
		for _, c := range read1(text).Citations {
			got = append(got, fmt.Sprintf("%s %s %s %s [%s]", c.Kind, c.Number, c.Date, c.Issuer, c.Title))
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestOneDocumentOnce lists a document once, and two documents with one number in two years twice.
func TestOneDocumentOnce(t *testing.T) {
	p := Read(docOf("I. NHIỆM VỤ\n1. Theo Quyết định số 6/QĐ-TTg ngày 03/01/2019.\n2. Theo Quyết định số 6/QĐ-TTg.\n"+
		"3. Theo Quyết định số 6/QĐ-TTg ngày 06/01/2022 và điểm a khoản 2 Điều 7 Quyết định số 6/QĐ-TTg ngày 06/01/2022."), Options{})
	if len(p.Citations) != 2 {
		t.Fatalf("%d documents", len(p.Citations))
	}
	if diff := cmp.Diff([]int{2, 3}, p.Citations[0].Lines); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"điểm a khoản 2 Điều 7"}, p.Citations[1].Points); diff != "" {
		t.Error(diff)
	}
}

// TestOwnNumberIsNoCitation leaves out the plan's own number, which its annex repeats.
func TestOwnNumberIsNoCitation(t *testing.T) {
	p := Read(docOf("Số: 12/KH-UBND\nTam Sơn, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nCông tác trẻ em\n\nI. NHIỆM VỤ\n1. Rà soát.\n\nPHỤ LỤC\n"+
		"(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân xã)"), Options{})
	if len(p.Citations) != 0 {
		t.Errorf("%+v", p.Citations)
	}
}

func TestLaws(t *testing.T) {
	p := read1("Thực hiện Luật Trẻ em, Luật nuôi con nuôi và Bộ luật Lao động; luật sư tham gia.")
	var got []string
	for _, l := range p.Laws {
		got = append(got, l.Name)
	}
	if diff := cmp.Diff([]string{"Luật Trẻ em", "Luật Nuôi con nuôi", "Bộ luật Lao động"}, got); diff != "" {
		t.Error(diff)
	}
}
