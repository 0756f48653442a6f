package calendar

import "testing"

func TestTheLeadOfAMonth(t *testing.T) {
	for _, c := range []struct {
		n, off int
		want   string
	}{{0, 0, "Không có mốc, việc hay văn bản nào đến hạn trong tháng."}, {14, 0, "14 mốc, việc và văn bản đến hạn trong tháng."}, {14, 9, "14 mốc, việc và văn bản đến hạn trong tháng, 9 rơi vào ngày nghỉ."}} {
		if got := monthLead(c.n, c.off); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
