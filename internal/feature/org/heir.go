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
}

// Heirs tells, by the id of the body, who carries on for bodies that have ended. A body without an heir has no entry.
type Heirs func(ctx context.Context, from store.Source, bodyIDs []string) (map[string][]Heir, error)
