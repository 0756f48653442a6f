package handover

import (
	"log/slog"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/store"
)

// Handover is the feature over its neighbours.
type Handover struct {
	DB        *store.DB
	Log       *slog.Logger
	Register  Register
	Documents Documents
	// Estates are the kinds of records, in the order in which they pass on: what others rest on stands first.
	Estates []directory.Estate
}

// estate finds a kind of records.
func (h *Handover) estate(kind string) (directory.Estate, bool) {
	for _, e := range h.Estates {
		if e.Kind() == kind {
			return e, true
		}
	}
	return nil, false
}

// titles are the names of the kinds on a page.
func (h *Handover) titles() map[string]string {
	out := map[string]string{}
	for _, e := range h.Estates {
		out[e.Kind()] = e.Title()
	}
	return out
}
