package register

import (
	"context"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Declaration is everything that the engine must know of a register.
type Declaration struct {
	Name  string // stored word of its records, stem of its statements, its table: "hazard"
	Title string // heading of the list: "Điểm nguy cơ"
	One   string // one record inside a sentence: "điểm nguy cơ"
	Path  string // address inside unit and year: "nguy-co"
	Noun  string // key of the noun of the rail, ui.NavHazards
	Code  string // stem of the numbers by which people call its records: "NC" gives NC-0012
	Empty string // one sentence with an example, for a list without records

	Of     actor.Kind   // the kind of record by which the store narrows what a reader reaches
	Narrow store.Narrow // what a reader of the own records sees of them; nothing when it is not said

	// Own is the condition on a row of the table under an alias by which readers of the own records see it; see store.Table.Own. Without
	// it they see none.
	Own func(alias string) string

	ReadRight actor.Action // list, record, export
	EditRight actor.Action // add, change, import, trash

	Fields []Field
	Label  string   // column of the text field that names a record in lists and titles
	Same   []string // columns that together tell a record from another, for possible twins; the label alone when empty
	// Key tells a record from all others of its unit: no two outside the trash have one, and a row of a table with the key of a
	// record is that record. A new one with a key that is taken is a mistake at the first column of Same. It may be nil.
	Key     func(rec Record) string
	Near    *Near    // when a new record may be one that is there; nil never asks
	Columns []string // columns of the fields shown in the list, after the label
	States  []State  // the first is that of a new record
	Moves   []Move
	Expires []Expiry
	Lapses  []Lapse // answers that end with lines
	Sorts   []Sort  // the first is the usual one
	Views   []View  // filters with a name, as chips

	Facts  []Fact   // numbers that it gives
	Proof  []Proof  // of which work its records are evidence
	Clocks []Clock  // days until which somebody must act
	Dates  []Dated  // what the calendar of the register shows; nil for the dates by which its list is ordered
	Totals []string // columns of numbers whose sum over a list says something

	// Coded says that records are called by their number before their label, "TN-0003: đuối nước": a register of what happened
	// to people, whose names stand nowhere.
	Coded bool

	// Follow works out what follows from the answers just read, before Check judges them: an answer that others give, a state
	// that they open. It may set both in rec; before is the record as it was. It may be nil.
	Follow func(before Record, rec *Record, today day.Day)

	// Aside is what the page of a record shows below the answers that no declaration can say. It may be nil.
	Aside func(r *web.Request, rec Record) (templ.Component, error)

	// Under is what the page of the list shows below its table, of the whole register: nothing when the list is narrowed. It may be nil.
	Under func(r *web.Request) (templ.Component, error)

	// Above is what the page of a record shows over the answers: what somebody who opens it must see first. It gets as much of the
	// history as the reader may see. It may be nil.
	Above func(r *web.Request, rec Record, past []store.Event) (templ.Component, error)

	// Personal says that the records are of persons: one that lay in the trash for 30 days can be erased when a document orders it.
	Personal bool

	Drawn []Drawn // further columns of the list, behind Columns

	// OnDay lets the list be looked at as of another day, for which the columns of Drawn are worked out anew; it says in words what
	// the day is. It may be nil.
	OnDay func(at day.Day) string
	// Guarded says that no record leaves the program without a purpose: every file asks first, needs actor.DataExport, carries a mark
	// and is written down.
	Guarded bool
	// Parts are columns of tables that people bring and that are no fields; Joined answers fields by them: parts are by key, answers
	// by column. It changes both and writes nothing. It may be nil.
	Parts  []Part
	Joined func(parts, answers map[string]string, e *Env)

	Brings []Companion // records of other registers that a row of a table names

	// Withheld says in words why a record may not leave the program in a file, empty when it may. It may be nil.
	Withheld func(rec Record) string

	// Written brings up what hangs on a record outside of the register, inside the same change: before it is entered before has no
	// ID, and after has none when the record is about to be erased. An errs.Conflict refuses the change. It may be nil.
	Written func(ctx context.Context, tx *store.Tx, before, after Record) error

	// Over is what the list shows above its rows: what the register as a whole asks of somebody. It may be nil.
	Over func(r *web.Request) (templ.Component, error)
	// Locked says in words why a record may not be changed any more, empty when it may. move is the key of the move that is asked
	// for, empty for every other change of answers. It may be nil.
	Locked func(rec Record, move string) string

	// Against judges a record against others of the register: a number that only one may have. It may be nil.
	Against func(ctx context.Context, from store.Source, rec Record, m *Mistakes) error

	// Apart are the columns of text by which Against compares: rows of one table with one answer in them are written one after the
	// other. Ahead reads for many records at once what Against reads for each, and judges like it. Both may be left out; tables are
	// then brought in slowly.
	Apart []string
	Ahead func(ctx context.Context, from store.Source, recs []Record) (against func(Record, *Mistakes), err error)

	// Sure reports whether a new row of a table is the record there beyond doubt, although it does not name it by its code: the row is
	// then a change of it. It is asked about records that have one of the answers of Apart, or what Same tells, in common with the
	// row; where it is sure of two, a person is asked. It may be nil.
	Sure func(row, there Record) bool

	// Erased empties what other tables say of a record that is erased because a document orders it; empty does the same with the
	// history of a kind about one of their rows, in the unit of its tx. That those rows were stays. It may be nil.
	Erased func(ctx context.Context, tx *store.Tx, rec Record, empty func(tx *store.Tx, kind, id string) error) error

	// Check judges a record as a whole, after its fields were read: an end before its beginning. It may be nil.
	Check func(Record, *Mistakes)
}

// State is one of the states of a record.
type State struct {
	Key   string // stored
	Text  string // "đã rào chắn"
	Glyph string // key of doc/draw/glyph, whose shape and tone say the state without words
	Open  bool   // somebody must still act
	// Closed says that the record is history: it stays with the body that had it when that body ends.
	Closed bool
}

// Move is a change from one state to another. There is no other way to change a state.
type Move struct {
	Key       string   // in the address: "rao-chan"
	Text      string   // verb on the button: "Ghi đã rào chắn"
	Done      string   // past tense for the history: "Rào chắn"
	From      []string // keys of states
	To        string
	Right     actor.Action
	Has       []string // columns that must be answered in the record; the form of the move does not offer them: what is approved stays as it is
	Needs     []string // columns that must be answered, in the record or in the form of the move
	Asks      []string // further columns that the form of the move offers
	Publishes []string // columns of Files with Consent: the move is refused while a picture in them may not be published
	// Other says that the person who put the record into its state, or changed it there since, may not make the move: approving one's own.
	Other bool
}

// Expiry is a state that does not last by itself: on the day after the date in Column the record falls back.
type Expiry struct {
	From, To string // keys of states
	Column   string // of a Date field: the last day on which From holds
	Done     string // for the history: "Quá ngày kiểm tra lại"
}

// Sort is an order of the list. It needs an index (unit_id, dropped, column, id).
type Sort struct {
	Key    string // in the address; empty for the usual one
	Text   string // "Mới ghi trước"
	Column string // of a field, or created_at, updated_at, code
	Desc   bool
}

// View is a filter with a name.
type View struct {
	Key   string // in the address
	Text  string // on the chip
	Where []Where
}

// Where is one condition of a View.
type Where struct {
	Column string // of a field, or state
	Op     Op
	Value  string
}

// Op compares a column with a value.
type Op int

// The comparisons. Before and Until compare dates with the day of the reading moved by Days.
const (
	Is Op = iota
	Empty
	Filled
	BeforeToday
	Unknown // no answer to a field of a number
	Not     // another answer, or none
)

// today is what a Where that compares with the day needs.
func (w Where) arg(today day.Day) (any, bool) {
	switch w.Op {
	case Is, Not:
		return w.Value, true
	case BeforeToday:
		return today.ISO(), true
	}
	return nil, false
}
