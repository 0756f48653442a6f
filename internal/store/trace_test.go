package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

func seen(ids ...string) store.Seen {
	return store.Seen{UnitID: "u1", AccountID: "a1", Post: "Chuyên viên", Route: "/u/{unit}/{year}/tai-khoan", Kind: "account", IDs: ids, Reason: "kiểm tra theo đơn"}
}

// texts runs a query of one text column.
func textsOf(t testing.TB, db *store.DB, query string) (out []string) {
	t.Helper()
	writer, _ := db.Raw()
	rows, err := writer.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestATraceIsThereWhenItReturns(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		if err := db.Trace(t.Context(), seen("b", "a"), store.Seen{Kind: "history", Reason: "chữ hỏng \xff và \x00"}); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(textsOf(t, db, `SELECT kind || ' ' || account_id || ' ' || ids || ' ' || reason FROM read_trace ORDER BY kind`), "; ")
		if got != `account a1 ["b","a"] kiểm tra theo đơn; history  [] chữ hỏng � và ` {
			t.Errorf("%q", got)
		}
		if waiting := textsOf(t, db, `SELECT w.log FROM seal_wait w JOIN read_trace r ON r.id = w.row_id`); strings.Join(waiting, " ") != "trace trace" {
			t.Errorf("waiting for their seal: %v", waiting)
		}
		if err := db.Trace(t.Context()); err != nil {
			t.Errorf("a page that shows nothing: %v", err)
		}
	})
}

func TestManyPagesAtOnceLeaveEachATrace(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		var wg sync.WaitGroup
		for range 300 {
			wg.Go(func() {
				if err := db.Trace(t.Context(), seen(ident.New())); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := len(textsOf(t, db, `SELECT DISTINCT ids FROM read_trace`)); n != 300 {
			t.Errorf("%d traces, want 300", n)
		}
	})
}

func TestATraceThatCannotBeWrittenIsAnError(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		ended, end := context.WithCancel(t.Context())
		end()
		if err := db.Trace(ended, seen("a")); err != nil && !errs.Is(err, errs.TooMany) {
			t.Errorf("a page that nobody waits for: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := db.Trace(t.Context(), seen("a")); err == nil {
			t.Error("no error without a database")
		}
	})
}

// BenchmarkTrace is what a traced page costs more than another, with the disk waited for.
func BenchmarkTrace(b *testing.B) {
	for name, clients := range map[string]int{"1 client": 1, "8 clients": 8} {
		b.Run(name, func(b *testing.B) {
			db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "do.db"), sqlite.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Migrate(b.Context(), store.CoreMigrations()); err != nil {
				b.Fatal(err)
			}
			pages := make(chan struct{})
			var wg sync.WaitGroup
			for range clients {
				wg.Go(func() {
					for range pages {
						if err := db.Trace(b.Context(), seen(ident.New())); err != nil {
							b.Error(err)
						}
					}
				})
			}
			for b.Loop() {
				pages <- struct{}{}
			}
			close(pages)
			wg.Wait()
		})
	}
}
