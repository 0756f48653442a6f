package week

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Edition is the page of one week.
type Edition struct {
	ID       string        `db:"id"`
	UnitID   string        `db:"unit_id"`
	Year     int           `db:"year"`   // of its Monday, and of the plans that it counts
	Monday   day.Day       `db:"monday"` // the first day of its week
	AsOf     store.Instant `db:"as_of"`  // the moment of its figures
	MadeAt   store.Instant `db:"made_at"`
	MadeBy   string        `db:"made_by"`
	Sentence string        `db:"sentence"`
	Raw      string        `db:"content"`
	Figures

	content
}

// content is what an edition holds besides its figures.
type content struct {
	Before *Figures `json:"before,omitempty"` // those of the week before; nil when that has no edition in the same year
	Cases  []Case   `json:"cases"`
	Left   int      `json:"left,omitempty"` // further work that needed a decision; at least
	First  day.Day  `json:"first"`          // the Monday of the first square
	Units  []Unit   `json:"units"`
	Ahead  []Coming `json:"ahead"`
	Coming int      `json:"coming"` // how many pieces Ahead stands for
}

// Case is work that the edition asks the leader to decide.
type Case struct {
	Stuck
	Words string `json:"words"` // since when, and who is stuck
}

// unpack reads the content of a stored edition.
func (e Edition) unpack() (Edition, error) {
	if err := json.Unmarshal([]byte(e.Raw), &e.content); err != nil {
		return e, fmt.Errorf("week: content of edition %s: %w", e.ID, err)
	}
	return e, nil
}

// Case is one of the cases by its number, from 1.
func (e Edition) Case(n int) (Case, bool) {
	if n < 1 || n > len(e.Cases) {
		return Case{}, false
	}
	return e.Cases[n-1], true
}

// MondayOf is the first day of the week of a date.
func MondayOf(d day.Day) day.Day {
	for d.WeekdayShort() != "T2" {
		d = d.Add(-1)
	}
	return d
}

// Number is the number of the week of a Monday (ISO 8601); the last Monday of December stays in its own year.
func Number(monday day.Day) int {
	_, n := monday.Start().ISOWeek()
	if n == 1 && monday.Month() == 12 {
		return Number(monday.Add(-7)) + 1
	}
	return n
}

// firstSquare is where the twelve weeks of a Monday begin: they end with its week, and never begin before the year.
func firstSquare(monday day.Day) day.Day {
	first := monday.Add(-7 * (picture.Weeks - 1))
	january := MondayOf(day.Must(monday.Year(), 1, 7))
	if first.Before(january) {
		return january
	}
	return first
}

// asOfHour is the hour of a Monday at which the figures are taken; the page is there an hour later.
const asOfHour = 6

// Heading says which week it is: "Tuần 20, thứ Hai 11/05/2026".
func (e Edition) Heading() string {
	return fmt.Sprintf("Tuần %d, thứ Hai %s", Number(e.Monday), e.Monday)
}

// AsOfWords says of when the figures are: "tính đến 06:00 thứ Hai", with the date when it is not that of the Monday.
func (e Edition) AsOfWords() string {
	at := e.AsOf.In(day.Zone)
	on := day.At(at)
	s := "tính đến " + at.Format("15:04") + " " + on.Weekday()
	if on != e.Monday {
		s += " " + on.Short()
	}
	return s
}

// stamp is an instant as a sentence says it.
func stamp(i store.Instant) string { return web.Stamp(i) }

// monday0600 is the moment of the figures of a week that is made in time.
func monday0600(monday day.Day) store.Instant {
	return store.Instant{Time: monday.Start().Add(asOfHour * time.Hour)}
}
