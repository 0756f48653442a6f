package directory

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Ref names a record of any kind.
type Ref struct{ Kind, ID string }

// Face is what others show of a record.
type Face struct {
	Ref
	Code    string // "NC-0012"
	Label   string // never the name of a child
	Glyph   string // of its state
	State   string // in words
	Address string // inside unit and year
	Dropped bool   // in the trash
}

// Sought is the work for which evidence is looked for.
type Sought struct {
	Text        string   // title and text of the work
	Period      string   // of the check-point: "quý II"
	First, Last day.Day  // both counted
	Bodies      []string // ids of those who owe the result
	Places      []string // their names, some of which are hamlets
}

// Proposal is a record that may prove the work, with the reason in words: "cùng cơ quan, trong kỳ quý II, điểm nguy cơ đã kiểm soát".
type Proposal struct {
	Face
	Reason string
}

// Prover knows the records that can prove work. What the reader may not see is neither proposed nor shown.
type Prover interface {
	// Propose gives the likeliest records: those of the same body and place first, then the newest.
	Propose(ctx context.Context, from store.Source, unitID string, s Sought, may func(actor.Action) bool, today day.Day) ([]Proposal, error)
	// Faces gives the records of the references that the reader may see, also those in the trash; at most FacesAtOnce are asked for.
	Faces(ctx context.Context, from store.Source, unitID string, refs []Ref, may func(actor.Action) bool, today day.Day) (map[Ref]Face, error)
}

// FacesAtOnce bounds a question for faces.
const FacesAtOnce = 50
