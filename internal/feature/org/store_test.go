package org_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

func TestEveryStatementHasAnIndexAndAReason(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		for name, problems := range storetest.Problems(t, db) {
			t.Errorf("%s: %v", name, problems)
		}
		if p := storetest.TableProblems(t, db); len(p) > 0 {
			t.Errorf("tables: %v", p)
		}
	})
}

func count(t *testing.T, db *store.DB, query string, args ...any) (n int) {
	t.Helper()
	_, reader := db.Raw()
	if err := reader.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// namesakes are two communes of today with one full name.
func namesakes(t *testing.T) (one, two place.Place) {
	t.Helper()
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]place.Place{}
	for _, p := range c.On(place.CommuneLevel, day.Day{}) {
		if other, ok := seen[p.FullName]; ok {
			return other, p
		}
		seen[p.FullName] = p
	}
	t.Fatal("no two communes of one name")
	return
}

func TestUnitsHaveAddressesOfTheirOwn(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		one, two := namesakes(t)
		first, err := makeUnit(t.Context(), db, one.Code)
		if err != nil {
			t.Fatal(err)
		}
		second, err := makeUnit(t.Context(), db, two.Code)
		if err != nil {
			t.Fatal(err)
		}
		if first.Slug == second.Slug || !strings.HasPrefix(second.Slug, first.Slug+"-") {
			t.Errorf("addresses %q and %q", first.Slug, second.Slug)
		}
		if _, err := makeUnit(t.Context(), db, one.Code); !errs.Is(err, errs.Conflict) {
			t.Errorf("one place twice: %v", err)
		}
		units, err := org.New(db).Units(t.Context())
		if err != nil || len(units) != 3 {
			t.Errorf("%d units, %v", len(units), err)
		}
	})
}

func TestSetUpIsKnownFromTheFirstUnitOn(t *testing.T) {
	empty := &storetest.Template{Migrations: migrations()}
	o := org.New(empty.SQLite(t))
	if done, err := o.SetUp(t.Context()); done || err != nil {
		t.Errorf("an empty installation is set up: %v, %v", done, err)
	}
	if err := org.Load(t.Context(), o.DB); err != nil {
		t.Fatal(err)
	}
	if _, err := makeUnit(t.Context(), o.DB, "12103"); err != nil {
		t.Fatal(err)
	}
	if done, err := o.SetUp(t.Context()); !done || err != nil {
		t.Errorf("with a unit: %v, %v", done, err)
	}
}

// Whatever a commune is, each of its usual bodies is found by all of its names, with the unit's name behind it and without.
func TestUsualBodiesAreFoundByAllTheirNames(t *testing.T) {
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := template.SQLite(t)
	o := org.New(db)
	tried := map[place.Kind]bool{}
	for _, p := range c.On(place.CommuneLevel, day.Day{}) {
		if tried[p.Kind] {
			continue
		}
		tried[p.Kind] = true
		u, err := makeUnit(t.Context(), db, p.Code)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := o.Register(t.Context(), db.Reader(officer(u)), day.Must(2026, 5, 12))
		if err != nil || len(reg.Bodies) != len(body.Usual(p)) {
			t.Fatalf("%s: %d bodies, %v", p.FullName, len(reg.Bodies), err)
		}
		for _, tpl := range body.Usual(p) {
			for _, name := range append(tpl.Aliases, tpl.Name, tpl.Name+" "+p.FullName) {
				if got, ok := reg.Match(name); !ok || got.Name != tpl.Name {
					t.Errorf("%s: %q is %q, want %q", p.FullName, name, got.Name, tpl.Name)
				}
			}
		}
	}
	if len(tried) != 3 {
		t.Errorf("tried %v", tried)
	}
}

func TestMatch(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		reg, err := s.org.Register(t.Context(), db.Reader(officer(s.unit)), day.Must(2026, 5, 12))
		if err != nil {
			t.Fatal(err)
		}
		tests := map[string]string{
			"CA phường":                 "Công an phường",
			"Công an phường Mỹ Hào":     "Công an phường",
			"phong van hoa xa hoi":      "Phòng Văn hóa - Xã hội",
			"PHÒNG VĂN HOÁ – XÃ HỘI":    "Phòng Văn hóa - Xã hội",
			"VP HĐND & UBND phường":     "Văn phòng HĐND và UBND phường",
			"Công an phường Đường Hào":  "",
			"Công an tỉnh":              "",
			"Phòng Giáo dục và Đào tạo": "",
			"":                          "",
			" - ":                       "",
			"phường Mỹ Hào":             "",
		}
		for typed, want := range tests {
			if got, ok := reg.Match(typed); ok != (want != "") || got.Name != want {
				t.Errorf("%q is %q, want %q", typed, got.Name, want)
			}
		}
	})
}

// write changes something as the officer of the ward.
func (s *site) write(fn func(tx *store.Tx) error) error {
	return s.db.Write(s.t.Context(), officer(s.unit), fn)
}

