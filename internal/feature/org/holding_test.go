package org_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// holds names the body that has a function on a day, "" when none has.
func (s *site) holds(function string, at day.Day) string {
	s.t.Helper()
	held, err := s.org.Holdings(s.t.Context(), s.db.Reader(officer(s.unit)), at)
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, h := range held {
		if h.FunctionID == function {
			names = append(names, h.BodyName)
		}
	}
	return strings.Join(names, ", ")
}

func (s *site) holding(function string, at day.Day) org.Holding {
	s.t.Helper()
	held, err := s.org.Holdings(s.t.Context(), s.db.Reader(officer(s.unit)), at)
	if err != nil {
		s.t.Fatal(err)
	}
	i := slices.IndexFunc(held, func(h org.Holding) bool { return h.FunctionID == function })
	if i < 0 {
		s.t.Fatalf("nobody has %s on %s", function, at)
	}
	return held[i]
}

var mayDay = day.Must(2026, 5, 12)

func TestAWardIsProposedItsFunctions(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for function, want := range map[string]string{
			"y-te.tre-em":             "Phòng Văn hóa - Xã hội",
			"giao-duc.co-so":          "Phòng Văn hóa - Xã hội",
			"van-phong.nuoi-con-nuoi": "Văn phòng HĐND và UBND phường",
			"kinh-te.tai-chinh":       "Phòng Kinh tế, Hạ tầng và Đô thị",
			"doan.thieu-nhi":          "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường",
			"tu-phap.xet-xu":          "Tòa án nhân dân khu vực 2 - Hưng Yên",
			"y-te.cong-tac-vien":      "",
		} {
			if got := s.holds(function, mayDay); got != want {
				t.Errorf("%s is held by %q, want %q", function, got, want)
			}
			if got := s.holds(function, day.Must(2025, 6, 30)); got != "" {
				t.Errorf("%s was held by %q before the ward was there", function, got)
			}
		}
		if !s.holding("y-te.tre-em", mayDay).Checked() || s.holding("doan.thieu-nhi", mayDay).Checked() {
			t.Error("what was read and what was not are not told apart")
		}
		loose, err := s.org.Unheld(t.Context(), db.Reader(officer(s.unit)), mayDay)
		var ids []string
		for _, f := range loose {
			ids = append(ids, f.ID)
		}
		if want := []string{"y-te.cong-tac-vien", "van-hoa.truyen-thanh"}; err != nil || !slices.Equal(ids, want) {
			t.Errorf("nobody has %v, want %v; %v", ids, want, err)
		}
	})
}

func TestAFunctionMovesAndThePastStays(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		before, after := day.Must(2026, 3, 31), day.Must(2026, 4, 1)
		office, _ := s.at(after, "VP HĐND và UBND")
		give := func() error {
			return s.write(func(tx *store.Tx) error {
				_, err := s.org.GiveFunction(t.Context(), tx, s.unit, office.ID, "y-te.tre-em", after, "QĐ 12/QĐ-UBND", org.Stated)
				return err
			})
		}
		if err := give(); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "Phòng Văn hóa - Xã hội") {
			t.Fatalf("two holders: %v", err)
		}
		h := s.holding("y-te.tre-em", mayDay)
		end := func(h org.Holding, last day.Day) error {
			return s.write(func(tx *store.Tx) error { return s.org.EndFunction(t.Context(), tx, h, last) })
		}
		if err := end(h, before); err != nil {
			t.Fatal(err)
		}
		if err := end(h, before); !errs.Is(err, errs.Conflict) {
			t.Errorf("the old version written over the new one: %v", err)
		}
		if got := s.holds("y-te.tre-em", after); got != "" {
			t.Errorf("held by %q after its end", got)
		}
		if err := give(); err != nil {
			t.Fatal(err)
		}
		if a, b := s.holds("y-te.tre-em", before), s.holds("y-te.tre-em", after); a != "Phòng Văn hóa - Xã hội" || b != "Văn phòng HĐND và UBND phường" {
			t.Errorf("before %q, after %q", a, b)
		}

		reopen := func() error {
			return s.write(func(tx *store.Tx) error {
				return s.org.ReopenFunction(t.Context(), tx, s.holding("y-te.tre-em", before))
			})
		}
		if err := reopen(); !errs.Is(err, errs.Invalid) {
			t.Errorf("reopened beside its heir: %v", err)
		}
		if err := end(s.holding("y-te.tre-em", after), before); err != nil { // the eve of its first day: it never held
			t.Fatal(err)
		}
		if err := reopen(); err != nil {
			t.Fatal(err)
		}
		if got := s.holds("y-te.tre-em", mayDay); got != "Phòng Văn hóa - Xã hội" {
			t.Errorf("held by %q after all was taken back", got)
		}
	})
}

