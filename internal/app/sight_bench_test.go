package app_test

import (
	"net/http"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

// The day's page over 10,000 pieces of work, for who sees all of it and for a collaborator who is named in one.
func BenchmarkTheDayOver10000PiecesOfWork(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	w.byHand = true
	w.hireAll()
	w.post("hoa.tt", "/u/{unit}/{year}/nhiem-vu/{task}/nguoi-lam", form("nguoi", w.accountID("cuc.nt"), "ban", "1", "once", web.NewKey()))
	if err := w.app.FillForBench(b.Context(), 10, 1000, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	for _, who := range []string{"hoa.tt", "cuc.nt"} {
		for _, page := range []string{"viec", "lich-su", "tim?q=truong"} {
			if who == "cuc.nt" && page == "lich-su" {
				continue
			}
			b.Run(string(staff[who])+"/"+page, func(b *testing.B) {
				for b.Loop() {
					if a := w.send(request{As: who, Path: "/u/{unit}/{year}/" + page}); a.Code != http.StatusOK {
						b.Fatal(a.Code)
					}
				}
			})
		}
	}
}
