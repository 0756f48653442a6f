package xlsx

// Read is a workbook that was read.
type Read struct {
	Sheets []Sheet
	Hidden []string // names of the sheets that are not shown, which are not read
}

// Seen is what a person should be told of a sheet besides its cells.
type Seen struct {
	HiddenRows []int // rows with contents that the sheet does not show; they are read
	Formulas   int   // cells whose saved result was read
	NoResult   int   // formulas without one
	Last       int   // the last row that the sheet has, with contents or without
}

// NoResult stands in the place of a formula that was saved without a result.
const NoResult = "#CHƯA CÓ KẾT QUẢ"

// formula counts a cell and says what stands in it.
func (s *Seen) formula(value string, is, has bool) string {
	switch {
	case !is:
	case has:
		s.Formulas++
	default:
		s.NoResult++
		return NoResult
	}
	return value
}

func isTrue(attr []byte) bool { return string(attr) == "1" || string(attr) == "true" }
