package body_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

func TestMatchKeyJoinsNamesOfOneBody(t *testing.T) {
	const ward, town = "phường Mỹ Hào", "thị xã Mỹ Hào"
	tests := []struct {
		own   string
		names []string
	}{
		{"", []string{"Ủy ban nhân dân", "Uỷ ban nhân dân", "UBND", "ubnd", "ỦY BAN NHÂN DÂN", "Ủy ban Nhân dân", norm.NFD.String("Uỷ ban nhân dân")}},
		{ward, []string{"UBND", "UBND phường", "Ủy ban nhân dân phường Mỹ Hào", "UBND P. Mỹ Hào", "UBND phường Mỹ Hào."}},
		{town, []string{"UBND", "UBND thị xã", "Ủy ban nhân dân thị xã Mỹ Hào", "UBND TX. Mỹ Hào", "UBND TX"}},
		{town, []string{"Văn phòng HĐND và UBND thị xã", "Văn Phòng HĐND và UBND", "VP HĐND&UBND", "VP HĐND - UBND thị xã Mỹ Hào",
			"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã"}},
		{"", []string{"Phòng Văn hóa - Xã hội", "Phòng VH-XH", "Phòng VHXH", "Phòng Văn hoá – Xã hội", "phòng Văn hóa và Xã hội"}},
		{"", []string{"Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT", "Phòng GDĐT", "phòng GD-ĐT", "Phòng GD và ĐT"}},
		{"", []string{"Sở Khoa học và Công nghệ", "Sở KH&CN", "Sở KHCN", "Sở KH và CN"}},
		{"", []string{"Sở Nông nghiệp và Môi trường", "Sở NN&MT", "Sở NNMT"}},
		{"", []string{"Phòng Văn hóa, Khoa học và Thông tin", "Phòng VH, KH và TT", "Phòng VHKHTT"}},
		{town, []string{"Phòng Tài Chính - Kế hoạch thị xã", "Phòng TC-KH", "Phòng Tài chính và Kế hoạch"}},
		{"", []string{"Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng KT, HT và ĐT", "Phòng KTHT&ĐT"}},
		{ward, []string{"Ủy ban Mặt trận Tổ quốc Việt Nam phường", "UB MTTQ phường Mỹ Hào", "UBMTTQ", "Ủy ban MTTQ VN"}},
		{"", []string{"MTTQ", "Mặt trận Tổ quốc Việt Nam", "MTTQ Việt Nam"}},
		{ward, []string{"Đoàn Thanh niên Cộng sản Hồ Chí Minh phường", "Đoàn TNCS HCM", "Đoàn TNCS Hồ Chí Minh phường Mỹ Hào"}},
		{ward, []string{"Hội Liên hiệp Phụ nữ Việt Nam phường", "Hội LHPN", "Hội LHPN phường"}},
		{town, []string{"Tòa án nhân dân thị xã", "Toà án Nhân dân thị xã Mỹ Hào", "TAND thị xã"}},
		{town, []string{"Viện Kiểm sát nhân dân thị xã", "Viện kiểm sát Nhân dân thị xã", "VKSND thị xã", "VKS thị xã"}},
		{"", []string{"Trung tâm Phục vụ hành chính công", "TTPVHCC", "TT PVHCC", "Trung tâm PVHCC"}},
		{ward, []string{"Công an phường", "Công an phường Mỹ Hào", "Công an"}},
		{ward, []string{"Ban Chỉ huy Quân sự phường", "BCHQS phường", "Ban CHQS phường", "BCH Quân sự"}},
		{"", []string{"Trường THCS Bần Yên Nhân", "Trường Trung học cơ sở Bần Yên Nhân"}},
		{"", []string{"Trường TH&THCS Mỹ Hào", "Trường Tiểu học và Trung học cơ sở Mỹ Hào"}},
	}
	for _, tt := range tests {
		var own []string
		if tt.own != "" {
			own = []string{tt.own}
		}
		want := body.MatchKey(tt.names[0], own...)
		for _, name := range tt.names[1:] {
			if got := body.MatchKey(name, own...); got != want {
				t.Errorf("%q is %q, %q is %q", tt.names[0], want, name, got)
			}
		}
	}
}

