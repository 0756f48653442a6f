package ics

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	foreign "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

var noon = time.Date(2026, 5, 12, 5, 0, 0, 0, time.UTC)

// read is what a program that knows nothing of this one makes of a feed.
func read(t interface{ Fatalf(string, ...any) }, raw []byte) *foreign.Calendar {
	cal, err := foreign.ParseCalendar(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("a foreign reader refuses the feed: %v\n%s", err, raw)
	}
	return cal
}

func value(e *foreign.VEvent, p foreign.ComponentProperty) string {
	if v := e.GetProperty(p); v != nil {
		return v.Value
	}
	return ""
}

func TestAForeignReaderSeesTheSameEvents(t *testing.T) {
	due := Event{UID: "moc-1@mang-non", On: day.Must(2026, 12, 31), Title: "Rào ao, hồ; cắm biển", Note: "Trạm Y tế\nC:\\hồ sơ", URL: "https://mangnon.example/u/a/2026/nhiem-vu/1"}
	off := Event{UID: "moc-2@mang-non", On: day.Must(2028, 2, 29), Title: "Tạm dừng", Cancelled: true}
	raw := Calendar{Name: "Việc của Trạm Y tế", Every: 6 * time.Hour, Events: []Event{due, off, {Title: "no day"}}}.Write(noon)
	events := read(t, raw).Events()
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	first := events[0]
	for p, want := range map[foreign.ComponentProperty]string{
		foreign.ComponentPropertyUniqueId: due.UID, foreign.ComponentPropertySummary: due.Title, foreign.ComponentPropertyDescription: due.Note,
		foreign.ComponentPropertyUrl: due.URL, foreign.ComponentPropertyDtStart: "20261231", foreign.ComponentPropertyDtEnd: "20270101",
		foreign.ComponentPropertyStatus: "CONFIRMED", foreign.ComponentPropertyDtstamp: "20260512T050000Z",
	} {
		if got := value(first, p); got != want {
			t.Errorf("%s = %q, want %q", p, got, want)
		}
	}
	if at, err := first.GetAllDayStartAt(); err != nil || at.Format(time.DateOnly) != "2026-12-31" {
		t.Errorf("the event is on %v, %v", at, err)
	}
	if got := value(events[1], foreign.ComponentPropertyStatus) + value(events[1], foreign.ComponentPropertyDtEnd); got != "CANCELLED20280301" {
		t.Errorf("the cancelled event reads %s", got)
	}
	if !bytes.Contains(raw, []byte("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H0M0S\r\n")) {
		t.Errorf("no interval in\n%s", raw)
	}
}

func TestAnEventThatMovesStaysTheSame(t *testing.T) {
	e := Event{UID: "moc-1@mang-non", On: day.Must(2026, 6, 30), Title: "Báo cáo"}
	before := read(t, Calendar{Events: []Event{e}}.Write(noon)).Events()[0]
	e.On = day.Must(2026, 7, 10)
	after := read(t, Calendar{Events: []Event{e}}.Write(noon.Add(time.Hour))).Events()[0]
	if before.Id() != after.Id() {
		t.Errorf("the event %s became %s", before.Id(), after.Id())
	}
	if from, to := value(before, foreign.ComponentPropertyDtStart), value(after, foreign.ComponentPropertyDtStart); from != "20260630" || to != "20260710" {
		t.Errorf("moved from %s to %s", from, to)
	}
}

// Whatever the words are, no line is longer than 75 octets or cut within a letter, and a foreign reader gets them back.
func TestLinesAreFoldedBetweenLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"Tuyên truyền", "phòng, chống đuối nước;", "ở", "Ộ", "\\", "\n", "🌱", "tổ dân phố số 5", "a", " ", "\x00"}), 0, 60).Draw(t, "words")
		title := strings.Join(words, rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		raw := Calendar{Name: title, Events: []Event{{UID: "x", On: day.Must(2026, 1, 1), Title: title, Note: title}}}.Write(noon)
		for line := range strings.SplitSeq(string(raw), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00") {
				t.Fatalf("the line %q of %d octets", line, len(line))
			}
		}
		want := strings.ReplaceAll(vi.NFC(title), "\x00", "")
		if got := value(read(t, raw).Events()[0], foreign.ComponentPropertySummary); strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Fatalf("%q came back as %q", want, got)
		}
	})
}

func TestWordsCannotBreakOut(t *testing.T) {
	evil := "Họp\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:giả"
	raw := Calendar{Name: evil, Events: []Event{{UID: evil, On: day.Must(2026, 1, 1), Title: evil, URL: "https://a/\r\nX:1"}}}.Write(noon)
	if n := len(read(t, raw).Events()); n != 1 {
		t.Errorf("one event became %d\n%s", n, raw)
	}
}
