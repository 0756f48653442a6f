package plan

import (
	"encoding/json"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// State of a plan.
type State string

// A plan is a draft until a person confirms what was read from it; a draft that nobody wants is dropped and stays out of
// every list.
const (
	Draft     State = "draft"
	Confirmed State = "confirmed"
	Dropped   State = "dropped"
	Replaced  State = "replaced" // a text that a later version took the place of
)

// Plan is one document and what became of it.
type Plan struct {
	ID          string        `db:"id" json:"-"`
	UnitID      string        `db:"unit_id" json:"-"`
	Year        int           `db:"year" json:"Năm"`
	Kind        PlanKind      `db:"kind" json:"-"`
	Title       string        `db:"title" json:"Trích yếu"`
	Number      string        `db:"number" json:"Số và ký hiệu"`
	Issuer      string        `db:"issuer" json:"Cơ quan ban hành"`
	IssuedOn    day.Day       `db:"issued_on" json:"Ngày ban hành"`
	State       State         `db:"state" json:"-"`
	SourceName  string        `db:"source_name" json:"Tệp gốc"`
	SourceHash  string        `db:"source_hash" json:"Mã tệp"`
	CreatedBy   string        `db:"created_by" json:"-"`
	CreatedAt   store.Instant `db:"created_at" json:"-"`
	ConfirmedBy string        `db:"confirmed_by" json:"-"`
	ConfirmedAt store.Instant `db:"confirmed_at" json:"-"`
	Version     int64         `db:"version" json:"-"`
	textVersion
}

// Name is how people call the plan in one line: its number and date when it has them, else its title. A letter comes from
// somebody else, so its name says from whom.
func (p Plan) Name() string {
	if p.Number == "" {
		return p.Title
	}
	name := vi.Sentence(p.Kind.Words()) + " số " + p.Number
	if !p.IssuedOn.IsZero() {
		name += " ngày " + p.IssuedOn.String()
	}
	if p.Kind == FromLetter && p.Issuer != "" {
		name += " của " + p.Issuer
	}
	return name
}

// Source is the text of a plan as it was brought in, with what the reader made of each line.
type Source struct {
	Text    string `db:"source_text"`
	Outline string `db:"outline"`
	Notes   string `db:"notes"` // remarks of the file's reader, one a line
}

// Part is a run of source lines with one meaning; the database keeps the parts as JSON.
type Part struct {
	Kind planread.ItemKind `json:"k"`
	Path string            `json:"p,omitempty"`
	From int               `json:"f"`
	To   int               `json:"t"`
}

// Parts decodes the outline.
func (s Source) Parts() ([]Part, error) {
	var parts []Part
	err := json.Unmarshal([]byte(s.Outline), &parts)
	return parts, err
}

func encodeParts(items []planread.Item) (string, error) {
	parts := make([]Part, 0, len(items))
	for _, it := range items {
		parts = append(parts, Part{it.Kind, it.Path, it.Span.From, it.Span.To})
	}
	return encode(parts)
}

func encode(parts []Part) (string, error) {
	raw, err := json.Marshal(parts)
	return string(raw), err
}
