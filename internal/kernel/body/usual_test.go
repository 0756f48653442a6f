package body_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

func find(t testing.TB, code string, at day.Day) place.Place {
	t.Helper()
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := c.Find(code, at)
	if !ok {
		t.Fatalf("no unit %s", code)
	}
	return p
}

func names(list []body.Template) []string {
	var names []string
	for _, t := range list {
		names = append(names, t.Name)
	}
	return names
}

func TestUsualBodiesOfAWard(t *testing.T) {
	want := []string{
		"Ủy ban nhân dân phường",
		"Hội đồng nhân dân phường",
		"Văn phòng HĐND và UBND phường",
		"Phòng Kinh tế, Hạ tầng và Đô thị",
		"Phòng Văn hóa - Xã hội",
		"Trung tâm Phục vụ hành chính công",
		"Trạm Y tế phường",
		"Công an phường",
		"Ban Chỉ huy Quân sự phường",
		"Đảng ủy phường",
		"Ủy ban Mặt trận Tổ quốc Việt Nam phường",
		"Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
		"Hội Liên hiệp Phụ nữ phường",
		"Hội Nông dân phường",
		"Hội Cựu chiến binh phường",
		"Tòa án nhân dân khu vực 2 - Hưng Yên",
		"Viện kiểm sát nhân dân khu vực 2 - Hưng Yên",
		"Sở Y tế tỉnh Hưng Yên",
	}
	if diff := cmp.Diff(want, names(body.Usual(find(t, "12103", day.Day{})))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRoomForTheEconomy(t *testing.T) {
	for code, want := range map[string]string{
		"12103": "Phòng Kinh tế, Hạ tầng và Đô thị", // phường Mỹ Hào
		"12073": "Phòng Kinh tế",                    // xã Yên Mỹ
		"26732": "Phòng Kinh tế",                    // đặc khu Côn Đảo
	} {
		p := find(t, code, day.Day{})
		var rooms []string
		for _, t := range body.Usual(p) {
			if t.Kind == body.Room {
				rooms = append(rooms, t.Name)
			}
		}
		if diff := cmp.Diff([]string{want, "Phòng Văn hóa - Xã hội"}, rooms); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.FullName, diff)
		}
	}
}

func TestUsualNamesItsOwnKind(t *testing.T) {
	for _, tt := range []struct{ code, police, court string }{
		{"26732", "Công an đặc khu", "Tòa án nhân dân khu vực"},
		{"12064", "Công an xã", "Tòa án nhân dân khu vực 2 - Hưng Yên"},
		{"00004", "Công an phường", "Tòa án nhân dân khu vực"},
	} {
		got := strings.Join(names(body.Usual(find(t, tt.code, day.Day{}))), "|") + "|"
		if !strings.Contains(got, tt.police+"|") || !strings.Contains(got, tt.court+"|") || strings.ContainsAny(got, "@#") {
			t.Errorf("%s: %s", tt.code, got)
		}
	}
}

func TestNoProposalForOtherUnits(t *testing.T) {
	eve := day.Must(2025, 6, 30)
	for _, p := range []place.Place{find(t, "33", day.Day{}), find(t, "328", eve), find(t, "12103", eve), find(t, "79", day.Day{}), {}} {
		if got := body.Usual(p); got != nil {
			t.Errorf("%s has the proposals %q", p.FullName, names(got))
		}
	}
}

// Whatever the name, one body of a commune must not be taken for another.
func TestAliasesTellTemplatesApart(t *testing.T) {
	for _, code := range []string{"12103", "12073", "26732", "00004"} {
		p := find(t, code, day.Day{})
		owner := map[string]string{}
		for _, tmpl := range body.Usual(p) {
			for _, name := range append(tmpl.Aliases, tmpl.Name) {
				key := body.MatchKey(name, p.FullName)
				if other, ok := owner[key]; ok && other != tmpl.Name {
					t.Errorf("%s: %q is %s and %s", p.FullName, name, other, tmpl.Name)
				}
				owner[key] = tmpl.Name
				if body.IsGroup(name) {
					t.Errorf("%q is taken for a group", name)
				}
			}
		}
	}
}

