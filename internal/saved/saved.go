// Package saved keeps filters of lists under names that people give them: of work, and of every register. A filter is its
// person's own; one of a register can be shared with the unit, and then everybody who reads that list finds it as a chip.
package saved

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "saved_view", Growing: true, Scoped: true, Own: own, Title: "Bộ lọc đã lưu"})
}

func own(alias string) string { return alias + ".account_id = {me} OR " + alias + ".shared = TRUE" }

// Work is the list of work of the plans; every other list is called by the name of its register.
const Work = ""

// Filter is a filter of one list under a name. It holds for every year: a filter of last year's work is the same filter in
// another year's address.
type Filter struct {
	ID        string `db:"id"`
	AccountID string `db:"account_id"` // whose it is
	About     string `db:"about"`      // Work, or the name of a register
	Name      string `db:"name"`
	At        string `db:"look"`   // the way to look at the list, an address below that of the list; empty for the list itself
	Query     string `db:"query"`  // behind the question mark of the address
	First     bool   `db:"first"`  // opens instead of the day's page after signing in
	Shared    bool   `db:"shared"` // with everybody in the unit who reads the list
	Dropped   bool   `db:"dropped"`
}

// Most is how many chips a person can still tell apart: so many filters of one list a person keeps.
const Most = 30

// sharedMost is how many shared ones a list shows.
const sharedMost = 30

const columns = `v.id, v.account_id, v.about, v.name, v.look, v.query, v.first, v.shared, v.dropped`

