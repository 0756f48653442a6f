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
		"sự cần thiết", "nguyên tắc", "đặc điểm", "kết quả", "đánh giá", "dự báo", "phương châm", "định hướng"}},
	{secTime, []string{"thời gian", "địa điểm", "lộ trình", "tiến độ"}},
}

// sectionOf reads the title of a section.
func sectionOf(title string) section {
	l := low(title)
	if len(l) > 300 {
		return secUnknown
	}
	for _, s := range sectionWords {
		for _, w := range s.words {
			if hasWord(l, w) {
				return s.class
			}
		}
	}
	return secUnknown
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
			if s.class == secReporting || s.class == secFunding || s.class == secOrganise {
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
