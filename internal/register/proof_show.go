package register

import "github.com/mangnon/mangnon/internal/web"

// Proven is a piece of work of which a record is evidence.
type Proven struct {
	Work    string // title
	Period  string // "quý II", empty for the whole work
	Address string // of the work
	By      string // who accepted it, and when
}

// ProvenBy tells for which work a record was accepted as evidence, as far as the reader may see the work. The wiring sets it
// before the first request; nil tells nothing.
var ProvenBy func(r *web.Request, kind, id string) ([]Proven, error)

// proven asks it.
func (v *showView) proven(r *web.Request) (err error) {
	if ProvenBy != nil {
		v.Proven, err = ProvenBy(r, v.of.Name, v.Rec.ID)
	}
	return err
}
