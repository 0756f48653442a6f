package directory

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Subject is the person about whom somebody asks what the program has done with their data.
type Subject struct {
	Kind   string // stored word for the record: "account"
	ID     string
	UnitID string // in whose records the asking looks
}

// Deed is one line of an extract for a subject: who did what with their data, when and why. It holds no value of another
// person.
type Deed struct {
	At   store.Instant
	Who  string // name and post of the one who acted, "Hệ thống" for the program
	Did  string // "Đã mở hồ sơ"
	With string // what it was done with: "Tài khoản"
	Why  string // the reason that was given, empty when none was
}

// Told is a part of the program that remembers what was done with a subject's data. Tell gives at most limit deeds from the
// first to the last day, newest first, read in the scope of the source; a subject that it does not know has none.
type Told interface {
	Tell(ctx context.Context, from store.Source, s Subject, first, last day.Day, limit int) ([]Deed, error)
}
