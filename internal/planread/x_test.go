package planread

import "testing"

func TestX(t *testing.T) {
	w := whenReader{2025, 2025}
	for _, s := range []string{"Quý IV.", "Ngày 29/5/2026.", "Hoàn thành trước ngày 10/6/2026", "Thường xuyên trong năm, cao điểm trong tháng 6", "Quý II/2026"} {
		v := w.parse(s, 1)
		l := low(bare(s))
		t.Logf("%s %+v %+v %v", s, v, atoms(tokens(l), l), tokens(l))
	}
}