var (
	list = store.Query("saved.list", `SELECT `+columns+` FROM saved_view v WHERE {scope:v} AND v.account_id = $1 AND v.dropped = FALSE AND v.about = $2 ORDER BY v.name, v.id LIMIT $3`)
	both = store.Query("saved.both", `SELECT * FROM (SELECT `+columns+` FROM saved_view v WHERE {scope:v} AND v.account_id = $1 AND v.dropped = FALSE AND v.about = $2 ORDER BY v.name, v.id LIMIT $3) AS own
		UNION ALL SELECT * FROM (SELECT `+columns+` FROM saved_view v WHERE {scope:v} AND v.about = $2 AND v.shared = TRUE AND v.dropped = FALSE AND v.account_id <> $1 ORDER BY v.name, v.id LIMIT $4) AS other`)
	start  = store.Query("saved.first", `SELECT `+columns+` FROM saved_view v WHERE {scope:v} AND v.account_id = $1 AND v.dropped = FALSE AND v.first = TRUE LIMIT 1`)
	get    = store.Query("saved.get", `SELECT `+columns+` FROM saved_view v WHERE v.id = $1 AND v.account_id = $2 AND v.about = $3 AND {scope:v}`)
	add    = store.Change("saved.add", `INSERT INTO saved_view (id, unit_id, account_id, about, name, look, query, first, shared, dropped, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8, FALSE, $9)`)
	rename = store.Change("saved.rename", `UPDATE saved_view AS v SET name = $1 WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
	drop   = store.Change("saved.drop", `UPDATE saved_view AS v SET dropped = $1, first = FALSE WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
	share  = store.Change("saved.share", `UPDATE saved_view AS v SET shared = $1 WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
	// At most one filter is the first: the others stop being it in the same statement.
	first = store.Change("saved.make_first", `UPDATE saved_view AS v SET first = (v.id = $1) WHERE v.account_id = $2 AND {scope:v}`)
	held  = store.Query("saved.held", `SELECT `+columns+` FROM saved_view v WHERE v.account_id = $1 AND v.dropped = FALSE AND {scope:v} ORDER BY v.id`)
	give  = store.Change("saved.give", `UPDATE saved_view AS v SET account_id = $1, first = FALSE WHERE v.id = $2 AND v.account_id = $3 AND {scope:v}`)
)

// Of lists a person's filters of a list in the source's unit.
func Of(ctx context.Context, from store.Source, accountID, about string) ([]Filter, error) {
	return store.List[Filter](ctx, from, list, accountID, about, Most+1)
}

// For lists a person's filters of a list, then those that others share.
func For(ctx context.Context, from store.Source, accountID, about string) ([]Filter, error) {
	return store.List[Filter](ctx, from, both, accountID, about, Most+1, sharedMost)
}

// Start is the filter with which a person begins after signing in; found is false when it is the day's page.
func Start(ctx context.Context, from store.Source, accountID string) (f Filter, found bool, err error) {
	return store.Find[Filter](ctx, from, start, accountID)
}

// Get is a person's own filter of a list, also a deleted one; of another person's it is errs.NotFound.
func Get(ctx context.Context, from store.Source, id, accountID, about string) (Filter, error) {
	return store.Get[Filter](ctx, from, get, id, accountID, about)
}

// Held lists all filters of a person in a unit, for handing them over when the person leaves.
func Held(ctx context.Context, from store.Source, accountID string) ([]Filter, error) {
	return store.List[Filter](ctx, from, held, accountID)
}

// Check judges a name among the person's filters of the same list; self is the id of the one that is renamed, empty for a new
// one. The mistake stands at the field "ten".
func Check(name string, have []Filter, accountID, self string) error {
	own := slices.DeleteFunc(slices.Clone(have), func(f Filter) bool { return f.AccountID != accountID })
	var form errs.Form
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		form.Add("ten", "Ghi tên cho bộ lọc, ví dụ “Việc của công an quá hạn”")
	case n > 60:
		form.Add("ten", "Tên bộ lọc dài nhất 60 ký tự, đang có %d", n)
	case slices.ContainsFunc(own, func(f Filter) bool { return f.Name == name && f.ID != self }):
		form.Add("ten", "Anh/chị đã có bộ lọc tên này; ghi tên khác")
	case self == "" && len(own) >= Most:
		form.Add("ten", "Mỗi người giữ nhiều nhất %d bộ lọc; xóa bớt một bộ lọc rồi lưu lại", Most)
	}
	return form.Err()
}

// OneLine is a name as it is kept.
func OneLine(typed string) string { return strings.Join(strings.Fields(typed), " ") }

const noRecord = "a filter of one's own is no record of work"

// Add keeps a new filter of the writing actor's unit.
func Add(ctx context.Context, tx *store.Tx, f Filter) error {
	return do(ctx, tx, add, ident.New(), tx.Actor().UnitID, f.AccountID, f.About, f.Name, f.At, f.Query, f.Shared, tx.Now())
}

// Rename gives a person's filter another name.
func Rename(ctx context.Context, tx *store.Tx, f Filter, name string) error {
	return do(ctx, tx, rename, name, f.ID, f.AccountID)
}

// Drop deletes a person's filter, or restores it.
func Drop(ctx context.Context, tx *store.Tx, f Filter, dropped bool) error {
	return do(ctx, tx, drop, dropped, f.ID, f.AccountID)
}

// Share shows a filter to the unit, or takes it back.
func Share(ctx context.Context, tx *store.Tx, f Filter, shared bool) error {
	return do(ctx, tx, share, shared, f.ID, f.AccountID)
}

// Begin makes a filter the page with which its person begins; an empty id makes it the day's page again.
func Begin(ctx context.Context, tx *store.Tx, accountID, id string) error {
	return do(ctx, tx, first, id, accountID)
}

// Pass gives a filter to the person who takes over from the one who leaves. What was shared stays shared.
func Pass(ctx context.Context, tx *store.Tx, id, fromAccount, toAccount string) error {
	if err := tx.UpdateOne(ctx, give, toAccount, id, fromAccount); err != nil {
		return err
	}
	tx.Unaudited("a saved filter is no record of work")
	return nil
}

func do(ctx context.Context, tx *store.Tx, stmt *store.Stmt, args ...any) error {
	_, err := tx.Exec(ctx, stmt, args...)
	tx.Unaudited(noRecord)
	return err
}
