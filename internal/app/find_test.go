package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

const searchAt = "/u/{unit}/{year}/tim?q="

func TestTheSearchBoxFindsRecordsOfEveryRegister(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		var sites []string
		for i, name := range []string{"Giếng Quỳnh Lâm cạn", "Mương Quỳnh Lâm", "Ao quynh lam cũ"} {
			a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(fmt.Sprint("f", i), "noi", name, "khac", "1")})
			sites = append(sites, id(t, a.Header().Get("Location"), "nguy-co"))
		}
		w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/su-kien/them", Form: form("once", "f9", "ten", "Hội trại Quỳnh Lâm", "loai", "trung-thu", "thoi-gian", "25/9/2026", "co-quan", "Công an phường")})
		w.do(request{As: "hoa.tt", Path: hazards + "/" + sites[0] + "/bo", Form: form("once", "f10")})
		g := hazard.Sites.With(nil)
		rec, err := g.Get(t.Context(), w.app.DB.Reader(byOfficer(t, w)), sites[1])
		if err != nil {
			t.Fatal(err)
		}
		w.run([]scenario{
			{Name: "both registers, without marks", request: request{As: "hoa.tt", Path: searchAt + "quynh+lam"}, Want: 200, Selector: ".lead", Has: "2 điểm nguy cơ, 1 sự kiện"},
			{Name: "not what lies in the trash", request: request{As: "hoa.tt", Path: searchAt + "quynh+lam"}, Want: 200, Hasnt: "Giếng Quỳnh Lâm"},
			{Name: "the words in another order", request: request{As: "thinh.vv", Path: searchAt + "lam+ao"}, Want: 200, Selector: "main", Has: "Ao quynh lam cũ"},
			{Name: "by its number", request: request{As: "dat.lq", Path: searchAt + rec.Code()}, Want: 200, Selector: "main ul.files li", Has: rec.Code() + " Mương Quỳnh Lâm"},
			{Name: "a way to all of them", request: request{As: "dat.lq", Path: hazards + "?tim=quynh+lam"}, Want: 200, Selector: ".law-count", Has: "2 điểm nguy cơ"},
		})
		exact := w.do(request{As: "hoa.tt", Path: searchAt + "Qu%E1%BB%B3nh+L%C3%A2m"})
		if first := squash(exact.doc.Find("main ul.files li").First().Text()); !strings.Contains(first, "Mương Quỳnh Lâm") {
			t.Errorf("with its marks typed the first is %q", first)
		}
	})
}

func TestTheSearchBoxAsksAsOftenForManyRecords(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		queries := func() int64 {
			w.do(request{As: "hoa.tt", Path: searchAt + "chuyen+rieng"})
			return w.log.lastQueries(t)
		}
		add := func(key string) {
			w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(key, "noi", "Ao chuyện riêng "+key, "khac", "1")})
		}
		add("q0")
		few := queries()
		for i := range 12 {
			add(fmt.Sprint("q", i+1))
		}
		if many := queries(); many != few {
			t.Errorf("13 records take %d statements, one takes %d", many, few)
		}
		a := w.do(request{As: "hoa.tt", Path: searchAt + "chuyen+rieng"})
		if n := a.doc.Find("main ul.files li").Length(); n != directory.HitsShown {
			t.Errorf("%d of 13 are shown", n)
		}
		if all := a.doc.Find("main p.more a").First(); squash(all.Text()) != "Xem tất cả 13 điểm nguy cơ" {
			t.Errorf("the way to all says %q", all.Text())
		}
	})
}

// Nobody finds what the own post may not see: neither records, nor how many.
func TestTheSearchBoxHidesWhatAReaderMayNotSee(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("l1", "noi", "Ao Mật Hương")})
		unit := unitOf(t, w)
		for role, sees := range map[actor.Role]bool{actor.RoleOfficer: true, actor.RoleBody: true, actor.RoleCollaborator: false, actor.RoleAuditor: false, actor.RoleProvince: false, actor.RoleAdmin: false} {
			by := actor.Actor{AccountID: "x", UnitID: unit, Posts: []actor.Post{{Role: role}}}
			for name, may := range map[string]func(actor.Action) bool{"by right": by.May, "by the store alone": func(actor.Action) bool { return true }} {
				found, err := register.Registers{hazard.Sites.With(nil)}.Find(t.Context(), w.app.DB.Reader(by), unit, "mat huong", may, day.At(today))
				if err != nil {
					t.Fatal(err)
				}
				if (len(found) == 1) != sees {
					t.Errorf("%s %s: finds %v", role, name, found)
				}
			}
		}
		other := actor.Actor{AccountID: "x", UnitID: "another", Posts: []actor.Post{{Role: actor.RoleOfficer}}}
		if found, err := (register.Registers{hazard.Sites.With(nil)}).Find(t.Context(), w.app.DB.Reader(other), unit, "mat huong", other.May, day.At(today)); err != nil || len(found) != 0 {
			t.Errorf("another unit finds %v (%v)", found, err)
		}
	})
}

// BenchmarkSearchOfManyRecords searches for a word that every record has, a rare one, a number, and two words that few have.
func BenchmarkSearchOfManyRecords(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, open(b))
			w.byHand = true
			u, err := w.app.Org.UnitBySlug(b.Context(), w.samples["unit"])
			if err != nil {
				b.Fatal(err)
			}
			by := actor.Actor{Name: "đo", UnitID: u.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
			fillSites(b, w, by)
			all := register.Registers{hazard.Sites.With(nil)}
			for name, typed := range map[string]string{"common": "điểm", "rare": "số 4711", "number": "NC-150000", "two_common": "chợ đông", "none": "không có"} {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if _, err := all.Find(b.Context(), w.app.DB.Reader(by), u.ID, typed, by.May, day.At(today)); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
