package week

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "week_edition", Growing: true, Scoped: true, Narrow: store.HideAll, Events: []string{"week"}, Title: "Trang lãnh đạo"},
		store.Table{Name: "week_decision", Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Quyết định của lãnh đạo"},
		store.Table{Name: "week_link", Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Đường dẫn trang lãnh đạo"},
		store.Table{Name: "week_pass", Growing: true, Private: true},
	)
}

const editionColumns = `e.id, e.unit_id, e.year, e.monday, e.as_of, e.made_at, e.made_by, e.given, e.due, e.in_time, e.late, e.overdue, e.asking, e.sentence, e.content`

var (
	editionAdd = store.Change("week.edition.add", `INSERT INTO week_edition (id, unit_id, year, monday, as_of, made_at, made_by, given, due, in_time, late, overdue, asking, sentence, content)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (unit_id, monday) DO NOTHING`)
	editionOn  = store.Query("week.edition.of_monday", `SELECT `+editionColumns+` FROM week_edition e WHERE {scope:e} AND e.monday = $1`)
	editionGet = store.Query("week.edition.get", `SELECT `+editionColumns+` FROM week_edition e WHERE e.id = $1 AND {scope:e}`)
	editionTop = store.Query("week.edition.newest", `SELECT `+editionColumns+` FROM week_edition e WHERE {scope:e} AND e.year = $1 ORDER BY e.monday DESC LIMIT 1`)
	editionAll = store.Query("week.edition.of_year", `SELECT e.id, e.monday, e.as_of, e.given, e.due, e.in_time, e.late, e.overdue, e.asking, e.sentence
		FROM week_edition e WHERE {scope:e} AND e.year = $1 ORDER BY e.monday DESC LIMIT 60`)

	decisionAdd = store.Change("week.decision.add", `INSERT INTO week_decision (id, unit_id, edition_id, case_no, task_id, deed, words, decided_by, decided_at, link_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	decisionsOf = store.Query("week.decision.of_edition", `SELECT d.case_no, d.task_id, d.deed, d.words, d.decided_by, d.decided_at, d.link_id
		FROM week_decision d WHERE d.edition_id = $1 AND {scope:d} ORDER BY d.id`)

	unitIDs = store.Query("week.units", `SELECT u.id FROM unit u WHERE u.valid_to = '' OR u.valid_to >= $1 ORDER BY u.id`)
)

// Decision is what a leader decided about a case.
type Decision struct {
	CaseNo int           `db:"case_no"`
	TaskID string        `db:"task_id"`
	Deed   Deed          `db:"deed"`
	Words  string        `db:"words"` // "Đã giao Công an phường"
	By     string        `db:"decided_by"`
	At     store.Instant `db:"decided_at"`
	LinkID string        `db:"link_id"` // empty when it came from a signed-in browser
}

// Line is the decision as it stands under its case.
func (d Decision) Line() string {
	s := d.Words + ", lúc " + stamp(d.At)
	if d.LinkID != "" {
		s += ", qua đường dẫn tuần"
	}
	return s
}

// edition finds the edition of a Monday.
func edition(ctx context.Context, from store.Source, monday day.Day) (Edition, bool, error) {
	e, found, err := store.Find[Edition](ctx, from, editionOn, monday)
	if err != nil || !found {
		return e, false, err
	}
	e, err = e.unpack()
	return e, true, err
}

// newest finds the newest edition of a year.
func newest(ctx context.Context, from store.Source, year int) (Edition, bool, error) {
	e, found, err := store.Find[Edition](ctx, from, editionTop, year)
	if err != nil || !found {
		return e, false, err
	}
	e, err = e.unpack()
	return e, true, err
}

func noEdition(monday day.Day) error {
	return errs.Newf(errs.NotFound, "Chưa có trang lãnh đạo của tuần bắt đầu thứ Hai %s.", monday)
}
