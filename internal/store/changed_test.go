package store_test

import (
	"errors"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// A figure is counted again when a record of its kinds was changed, not when another was, and never for another reader.
func TestAFigureIsRememberedUntilItsRecordsChange(t *testing.T) {
	db := template.SQLite(t)
	change := func(kind string, fails error) {
		t.Helper()
		err := db.Write(t.Context(), actor.System("thử"), func(tx *store.Tx) error {
			if err := tx.Audit(t.Context(), store.Entry{Kind: kind, ID: ident.New(), Action: "Sửa"}); err != nil {
				return err
			}
			return fails
		})
		if !errors.Is(err, fails) {
			t.Fatal(err)
		}
	}
	var m store.Remembered[string, int]
	asked := 0
	get := func(key string) int {
		t.Helper()
		n, err := m.Get(db, []string{"child", "child_secret"}, key, func() (int, error) { asked++; return asked, nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"first", func() {}, 1},
		{"again", func() {}, 1},
		{"another kind", func() { change("task", nil) }, 1},
		{"its kind", func() { change("child", nil) }, 2},
		{"its other kind", func() { change("child_secret", nil) }, 3},
		{"a change that came to nothing", func() { change("child", errors.New("thôi")) }, 3},
	} {
		step.do()
		if got := get("officer"); got != step.want {
			t.Errorf("%s: asked %d times, not %d", step.name, got, step.want)
		}
	}
	if got := get("leader"); got != 4 {
		t.Error("one reader got what was counted for another")
	}
	failed := errors.New("đứt")
	if _, err := m.Get(db, []string{"child"}, "none", func() (int, error) { return 0, failed }); !errors.Is(err, failed) {
		t.Errorf("a figure that could not be counted: %v", err)
	}
	if got := get("none"); got != 5 {
		t.Errorf("a figure that could not be counted is remembered: %d", got)
	}
}
