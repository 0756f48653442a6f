package planread

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestSplitActors(t *testing.T) {
	for list, want := range map[string]string{
		"Văn phòng HĐND và UBND xã, UBND các thôn":                             "Văn phòng HĐND và UBND xã|UBND các thôn",
		"Phòng Văn hóa, Khoa học và Thông tin, Phòng Y tế":                     "Phòng Văn hóa, Khoa học và Thông tin|Phòng Y tế",
		"Sở Văn hóa, Thể thao và Du lịch; Sở Y tế":                             "Sở Văn hóa, Thể thao và Du lịch|Sở Y tế",
		"Báo và Phát thanh, Truyền hình tỉnh; Sở Tư pháp":                      "Báo và Phát thanh, Truyền hình tỉnh|Sở Tư pháp",
		"Các phòng, ban, ngành, các tổ chức xã hội, UBND các cấp":              "Các phòng, ban, ngành|các tổ chức xã hội|UBND các cấp",
		"Các Sở, ngành, đơn vị, UBND cấp xã.":                                  "Các Sở, ngành, đơn vị|UBND cấp xã",
		"các sở, ban, ngành Thành phố, đoàn thể":                               "các sở, ban, ngành Thành phố, đoàn thể",
		"UBND các xã, phường ; Tòa án nhân dân khu vực":                        "UBND các xã, phường|Tòa án nhân dân khu vực",
		"Trạm Y tế các xã, phường, đặc khu":                                    "Trạm Y tế các xã, phường, đặc khu",
		"Công an xã, phường, Đoàn xã và các trường học":                        "Công an xã, phường|Đoàn xã|các trường học",
		"Thủ trưởng các sở, ban, ngành và Ủy ban nhân dân phường, xã":          "Thủ trưởng các sở, ban, ngành|Ủy ban nhân dân phường, xã",
		"phòng Tư pháp, phòng Giáo dục và Đào tạo":                             "phòng Tư pháp|phòng Giáo dục và Đào tạo",
		"Trung tâm Dịch vụ việc làm (Sở Nội vụ), Bảo hiểm xã hội tỉnh":         "Trung tâm Dịch vụ việc làm (Sở Nội vụ)|Bảo hiểm xã hội tỉnh",
		"Các Sở: Y tế, Văn hóa, Thể thao và Du lịch, Nội vụ":                   "Sở Y tế|Sở Văn hóa, Thể thao và Du lịch|Sở Nội vụ",
		"Ban Quản lý Khu kinh tế, Sở Công Thương, các doanh nghiệp viễn thông": "Ban Quản lý Khu kinh tế|Sở Công Thương|các doanh nghiệp viễn thông",
		"Viễn thông Lam Sơn, VNPT, Viettel":                                    "Viễn thông Lam Sơn|VNPT|Viettel",
		"Phòng Giáo dục và Đào tạo":                                            "Phòng Giáo dục và Đào tạo",
		"":                                                                     "",
	} {
		for name, reg := range map[string]Registers{"grammar": nil, "register": Default()} {
			got := strings.Join(splitActors(list, reg, day.Day{}), "|")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %q: %s", name, list, diff)
			}
		}
	}
}

// TestRegisterDecidesCommas reads a name that no grammar can know, with a register that knows it.
func TestRegisterDecidesCommas(t *testing.T) {
	list := "Hội Sữa, bánh và quà xã, Đoàn xã"
	got := strings.Join(splitActors(list, oneBody("Hội Sữa, bánh và quà"), day.Day{}), "|")
	if got != "Hội Sữa, bánh và quà xã|Đoàn xã" {
		t.Error(got)
	}
}

// oneBody is a register with one body and no place.
type oneBody string

func (b oneBody) Body(text string, _ day.Day) (string, int, bool) {
	return string(b), len(b), strings.HasPrefix(text, string(b))
}

func (oneBody) Place(string, day.Day) (string, bool, bool) { return "", false, false }

func TestSentenceActors(t *testing.T) {
	for text, want := range map[string]string{
		"Giao Văn phòng HĐND và UBND phường hướng dẫn các tổ dân phố.":        "lead=Văn phòng HĐND và UBND phường",
		"Giao Công an xã chủ trì, phối hợp với Đoàn xã, các thôn tuần tra.":   "lead=Công an xã cooperate=Đoàn xã cooperate=các thôn",
		"Đoàn xã phối hợp các đơn vị liên quan tổ chức hội thi.":              "lead=Đoàn xã cooperate=các đơn vị liên quan",
		"Đề nghị Ủy ban Mặt trận Tổ quốc và các tổ chức thành viên giám sát.": "request=Ủy ban Mặt trận Tổ quốc request=các tổ chức thành viên",
		"Các phòng, ban và các địa phương chủ động xây dựng kế hoạch.":        "lead=Các phòng, ban colead=các địa phương",
		"Sở, ban, ngành thuộc Ủy ban nhân dân tỉnh có trách nhiệm rà soát.":   "lead=Sở, ban, ngành thuộc Ủy ban nhân dân tỉnh",
		"Các cơ quan, đơn vị được giao chủ trì có trách nhiệm hoàn thành.":    "lead=Các cơ quan, đơn vị được giao chủ trì",
		"Tổ chức lễ phát động tại nhà văn hóa.":                               "",
		"Hội nghị tổng kết do xã tổ chức.":                                    "",
		"Báo cáo kết quả về Sở Y tế.":                                         "",
		"Phòng, chống đuối nước cho trẻ em.":                                  "",
		"Trường hợp các cơ quan có sự thay đổi thì tiếp tục thực hiện.":       "",
		"Bộ tiêu chí được ban hành.":                                          "",
		"Ban hành kế hoạch.":                                                  "",
	} {
		r := &reader{plan: &Plan{}}
		p := newPara(line{n: 1, text: text}).done()
		var got []string
		for _, a := range r.sentenceActors(p, p.mark.size) {
			got = append(got, string(a.Role)+"="+a.Name)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestLabelActorsInSentences(t *testing.T) {
	r := &reader{plan: &Plan{}}
	value := "Sở Nội vụ chủ trì tham mưu ban hành; Sở Tư pháp và các sở, ngành, Ủy ban nhân dân xã, phường chủ động tổ chức."
	var got []string
	for _, a := range r.labelActors(RoleImplement, value, 1) {
		got = append(got, string(a.Role)+"="+a.Name)
	}
	want := "lead=Sở Nội vụ implement=Sở Tư pháp implement=các sở, ngành implement=Ủy ban nhân dân xã, phường"
	if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
}

func TestIsGroupName(t *testing.T) {
	for name, want := range map[string]bool{"UBND các xã, phường": true, "Các cơ quan": true, "UBND cấp xã": true, "Sở Y tế": false, "Phòng Kinh tế, Hạ tầng và Đô thị": false} {
		if got := isGroupName(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
