package ui

// ConflictProps describes a record that two people changed at the same time.
type ConflictProps struct {
	Record string // "nhiệm vụ II.2.3.2"
	Who    string // who changed it first
	When   string
	Rows   []ConflictRow
}

// ConflictRow is one field of which there are two versions. The form gets Name with the value "mine" or "theirs".
type ConflictRow struct {
	Name, Field  string
	Mine, Theirs string
	Who, When    string // of this field, when not the same as of the whole record
}

func (c ConflictProps) by(r ConflictRow) string {
	return orElse(r.Who, c.Who) + ", " + orElse(r.When, c.When)
}
