package ui

// Fact is one line of a Facts list.
type Fact struct {
	Term, Text string
	Href       string // makes the text a link
	Strong     bool
}

// Event is one line of a History.
type Event struct {
	When   string
	Who    string
	Behalf string // on whose behalf, when another
	What   string
	About  string // the record, when the list is of several
	Href   string // where the record is
}

// stepState is how a step stands to the current one; also the class that draws it.
type stepState string

const (
	stepDone stepState = "done"
	stepHere stepState = "here"
	stepNext stepState = "next"
)

func stepAt(i, current int) stepState {
	switch {
	case i < current:
		return stepDone
	case i == current:
		return stepHere
	}
	return stepNext
}

// pageNumbers are the pages to offer, 0 for a gap: first, last and two on each side of the current one.
func pageNumbers(page, pages int) []int {
	var list []int
	for p := 1; p <= pages; p++ {
		near := p >= page-2 && p <= page+2
		switch {
		case p == 1 || p == pages || near:
			list = append(list, p)
		case list[len(list)-1] != 0:
			list = append(list, 0)
		}
	}
	return list
}