func TestUsualFindsTheFormsOfDocuments(t *testing.T) {
	p := find(t, "12103", day.Day{})
	byKey := map[string]string{}
	for _, tmpl := range body.Usual(p) {
		for _, name := range append(tmpl.Aliases, tmpl.Name) {
			byKey[body.MatchKey(name, p.FullName)] = tmpl.Name
		}
	}
	for written, want := range map[string]string{
		"VP HĐND và UBND":                   "Văn phòng HĐND và UBND phường",
		"Văn phòng HĐND&UBND phường Mỹ Hào": "Văn phòng HĐND và UBND phường",
		"Phòng VH-XH":                       "Phòng Văn hóa - Xã hội",
		"phòng VHXH phường":                 "Phòng Văn hóa - Xã hội",
		"Phòng KT, HT và ĐT":                "Phòng Kinh tế, Hạ tầng và Đô thị",
		"CA phường":                         "Công an phường",
		"Công an phường Mỹ Hào":             "Công an phường",
		"UB MTTQ":                           "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
		"MTTQ":                              "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
		"Đoàn TNCS HCM":                     "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
		"Đoàn thanh niên":                   "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
		"Đoàn phường":                       "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
		"Hội LHPN":                          "Hội Liên hiệp Phụ nữ phường",
		"Hội Liên hiệp Phụ nữ Việt Nam":     "Hội Liên hiệp Phụ nữ phường",
		"TTPVHCC":                           "Trung tâm Phục vụ hành chính công",
		"Thường trực HĐND phường":           "Hội đồng nhân dân phường",
		"Thường trực Đảng ủy":               "Đảng ủy phường",
		"TAND khu vực 2":                    "Tòa án nhân dân khu vực 2 - Hưng Yên",
		"Sở Y tế":                           "Sở Y tế tỉnh Hưng Yên",
		"Trạm y tế":                         "Trạm Y tế phường",
	} {
		if got := byKey[body.MatchKey(written, p.FullName)]; got != want {
			t.Errorf("%q finds %q, want %q", written, got, want)
		}
	}
}

func TestRequestedAndConfidence(t *testing.T) {
	asked := map[body.Kind]bool{body.Council: true, body.Front: true, body.Union: true, body.Party: true, body.Court: true,
		body.Procuracy: true, body.Department: true}
	for _, tmpl := range body.Usual(find(t, "12103", day.Day{})) {
		if tmpl.Requested != asked[tmpl.Kind] {
			t.Errorf("%s: only asked is %v", tmpl.Name, tmpl.Requested)
		}
		if tmpl.Confidence.Checked() && tmpl.Source == "" {
			t.Errorf("%s was read nowhere", tmpl.Name)
		}
		if tmpl.Confidence == "" || tmpl.From != day.Must(2025, 7, 1) {
			t.Errorf("%+v", tmpl)
		}
	}
	if body.Read.Checked() == body.Recall.Checked() || body.Inferred.Checked() {
		t.Error("what was not read passes as checked")
	}
}

func TestUsualGivesFreshLists(t *testing.T) {
	p := find(t, "12103", day.Day{})
	first := body.Usual(p)
	first[0].Name, first[0].Aliases[0] = "x", "x"
	if again := body.Usual(p); again[0].Name == "x" || again[0].Aliases[0] == "x" {
		t.Error("a caller changes the proposals of the next")
	}
}

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range body.Kinds() {
		if k == "" || k.Label() == "" || seen[k.Label()] {
			t.Errorf("kind %q is called %q", k, k.Label())
		}
		seen[k.Label()] = true
	}
	if body.Kind("?").Label() != body.Other.Label() || body.Kind("?").Requested() {
		t.Error("an unknown kind is more than another")
	}
}
