package plan

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

// Peaks are the weeks in which a continuous task runs high (cao điểm). The database keeps them as
// "2026-05-01/2026-06-30;2026-09-25/2026-09-25".
type Peaks []planread.Range

// Value writes the peaks as text.
func (p Peaks) Value() (driver.Value, error) {
	parts := make([]string, len(p))
	for i, r := range p {
		parts[i] = r.From.ISO() + "/" + r.To.ISO()
	}
	return strings.Join(parts, ";"), nil
}

// Scan reads what Value wrote.
func (p *Peaks) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("plan: cannot read %T as peaks", src)
	}
	*p = nil
	if text == "" {
		return nil
	}
	for part := range strings.SplitSeq(text, ";") {
		from, to, _ := strings.Cut(part, "/")
		f, err := day.ParseISO(from)
		if err != nil {
			return err
		}
		t, err := day.ParseISO(to)
		if err != nil {
			return err
		}
		*p = append(*p, planread.Range{From: f, To: t})
	}
	return nil
}

// Words are the peaks as a card shows them: "01/05 đến 30/06".
func (p Peaks) Words() string {
	parts := make([]string, len(p))
	for i, r := range p {
		if r.From == r.To {
			parts[i] = r.From.Short()
			continue
		}
		parts[i] = r.From.Short() + " đến " + r.To.Short()
	}
	return strings.Join(parts, ", ")
}
