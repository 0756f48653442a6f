package register

// NewLine is a line without answers for a field of Rows, for what a declaration works out.
func (rec Record) NewLine(column string) Record {
	i, ok := rec.of.at[column]
	if !ok {
		return Record{of: &Register{}}
	}
	return rec.of.Fields[i].Kind.(Rows).shape.blank()
}

// SetLines puts lines into a field of Rows, in its order. In a reader's register without the field it does nothing.
func (rec *Record) SetLines(column string, lines []Record) {
	if i, ok := rec.of.at[column]; ok {
		k := rec.of.Fields[i].Kind.(Rows)
		rec.Values[i] = k.kept(k.ordered(lines))
	}
}

// Holds reports whether the register, as its reader may see it, has a field in a column.
func (rec Record) Holds(column string) bool {
	_, ok := rec.of.at[column]
	return ok
}

// CodeOf is how people call the record of the same register with a number: TE-0012.
func (rec Record) CodeOf(number int64) string { return rec.of.codeOf(number) }