func TestABodyThatEndsHoldsNothingMore(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		last := day.Must(2026, 4, 30)
		station, _ := s.at(mayDay, "Trạm Y tế")
		room, _ := s.at(mayDay, "Phòng VH-XH")
		endBody := func(last day.Day) {
			now, _ := s.at(last.Add(-1), "Trạm Y tế")
			if err := s.write(func(tx *store.Tx) error { return s.org.EndBody(t.Context(), tx, s.unit, now, last) }); err != nil {
				t.Fatal(err)
			}
		}
		endBody(last)
		if a, b := s.holds("y-te.tram", last), s.holds("y-te.tram", last.Add(1)); a != station.Name || b != "" {
			t.Errorf("on its last day %q, then %q", a, b)
		}
		give := func(bodyID string, from day.Day) error {
			return s.write(func(tx *store.Tx) error {
				_, err := s.org.GiveFunction(t.Context(), tx, s.unit, bodyID, "y-te.tram", from, "", org.Stated)
				return err
			})
		}
		if err := give(room.ID, last); !errs.Is(err, errs.Invalid) {
			t.Errorf("given on the last day of the holder: %v", err)
		}
		if err := give(station.ID, last.Add(1)); !errs.Is(err, errs.Invalid) {
			t.Errorf("given to a body that has ended: %v", err)
		}
		if err := give(room.ID, last.Add(1)); err != nil {
			t.Fatal(err)
		}
		if got := s.holds("y-te.tram", mayDay); got != room.Name {
			t.Errorf("held by %q", got)
		}
	})
}

func TestFunctionsAreProposedOnceToUnitsOfAnOlderVersion(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		writer, _ := db.Raw()
		want := count(t, db, `SELECT count(*) FROM body_function`)
		if _, err := writer.ExecContext(t.Context(), `DELETE FROM body_function`); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.org.FillFunctions(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := count(t, db, `SELECT count(*) FROM body_function`); got != want || want == 0 {
			t.Errorf("%d functions, want %d", got, want)
		}
	})
}

// Whatever people do, on no day do two bodies have one function.
func TestAFunctionHasOneHolderAtATime(t *testing.T) {
	db := template.SQLite(t)
	s := newSite(t, db)
	all, err := s.org.Bodies(t.Context(), db.Reader(officer(s.unit)), mayDay)
	if err != nil {
		t.Fatal(err)
	}
	first := day.Must(2025, 7, 1)
	rapid.Check(t, func(r *rapid.T) {
		failed := errs.New(errs.Invalid, "undone")
		err := db.Write(context.Background(), officer(s.unit), func(tx *store.Tx) error {
			boundaries := []day.Day{first}
			for range rapid.IntRange(1, 12).Draw(r, "steps") {
				on := s.step(r, tx, all, first)
				boundaries = append(boundaries, on, on.Add(1))
			}
			for _, on := range boundaries {
				seen := map[string]bool{}
				held, err := s.org.Holdings(context.Background(), tx, on)
				if err != nil {
					return err
				}
				for _, h := range held {
					if !h.Shared && seen[h.FunctionID] {
						r.Fatalf("%s has two holders on %s", h.FunctionID, on)
					}
					seen[h.FunctionID] = true
				}
			}
			return failed
		})
		if err != failed {
			r.Fatal(err)
		}
	})
}

// step gives, ends or reopens some function on a day; what is refused changes nothing.
func (s *site) step(r *rapid.T, tx *store.Tx, all []org.Body, first day.Day) (on day.Day) {
	ctx := context.Background()
	on = first.Add(rapid.IntRange(-5, 400).Draw(r, "day"))
	function := rapid.SampledFrom([]string{"y-te.tre-em", "y-te.cong-tac-vien", "van-phong.ho-tich"}).Draw(r, "function")
	var err error
	if rapid.Bool().Draw(r, "give") {
		b := rapid.SampledFrom(all).Draw(r, "body")
		_, err = s.org.GiveFunction(ctx, tx, s.unit, b.ID, function, on, "", body.Recall)
	} else {
		var held []org.Holding
		if held, err = s.org.Holdings(ctx, tx, on); err != nil {
			r.Fatal(err)
		}
		i := slices.IndexFunc(held, func(h org.Holding) bool { return h.FunctionID == function })
		switch {
		case i < 0:
		case held[i].To.IsZero():
			err = s.org.EndFunction(ctx, tx, held[i], on)
		default:
			err = s.org.ReopenFunction(ctx, tx, held[i])
		}
	}
	if err != nil && !errs.Is(err, errs.Invalid) {
		r.Fatal(err)
	}
	return on
}

// The program itself acts for all units; it still gives a function only inside the unit that it names.
func TestAFunctionIsGivenInsideItsUnit(t *testing.T) {
	db := template.SQLite(t)
	s := newSite(t, db)
	other, err := makeUnit(t.Context(), db, "12133")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := s.at(mayDay, "Công an")
	err = db.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		_, err := s.org.GiveFunction(t.Context(), tx, other, b.ID, "y-te.cong-tac-vien", mayDay, "", org.Stated)
		return err
	})
	if !errs.Is(err, errs.NotFound) {
		t.Errorf("a body of another unit was given a function: %v", err)
	}
}
