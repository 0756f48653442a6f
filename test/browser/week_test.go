package browser

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
)

// TestLeadersPageOnPaper prints the leader's page of the browser: exactly one sheet, with the boxes to tick.
func TestLeadersPageOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "dat.lq", desk)
	p.open(w.fill("/u/{unit}/{year}/tuan"))
	p.sees("main", "Cần đồng chí quyết", "14 ngày tới")
	sheets := p.paper("trang-lanh-dao")
	if len(sheets) != 1 {
		t.Fatalf("%d sheets", len(sheets))
	}
	for _, there := range []string{"Tuần này:", "Giao", "Xin lùi", "Cần đồng chí quyết", "Gia hạn", "Đôn đốc", "14 ngày tới"} {
		if !strings.Contains(sheets[0], there) {
			t.Errorf("the paper does not say %q:\n%s", there, sheets[0])
		}
	}
}

// TestLeadersPageOnATelephone opens the week by its link, mistypes the PIN, and decides.
func TestLeadersPageOnATelephone(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sit(t, w, phone)
	door := "/t/" + app.DemoWeekSecret
	p.inspect(door, "tuan-pin")
	p = p.withoutScript()
	p.open(door)
	p.write("Mã PIN", "111111")
	p.follow("Mở trang tuần")
	p.sees(".errors", "Mã PIN chưa đúng")
	p.write("Mã PIN", app.DemoPIN)
	p.follow("Mở trang tuần")
	p.sees("main", "Cần đồng chí quyết", "Giao", "Đôn đốc")
	p.open(door + "/viec/1/don-doc")
	p.sees("main", "Lời đôn đốc")
	p.follow("Ghi đã đôn đốc")
	p.sees(".errors", "Mã PIN có 6 chữ số")
	p.write("Mã PIN", app.DemoPIN)
	p.follow("Ghi đã đôn đốc")
	p.sees(".case-done", "Đã đôn đốc", "qua đường dẫn tuần")
}

// TestLeadersPageInsideATelephone looks at what stands behind the PIN.
func TestLeadersPageInsideATelephone(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sit(t, w, phone)
	door := "/t/" + app.DemoWeekSecret
	p.open(door)
	p.write("Mã PIN", app.DemoPIN)
	p.follow("Mở trang tuần")
	p.look("tuan-dien-thoai")
	p.resize(phone)
	for _, e := range ask[[]string](p, smallTargets) {
		t.Errorf("lower than 48 px: %s", e)
	}
	for _, deed := range []string{"giao", "gia-han", "don-doc"} {
		p.inspect(door+"/viec/1/"+deed, "tuan-dien-thoai-"+deed)
	}
}
