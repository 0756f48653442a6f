package app_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// breaking is an index that breaks off at a call.
type breaking struct {
	population.Finder
	calls *int
}

func (f breaking) CatchUp(ctx context.Context, from store.Source, unitID string) error {
	if *f.calls--; *f.calls < 0 {
		return errors.New("the machine stops here")
	}
	return f.Finder.CatchUp(ctx, from, unitID)
}

func (w *world) officer() actor.Actor {
	return actor.Actor{AccountID: w.accountID("hoa.tt"), Name: "Trần Thu Hoa", UnitID: w.unitOf(w.samples["unit"]), Posts: []actor.Post{{Role: actor.RoleOfficer}}}
}

// A comparison that breaks off in the middle goes on where it was, also when two officers go on with it at once, and ends as one
// that never broke: no child with two rows, no row at which nobody looked.
func TestAComparisonThatBreaksOffGoesOn(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		table := [][]string{{"Họ và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Họ tên mẹ"}}
		for i := range 130 {
			name, birth, mother := "Khang Thị "+syllable(i), day.Must(2017, 1, 13).Add(-11*i), "Vàng Thị "+syllable(i*7+3)
			number := fmt.Sprintf("033317%06d", i*123457%1_000_000)
			if i%2 == 0 {
				w.addChild(fmt.Sprint("p", i), "ho-ten", name, "ngay-sinh", birth.String(), "me", mother, "so-dinh-danh", map[bool]string{true: number}[i%4 == 0])
			}
			table = append(table, []string{name, birth.ISO(), "Nữ", number, mother})
		}
		bring := func(calls int) (string, error) {
			x := *w.app.Population
			x.Finder = breaking{x.Finder, &calls}
			src, err := population.Table(t.Context(), w.app.DB.Reader(w.officer()), "ds.xlsx", table, day.At(today))
			if err != nil {
				t.Fatal(err)
			}
			id, err := x.Bring(t.Context(), w.app.DB, population.Bringing{By: w.officer(), UnitID: w.officer().UnitID, Paper: "1/CAP", Today: day.At(today)}, src)
			return w.fill(popAt + "/" + id), err
		}
		broken, err := bring(1)
		if page := w.popPage("hoa.tt", broken); err == nil || !strings.Contains(page, "Đã xem 50/130 trẻ") {
			t.Fatalf("it did not break off (%v): %s", err, page)
		}
		var wg sync.WaitGroup
		for _, key := range []string{web.NewKey(), web.NewKey()} {
			wg.Go(func() {
				if a := w.do(request{As: "hoa.tt", Path: broken + "/so", Form: form("once", key)}); a.Code != http.StatusSeeOther {
					t.Errorf("going on answers %d", a.Code)
				}
			})
		}
		wg.Wait()
		w.settlePopulation("hoa.tt", broken)
		whole, err := bring(1000)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := w.popNumbers(broken), w.popNumbers(whole); a != b || !strings.Contains(a, "65 thấy trong sổ") {
			t.Errorf("broken off: %s\nin one go: %s", a, b)
		}
	})
}

// popNumbers is the finding of a check.
func (w *world) popNumbers(at string) string {
	_, words, _ := strings.Cut(w.popPage("hoa.tt", at), "quyết định")
	words, _, _ = strings.Cut(words, "Đọc và tìm")
	return words
}

// syllable makes given names that are told apart.
func syllable(i int) string {
	first, last := []string{"Ba", "Chi", "Dung", "Giang", "Hoa", "Khanh", "Lan", "Mai", "Ngoc", "Phuong", "Quynh", "Thao", "Xuan"}, []string{"An", "Binh", "Cuc", "Diep", "Ha", "Huong", "Linh", "Nga", "Oanh", "Tam", "Uyen", "Van", "Yen"}
	return first[i%len(first)] + " " + last[i/len(first)%len(last)]
}

// After thirty days the rows of the police are gone, the figures stay, and nothing can be taken back.
func TestRowsOfThePoliceAreRemovedAndFiguresStay(t *testing.T) {
	now := today
	w := newWorldWith(t, template.SQLite(t), app.Config{Clock: func() store.Instant { return store.Instant{Time: now} }})
	w.signIn = func() store.Instant { return store.Instant{Time: now} }
	w.addChild("a", "ho-ten", "Lò Thị Giữ", "ngay-sinh", "13/02/2018", "so-dinh-danh", "033318000051", "me", "Lò Thị Cũ")
	at := w.bringPopulation("hoa.tt", policeList{citizen("name", "Lò Thị Giữ", "birth", "13/02/2018", "number", "033318000051", "mother", "Lò Thị Mới"), citizen("name", "Vừ "+marker, "birth", "25/12/2020")})
	w.popPost("hoa.tt", at, "/nhan-cot", "muc", "me")
	w.popPost("hoa.tt", at, "/ghi")
	now = now.Add(29 * 24 * time.Hour)
	if err := population.Trim(t.Context(), w.app.DB); err != nil {
		t.Fatal(err)
	}
	delete(w.tokens, "hoa.tt")
	if page := w.popPage("hoa.tt", at+"/chua-co"); !strings.Contains(page, marker) {
		t.Errorf("rows are gone too early: %s", page)
	}
	now = now.Add(2 * 24 * time.Hour)
	if err := population.Trim(t.Context(), w.app.DB); err != nil {
		t.Fatal(err)
	}
	delete(w.tokens, "hoa.tt")
	page := w.popPage("hoa.tt", at)
	for _, has := range []string{"2 trẻ trong danh sách: 1 thấy trong sổ", "Hồ sơ được sửa1", "Mẹ 1100", "đã xóa"} {
		if !strings.Contains(page, has) {
			t.Errorf("the receipt does not say %q: %s", has, page)
		}
	}
	if a := w.popPost("hoa.tt", at, "/hoan-tac"); a.Code != http.StatusConflict {
		t.Errorf("taking back after thirty days answers %d", a.Code)
	}
	type left struct {
		N int64 `db:"n"`
	}
	for _, s := range []*store.Stmt{testPopulationRows, testPopulationWrites} {
		if n, err := store.Get[left](t.Context(), w.app.DB.Reader(actor.System("test")), s, lastPart(at)); err != nil || n.N != 0 {
			t.Errorf("%s: %d rows are left (%v)", s.Name, n.N, err)
		}
	}
}

var (
	testPopulationRows   = store.Query("test.population.rows", `SELECT COUNT(*) AS n FROM population_row w WHERE w.check_id = $1 AND {scope:w}`)
	testPopulationWrites = store.Query("test.population.writes", `SELECT COUNT(*) AS n FROM population_write v WHERE v.check_id = $1 AND {scope:v}`)
)
