package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "memo", Growing: true, Scoped: true, Title: "Thư tay", Titles: true, Level: "level", Hidden: []string{"text"}, Events: []string{"memo"},
			Own: func(alias string) string { return alias + ".body_id = {body} OR " + alias + ".account_id = {me}" }},
		store.Table{Name: "secretive", Growing: true, Scoped: true, Title: "Không khai gì"},
	)
}

var (
	addMemo   = store.Change("test.memo.add", `INSERT INTO memo (id, unit_id, body_id, account_id, title, text, level) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	addQuiet  = store.Change("test.quiet.add", `INSERT INTO secretive (id, unit_id) VALUES ($1, $2)`)
	titles    = store.Query("test.memo.titles", `SELECT m.title FROM memo m WHERE {scope:m} ORDER BY m.title`)
	byText    = store.Query("test.memo.by_text", `SELECT m.title FROM memo m WHERE {scope:m} AND {see:m.text} > '' ORDER BY {see:m.text} DESC`)
	texts     = store.Query("test.memo.texts", `SELECT {see:m.text} AS text FROM memo m WHERE {scope:m} ORDER BY m.title`)
	counted   = store.Query("test.memo.counted", `SELECT (SELECT COUNT(*) FROM memo x WHERE x.unit_id = n.unit_id) FROM note n WHERE {scope:n}`)
	joined    = store.Query("test.memo.joined", `SELECT n.text || COALESCE(m.title, '') FROM note n LEFT JOIN memo m ON m.unit_id = n.unit_id WHERE {scope:n} ORDER BY m.title`)
	_         = store.Query("test.memo.bare", `SELECT m.text FROM memo m WHERE {scope:m}`)
	quiet     = store.Query("test.quiet.all", `SELECT s.id FROM secretive s WHERE {scope:s}`)
	retitle   = store.Change("test.memo.retitle", `UPDATE memo AS m SET title = title || '!' WHERE {scope:m}`)
	lastOfAll = store.Query("test.memo.count", `SELECT COUNT(*) FROM memo m WHERE {scope:m}`)
)

func as(role actor.Role, account, body string) actor.Actor {
	return actor.Actor{AccountID: account, Name: "Người thử", UnitID: "u1", Posts: []actor.Post{{Role: role, BodyID: body}}}
}

// memos are one of the reader's body, one that names the reader, one of others and one that is internal.
func fillMemos(t *testing.T, db *store.DB) {
	t.Helper()
	err := db.Write(t.Context(), person("u1"), func(tx *store.Tx) error {
		for _, m := range []struct {
			body, account, title string
			level                actor.Level
		}{{"b1", "", "a của cơ quan", 0}, {"b2", "me", "b của tôi", 0}, {"b2", "", "c của người khác", 0}, {"b1", "", "d nội bộ", 1}} {
			if _, err := tx.Exec(t.Context(), addMemo, ident.New(), "u1", m.body, m.account, m.title, "lời "+m.title, int64(m.level)); err != nil {
				return err
			}
			entry := store.Entry{Kind: "memo", ID: "x", UnitID: "u1", Action: "Ghi " + m.title, After: note{Text: "lời " + m.title}, Level: m.level}
			if err := tx.Audit(t.Context(), entry); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), addQuiet, ident.New(), "u1")
		tx.Unaudited("a row of the test")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := save(t.Context(), db, person("u1"), "n"); err != nil {
		t.Fatal(err)
	}
}

func TestAReaderGetsTheOwnPartOfEveryStatement(t *testing.T) {
	all := []string{"a của cơ quan", "b của tôi", "c của người khác", "d nội bộ"}
	cases := []struct {
		who        actor.Actor
		sees       []string
		reads      bool // texts
		undeclared int
	}{
		{as(actor.RoleOfficer, "o", "b9"), all, true, 1},
		{as(actor.RoleOffice, "o", "b9"), all, true, 1},
		{as(actor.RoleBody, "o", "b1"), all[:3], true, 1},
		{as(actor.RoleCollaborator, "me", "b1"), all[:2], true, 0},
		{as(actor.RoleAuditor, "o", "b9"), all, false, 0},
		{as(actor.RoleAdmin, "me", "b1"), nil, false, 0},
		{as(actor.RoleProvince, "me", "b1"), nil, false, 0},
		{as("", "me", "b1"), nil, false, 0},
	}
	template.Each(t, func(t *testing.T, db *store.DB) {
		fillMemos(t, db)
		for _, c := range cases {
			role, from := c.who.Posts[0].Role, db.Reader(c.who)
			list := func(s *store.Stmt) []string {
				rows, err := store.List[string](t.Context(), from, s)
				if err != nil {
					t.Fatalf("%s: %s: %v", role, s.Name, err)
				}
				return rows
			}
			if got := list(titles); !slices.Equal(got, c.sees) {
				t.Errorf("%s lists %q, want %q", role, got, c.sees)
			}
			found := 0
			if c.reads {
				found = len(c.sees)
			}
			if got := list(byText); len(got) != found {
				t.Errorf("%s finds by text %q", role, got)
			}
			if words := strings.Join(list(texts), ""); !c.reads && words != "" {
				t.Errorf("%s reads %q", role, words)
			}
			if got := len(list(quiet)); got != c.undeclared {
				t.Errorf("%s sees %d rows of a table that declares nothing", role, got)
			}
			for _, n := range mustList[int](t, from, counted) {
				if n != len(c.sees) {
					t.Errorf("%s counts %d through a part without a mark", role, n)
				}
			}
			for _, row := range list(joined) {
				if title := strings.TrimPrefix(row, "n"); title != "" && !slices.Contains(c.sees, title) {
					t.Errorf("%s joins %q", role, title)
				}
			}
		}
	})
}

func mustList[T any](t *testing.T, from store.Source, s *store.Stmt, args ...any) []T {
	t.Helper()
	rows, err := store.List[T](t.Context(), from, s, args...)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAChangeReachesWhatItsWriterSees(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		fillMemos(t, db)
		who := as(actor.RoleCollaborator, "me", "b1")
		err := db.Write(t.Context(), who, func(tx *store.Tx) error {
			n, err := tx.Exec(t.Context(), retitle)
			if err == nil && n != 2 {
				t.Errorf("a collaborator changed %d memos", n)
			}
			tx.AtEnd("sums", func(_ context.Context, tx *store.Tx) error {
				if n := mustList[int](t, tx, lastOfAll)[0]; n != 4 {
					t.Errorf("what follows from a change sees %d memos", n)
				}
				return nil
			})
			tx.Unaudited("a change of the test")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheHistoryIsSeenAsItsRecords(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		fillMemos(t, db)
		for _, c := range []struct {
			role  actor.Role
			rows  int
			words bool
		}{{actor.RoleLeader, 4, true}, {actor.RoleBody, 3, true}, {actor.RoleAuditor, 4, false}, {actor.RoleCollaborator, 0, false}, {actor.RoleAdmin, 0, false}, {actor.RoleProvince, 0, false}} {
			events, err := store.HistoryOf(t.Context(), db.Reader(as(c.role, "x", "b9")), "memo", "x", 10)
			if err != nil || len(events) != c.rows {
				t.Errorf("%s reads %d rows of the history, want %d (%v)", c.role, len(events), c.rows, err)
			}
			for _, e := range events {
				if (e.After != "") != c.words {
					t.Errorf("%s reads %q", c.role, e.After)
				}
			}
		}
	})
}

// Who sees everything runs the statement that was written, so that a narrower reader costs the others nothing.
func TestWhoSeesEverythingRunsThePlainText(t *testing.T) {
	for _, s := range store.Statements() {
		if text, _ := s.TextFor(actor.SightOf(actor.RoleOfficer)); text != s.Text() {
			t.Errorf("%s: an officer runs %s", s.Name, text)
		}
	}
}
