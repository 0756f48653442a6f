package law

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// documentIn is the document that a record of the register is.
func documentIn(rec register.Record) Document {
	whole := func(column string, i int) int64 {
		v := rec.Value(column)
		if i >= len(v) {
			return 0
		}
		n, _ := v[i].(int64)
		return n
	}
	d := Document{ID: rec.ID, UnitID: rec.UnitID, Kind: rec.Str("kind"), Number: rec.Str("symbol"), NumberFold: rec.Str("number_fold"), Year: int(whole("year", 0)), Issuer: rec.Str("issuer"),
		IssuedOn: isoDay(rec.Str("issued_on")), CitedTitle: rec.Str("cited_title"), Title: rec.Str("title"), PeriodFrom: int(whole("period", 0)), PeriodTo: int(whole("period", 1)),
		State: State(rec.Str("in_force")), ValidFrom: isoDay(rec.Str("valid_from")), ValidTo: isoDay(rec.Str("valid_to")), EndsOn: isoDay(rec.Str("ends_on")), Note: rec.Str("note"),
		Source: rec.Str("source"), Confidence: Confidence(rec.Str("confidence")), CheckedBy: rec.Str("checked_by"), Uses: int(whole("uses", 0)),
		CreatedBy: rec.CreatedBy, CreatedAt: rec.CreatedAt, Version: rec.Version}
	_ = d.CheckedAt.Scan(whole("checked_at", 0)) // an int64 is an instant
	return d
}

// into writes the document over the answers of a record, with everything that follows from them on a day.
func (d Document) into(rec *register.Record, today day.Day) {
	checked := int64(0)
	if !d.CheckedAt.IsZero() {
		checked = d.CheckedAt.UnixMilli()
	}
	for column, v := range map[string]register.Value{
		"kind": {d.Kind}, "symbol": {d.Number}, "issued_on": {d.IssuedOn.ISO()}, "issuer": {d.Issuer}, "title": {vi.Sentence(orElse(d.Title, d.CitedTitle))}, "period": {int64(d.PeriodFrom), int64(d.PeriodTo)},
		"in_force": {string(d.State)}, "valid_from": {d.ValidFrom.ISO()}, "valid_to": {d.ValidTo.ISO()}, "note": {d.Note}, "source": {d.Source}, "confidence": {string(d.Confidence)},
		"checked_by": {d.CheckedBy}, "checked_at": {checked}, "uses": {int64(d.Uses)}, "cited_title": {d.CitedTitle}, "year": {int64(d.Year)}, "number_fold": {d.NumberFold},
		"name": {d.Kind + " " + d.Number}, "ends_on": {d.EndsOn.ISO()}, "ends_key": {orElse(d.EndsOn.ISO(), "9")}, "warn_on": {""}, "doc_key": {d.key().String()}, "sort_key": {d.sortKey()},
	} {
		rec.Set(column, v)
	}
	if !d.EndsOn.IsZero() {
		rec.Set("warn_on", register.Value{d.EndsOn.Add(-SoonDays - 1).ISO()})
	}
	if d.Year == 0 {
		rec.Set("unclear", register.Value{"1"})
	}
	rec.State = d.standing(today)
}

// standing is the state of the document's record on a day.
func (d Document) standing(today day.Day) string {
	switch d.At(today) {
	case Ended:
		return stateEnded
	case Ending:
		return stateEnding
	case Partly:
		return statePartial
	}
	if d.State == Unknown {
		return stateUnknown
	}
	return stateValid
}

// follow works out what follows from what a person typed: kind and issuer that the symbol names, the end, the key. What a person
// corrected is no longer only what plans say.
func follow(before register.Record, rec *register.Record, today day.Day) {
	was, d := documentIn(before), documentIn(*rec)
	if n, ok := planread.ParseNumber(d.Number); ok {
		d.Kind = orElse(d.Kind, n.Kind)
		if n.Kind == "" && n.Year == 0 {
			d.Kind = orElse(d.Kind, "Công văn") // Nghị định 30/2020/NĐ-CP: only a công văn has no kind in its symbol
		}
		d.Issuer = orElse(d.Issuer, n.Issuer)
	}
	if before.ID == "" && d.Confidence == "" {
		d.Confidence, d.Source = Typed, "cán bộ ghi"
	}
	if was.IssuedOn != d.IssuedOn || was.Number != d.Number {
		d.Year = 0 // complete reads it again
	}
	d = d.complete()
	if was.Confidence == Cited && d.Confidence == Cited && was.told() != d.told() {
		d.Confidence = Typed
	}
	d.into(rec, today)
}

// told is what people say of a document, to see whether they said something else.
func (d Document) told() Document {
	d.Uses, d.Version, d.CheckedAt, d.CreatedAt = 0, 0, store.Instant{}, store.Instant{}
	return d
}
