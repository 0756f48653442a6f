package org

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

// Function is one thing that some body of a commune, or of a district-level town until 30/06/2025, answers for. When bodies
// change, work follows the function and not the name of the body (clause IV.9 of the plans: who receives the function
// carries on).
//
// The catalogue is one for all units and stands in the program: functions pass from a town to the wards that follow it, so
// both must mean the same by an id. An id never changes its meaning; what holds a function is written with its words of the
// day.
type Function struct {
	ID     string // stable slug: "y-te.tre-em"
	Field  string // heading under which a list shows it
	Name   string
	Shared bool // several bodies hold it beside one another, each for its own area or pupils: schools, hamlets

	commune, town usual
	Source        string // what it was read in; empty when it was not
}

// usual says which body has a function at one level of government.
type usual struct {
	kind       body.Kind
	name       string // how the body's name begins; empty when the kind is enough
	confidence body.Confidence
	none       bool // not a function of this level
}

//go:embed functions.csv
var functionsCSV []byte

// catalogue reads the embedded functions once, in the order in which lists show them.
var catalogue = sync.OnceValues(func() ([]Function, error) {
	r := csv.NewReader(bytes.NewReader(functionsCSV))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("org: functions: %w", err)
	}
	out := make([]Function, 0, len(rows)-1)
	for _, row := range rows[1:] {
		out = append(out, Function{
			ID: row[0], Field: row[1], Name: row[2], Shared: row[3] != "",
			commune: readUsual(row[4], row[5]), town: readUsual(row[6], row[7]), Source: row[8],
		})
	}
	return out, nil
})

// readUsual reads "room:Phòng Nội vụ", "police", "?" for a holder that is not known and "-" for none at this level.
func readUsual(holder, confidence string) usual {
	if holder == "-" {
		return usual{none: true}
	}
	kind, name, _ := strings.Cut(strings.TrimPrefix(holder, "?"), ":")
	return usual{kind: body.Kind(kind), name: name, confidence: body.Confidence(confidence)}
}

// functionNamed finds a function of the catalogue by its id.
func functionNamed(id string) (Function, bool, error) {
	all, err := catalogue()
	i := slices.IndexFunc(all, func(f Function) bool { return f.ID == id })
	if err != nil || i < 0 {
		return Function{}, false, err
	}
	return all[i], true, nil
}

// Functions lists the functions that bodies of the source's unit can hold: those of its level of government, in the order of
// lists. A source of no single unit gets the whole catalogue.
func (o *Org) Functions(ctx context.Context, from store.Source) ([]Function, error) {
	all, err := catalogue()
	if err != nil {
		return nil, err
	}
	units, err := store.List[string](ctx, from, bodyUnit)
	if err != nil || len(units) != 1 {
		return slices.Clone(all), err
	}
	return slices.DeleteFunc(slices.Clone(all), func(f Function) bool { return f.in(units[0]).none }), nil
}

// in is who usually has the function in a unit with a name: "phường Mỹ Hào" has rooms of its own since 01/07/2025, for
// "thị xã Mỹ Hào" those of the district level answered.
func (f Function) in(unit string) usual {
	switch kind, _, _ := place.SplitKind(unit); kind {
	case place.Ward, place.Commune, place.SpecialZone, place.Township:
		return f.commune
	}
	return f.town
}

// has reports whether a body is the one that usually has the function.
func (u usual) has(kind body.Kind, name string) bool {
	if u.none || u.kind != kind {
		return false
	}
	return u.name == "" || strings.HasPrefix(body.MatchKey(name)+" ", body.MatchKey(u.name)+" ")
}
