package app_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

// Lists of children and the page of one, in a register of 5,000.
func BenchmarkAFullRegisterOfChildren(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	w.byHand = true
	w.hireAll()
	t, err := w.app.FillForLoad(context.Background(), 5000, func(int, int) {})
	if err != nil {
		b.Fatal(err)
	}
	pages := map[string]string{"record": t.Records[7]}
	for _, path := range t.Lists {
		_, filter, _ := strings.Cut(path, "?")
		pages["list "+filter] = path
	}
	for name, path := range pages {
		b.Run(name+" by eight", func(b *testing.B) {
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if a := w.send(request{As: "hoa.tt", Path: path}); a.Code != http.StatusOK {
						b.Error(a.Code)
					}
				}
			})
		})
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if a := w.send(request{As: "hoa.tt", Path: path}); a.Code != http.StatusOK {
					b.Fatal(a.Code)
				}
			}
		})
	}
	n := 0
	b.Run("add", func(b *testing.B) {
		for b.Loop() {
			n++
			f := w.app.LoadChild(n)
			f.Set("once", web.NewKey())
			if a := w.send(request{As: "hoa.tt", Path: t.Add, Form: f}); a.Code != http.StatusSeeOther {
				b.Fatal(a.Code)
			}
		}
	})
}
