package register

// Count is a whole number that the program keeps with a record and that is never without a value: how many plans cite it. Lists
// can be put in its order.
type Count struct{ Number }

// Columns implements Kind.
func (Count) Columns() []Column { return []Column{{Type: "BIGINT", Always: true}} }

func (Count) empty() Value { return Value{int64(0)} }

// Read takes what Number takes; nothing typed is nought.
func (k Count) Read(typed string, e *Env) (Value, string) {
	v, words := k.Number.Read(typed, e)
	if words == "" && v[0] == nil {
		return k.empty(), ""
	}
	return v, words
}
