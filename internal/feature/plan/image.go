package plan

import (
	"encoding/json"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

// image is all of a task that a change of the plan's cut or text can touch, as it is kept to come back to. Results, talk,
// files and requests hang on the task's id and are not part of it.
type image struct {
	PlanID    string            `json:"plan"`
	Kind      Kind              `json:"kind"`
	Live      bool              `json:"live"`
	Dropped   bool              `json:"dropped"`
	Absent    string            `json:"absent,omitempty"`
	Seq       int               `json:"seq"`
	Path      string            `json:"path"`
	Title     string            `json:"title"`
	Lead      string            `json:"lead"`
	Text      string            `json:"text"`
	LineFrom  int               `json:"from"`
	LineTo    int               `json:"to"`
	WhenKind  planread.WhenKind `json:"when"`
	WhenRaw   string            `json:"raw"`
	Starts    day.Day           `json:"starts"`
	Due       day.Day           `json:"due"`
	Peaks     Peaks             `json:"peaks,omitempty"`
	Requested bool              `json:"requested"`
	Phase     Phase             `json:"phase,omitempty"`
	PhaseOn   day.Day           `json:"phaseOn"`
	PhaseWhy  string            `json:"phaseWhy,omitempty"`
	PhaseDoc  string            `json:"phaseDoc,omitempty"`
	DocOn     day.Day           `json:"docOn"`
	Owed      []Owed            `json:"owed"`
}

func imageOf(t draftTask) image {
	return image{t.PlanID, t.Kind, t.Live, t.Dropped, t.Absent, t.Seq, t.Path, t.Title, t.Lead, t.Text, t.LineFrom, t.LineTo, t.WhenKind, t.WhenRaw,
		t.Starts, t.Due, t.Peaks, t.Requested, t.Phase, t.PhaseOn, t.PhaseWhy, t.PhaseDoc, t.DocOn, slices.Clone(t.Owed)}
}

// put gives a task what the image holds; id, version and what hangs on the task stay.
func (m image) put(t draftTask) draftTask {
	t.PlanID, t.Kind, t.Live, t.Dropped, t.Absent, t.Seq, t.Path = m.PlanID, m.Kind, m.Live, m.Dropped, m.Absent, m.Seq, m.Path
	t.Title, t.Lead, t.Text, t.LineFrom, t.LineTo = m.Title, m.Lead, m.Text, m.LineFrom, m.LineTo
	t.WhenKind, t.WhenRaw, t.Starts, t.Due, t.Peaks, t.Requested = m.WhenKind, m.WhenRaw, m.Starts, m.Due, m.Peaks, m.Requested
	t.Phase, t.PhaseOn, t.PhaseWhy, t.PhaseDoc, t.DocOn = m.Phase, m.PhaseOn, m.PhaseWhy, m.PhaseDoc, m.DocOn
	t.Owed = slices.Clone(m.Owed)
	return t
}

func (m image) encode() (string, error) {
	raw, err := json.Marshal(m)
	return string(raw), err
}

func decodeImage(s string) (m image, err error) {
	err = json.Unmarshal([]byte(s), &m)
	return m, err
}
