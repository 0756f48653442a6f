// Package xlsx writes reports as Excel workbooks and reads tables that people bring, as a workbook or as cells pasted
// from one.
package xlsx

// Kind says what the cells of a column hold and so how they look.
type Kind int

// The kinds of columns. A value that does not fit its kind keeps its own type: a word in a column of numbers is text.
const (
	Text Kind = iota
	Number
	Decimal // one place after the comma
	Percent // 0.125 is shown as 12,5%
	Money   // whole đồng
	Date
	DateTime
)

// Link is text that leads to an address when it is pressed.
type Link struct{ Text, Href string }

// Marked is a value in a cell with a coloured ground: what somebody has to look at.
type Marked struct{ Value any }

// Column is one column of a report.
type Column struct {
	Head  string
	Width float64 // in letters; measured from the contents when zero
	Kind  Kind
	List  []string // what may be chosen in the empty cells below the table; others can be typed after a warning
}

// Table is a sheet of a report: lines of title, a table, lines below it.
//
// A value is nil, a string, a bool, an int, an int64, a float64, a day.Day, a time.Time, a Link, or one of them Marked. Strings are always text: what
// begins with "=", "+", "-" or "@" never becomes a formula.
type Table struct {
	Sheet    string // name of the sheet
	Title    string
	Subtitle []string // unit, period, "tính đến …"
	Columns  []Column
	Rows     [][]any
	Foot     []string
	More     []Table // further sheets, with names of their own
	Mark     string  // in the head and the foot of every printed page; empty for none
}
