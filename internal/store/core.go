package store

import "github.com/mangnon/mangnon/internal/kernel/actor"

func init() {
	Declare(
		Table{Name: "file", Kind: actor.KindMachine, Events: []string{"backup"}, Growing: true, Title: "Tệp"},
		Table{Name: "audit", Growing: true, Scoped: true, Title: "Lịch sử", Trail: true, Level: "level", Hidden: []string{"before", "after", "note"}},
		Table{Name: "request_key", Growing: true, Private: true},
	)
}
