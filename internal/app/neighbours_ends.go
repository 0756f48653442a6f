package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/calendar"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// endingDocuments puts the ends of cited documents on the calendar of the unit. They are no body's work.
type endingDocuments struct{ law *law.Law }

// endsRead bounds what one reading brings; a register has some hundred documents.
const endsRead = 1000

// Days implements calendar.Source.
func (e endingDocuments) Days(ctx context.Context, from store.Source, first, last day.Day) (map[day.Day]int, error) {
	list, err := e.law.Ends(ctx, from, first, last, endsRead)
	out := map[day.Day]int{}
	for _, d := range list {
		out[d.EndsOn]++
	}
	return out, err
}

// Firsts implements calendar.Source.
func (e endingDocuments) Firsts(ctx context.Context, from store.Source, first, last day.Day, few int, today day.Day) ([]calendar.Item, error) {
	all, err := e.Items(ctx, from, first, last, "", endsRead, today)
	var out []calendar.Item
	shown := map[day.Day]int{}
	for _, it := range all {
		if shown[it.On]++; shown[it.On] <= few {
			out = append(out, it)
		}
	}
	return out, err
}

// Items implements calendar.Source.
func (e endingDocuments) Items(ctx context.Context, from store.Source, first, last day.Day, bodyID string, limit int, today day.Day) ([]calendar.Item, error) {
	if bodyID != "" {
		return nil, nil
	}
	list, err := e.law.Ends(ctx, from, first, last, limit)
	out := make([]calendar.Item, len(list))
	for i, d := range list {
		out[i] = calendar.Item{Key: d.ID, On: d.EndsOn, Title: "Hết hạn: " + d.Name(), State: "H", Path: "van-ban/" + d.ID, Year: today.Year()}
	}
	return out, err
}
