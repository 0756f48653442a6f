package ui

import "github.com/a-h/templ"

// Task is one line of a list of things to do: state, what, where it comes from, who, until when, one verb.
type Task struct {
	State  string // key of Glyph; empty with an Icon instead
	Words  string // of the state, when not the usual ones
	Icon   string
	Title  string
	Href   string
	From   string // place in the plan: "II.2.3.2"
	Who    string
	Left   string // "còn 2 ngày làm việc", "quá 7 ngày làm việc"
	Date   string // "T5 14/5"; shown in brackets when there is a Left
	Over   bool   // the Left is red: only for what is overdue or urgent
	Urgent bool   // a frame of its own on the narrow screen
	Chosen bool   // the current row
	Action templ.Component
}

func (t Task) due() string {
	switch {
	case t.Left == "":
		return t.Date
	case t.Date == "":
		return ""
	}
	return " (" + t.Date + ")"
}

// Tab is one view of the same thing.
type Tab struct {
	Text, Href string
	Here       bool
	Seldom     bool // behind “Thêm”, unless it is the page itself
}

// apart tells the tabs that stand in the row from those behind “Thêm”.
func apart(tabs []Tab) (row, more []Tab) {
	for _, t := range tabs {
		if t.Seldom && !t.Here {
			more = append(more, t)
		} else {
			row = append(row, t)
		}
	}
	return row, more
}

// Figure is one of the numbers of a row of numbers; every number leads to the list behind it.
type Figure struct {
	State string // key of Glyph shown before the words; may be empty
	Of    string // "Quá hạn"
	Value string // "5"
	Href  string
	Note  string // "bớt 2 so với tuần trước"
	Over  bool
}
