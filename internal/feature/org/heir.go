package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Heir is a body that carries on for one that has ended, as a page names it.
type Heir struct {
	Name    string  // "Phòng Văn hóa - Xã hội"
	Unit    string  // name of its unit when it is another one: "phường Đường Hào"
	Address string  // page of the heir; empty for who may not open it
	Day     day.Day // its first day as heir

	// Function is the id of the one function that passes to it; empty for everything.
	Function string
}

// Heirs tells, by the id of the body, who carries on for bodies that have ended. A body without an heir has no entry.
type Heirs func(ctx context.Context, from store.Source, bodyIDs []string) (map[string][]Heir, error)

// words are the heir with its unit, when that is another.
func (h Heir) words() string {
	if h.Unit == "" {
		return h.Name
	}
	return h.Name + ", " + h.Unit
}
