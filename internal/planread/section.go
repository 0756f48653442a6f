package planread

import "strings"

// section is what a part of a plan is about.
type section int

const (
	secUnknown section = iota
	secGeneral         // purpose, requirements, aims, grounds, scope
	secTasks
	secFunding
	secOrganise
	secReporting
	secTime // time and place of the whole plan
)

var sectionWords = []struct {
	class section
	words []string
}{
	{secReporting, []string{"chế độ thông tin", "chế độ báo cáo", "thông tin, báo cáo", "thông tin báo cáo", "công tác báo cáo", "báo cáo kết quả", "chế độ kiểm tra, báo cáo"}},
	{secOrganise, []string{"tổ chức thực hiện", "phân công", "trách nhiệm", "tổ chức triển khai", "giao nhiệm vụ"}},
	{secTasks, []string{"nhiệm vụ", "giải pháp", "nội dung", "hoạt động", "công việc", "biện pháp"}},
	{secFunding, []string{"kinh phí", "nguồn lực", "nguồn vốn", "dự toán"}},
	{secGeneral, []string{"mục đích", "yêu cầu", "mục tiêu", "chỉ tiêu", "quan điểm", "căn cứ", "phạm vi", "đối tượng", "thực trạng", "tình hình",
		"sự cần thiết", "nguyên tắc", "đặc điểm", "kết quả", "đánh giá", "dự báo", "phương châm", "định hướng", "thành phần", "chủ đề", "hình thức", "quy mô", "phương thức"}},
	{secTime, []string{"thời gian", "địa điểm", "lộ trình", "tiến độ"}},
}

// general openings of a title make it general whatever follows: "KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2025".
var generalOpenings = []string{"kết quả", "đánh giá", "thực trạng", "tình hình", "đặc điểm", "sự cần thiết", "căn cứ", "quan điểm", "cơ sở"}

// sectionOf reads the title of a section. Of the words that order work the first in the title counts; general words count only when
// there are none.
func sectionOf(title string) section {
	l := low(title)
	if len(l) > 300 {
		return secUnknown
	}
	if startsAny(l, generalOpenings) != "" {
		return secGeneral
	}
	best, at := secUnknown, len(l)
	for _, s := range sectionWords {
		if best != secUnknown && s.class != secReporting && s.class != secOrganise && s.class != secTasks {
			break
		}
		for _, w := range s.words {
			if i := indexWord(l, w); i >= 0 && (i < at || best == secUnknown) {
				best, at = s.class, i
			}
		}
	}
	return best
}

// subsectionOf reads the title of a part inside a section: only a short title that begins so changes what the section is about
// ("1. Mục đích", "3. Kinh phí thực hiện"; not "2.5. Mục tiêu về sự tham gia của trẻ em").
func subsectionOf(title string, in section) section {
	title, _, _ = strings.Cut(title, ":")
	l := strings.TrimRight(low(title), " .:;")
	words := len(strings.Fields(l))
	if words == 0 || words > 9 {
		return in
	}
	for _, s := range sectionWords {
		for _, w := range s.words {
			if !starts(l, w) {
				continue
			}
			limit := len(strings.Fields(w)) + 2
			if s.class == secReporting || s.class == secFunding || s.class == secOrganise || s.class == secTime {
				limit += 2
			}
			if words <= limit || strings.Contains(l, ", yêu cầu") {
				return s.class
			}
		}
	}
	return in
}

// class is the section of a part under a section of class in.
func (n *node) class(in section) section {
	if n.mark.kind <= markRoman {
		if s := sectionOf(n.title); s != secUnknown {
			return s
		}
		return in
	}
	if in == secUnknown {
		if s := sectionOf(n.title); s != secUnknown && len(n.title) < 160 {
			return s
		}
	}
	return subsectionOf(n.title, in)
}
