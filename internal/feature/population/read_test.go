package population

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var hamlets = []ui.Option{{Value: "h1", Text: "Tổ dân phố số 1"}, {Value: "h3", Text: "Tổ dân phố số 3"}, {Value: "pd", Text: "Thôn Phú Đa"}}

func TestAnAddressIsDividedIntoHamletAndWhatStandsBeforeIt(t *testing.T) {
	for _, tt := range []struct{ home, apart, id, rest string }{
		{"Tổ dân phố số 3, phường Mỹ Hào, tỉnh Hưng Yên", "", "h3", ""},
		{"Số 5, ngõ 12, TDP 03, P. Mỹ Hào, Hưng Yên", "", "h3", "Số 5, ngõ 12"},
		{"Ngõ 7", "TDP số 1", "h1", "Ngõ 7"},
		{"Thôn Phú Đa, xã Tân Lập", "", "pd", ""},
		{"12 Nguyễn Trãi, phường Mỹ Hào", "", "", "12 Nguyễn Trãi"},
		{"", "3", "", ""},
		{"", "", "", ""},
	} {
		if id, rest := homeIn(tt.home, tt.apart, hamlets); id != tt.id || rest != tt.rest {
			t.Errorf("%q, %q: %q, %q; want %q, %q", tt.home, tt.apart, id, rest, tt.id, tt.rest)
		}
	}
}

func TestWhoLivesElsewhere(t *testing.T) {
	where := func(commune string) (here, known bool) {
		return commune == "phường Mỹ Hào", commune == "phường Mỹ Hào" || commune == "Xã Tân Lập"
	}
	for home, want := range map[string]bool{"Thôn 1, Xã Tân Lập": true, "TDP 3, phường Mỹ Hào": false, "P. Mỹ Hào": false, "Xã Không Có Thật": false, "": false, "Ngõ 3": false} {
		if got := elsewhere(home, where); got != want {
			t.Errorf("%q lies elsewhere: %v", home, got)
		}
	}
}

// Whatever stands in an address, dividing it ends and gives a hamlet of the unit or none.
func TestAnyAddressIsDivided(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		home, apart := rapid.String().Draw(t, "home"), rapid.String().Draw(t, "apart")
		id, rest := homeIn(home, apart, hamlets)
		if id != "" && id != "h1" && id != "h3" && id != "pd" {
			t.Fatalf("%q is no hamlet", id)
		}
		if len(rest) > 2*len(home)+20 {
			t.Fatalf("%q grew to %q", home, rest)
		}
	})
}

func TestNamesDatesAndNumbersThatAgree(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"NGUYỄN THỊ HOÀ", "Nguyễn Thị  Hòa", true}, {"Nguyễn Thị Hoa", "Nguyễn Thị Hòa", false}, {"", "An", false}} {
		if got := sameName(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q: %v", tt.a, tt.b, got)
		}
	}
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"2018-06-05", "2018", true}, {"2018", "2018-06", true}, {"2018-06-05", "2018-06-06", false}, {"", "2018", false}} {
		if got := agree(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
	}
	for cell, want := range map[string]string{"033 318 000 011": "033318000011", "'033318000011": "033318000011", "33318000011": "", "3,33E+10": "", "": ""} {
		if got, words := numberIn(cell); got != want || (got == "") != (words != "") && cell != "" {
			t.Errorf("%q gives %q, %q", cell, got, words)
		}
	}
}

// Somebody who stands twice is given once; a number with two persons is nobody's, and both rows say so without its digits.
func TestPersonsOfAFile(t *testing.T) {
	heads := pack.BuiltIn().At(filePack, "2026-05-12")
	table := [][]string{{"DANH SÁCH", ""}, {"Họ và tên", "Ngày sinh", "CCCD"}, {"Lò Thị An", "13/02/2018", "033318000011"}, {"LÒ THỊ AN", "13/02/2018", "033318000011"}, {"Lò Thị Ba", "14/02/2018", "033318000012"}, {"Lò Thị Tư", "15/02/2018", "033318000012"}, {"Lò Thị Sáu", "13/13/2018", ""}}
	src, err := newFile("ds.csv", "", table, heads, "", day.Must(2026, 5, 12))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = src.People(context.Background(), func(p Person) error {
		got = append(got, p.Name+" "+p.Birth+" "+p.Number+" "+strings.Join(p.Wrong, "; "))
		return nil
	})
	want := []string{"Lò Thị An 2018-02-13 033318000011 ", "Lò Thị Ba 2018-02-14  cùng số định danh với dòng 6 nên không dùng số để tìm", "Lò Thị Tư 2018-02-15  cùng số định danh với dòng 5 nên không dùng số để tìm"}
	if err != nil || len(got) != 4 || strings.Join(got[:3], "\n") != strings.Join(want, "\n") || !strings.Contains(got[3], "ngày sinh") {
		t.Errorf("%v\n%s", err, strings.Join(got, "\n"))
	}
}
