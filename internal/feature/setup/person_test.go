package setup

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

func TestKindOf(t *testing.T) {
	for name, want := range map[string]body.Kind{
		"Trường Tiểu học Bần Yên Nhân": body.School, "TRƯỜNG MN Hoa Sen": body.School, "Trạm Y tế phường": body.HealthStation,
		"CA phường": body.Police, "Hội Khuyến học": body.Union, "HĐND phường": body.Council, "Phòng Kinh tế": body.Room,
		"Tổ dân phố Phú Đa": body.Neighbourhood, "Thôn 4": body.Neighbourhood, "Bản Áng": body.Neighbourhood, "Bảo hiểm xã hội": body.Other,
		"UBMTTQ phường": body.Front, "VKSND khu vực 3": body.Procuracy, "Đoàn TNCS Hồ Chí Minh": body.Union, "Sở Y tế": body.Department, "": body.Other,
	} {
		if got := kindOf(name); got != want {
			t.Errorf("kindOf(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestChosenBodies(t *testing.T) {
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	ward, _ := c.Find("12103", day.Day{})
	today := day.Must(2026, 5, 12)
	all := len(body.Usual(ward))
	tests := []struct {
		name   string
		change func(*answers)
		want   int
	}{
		{"all proposals", func(*answers) {}, all},
		{"the body in which the person works is always made", func(a *answers) { a.Bodies, a.Officer, a.Body = nil, false, "Công an phường" }, 1},
		{"and that of the officer", func(a *answers) { a.Bodies, a.Body = nil, "Công an phường" }, 2},
		{"typed and ticked is one", func(a *answers) { a.Others = "CA phường Mỹ Hào\nUBND phường" }, all},
		{"typed twice is one", func(a *answers) { a.Others = "Trường TH Bần\n  trường tiểu học   bần  " }, all + 1},
		{"typed instead of ticked", func(a *answers) { a.Bodies = a.Bodies[:1]; a.Others = "CA phường" }, 3},
		{"a value that was never offered", func(a *answers) { a.Bodies = append(a.Bodies, "Bộ Công an") }, all},
	}
	for _, tt := range tests {
		a := begin(ward)
		tt.change(&a)
		got := a.chosen(today)
		if len(got) != tt.want {
			t.Errorf("%s: %d bodies, want %d", tt.name, len(got), tt.want)
		}
		keys := map[string]bool{}
		for _, b := range got {
			if b.From.IsZero() || keys[a.key(b.Name)] {
				t.Errorf("%s: %q from %s", tt.name, b.Name, b.From)
			}
			keys[a.key(b.Name)] = true
		}
	}
}
