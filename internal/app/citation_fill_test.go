package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/store"
)

// cited are the citations of all plans as lines without their ids.
func cited(t *testing.T, db *store.DB) string {
	t.Helper()
	_, reader := db.Raw()
	rows, err := reader.QueryContext(t.Context(), `SELECT plan_id, unit_id, seq, kind, number, number_fold, date_text, issuer, title, line FROM plan_citation ORDER BY plan_id, seq, line`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		var v [10]string
		if err := rows.Scan(&v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6], &v[7], &v[8], &v[9]); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&out, strings.Join(v[:], "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// An installation whose plans came before citations were kept gets them at its next start, as an import would have written
// them; a start that was cut short goes on, and no start writes anything twice.
func TestPlansOfAnOlderVersionGetTheirCitations(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		bring(t, w, citing)
		bring(t, w, "KẾ HOẠCH\nKhông dẫn văn bản nào\nI. NHIỆM VỤ\n1. Dọn sân chơi\nTrạm Y tế dọn sân chơi xong trước ngày 30/6/2026.")
		want := cited(t, db)
		if strings.Count(want, "\n") < 3 {
			t.Fatalf("the plans of the test cite too little:\n%s", want)
		}
		exec(t, db, `DELETE FROM plan_citation`)
		cut, cancel := context.WithCancel(t.Context())
		cancel()
		if err := app.Fill(cut, db); err == nil {
			t.Error("a start that was cut short says that all is well")
		}
		for start := range 3 {
			if err := app.Fill(t.Context(), db); err != nil {
				t.Fatal(err)
			}
			if got := cited(t, db); got != want {
				t.Errorf("after start %d:\n%s\nwant\n%s", start+1, got, want)
			}
		}
		// As if the machine had stopped between two plans: one is done, the other goes on.
		exec(t, db, `DELETE FROM plan_citation WHERE plan_id = (SELECT MAX(plan_id) FROM plan_citation)`)
		exec(t, db, `DELETE FROM audit WHERE action LIKE 'Tìm lại văn bản%' AND record_id NOT IN (SELECT plan_id FROM plan_citation)`)
		if err := app.Fill(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		if got := cited(t, db); got != want {
			t.Errorf("after a stop between two plans:\n%s\nwant\n%s", got, want)
		}
		_, reader := db.Raw()
		var plans, rows int
		if err := reader.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM plan WHERE state <> 'dropped'), (SELECT COUNT(*) FROM audit WHERE action LIKE 'Tìm lại văn bản%')`).Scan(&plans, &rows); err != nil || rows != plans {
			t.Errorf("%d rows of history for %d plans (%v)", rows, plans, err)
		}
	})
}

func exec(t *testing.T, db *store.DB, statement string) {
	t.Helper()
	writer, _ := db.Raw()
	if _, err := writer.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
