package app_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

// documentsMoved is the migration that made documents records of the register engine.
const documentsMoved = "20261216080000"

// beforeMoved is the schema as the program left it that wrote documents by hand.
var beforeMoved = &storetest.Template{}

// older are the migrations before one.
func older(t *testing.T, all fs.FS, version string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	files, err := fs.ReadDir(all, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name() >= version {
			continue
		}
		raw, err := fs.ReadFile(all, f.Name())
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = &fstest.MapFile{Data: raw}
	}
	return out
}

// oldDocument is a row as it was written then.
func oldDocument(id, number, fold, cited, title string, year int, issued string, from, to int, state, validTo, ends, confidence string, uses, at int) string {
	return fmt.Sprintf(`INSERT INTO law_document (id, unit_id, kind, number, number_fold, year, issuer, issued_on, cited_title, title, period_from, period_to, state, valid_from, valid_to, ends_on,
		note, source, confidence, checked_by, checked_at, uses, doc_key, sort_key, created_by, created_at, version)
		VALUES ('%s', 'u1', 'Kế hoạch', '%s', '%s', %d, 'UBND tỉnh', '%s', '%s', '%s', %d, %d, '%s', '', '%s', '%s', '', 'theo kế hoạch dẫn', '%s', '', 0, %d, '%[1]s', '%[1]s', 'Hoa', %[15]d, 3)`,
		id, number, fold, year, issued, cited, title, from, to, state, validTo, ends, confidence, uses, at)
}

// A database that an older program wrote opens with every document, relation, citation and review, under the same ids; the
// documents are found by their words, counted and stand as the day says.
func TestDocumentsOfAnOlderProgramBecomeRecords(t *testing.T) {
	all, err := app.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	beforeMoved.Migrations = older(t, all, documentsMoved)
	beforeMoved.Each(t, func(t *testing.T, db *store.DB) {
		raw, _ := db.Raw()
		for _, sql := range []string{
			oldDocument("a", "11/KH-UBND", "11 kh ubnd", "về phòng, chống đuối nước", "", 2024, "2024-02-05", 2024, 2028, "valid", "", "2028-12-31", "cited", 1, 1000),
			oldDocument("b", "12/KH-UBND", "12 kh ubnd", "", "Phòng, chống bạo lực", 2020, "2020-02-05", 0, 0, "expired", "2025-12-31", "2025-12-31", "checked", 0, 2000),
			oldDocument("c", "06/KH-UBND", "6 kh ubnd", "", "", 0, "", 0, 0, "", "", "", "cited", 0, 3000),
			oldDocument("d", "13/KH-UBND", "13 kh ubnd", "", "", 2019, "2019-01-01", 0, 0, "expired", "", "", "typed", 0, 4000),
			oldDocument("e", "14/KH-UBND", "14 kh ubnd", "", "", 2021, "2021-01-01", 2021, 2026, "partial", "", "2026-12-31", "read", 0, 5000),
			`INSERT INTO law_citation (id, unit_id, plan_id, seq, kind, number, number_fold, date_text, issuer, title, document_id, chosen_by, chosen_at) VALUES ('c1', 'u1', 'p1', 1, 'Kế hoạch', '11/KH-UBND', '11 kh ubnd', '', '', '', 'a', '', 0)`,
			`INSERT INTO law_citation (id, unit_id, plan_id, seq, kind, number, number_fold, date_text, issuer, title, document_id, chosen_by, chosen_at) VALUES ('c2', 'u1', 'p1', 2, 'Kế hoạch', '12/KH-UBND', '12 kh ubnd', '', '', '', '', '', 0)`,
			`INSERT INTO law_relation (id, unit_id, from_id, to_id, kind, since, created_by, created_at) VALUES ('r1', 'u1', 'a', 'b', 'replaces', '2026-01-01', 'Hoa', 1)`,
			`INSERT INTO law_review (id, unit_id, document_id, kind, link, reason, decided_by, decided_at) VALUES ('v1', 'u1', 'a', 'so-ket', '', 'đã làm', 'Hoa', 1)`,
		} {
			if _, err := raw.ExecContext(t.Context(), sql); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
		}
		if _, err := db.Migrate(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		on := day.Must(2026, 11, 24)
		for range 2 { // the second time changes nothing
			if err := law.Documents.TakeOver(t.Context(), db, "u1", on); err != nil {
				t.Fatal(err)
			}
			if err := law.Documents.ExpireAll(t.Context(), db, "u1", on); err != nil {
				t.Fatal(err)
			}
		}
		from := db.Reader(actor.ForUnit("u1"))
		for id, want := range map[string]string{
			"a": "VB-0001 Kế hoạch 11/KH-UBND|con|Về phòng, chống đuối nước|2024-2028|", "b": "VB-0002 Kế hoạch 12/KH-UBND|het|Phòng, chống bạo lực||1",
			"c": "VB-0003 Kế hoạch 06/KH-UBND|chua|||1", "d": "VB-0004 Kế hoạch 13/KH-UBND|het|||", "e": "VB-0005 Kế hoạch 14/KH-UBND|sap-het||2021-2026|",
		} {
			rec, err := law.Documents.Get(t.Context(), from, id)
			if err != nil {
				t.Fatal(err)
			}
			e := law.Documents.EnvOn(t.Context(), from, on)
			if got := strings.Join([]string{rec.Code() + " " + rec.Str("name"), rec.State, rec.Str("title"), rec.Text("period", e), rec.Str("unclear")}, "|"); got != want {
				t.Errorf("%s is %q, want %q", id, got, want)
			}
		}
		page, counts, err := law.Documents.List(t.Context(), from, "u1", register.Ask{Words: "duoi nuoc"}, on)
		if err != nil || len(page.Records) != 1 || page.Records[0].ID != "a" {
			t.Errorf("found by its words: %v, %v", page.Records, err)
		}
		if got := []int64{counts.All(), counts.Of("state", "het"), counts.Of("state", "chua"), counts.Of("confidence", "cited")}; !slices.Equal(got, []int64{5, 2, 1, 2}) {
			t.Errorf("counted %v", got)
		}
		for _, table := range []string{"law_citation", "law_relation", "law_review"} {
			var n int
			if err := raw.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n); err != nil || n == 0 {
				t.Errorf("%s has %d rows: %v", table, n, err)
			}
		}
	})
}
