package app

import (
	"bytes"
	"context"
	"fmt"
	"net/url"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// LoadTrial is what many readers and writers at once ask of a full register of children.
type LoadTrial struct {
	Lists, Records []string // addresses of pages
	Add            string   // where a form adds a child
}

var loadSome = store.Query("bench.children", `SELECT c.id FROM child c WHERE {scope:c} AND c.unit_id = $1 ORDER BY c.id LIMIT 500`)

// FillForLoad brings so many invented children into the register and gives what is to be asked.
func (a *App) FillForLoad(ctx context.Context, rows int, progress func(done, total int)) (t LoadTrial, err error) {
	defer errs.Prefix(&err, "app.FillForLoad")
	var book bytes.Buffer
	if err := a.TrialWorkbook(&book, rows, 1); err != nil {
		return t, err
	}
	if _, err := a.TrialImport(ctx, book.Bytes(), false, progress); err != nil {
		return t, err
	}
	units, err := a.Org.Units(ctx)
	if err != nil {
		return t, err
	}
	here := fmt.Sprintf("/u/%s/%s/%s", units[0].Slug, a.Site.Clock().Format("2006"), child.Children.Noun)
	for _, filter := range []string{"", "?sap-xep=tuoi", "?tim=nguyen", "?gioi=nu", "?tinh-trang=quan-ly&bao-hiem=khong"} {
		t.Lists = append(t.Lists, here+filter)
	}
	ids, err := store.List[string](ctx, a.DB.Reader(actor.ForUnit(units[0].ID)), loadSome, units[0].ID)
	for _, id := range ids {
		t.Records = append(t.Records, here+"/"+id)
	}
	t.Add = here + "/them"
	return t, err
}

// LoadChild is the n-th child that an officer adds, as the form sends it.
func (a *App) LoadChild(n int) url.Values {
	born := day.At(a.Site.Clock().Time).Add(-400 - n*7%3000)
	syllable := func(n int) string {
		return string(rune('A'+n%26)) + string(loadVowels[n/26%len(loadVowels)]) + string(rune('b'+n/7%20))
	}
	return url.Values{"ho-ten": {"Đo " + syllable(n*31) + " " + syllable(n*17) + " " + syllable(n)}, "ngay-sinh": {born.String()}, "gioi": {"nu"}}
}

var loadVowels = []rune("aeiouy")
