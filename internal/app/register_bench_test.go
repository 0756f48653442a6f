package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

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