func (s *site) at(d day.Day, name string) (org.Body, bool) {
	s.t.Helper()
	b, ok, err := s.org.BodyNamed(s.t.Context(), s.db.Reader(officer(s.unit)), name, d)
	if err != nil {
		s.t.Fatal(err)
	}
	return b, ok
}

func TestARenamedBodyKeepsItsOldNameForOldPapers(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		before, after := day.Must(2026, 3, 31), day.Must(2026, 4, 1)
		b, _ := s.at(after, "Trạm Y tế")
		if err := s.write(func(tx *store.Tx) error {
			return s.org.RenameBody(t.Context(), tx, s.unit, b, "Trung tâm Y tế cơ sở", after)
		}); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			on   day.Day
			name string
			want string
		}{
			{before, "TYT phường", "Trạm Y tế phường"}, {before, "Trung tâm Y tế cơ sở", ""},
			{after, "Trung tâm Y tế cơ sở", "Trung tâm Y tế cơ sở"},
			{day.Must(2025, 6, 30), "Trạm Y tế", ""},
		} {
			if got, _ := s.at(tt.on, tt.name); got.Name != tt.want {
				t.Errorf("on %s %q is %q, want %q", tt.on, tt.name, got.Name, tt.want)
			}
		}
		if err := s.write(func(tx *store.Tx) error {
			_, err := s.org.AddBody(t.Context(), tx, s.unit, body.Template{Name: "Trung tâm Y tế cơ sở phường Mỹ Hào", Kind: body.Centre, From: after})
			return err
		}); !errs.Is(err, errs.Invalid) {
			t.Errorf("a second body of the new name: %v", err)
		}
	})
}

func TestAnEndedBodyIsNotThereAfterItsLastDay(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		last := day.Must(2026, 6, 30)
		b, _ := s.at(last, "Trạm Y tế")
		end := func(last day.Day) error {
			return s.write(func(tx *store.Tx) error { return s.org.EndBody(t.Context(), tx, s.unit, b, last) })
		}
		if err := end(day.Must(2025, 6, 30)); !errs.Is(err, errs.Invalid) {
			t.Errorf("ended before it began: %v", err)
		}
		if err := end(last); err != nil {
			t.Fatal(err)
		}
		if err := end(last); !errs.Is(err, errs.Conflict) {
			t.Errorf("the old version written over the new one: %v", err)
		}
		if _, ok := s.at(last, "Trạm Y tế"); !ok {
			t.Error("gone on its last day")
		}
		if _, ok := s.at(last.Add(1), "Trạm Y tế"); ok {
			t.Error("still there on the day after")
		}
		var id string
		err := s.write(func(tx *store.Tx) (err error) {
			id, err = s.org.AddBody(t.Context(), tx, s.unit, body.Template{Name: "Trạm Y tế phường", Kind: body.HealthStation, From: last.Add(1)})
			return err
		})
		if err != nil {
			t.Fatalf("a new body of the name: %v", err)
		}
		if got, _ := s.at(last.Add(1), "Trạm Y tế"); got.ID != id || !got.Checked() {
			t.Errorf("the name leads to %+v", got)
		}
		if got, _ := s.at(last, "Trạm Y tế"); got.ID != b.ID {
			t.Errorf("an old paper leads to the new body")
		}
	})
}

func TestAliases(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		now := day.Must(2026, 5, 12)
		b, _ := s.at(now, "Công an")
		alias := func(name string) error {
			return s.write(func(tx *store.Tx) error { return s.org.AddAlias(t.Context(), tx, s.unit, b, name, b.From) })
		}
		if err := alias("Lực lượng công an cơ sở"); err != nil {
			t.Fatal(err)
		}
		if got, _ := s.at(now, "lực lượng Công an cơ sở phường Mỹ Hào"); got.ID != b.ID {
			t.Errorf("the alias is %q", got.Name)
		}
		for _, name := range []string{"TYT phường", "CA phường Mỹ Hào", "", strings.Repeat("dài ", 60), "hai\ndòng"} {
			if err := alias(name); !errs.Is(err, errs.Invalid) {
				t.Errorf("%.20q: %v", name, err)
			}
		}
	})
}

func TestAnotherUnitsBodiesAreNotThere(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		other, err := makeUnit(t.Context(), db, "12133")
		if err != nil {
			t.Fatal(err)
		}
		b, _ := s.at(day.Must(2026, 5, 12), "Công an")
		theirs, err := s.org.Bodies(t.Context(), db.Reader(officer(other)), day.Must(2026, 5, 12))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range theirs {
			if x.ID == b.ID {
				t.Error("another unit lists the body")
			}
		}
		err = db.Write(t.Context(), officer(other), func(tx *store.Tx) error {
			return s.org.EndBody(t.Context(), tx, other, b, day.Must(2026, 5, 12))
		})
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("another unit ends it: %v", err)
		}
	})
}

// An installation that never says who acts may not read bodies of any unit.
func TestBodiesNeedAUnit(t *testing.T) {
	db := template.SQLite(t)
	if _, err := org.New(db).Bodies(t.Context(), db.Reader(actor.Actor{}), day.Must(2026, 5, 12)); err == nil {
		t.Error("nobody reads the bodies of all units")
	}
}
