package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOnlyAnAddressOfThisSiteIsFollowed(t *testing.T) {
	cases := map[string]string{
		"/u/phuong-my-hao/2026/viec": "/u/phuong-my-hao/2026/viec",
		"/tim?q=a//b":                "/tim?q=a//b",
		"//example.org":              "/",
		`/\example.org`:              "/",
		"/\t/example.org":            "/",
		"/\n/example.org":            "/",
		"https://example.org":        "/",
		"javascript:alert(1)":        "/",
		"":                           "/",
	}
	for in, want := range cases {
		if got := LocalPath(in, "/"); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", in, got, want)
		}
	}
}

// What a browser resolves against this site must stay on this site, whatever was sent.
func TestAFollowedAddressNeverLeavesTheSite(t *testing.T) {
	base, _ := url.Parse("https://here.invalid/")
	rapid.Check(t, func(t *rapid.T) {
		p := LocalPath(rapid.StringOf(rapid.RuneFrom([]rune("/\\\t\n\r@:.?#ae"))).Draw(t, "path"), "/")
		ref, err := url.Parse(strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(p))
		if err == nil && base.ResolveReference(ref).Host != "here.invalid" {
			t.Fatalf("%q leads to %s", p, base.ResolveReference(ref).Host)
		}
	})
}

func TestAHeldFormComesBackWholeWithoutPasswords(t *testing.T) {
	sent := &Form{values: map[string][]string{"ket-qua": {"Đã rào 4 ao"}, "xong": {"1"}, "mat-khau": {"bí mật"}, "_giu.dia-chi": {"/khac"}}}
	held := hold("/u/x/2026/nhiem-vu/1/ket-qua", sent)
	through := &Form{values: map[string][]string{"ten-dang-nhap": {"hoa.tt"}}}
	for _, f := range held.Hidden() {
		through.values[f.Name] = append(through.values[f.Name], f.Value)
	}
	want := Held{Path: "/u/x/2026/nhiem-vu/1/ket-qua", Post: true, Fields: []HeldField{{"ket-qua", "Đã rào 4 ao"}, {"xong", "1"}}}
	if diff := cmp.Diff(want, HeldIn(through)); diff != "" {
		t.Error(diff)
	}
}
