package picture

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	flowBefore  = []FlowBand{{"u", "Ủy ban nhân dân phường"}, {"v", "Phòng Văn hóa - Xã hội"}, {"t", "Trạm Y tế phường"}, {"", "Chưa ai giữ"}}
	flowAfter   = []FlowBand{{"u", "Ủy ban nhân dân phường"}, {"v", "Phòng Văn hóa - Xã hội"}, {"p", "Trung tâm Phục vụ hành chính công"}, {"", "Chưa ai giữ"}}
	flowRibbons = []Ribbon{
		{"Trẻ em: quyền, bảo vệ, chăm sóc", "v", "v"}, {"Dân số", "v", "v"}, {"Thi đua, khen thưởng", "v", "u"},
		{"Tiếp nhận thủ tục", "u", "p"}, {"Trả kết quả", "u", "p"}, {"Khám, chữa bệnh ban đầu", "t", ""}, {"Truyền thanh", "", "v"},
	}
)

func TestAFlowTellsWhatMoves(t *testing.T) {
	p := Flow(head("f"), "Ngày 31/03/2026", "Ngày 01/04/2026", flowBefore, flowAfter, flowRibbons)
	var changes []string
	for _, row := range p.Table[1:] {
		changes = append(changes, row[3])
	}
	want := "chuyển cơ quan, chuyển cơ quan, chuyển cơ quan, chưa ai nhận, mới có cơ quan giữ, giữ nguyên, giữ nguyên"
	if got := strings.Join(changes, ", "); got != want {
		t.Errorf("changes %s, want %s", got, want)
	}
	for _, words := range []string{"7 chức năng, 2 giữ nguyên nơi giữ, 5 đổi", "Thi đua, khen thưởng: từ Phòng Văn hóa - Xã hội sang Ủy ban nhân dân phường."} {
		if !strings.Contains(p.Drawing.Desc, words) {
			t.Errorf("the description lacks %q: %s", words, p.Drawing.Desc)
		}
	}
	if svg := p.Drawing.SVG(); !strings.Contains(svg, ">2 chức năng</text>") || !strings.Contains(svg, "Tiếp nhận thủ tục; Trả kết quả") {
		t.Error("a bundle does not say what is in it")
	}
}

// However holders and functions are laid out, each function takes its share of the bars of both its holders, none lies
// outside them, and no two share a place.
func TestRibbonsStandOnTheirBars(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bands := make([]FlowBand, rapid.IntRange(1, 12).Draw(t, "bands"))
		for i := range bands {
			bands[i] = FlowBand{ID: fmt.Sprint(i), Name: fmt.Sprintf("Cơ quan %d", i)}
		}
		id := rapid.Custom(func(t *rapid.T) string { return fmt.Sprint(rapid.IntRange(0, len(bands)-1).Draw(t, "end")) })
		ribbons := make([]Ribbon, rapid.IntRange(0, 60).Draw(t, "ribbons"))
		for i := range ribbons {
			ribbons[i] = Ribbon{fmt.Sprint("Chức năng ", i), id.Draw(t, "from"), id.Draw(t, "to")}
		}
		f := flow{left: side(bands, ribbons, Ribbon.from), right: side(bands, ribbons, Ribbon.to)}
		n := 0
		taken := map[string]bool{}
		for _, s := range f.strands(ribbons) {
			n += len(s.names)
			for i := range s.names {
				for _, at := range []struct {
					side string
					bar  *bar
					y    float64
				}{{"left", f.left.bars[f.left.order[s.from]], s.y1}, {"right", f.right.bars[f.right.order[s.to]], s.y2}} {
					y := at.y + float64(i)*flowThick
					if y < at.bar.y-.01 || y+flowThick > at.bar.y+at.bar.h+.01 {
						t.Fatalf("%s end at %v outside of %v to %v", at.side, y, at.bar.y, at.bar.y+at.bar.h)
					}
					key := fmt.Sprintf("%s %.1f", at.side, y)
					if taken[key] {
						t.Fatalf("two functions at %s", key)
					}
					taken[key] = true
				}
			}
		}
		if n != len(ribbons) {
			t.Fatalf("%d of %d functions are drawn", n, len(ribbons))
		}
	})
}
