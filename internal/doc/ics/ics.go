// Package ics writes calendars that other programs subscribe to (RFC 5545): whole days only, one event a thing that is due.
package ics

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Calendar is a feed. Name is what the subscribing program calls it; Every is how often it should ask again.
type Calendar struct {
	Name   string
	Every  time.Duration
	Events []Event
}

// Event is one thing on one day. The UID never changes: an event whose day moves is the same event on another day.
type Event struct {
	UID       string
	On        day.Day
	Title     string
	Note      string // further words, several lines
	URL       string
	Cancelled bool
}

// Write gives the calendar as it is at a moment. Events without a day or a UID are left out: no program could show them.
func (c Calendar) Write(now time.Time) []byte {
	w := &writer{}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Mang Non//Lich//VI")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	w.text("NAME", c.Name)
	w.text("X-WR-CALNAME", c.Name)
	if c.Every > 0 {
		w.line("REFRESH-INTERVAL;VALUE=DURATION", duration(c.Every))
		w.line("X-PUBLISHED-TTL", duration(c.Every))
	}
	for _, e := range c.Events {
		if e.UID != "" && !e.On.IsZero() {
			e.write(w, now)
		}
	}
	w.line("END", "VCALENDAR")
	return []byte(w.b.String())
}

func (e Event) write(w *writer, now time.Time) {
	w.line("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
	w.line("DTSTART;VALUE=DATE", compact(e.On))
	w.line("DTEND;VALUE=DATE", compact(e.On.Add(1))) // the first day that is no longer in it
	w.text("SUMMARY", e.Title)
	if e.Note != "" {
		w.text("DESCRIPTION", e.Note)
	}
	if e.URL != "" {
		w.line("URL", clean(e.URL))
	}
	w.line("TRANSP", "TRANSPARENT") // a due date keeps nobody from other appointments
	if e.Cancelled {
		w.line("STATUS", "CANCELLED")
	} else {
		w.line("STATUS", "CONFIRMED")
	}
	w.line("END", "VEVENT")
}

func compact(d day.Day) string { return strings.ReplaceAll(d.ISO(), "-", "") }

// duration is whole minutes as RFC 5545 writes them.
func duration(d time.Duration) string {
	s := strings.ToUpper(d.Truncate(time.Minute).String()) // 6H0M0S
	return "PT" + s
}

type writer struct{ b strings.Builder }

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// text writes a property whose value is text.
func (w *writer) text(name, value string) { w.line(name, clean(escapes.Replace(vi.NFC(value)))) }

// lineOctets is how long a line may be, without its end (RFC 5545, 3.1).
const lineOctets = 75

// line writes a property, folded between letters so that no line is too long. The blank that begins a further line counts.
func (w *writer) line(name, value string) {
	room := lineOctets
	for _, r := range name + ":" + value {
		n := utf8.RuneLen(r)
		if n > room {
			w.b.WriteString("\r\n ")
			room = lineOctets - 1
		}
		w.b.WriteRune(r)
		room -= n
	}
	w.b.WriteString("\r\n")
}

// clean drops what a calendar cannot hold: control characters and broken letters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
