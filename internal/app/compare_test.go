package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// longPlan is an invented plan of n paragraphs; every tenth says something else in each edition.
func longPlan(n int, edition string) string {
	var b strings.Builder
	b.WriteString("ỦY BAN NHÂN DÂN\nPHƯỜNG MỸ HÀO\n\nSố: 7" + edition + "/KH-UBND\n\nMỹ Hào, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nChăm sóc trẻ em năm 2026\n\nI. NỘI DUNG\n\n")
	for i := range n {
		words := "theo quy định"
		if i%10 == 3 {
			words = "trong quý " + edition
		}
		_, _ = fmt.Fprintf(&b, "%d. Tổ dân phố số %d thăm hỏi nhóm trẻ em thứ %d tại nhà văn hóa %s.\n\n", i+1, i%97, i, words)
	}
	return b.String()
}

func TestTwoPlansStandSideBySide(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.bring(longPlan(300, "1"))
	first := w.samples["plan"]
	w.bring(longPlan(300, "2"))
	w.samples["first"] = first
	w.otherUnit("la.dt")
	const path = "/u/{unit}/{year}/ke-hoach/{first}/so-sanh"
	w.run([]scenario{
		{Name: "it asks with which", request: request{As: "hoa.tt", Path: path}, Want: 200, Selector: "select[name=voi]", Has: "72/KH-UBND"},
		{Name: "counts", request: request{As: "dat.lq", Path: path + "?voi={plan}"}, Want: 200, Has: "31 đổi, 0 chuyển chỗ, 0 thêm, 0 bớt"},
		{Name: "what is the same is folded", request: request{As: "dat.lq", Path: path + "?voi={plan}"}, Want: 200, Selector: ".fold", Has: "… 9 đoạn giống nhau"},
		{Name: "differences are marked on both sides", request: request{As: "dat.lq", Path: path + "?voi={plan}"}, Want: 200, Selector: "tr.changed td:first-child del", Has: "1"},
		{Name: "all, in pages", request: request{As: "dat.lq", Path: path + "?xem=tat-ca&trang=2&voi={plan}"}, Want: 200, Selector: "tr#d299", Has: "Tổ dân phố"},
		{Name: "a plan of another unit is not there", request: request{As: "la.dt", Path: "/u/{other}/{year}/ke-hoach/{first}/so-sanh?voi={plan}"}, Want: 404},
	})
	page := w.do(request{As: "hoa.tt", Path: path + "?voi={plan}"})
	if href := page.doc.Find(".fold a").Last().AttrOr("href", ""); w.do(request{As: "hoa.tt", Path: strings.Split(href, "#")[0]}).doc.Find("tr#"+strings.Split(href, "#")[1]).Length() != 1 {
		t.Errorf("the last fold leads to %s, where nothing stands", href)
	}
}

// BenchmarkCompare3000 shows two plans of 3,000 paragraphs side by side.
func BenchmarkCompare3000(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	w.bring(longPlan(3000, "1"))
	w.samples["first"] = w.samples["plan"]
	w.bring(longPlan(3000, "2"))
	for name, query := range map[string]string{"differences": "", "all": "&xem=tat-ca"} {
		b.Run(name, func(b *testing.B) {
			bytes := 0
			for b.Loop() {
				a := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{first}/so-sanh?voi={plan}" + query})
				if bytes = a.Body.Len(); a.Code != http.StatusOK {
					b.Fatal(a.Code)
				}
			}
			b.ReportMetric(float64(bytes), "bytes/page")
		})
	}
}
