package match

import (
	"context"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// Columns say where a register keeps what a child is known by; an empty one is not kept.
type Columns struct {
	Name, Birth, Sex, Number, Mother, Father, Household, Hamlet, Ethnic, Phone string

	NumberState, Confirmed string                  // column of the state of the number, and the state in which it was confirmed
	Secret                 map[string]actor.Action // columns that only readers with a right see
}

// Finder finds records of one register.
type Finder struct {
	Register   *register.Register // with its lists
	Households *register.Register // to which Columns.Household leads; may be nil
	Hamlets    register.Refs      // of the unit; may be nil
	Places     Places             // may be nil
	Columns    Columns
	// Later asks for Look after a table was brought into the register; it may be nil.
	Later func(ctx context.Context, tx *store.Tx, importID string) error

	db    *store.DB
	known []string // the columns that are kept, in the order in which they are read
	at    map[string]int

	catching sync.Mutex
	live     atomic.Pointer[linkage.Live]
	turns    map[string]int64 // by unit: up to which turn the index knows the register

	asked atomic.Pointer[weak.Pointer[register.Env]] // the last surroundings in which a record was asked about
}

// Follow makes the changes of a register known to finders; call it once when the program starts.
func Follow(g *register.Register, c Columns) { g.LetFollow(c.list()...) }

// New makes a finder; the index is filled when it is first needed.
func New(db *store.DB, g *register.Register, c Columns) *Finder {
	f := &Finder{Register: g, Columns: c, db: db, known: c.list(), at: map[string]int{}, turns: map[string]int64{}}
	for i, column := range f.known {
		f.at[column] = i
	}
	return f
}

func (c Columns) list() []string {
	var out []string
	for _, column := range []string{c.Name, c.Birth, c.Sex, c.Number, c.NumberState, c.Mother, c.Father, c.Household, c.Hamlet, c.Ethnic, c.Phone} {
		if column != "" {
			out = append(out, column)
		}
	}
	return out
}

// person is a record as the index knows it. The unit stands for the commune: families are looked for within it.
func (f *Finder) person(unitID string, answer func(column string) string) linkage.Person {
	c := f.Columns
	return linkage.Person{Name: answer(c.Name), Birth: linkage.ParseDate(answer(c.Birth)), Sex: linkage.ParseSex(answer(c.Sex)), Number: answer(c.Number),
		Verified: c.Confirmed != "" && answer(c.NumberState) == c.Confirmed, Mother: answer(c.Mother), Father: answer(c.Father), Commune: unitID,
		Household: answer(c.Household), Hamlet: answer(c.Hamlet), Ethnic: answer(c.Ethnic), Phone: answer(c.Phone)}
}

func (f *Finder) followed(r register.Followed) linkage.Person {
	return f.person(r.UnitID, func(column string) string {
		if i, ok := f.at[column]; ok {
			return r.Answers[i]
		}
		return ""
	})
}

func (f *Finder) record(rec register.Record, unitID string) linkage.Person {
	return f.person(unitID, func(column string) string {
		if column == "" {
			return ""
		}
		return rec.Str(column)
	})
}

// hidden reports whether the reader may not see a column.
func (f *Finder) hidden(by actor.Actor, column string) bool {
	right, secret := f.Columns.Secret[column]
	return secret && !by.Program && !by.May(right)
}

// silent reports for a field of an explanation whether the reader may not see it.
func (f *Finder) silent(by actor.Actor) func(field string) bool {
	c := f.Columns
	columns := map[string]string{"name": c.Name, "birth": c.Birth, "number": c.Number, "sex": c.Sex, "mother": c.Mother, "father": c.Father,
		"household": c.Household, "phone": c.Phone, "hamlet": c.Hamlet, "ethnic": c.Ethnic}
	return func(field string) bool { return f.hidden(by, columns[field]) }
}

// keyOf are the bytes of an id; ok is false for what is no id.
func keyOf(id string) (k linkage.Key, ok bool) {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != len(k) {
		return k, false
	}
	return linkage.Key(raw), true
}

func idOf(k linkage.Key) string {
	s := hex.EncodeToString(k[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
