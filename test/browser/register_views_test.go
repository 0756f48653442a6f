package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// TestALongListOnPaper prints a list of 120 records: head and number on every sheet, no row in two.
func TestALongListOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	by := w.officer(t)
	g := hazard.Sites.With(nil)
	err := w.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		for i := range 120 {
			typed := map[string]string{"noi": fmt.Sprintf("Ao số %03d sau nhà văn hóa, sát lối trẻ em đi học về", i), "loai": "ao", "muc": "1", "han": "15/5/2026"}
			if _, err := g.Add(t.Context(), tx, by.UnitID, typed, day.Must(2026, 5, 12)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/nguy-co/in"))
	sheets := p.paper("giay-120")
	all := strings.Join(sheets, "")
	for i, sheet := range sheets {
		if !strings.Contains(sheet, "Tình trạng") && strings.Contains(sheet, "NC-") {
			t.Errorf("sheet %d does not repeat the head of the table", i+1)
		}
		if !strings.Contains(sheet, "mã kiểm tra") {
			t.Errorf("sheet %d does not say when it was printed, by whom, with which code", i+1)
		}
	}
	for i := range 120 {
		if n := strings.Count(all, fmt.Sprintf("Ao số %03d", i)); n != 1 {
			t.Errorf("row %d stands on the paper %d times", i, n)
		}
	}
	for _, words := range []string{"ỦY BAN NHÂN DÂN", "In lúc", "mã kiểm tra"} {
		if !strings.Contains(all, words) {
			t.Errorf("the paper does not say %q", words)
		}
	}
	if strings.Contains(all, "Bản giấy có mã khác") || strings.Contains(all, "Chép bảng") {
		t.Error("the paper says what is only for the screen")
	}
	for name, at := range map[string]string{"nguy-co-lich-day": "lich?thang=5", "nguy-co-bang-day": "bang-viec"} {
		p.open(w.fill("/u/{unit}/{year}/nguy-co/" + at))
		p.look(name)
		p.resize(desk)
	}
}
