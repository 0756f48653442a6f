package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// manySites is how many records the benchmarks of a register have.
const manySites = 200_000

// BenchmarkListOfManyRecords reads the first page of a list, with its numbers, narrowed in several ways.
func BenchmarkListOfManyRecords(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) { benchmarkList(b, newWorld(b, open(b))) })
	}
}

func benchmarkList(b *testing.B, w *world) {
	{
		db := w.app.DB
		w.byHand = true
		u, err := w.app.Org.UnitBySlug(b.Context(), w.samples["unit"])
		if err != nil {
			b.Fatal(err)
		}
		by := actor.Actor{Name: "đo", UnitID: u.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
		fillSites(b, w, by)
		g := hazard.Sites.With(nil)
		deep := deepPage(b, w, g, by)
		for name, path := range map[string]string{"map_page": hazardMap, "map_points": hazardMap + ".json"} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if rec := w.send(request{As: "hoa.tt", Path: path}); rec.Code != http.StatusOK {
						b.Fatal(rec.Code)
					}
				}
			})
		}
		for _, x := range []struct {
			name string
			ask  register.Ask
		}{
			{"all", register.Ask{}}, {"newest", register.Ask{Sort: "moi"}}, {"deep", register.Ask{Sort: "moi", After: deep}},
			{"state", register.Ask{State: hazard.Open}}, {"rare", register.Ask{Is: map[string]string{"measure": "phao"}}},
			{"state_newest", register.Ask{State: hazard.Open, Sort: "moi"}}, {"two", register.Ask{State: hazard.Open, Is: map[string]string{"kind": "dien"}}},
			{"overdue", register.Ask{View: "qua-han"}}, {"common_word", register.Ask{Words: "điểm"}}, {"rare_word", register.Ask{Words: "số 4711"}},
			{"two_words_state", register.Ask{Words: "chợ đông", State: hazard.Controlled}},
		} {
			b.Run(x.name, func(b *testing.B) {
				for b.Loop() {
					if _, _, err := g.List(b.Context(), db.Reader(by), u.ID, x.ask, day.At(today)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// deepPage is a record in the middle of the list.
func deepPage(b *testing.B, w *world, g *register.Register, by actor.Actor) string {
	b.Helper()
	p, _, err := g.List(b.Context(), w.app.DB.Reader(by), by.UnitID, register.Ask{Sort: "moi", Size: manySites / 2}, day.At(today))
	if err != nil {
		b.Fatal(err)
	}
	return p.Next
}

func fillSites(b *testing.B, w *world, by actor.Actor) {
	b.Helper()
	g := hazard.Sites.With(nil)
	rnd := rand.New(rand.NewPCG(1, 2))
	names := []string{"ao", "chợ", "đông", "mương", "trường", "đình", "bãi", "cầu"}
	kinds := []string{"ao", "song", "gieng", "ho", "dien", "duong", "cong-trinh", "nui", "khac"}
	for done := 0; done < manySites; {
		err := w.app.DB.Write(b.Context(), by, func(tx *store.Tx) error {
			for range 5000 {
				done++
				typed := map[string]string{"noi": fmt.Sprintf("Điểm %s %s số %d", names[rnd.IntN(8)], names[rnd.IntN(8)], done), "loai": kinds[rnd.IntN(len(kinds))], "muc": fmt.Sprint(1 + rnd.IntN(3))}
				if done%40 == 0 { // 5,000 of them lie on the map
					typed["toa-do"] = fmt.Sprintf("%.6f, %.6f", 20.93+rnd.Float64()*0.04, 106.04+rnd.Float64()*0.07)
				}
				rec, err := g.Add(b.Context(), tx, by.UnitID, typed, day.At(today))
				if err != nil {
					return err
				}
				if done%2 == 0 {
					answers := map[string]string{"bien-phap": "rao", "kiem-tra-lai": day.At(today).Add(rnd.IntN(200)).String()}
					if done%200 == 0 {
						answers["bien-phap"] = "phao"
					}
					if _, err := g.Move(b.Context(), tx, rec, "da-lam", 1, answers, day.At(today)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// manyRows is how many rows the benchmark of an import brings.
const manyRows = 20_000

// BenchmarkImportOfManyRows brings a table into a register: kept, judged, written, each in changes of their own.
func BenchmarkImportOfManyRows(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) { benchmarkImport(b, newWorld(b, open(b))) })
	}
}

func benchmarkImport(b *testing.B, w *world) {
	w.byHand = true
	u, err := w.app.Org.UnitBySlug(b.Context(), w.samples["unit"])
	if err != nil {
		b.Fatal(err)
	}
	by := actor.Actor{Name: "đo", UnitID: u.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	g := hazard.Sites.With(nil)
	var longest time.Duration
	write := func(change func(context.Context, *store.Tx) error) error {
		started := time.Now()
		defer func() { longest = max(longest, time.Since(started)) }()
		return w.app.DB.Write(b.Context(), by, func(tx *store.Tx) error { return change(b.Context(), tx) })
	}
	spent := map[string]time.Duration{}
	for n := 0; b.Loop(); n++ {
		table := manySitesTable(n)
		var m register.Import
		lap := time.Now()
		stage := func(name string, err error) {
			if err != nil {
				b.Fatal(name, err)
			}
			spent[name] += time.Since(lap)
			lap = time.Now()
		}
		stage("keep", func() error {
			var keep func() error
			err := write(func(ctx context.Context, tx *store.Tx) (err error) {
				m, keep, err = g.Receive(ctx, tx, u.ID, register.Brought{Name: "dài.xlsx", Hash: fmt.Sprint(n), Cells: table}, write)
				return err
			})
			if err != nil {
				return err
			}
			return keep()
		}())
		stage("judge", pieces(write, func(ctx context.Context, tx *store.Tx) (bool, error) { return g.JudgePiece(ctx, tx, m, day.At(today)) }))
		stage("start", write(func(ctx context.Context, tx *store.Tx) (err error) {
			m, err = g.Start(ctx, tx, m)
			return err
		}))
		stage("write", pieces(write, func(ctx context.Context, tx *store.Tx) (bool, error) { return g.WritePiece(ctx, tx, m, day.At(today)) }))
	}
	for name, d := range spent {
		b.ReportMetric(float64(b.N)*manyRows/d.Seconds(), name+"-rows/s")
	}
	b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-change")
}

func pieces(write func(func(context.Context, *store.Tx) error) error, do func(context.Context, *store.Tx) (bool, error)) error {
	for more := true; more; {
		err := write(func(ctx context.Context, tx *store.Tx) (err error) {
			more, err = do(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func manySitesTable(n int) [][]string {
	out := [][]string{{"Nơi", "Loại", "Mức nguy hiểm", "Địa chỉ, chỉ dẫn", "Ngày phát hiện", "Ghi chú"}}
	for i := range manyRows {
		out = append(out, []string{fmt.Sprintf("Ao đầu làng số %d lần %d", i, n), "Ao, hồ, đầm", "Cao", fmt.Sprintf("Ngõ %d, đường Nguyễn Văn Linh", i%900), "25/12/2025", "Sát lối vào trường"})
	}
	return out
}