func TestMatchKeyTellsBodiesApart(t *testing.T) {
	tests := []struct{ own, a, b string }{
		{"thị xã Mỹ Hào", "UBND thị xã Mỹ Hào", "UBND thị xã Mỹ Hòa"},
		{"phường Mỹ Hào", "UBND phường Mỹ Hào", "UBND phường Đường Hào"},
		{"phường Mỹ Hào", "UBND phường", "UBND tỉnh"},
		{"phường Mỹ Hào", "UBND phường", "UBND thị xã"},
		{"phường Mỹ Hào", "Công an phường", "Công an tỉnh Hưng Yên"},
		{"phường Mỹ Hào", "UBND phường", "HĐND phường"},
		{"phường Mỹ Hào", "Trung tâm Mỹ Hào", "Trung tâm"},
		{"xã Hòa Bình", "UBND xã Hòa Bình", "UBND xã Hoa Bình"},
		{"", "Công an phường", "Công an"},
		{"", "Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"},
		{"", "Phòng Văn hóa - Xã hội", "Phòng Văn hóa và Thông tin"},
		{"", "Tòa án nhân dân khu vực 2", "Tòa án nhân dân khu vực 1"},
		{"", "Hội Nông dân", "Hội Cựu chiến binh"},
	}
	for _, tt := range tests {
		if a, b := body.MatchKey(tt.a, tt.own), body.MatchKey(tt.b, tt.own); a == b {
			t.Errorf("on paper of %q, %q and %q are both %q", tt.own, tt.a, tt.b, a)
		}
	}
}

func TestMatchKeyWithSeveralUnits(t *testing.T) {
	for _, name := range []string{"Trạm Y tế phường", "Trạm Y tế thị xã Mỹ Hào", "Trạm Y tế phường Mỹ Hào", "Trạm Y tế thị xã"} {
		if got := body.MatchKey(name, "phường Mỹ Hào", "thị xã Mỹ Hào"); got != "trạm y tế" {
			t.Errorf("%q is %q", name, got)
		}
	}
	for _, name := range []string{"phường", "phường Mỹ Hào", ""} {
		if got, want := body.MatchKey(name, "phường Mỹ Hào"), strings.ToLower(name); got != want {
			t.Errorf("%q is %q: a name must not vanish", name, got)
		}
	}
}

// Text without marks is matched by folding both keys.
func TestMatchKeyFolds(t *testing.T) {
	pairs := [][2]string{
		{"Phòng VH-XH", "phong van hoa xa hoi"},
		{"HĐND", "hdnd"},
		{"Ủy ban MTTQ Việt Nam", "uy ban mat tran to quoc viet nam"},
		{"Phòng GD&ĐT", "phong gddt"},
	}
	for _, p := range pairs {
		if a, b := vi.Fold(body.MatchKey(p[0])), vi.Fold(body.MatchKey(p[1])); a != b {
			t.Errorf("%q folds to %q, %q to %q", p[0], a, p[1], b)
		}
	}
}

func checkKey(t interface{ Fatalf(string, ...any) }, name string, own ...string) {
	key := body.MatchKey(name, own...)
	if again := body.MatchKey(key, own...); again != key {
		t.Fatalf("MatchKey(%q) = %q, but again %q", name, key, again)
	}
	if spelled := body.MatchKey(vi.Spell(norm.NFD.String(strings.ToValidUTF8(name, ""))), own...); spelled != body.MatchKey(strings.ToValidUTF8(name, ""), own...) {
		t.Fatalf("MatchKey(%q) depends on how its letters are composed", name)
	}
}

func TestMatchKeyProperties(t *testing.T) {
	words := rapid.SampledFrom([]string{"UBND", "HĐND", "MTTQ", "Việt Nam", "VN", "và", "&", "-", ",", "VH", "XH", "GD", "ĐT", "TT", "PVHCC",
		"TNCS", "HCM", "Hội", "LHPN", "Nông dân", "phường", "Mỹ Hào", "Mỹ Hòa", "xã", "P.", "Uỷ ban", "Trường", "TH", "BCH", "QS", "KT", "HT"})
	rapid.Check(t, func(t *rapid.T) {
		name := strings.Join(rapid.SliceOfN(words, 0, 8).Draw(t, "words"), rapid.SampledFrom([]string{" ", "-", ""}).Draw(t, "joint"))
		checkKey(t, name)
		checkKey(t, name, "phường Mỹ Hào")
		checkKey(t, rapid.String().Draw(t, "s"), "xã Mỹ Hào", "phường Mỹ Hào")
	})
}

func BenchmarkMatchKey(b *testing.B) {
	for b.Loop() {
		body.MatchKey("Văn phòng HĐND và UBND phường Mỹ Hào", "phường Mỹ Hào")
	}
}
