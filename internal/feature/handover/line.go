package handover

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/store"
)

// Share says how much of a body goes to an heir.
type Share string

// The shares. Of a part a person says for each record whether it goes there.
const (
	Everything Share = "whole"
	APart      Share = "part"
)

// LineState is what is known of the heir of a line. It is stored.
type LineState string

// The states of a line.
const (
	Proposed LineState = "proposed" // by the rule of the function; signing accepts it
	Decided  LineState = "decided"  // by a person
	Open     LineState = "open"     // nobody known: a person must decide before signing
	Unknown  LineState = "unknown"  // a person left it open on purpose: "chưa rõ"
	Stays    LineState = "stays"    // the body goes on and keeps the function
)

// Line says who receives one function of a body, or all of it, in one unit.
type Line struct {
	ID         string        `db:"id"`
	UnitID     string        `db:"unit_id"`
	ActID      string        `db:"act_id"`
	Seq        int           `db:"seq"`
	BodyID     string        `db:"body_id"`
	BodyName   string        `db:"body_name"`
	Ends       bool          `db:"ends"` // the body ends with the act
	FunctionID string        `db:"function_id"`
	Function   string        `db:"function_name"`
	HoldingID  string        `db:"holding_id"` // what the old body held, empty for everything
	HeirUnit   string        `db:"heir_unit"`  // Target.ID; empty in the same unit
	HeirID     string        `db:"heir_id"`
	Share      Share         `db:"share"`
	State      LineState     `db:"state"`
	Confidence string        `db:"confidence"`
	Basis      string        `db:"basis"`
	DecidedBy  string        `db:"decided_by"`
	DecidedAt  store.Instant `db:"decided_at"`
	Version    int64         `db:"version"`
}

// What is the line's function in words.
func (l Line) What() string {
	if l.Function == "" {
		return "toàn bộ việc"
	}
	return l.Function
}

// Target is a unit into which the ending unit goes.
type Target struct {
	ID      string `db:"id"`
	UnitID  string `db:"unit_id"`
	ActID   string `db:"act_id"`
	PlaceID string `db:"place_id"`
	Code    string `db:"code"`
	Name    string `db:"name"`
	Unit    string `db:"target_id"` // the locality of the installation, empty until it is made
	Made    bool   `db:"made"`      // by this act
	Whole   bool   `db:"whole"`     // what it receives was divided nowhere
}

// Heir is a body that may receive.
type Heir struct {
	ID         string          `db:"id"`
	UnitID     string          `db:"unit_id"`
	ActID      string          `db:"act_id"`
	HeirUnit   string          `db:"heir_unit"`
	BodyID     string          `db:"body_id"` // empty until it is made
	Kind       body.Kind       `db:"kind"`
	Name       string          `db:"name"`
	Aliases    string          `db:"aliases"` // one a line
	Requested  bool            `db:"requested"`
	Confidence body.Confidence `db:"confidence"`
	Source     string          `db:"source"`
	Made       bool            `db:"made"` // by this act
}

// New reports whether signing makes the body.
func (h Heir) New() bool { return h.BodyID == "" }

func (h Heir) aliases() []string {
	if h.Aliases == "" {
		return nil
	}
	return strings.Split(h.Aliases, "\n")
}

// lineRecord is a line as the history tells it.
type lineRecord struct {
	Body     string `json:"Cơ quan"`
	Function string `json:"Chức năng"`
	Heir     string `json:"Nơi nhận"`
	State    string `json:"Đã rõ"`
	Basis    string `json:"Căn cứ"`
}

// confidenceWords are how a proposal is known.
func confidenceWords(c string) string {
	switch c {
	case "read":
		return "đã đọc trong văn bản"
	case "inferred":
		return "suy ra, chưa đối chiếu"
	case "recall":
		return "theo hiểu biết, chưa đối chiếu"
	case "stated":
		return "người của đơn vị quyết định"
	}
	return "chưa rõ"
}
