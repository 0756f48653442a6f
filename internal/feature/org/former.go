package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// FormerHamlet is a hamlet that does not exist on a day any more, under the name that it had, with those that stand for it.
type FormerHamlet struct {
	Hamlet
	Heirs []HamletHeir
}

// FormerHamlets are the hamlets of the source's unit that ended before a day: records of their time keep them.
func (o *Org) FormerHamlets(ctx context.Context, from store.Source, at day.Day) ([]FormerHamlet, error) {
	b, err := o.hamletBook(ctx, from)
	var out []FormerHamlet
	for _, h := range b.all {
		if !h.To.IsZero() && h.To.Before(at) {
			out = append(out, FormerHamlet{h, b.heirs(h.ID, at)})
		}
	}
	return out, err
}

// FormerBodies are the bodies of the source's unit that ended before a day.
func (o *Org) FormerBodies(ctx context.Context, from store.Source, at day.Day) ([]Body, error) {
	all, err := store.List[Body](ctx, from, bodyList)
	var out []Body
	for _, b := range all {
		if !b.To.IsZero() && b.To.Before(at) {
			out = append(out, b)
		}
	}
	return out, err
}
