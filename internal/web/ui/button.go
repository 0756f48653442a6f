package ui

import "github.com/a-h/templ"

// Kind is how much a button weighs.
type Kind string

// A page head has at most one Primary; in rows it is for the urgent one or for accepting a proposal.
const (
	Primary   Kind = "primary"
	Secondary Kind = ""
	Danger    Kind = "danger" // leaves the building or cannot be taken back
	Quiet     Kind = "quiet"  // a word without a frame
)

// Btn is a button whose text is a verb that names the effect.
type Btn struct {
	Text  string
	Kind  Kind
	Icon  string
	Href  string // a link when set, else it sends the form it stands in
	Name  string
	Value string
	Form  string // id of the form it sends when it stands outside
	About string // what it is about, for screen readers, when the same verb stands in many rows
	Small bool   // for rows
	Off   bool   // cannot be used now; the page says why
	Attrs templ.Attributes
}

func (b Btn) class() string {
	c := "btn"
	if b.Kind != "" {
		c += " " + string(b.Kind)
	}
	if b.Small {
		c += " small"
	}
	return c
}
