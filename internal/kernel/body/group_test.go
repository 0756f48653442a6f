package body_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/mangnon/mangnon/internal/kernel/body"
)

func TestIsGroup(t *testing.T) {
	groups := []string{
		"UBND các xã, phường",
		"Ủy ban nhân dân các xã, phường",
		"Ủy ban nhân các xã, phường",
		"UBND cấp xã",
		"UBND các cấp",
		"Ủy ban nhân dân xã, phường, đặc khu",
		"Ủy ban nhân dân phường, xã, đặc khu",
		"UBND xã/phường",
		"Các phòng, ban, ngành, đoàn thể",
		"Các phòng, ban, ngành, đoàn thể thị xã",
		"Các phòng, ban, ngành, đoàn thể thị xã; Ủy ban nhân dân các xã, phường",
		"Các Sở, ngành, đơn vị liên quan",
		"Sở, ban, ngành liên quan",
		"Sở, ban, ngành thuộc Ủy ban nhân dân Thành phố",
		"các đơn vị liên quan",
		"các cơ quan, đơn vị có liên quan",
		"cơ quan, đơn vị liên quan",
		"đơn vị có liên quan",
		"các tổ dân phố",
		"Các đơn vị, tổ dân phố",
		"thôn, tổ dân phố",
		"các trường học",
		"Các trường học trên địa bàn",
		"các địa phương",
		"Thủ trưởng các sở, ban, ngành",
		"Công an các xã, phường",
		"Đài phát thanh các xã, phường",
		"các doanh nghiệp viễn thông",
		"các cơ quan, tổ chức khác có liên quan",
		"Các cơ quan, đơn vị theo quy định",
		"Ủy ban MTTQ Việt Nam thị xã và các tổ chức thành viên",
		"toàn thể các cơ quan",
		"CÁC PHÒNG, BAN, NGÀNH",
		norm.NFD.String("các tổ dân phố"),
	}
	for _, name := range groups {
		if !body.IsGroup(name) {
			t.Errorf("%q is taken for one body", name)
		}
	}
	singles := []string{
		"",
		"UBND phường Mỹ Hào",
		"Ủy ban nhân dân thị xã",
		"Văn phòng HĐND và UBND thị xã",
		"Phòng Văn hóa, Khoa học và Thông tin thị xã",
		"Phòng Kinh tế, Hạ tầng và Đô thị",
		"Sở Văn hóa, Thể thao và Du lịch",
		"Báo và Phát thanh, Truyền hình tỉnh",
		"Tòa án nhân dân thị xã",
		"Tòa án Nhân dân thị xã, Viện Kiểm sát Nhân dân thị xã",
		"UBND thị xã, Phòng Tư pháp thị xã",
		"Công an phường",
		"Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
		"Ủy ban Mặt trận Tổ quốc Việt Nam phường",
		"Trung tâm Dịch vụ việc làm Thành phố (Sở Nội vụ)",
		"Ban Quản lý các Khu công nghiệp tỉnh",
		"Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
		"Trường Mầm non Mỹ Hào",
		"Tổ dân phố Phố Nối",
		"Hội Nông dân phường",
		"Ban bảo vệ trẻ em phường",
	}
	for _, name := range singles {
		if body.IsGroup(name) {
			t.Errorf("%q is taken for a group", name)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"UBND các xã, phường", "VP HĐND&UBND", "các", "và , ;", "\xff,\xfe", strings.Repeat("các ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		body.IsGroup(s)
		checkKey(t, s, "phường Mỹ Hào")
	})
}
