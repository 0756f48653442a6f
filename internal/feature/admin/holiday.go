package admin

import (
	"context"
	"sync/atomic"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "holiday_year", Kind: actor.KindMachine, Events: []string{"holiday_year"}, Title: "Năm có lịch nghỉ"},
		store.Table{Name: "holiday", Title: "Lịch nghỉ"},
	)
}

// Holidays is the calendar of working days in force: the years that an administrator has entered, otherwise what the program
// brings along. It is the same for every unit of the installation.
type Holidays struct {
	db  *store.DB
	now atomic.Pointer[day.Calendar]
}

// NewHolidays makes the calendar over a database.
func NewHolidays(db *store.DB) *Holidays { return &Holidays{db: db} }

// Current is the calendar in force. It is read once and again after each change of this program; while it cannot be read,
// the calendar that the program brings along counts.
func (h *Holidays) Current(ctx context.Context) day.Calendar {
	if c := h.now.Load(); c != nil {
		return *c
	}
	c, err := readCalendar(ctx, h.db.Reader(actor.System("đọc lịch nghỉ")))
	if err != nil {
		return day.BuiltIn()
	}
	h.now.Store(&c)
	return c
}

// changed makes the next reader read anew.
func (h *Holidays) changed() { h.now.Store(nil) }

// calendarYear is one year that an administrator entered.
type calendarYear struct {
	Year      int           `db:"year"`
	Source    string        `db:"source"` // number and date of the official notice, empty while nobody compared
	ChangedBy string        `db:"changed_by"`
	ChangedAt store.Instant `db:"changed_at"`
	Version   int64         `db:"version"`
}

type holidayRow struct {
	On       day.Day `db:"on_day"`
	Year     int     `db:"year"`
	Worked   bool    `db:"worked"`
	Name     string  `db:"name"`
	Verified bool    `db:"verified"`
}

var (
	yearsAll   = store.Query("admin.holiday_year.all", `SELECT y.year, y.source, y.changed_by, y.changed_at, y.version FROM holiday_year y ORDER BY y.year`)
	holidayAll = store.Query("admin.holiday.all", `SELECT h.on_day, h.year, h.worked, h.name, h.verified FROM holiday h ORDER BY h.year, h.on_day`)
	yearGet    = store.Query("admin.holiday_year.get", `SELECT y.year, y.source, y.changed_by, y.changed_at, y.version FROM holiday_year y WHERE y.year = $1`)

	yearAdd = store.Change("admin.holiday_year.add", `INSERT INTO holiday_year (year, source, changed_by, changed_at, version) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (year) DO NOTHING`)
	yearEdit = store.Change("admin.holiday_year.edit", `UPDATE holiday_year AS y SET source = $1, changed_by = $2, changed_at = $3, version = version + 1
		WHERE y.year = $4 AND y.version = $5`)
	holidayClear = store.Change("admin.holiday.clear", `DELETE FROM holiday AS h WHERE h.year = $1`)
	holidayAdd   = store.Change("admin.holiday.add", `INSERT INTO holiday (on_day, year, worked, name, verified) VALUES ($1, $2, $3, $4, $5)`)
)

// readCalendar puts the entered years over those of the program.
func readCalendar(ctx context.Context, from store.Source) (day.Calendar, error) {
	years, err := store.List[calendarYear](ctx, from, yearsAll)
	if err != nil {
		return day.Calendar{}, err
	}
	rows, err := store.List[holidayRow](ctx, from, holidayAll)
	if err != nil {
		return day.Calendar{}, err
	}
	by := map[int][]day.Special{}
	for _, r := range rows {
		by[r.Year] = append(by[r.Year], day.Special{Day: r.On, Work: r.Worked, Name: r.Name, Verified: r.Verified})
	}
	c := day.BuiltIn()
	for _, y := range years {
		c = c.With(y.Year, by[y.Year])
	}
	return c, nil
}

// saveYear replaces the special days of a year, over the version that the person saw; 0 is the year as the program has it.
func saveYear(ctx context.Context, tx *store.Tx, y calendarYear, days []day.Special) error {
	save := func() error {
		return tx.UpdateOne(ctx, yearEdit, y.Source, tx.Actor().Name, tx.Now(), y.Year, y.Version)
	}
	if y.Version == 0 {
		save = func() error { return tx.UpdateOne(ctx, yearAdd, y.Year, y.Source, tx.Actor().Name, tx.Now()) }
	}
	if err := save(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, holidayClear, y.Year); err != nil {
		return err
	}
	for _, s := range days {
		if _, err := tx.Exec(ctx, holidayAdd, s.Day, y.Year, s.Work, s.Name, s.Verified); err != nil {
			return err
		}
	}
	return nil
}
