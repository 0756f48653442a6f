package org_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

// held are the numbers of units and changes that the database must hold on its days.
var held = map[string]int{
	`SELECT count(*) FROM place WHERE length(code) = 2 AND valid_to = '2025-06-30'`:                                             63,
	`SELECT count(*) FROM place WHERE length(code) = 3`:                                                                         696,
	`SELECT count(*) FROM place WHERE length(code) = 5 AND valid_to = '2025-06-30'`:                                             10_047,
	`SELECT count(*) FROM place WHERE length(code) = 2 AND valid_to = ''`:                                                       34,
	`SELECT count(*) FROM place WHERE length(code) = 5 AND valid_to = ''`:                                                       3_321,
	`SELECT count(*) FROM place WHERE length(code) = 5 AND valid_from = '2025-07-01'`:                                           3_321,
	`SELECT count(*) FROM place p LEFT JOIN place up ON up.id = p.parent_id WHERE length(p.code) > 2 AND up.id IS NULL`:         0,
	`SELECT count(*) FROM place WHERE full_name = '' OR source = '' OR code = ''`:                                               0,
	`SELECT count(*) FROM place WHERE also <> '' AND code = '06970'`:                                                            1,
	`SELECT count(*) FROM place_succession s JOIN place o ON o.id = s.old_id WHERE length(o.code) = 5 AND s.day = '2025-07-01'`: 10_599,
	`SELECT count(*) FROM place_succession s JOIN place o ON o.id = s.old_id WHERE length(o.code) = 2 AND s.day = '2025-07-01'`: 63,
	`SELECT count(*) FROM place_succession WHERE source = ''`:                                                                   0,
	`SELECT count(*) FROM audit WHERE kind = 'place'`:                                                                           1,
}

func wantCounts(t *testing.T, db *store.DB, want map[string]int) {
	t.Helper()
	for query, n := range want {
		if got := count(t, db, query); got != n {
			t.Errorf("%s gives %d, want %d", query, got, n)
		}
	}
}

func TestEveryPlaceOfEveryDayIsLoadedOnce(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		if err := org.Load(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, db, held)
	})
}

// An installation of the edition before has today's units only, in use; it gets the others and keeps every id.
func TestAnInstallationOfToday(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		writer, _ := db.Raw()
		for _, stmt := range []string{
			`DELETE FROM place_succession`, `DELETE FROM place WHERE valid_to <> ''`, `DELETE FROM audit WHERE kind = 'place'`,
			`UPDATE place SET also = ''`, `UPDATE place SET name = 'x' WHERE code = '12103'`,
			`DELETE FROM place_edition`, `INSERT INTO place_edition (digest, loaded_at) VALUES ('before', 1)`,
			`INSERT INTO place (id, code, kind, name, full_name, parent_id, valid_from, valid_to, source)
				VALUES ('added', '99', 'xã', 'Thêm', 'xã Thêm', '', '2026-01-01', '2026-12-31', 'người dùng')`,
		} {
			if _, err := writer.ExecContext(t.Context(), stmt); err != nil {
				t.Fatal(err)
			}
		}
		before := newSite(t, db).unit
		if err := org.Load(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, db, held)
		wantCounts(t, db, map[string]int{
			`SELECT count(*) FROM place WHERE code = '12103' AND valid_to = '' AND name = 'Mỹ Hào'`: 1,
			`SELECT count(*) FROM place WHERE id = 'added'`:                                         1,
			`SELECT count(*) FROM place_edition`:                                                    2,
			`SELECT count(*) FROM unit u JOIN place p ON p.id = u.place_id WHERE p.code = '12103'`:  1,
		})
		if after := newSite(t, db).unit; after != before {
			t.Errorf("the unit became %+v, was %+v", after, before)
		}
	})
}

// Whoever goes back to an older program and forward again has the places of the program that runs.
func TestTheNewestEditionCounts(t *testing.T) {
	db := template.SQLite(t)
	writer, _ := db.Raw()
	for _, stmt := range []string{
		`INSERT INTO place_edition (digest, loaded_at) VALUES ('other', 9000000000000)`,
		`UPDATE place SET name = 'x' WHERE code = '12103'`,
	} {
		if _, err := writer.ExecContext(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
	}
	if err := org.Load(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, db, map[string]int{`SELECT count(*) FROM place WHERE name = 'x'`: 0})
}

func TestPlaceHeirs(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		c, err := place.Load()
		if err != nil {
			t.Fatal(err)
		}
		find := func(code string, at day.Day) place.Place {
			p, ok := c.Find(code, at)
			if !ok {
				t.Fatalf("no place %s", code)
			}
			return p
		}
		eve, first := day.Must(2025, 6, 30), day.Must(2025, 7, 1)
		from := db.Reader(officer(s.unit))
		ward, town := find("12103", first), find("328", eve)
		heirs, err := s.org.PlaceHeirs(t.Context(), from, find("12103", eve).ID)
		if err != nil || len(heirs) != 1 || heirs[0] != (org.PlaceHeir{PlaceID: ward.ID, Day: first, Whole: true}) {
			t.Errorf("phường Bần Yên Nhân went into %+v, %v", heirs, err)
		}
		if heirs, _ = s.org.PlaceHeirs(t.Context(), from, town.ID); len(heirs) != 3 || heirs[0].Whole {
			t.Errorf("thị xã Mỹ Hào went into %+v", heirs)
		}
		origins, err := s.org.PlaceOrigins(t.Context(), from, ward.ID)
		if err != nil || len(origins) != 5 { // four units of the commune level and the town
			t.Errorf("phường Mỹ Hào was made of %+v, %v", origins, err)
		}
	})
}

func BenchmarkLoadPostgres(b *testing.B) {
	empty := &storetest.Template{Migrations: migrations()}
	for b.Loop() {
		b.StopTimer()
		db := empty.Postgres(b)
		b.StartTimer()
		if err := org.Load(b.Context(), db); err != nil {
			b.Fatal(err)
		}
	}
}

// The first start, without the schema.
func BenchmarkLoadSQLite(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		db, err := sqlite.Open(b.Context(), b.TempDir()+"/test.db", sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.Migrate(b.Context(), migrations()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := org.Load(b.Context(), db); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		_ = db.Close()
		b.StartTimer()
	}
}

// Every later start.
func BenchmarkLoadAgain(b *testing.B) {
	db := template.SQLite(b)
	for b.Loop() {
		if err := org.Load(b.Context(), db); err != nil {
			b.Fatal(err)
		}
	}
}
