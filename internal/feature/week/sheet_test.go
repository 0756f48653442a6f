package week

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var monday = day.Must(2026, 5, 11)

// fullSheet is a page of a unit with a number of bodies; long makes every name as long as names get.
func fullSheet(units int, long bool) sheet {
	name := func(s string) string {
		if long {
			return s + " " + strings.Repeat("của Ủy ban nhân dân phường và các tổ dân phố trên địa bàn ", 8)
		}
		return s
	}
	e := Edition{Monday: monday, Year: 2026, AsOf: monday0600(monday), MadeAt: store.Instant{Time: monday.Start().Add(7 * time.Hour)},
		Figures: Figures{184, 70, 52, 9, 5, 4}}
	e.Before, e.First = &Figures{184, 64, 46, 8, 7, 3}, firstSquare(monday)
	keys := []string{"", "Đ", "M", "Q", "L", "H", "C", "?", "."}
	s := Standing{Figures: e.Figures}
	for i := range units {
		u := Unit{Name: name(fmt.Sprintf("Trường Tiểu học số %d", i+1)), Overdue: (i * 7) % 4, Late: i % 3, Requested: i%11 == 5}
		for k := range u.Weeks {
			u.Weeks[k] = keys[(i*5+k*3)%len(keys)]
		}
		s.Units = append(s.Units, u)
	}
	e.Units, e.Sentence = s.Units, Sentence(s)
	for i := range maxCases {
		need := needOrder[i]
		st := Stuck{Item: Item{Title: name("Rà soát ao, hồ, cống hở trước mùa hè"), Lead: name("Phòng Kinh tế, Hạ tầng và Đô thị"), Due: monday.Add(-9), State: "Q"}, Need: need, Since: monday.Add(-9)}
		e.Cases = append(e.Cases, Case{st, caseWords(st, day.BuiltIn(), monday)})
	}
	for i := range aheadLimit {
		e.Ahead = append(e.Ahead, Coming{Due: monday.Add(i / 2), Name: name("Kiểm tra lại rào ao Đình, Lỗ Xá"), Key: i%5 == 0})
	}
	e.Left, e.Coming = 7, 61
	if long {
		e.Sentence = name(e.Sentence)
		e.Figures = Figures{1_060_000, 1_060_000, 1_060_000, 1_060_000, 1_060_000, 1_060_000}
	}
	return sheet{Edition: e, Unit: name("UBND phường Mỹ Hào")}
}

// render draws the first sheet of a file in grey and says how many sheets it has.
func render(t *testing.T, pdf []byte) (image.Image, string) {
	t.Helper()
	for _, tool := range []string{"pdftoppm", "pdfinfo"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no poppler-utils on this machine: " + tool)
		}
	}
	file := filepath.Join(t.TempDir(), "trang.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := exec.Command("pdfinfo", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := exec.Command("pdftoppm", "-png", "-r", "50", "-singlefile", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img, string(info)
}

// Whatever the week brings, the page is one sheet and nothing reaches into its margins.
func TestThePageIsOneSheet(t *testing.T) {
	for _, units := range []int{0, 1, 60, 168} {
		for _, long := range []bool{false, true} {
			t.Run(fmt.Sprint(units, " units, long names ", long), func(t *testing.T) {
				var out bytes.Buffer
				if err := fullSheet(units, long).WritePDF(&out, time.Unix(0, 0).UTC()); err != nil {
					t.Fatal(err)
				}
				if dir := os.Getenv("MANGNON_SCREENS"); dir != "" {
					_ = os.MkdirAll(dir, 0o755)
					_ = os.WriteFile(filepath.Join(dir, fmt.Sprintf("trang-%d-%v.pdf", units, long)), out.Bytes(), 0o600)
				}
				img, info := render(t, out.Bytes())
				if !strings.Contains(strings.ReplaceAll(info, " ", ""), "Pages:1\n") || !strings.Contains(info, "(A4)") {
					t.Errorf("not one sheet of A4:\n%s", info)
				}
				inMargin(t, img)
			})
		}
	}
}

// inMargin reports ink nearer than 13 mm to an edge of the sheet.
func inMargin(t *testing.T, img image.Image) {
	t.Helper()
	b := img.Bounds()
	edge := b.Dx() * 13 / 210
	inside := image.Rect(b.Min.X+edge, b.Min.Y+edge, b.Max.X-edge, b.Max.Y-edge)
	ink := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			if r+g+bl > 3*0xf800 {
				continue
			}
			if ink++; !(image.Pt(x, y).In(inside)) {
				t.Errorf("ink at %d, %d of %v", x, y, b)
				return
			}
		}
	}
	if ink < 1000 {
		t.Errorf("the sheet is empty: %d dark points", ink)
	}
}

// The bar is 100 ms a page.
func BenchmarkPDF(b *testing.B) {
	s := fullSheet(168, false)
	for b.Loop() {
		if err := s.WritePDF(io.Discard, time.Unix(0, 0).UTC()); err != nil {
			b.Fatal(err)
		}
	}
}
