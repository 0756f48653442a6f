package register

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// apiRecord is a record as programs get it.
type apiRecord struct {
	ID        string         `json:"id"`
	Code      string         `json:"code"`
	Version   int64          `json:"version,omitempty"` // for who may change the record: to others it would tell that an answer changed that they do not see
	State     string         `json:"state"`
	StateText string         `json:"state_text"`
	StateOn   string         `json:"state_on"`
	Trash     bool           `json:"trash"`
	Fields    map[string]any `json:"fields"`
	CreatedAt string         `json:"created_at"`
	CreatedBy string         `json:"created_by"`
	UpdatedAt string         `json:"updated_at,omitempty"` // the same
	Page      string         `json:"page"`                 // address for a person
	Withheld  string         `json:"withheld,omitempty"`   // why the fields are empty

	// Only in the answer about one record.
	Moves    []string      `json:"moves,omitempty"` // that the holder of the token can make now
	External []externalKey `json:"external,omitempty"`
}

// stamp is an instant as programs get it.
func stamp(i store.Instant) string {
	if i.IsZero() {
		return ""
	}
	return i.In(day.Zone).Format(time.RFC3339)
}

// spokenFields are the fields of which a program that reads for the request's actor learns.
func (g *Register) spokenFields(*web.Request) []Field { return g.shown() }

// spoken is a record for the request's actor.
func (g *Register) spoken(r *web.Request, rec Record, e *Env) apiRecord {
	out := apiRecord{ID: rec.ID, Code: rec.Code(), Version: rec.Version, State: rec.State, StateText: rec.stateWords(), StateOn: rec.StateOn, Trash: rec.Dropped,
		Fields: map[string]any{}, CreatedAt: stamp(rec.CreatedAt), CreatedBy: rec.CreatedBy, UpdatedAt: stamp(rec.UpdatedAt), Page: g.here(r, rec.ID)}
	if !r.May(g.EditRight) {
		out.Version, out.UpdatedAt = 0, ""
	}
	if out.Withheld = g.withheld(rec); out.Withheld != "" {
		return out
	}
	for _, f := range g.spokenFields(r) {
		out.Fields[f.Column] = spokenOf(f.Kind, rec.Value(f.Column), e)
	}
	return out
}

// answerRecord reads a record as it is now and answers with it.
func (g *Register) answerRecord(r *web.Request, id string, status int) (apiAnswer, error) {
	rec, err := g.Get(r.Context(), r.Reader(), id)
	if err != nil {
		return apiAnswer{}, err
	}
	e := g.envOf(r)
	out := g.spoken(r, rec, e)
	for _, m := range (showView{of: g, Rec: rec}).moves(r) {
		out.Moves = append(out.Moves, m.Key)
	}
	if out.External, err = externalOf(r.Context(), r.Reader(), rec.ID); err != nil {
		return apiAnswer{}, err
	}
	a := apiAnswer{status: status, body: out, version: out.Version}
	if status == http.StatusCreated {
		a.location = strings.ReplaceAll(g.apiBase(), "{unit}", r.Unit.Slug) + "/" + rec.ID
	}
	return a, e.Err()
}

func (g *Register) apiGet(r *web.Request) (apiAnswer, error) {
	if err := noQuery(r); err != nil {
		return apiAnswer{}, err
	}
	id, err := r.ID(g.Name)
	if err != nil {
		return apiAnswer{}, err
	}
	answer, err := g.answerRecord(r, id, http.StatusOK)
	if err != nil {
		return apiAnswer{}, err
	}
	return answer, g.noteRead(r, Ask{}, 1)
}

// noQuery refuses parameters that a call does not have, so that a misspelt one is not taken for obeyed.
func noQuery(r *web.Request, known ...string) error {
	var f errs.Form
	for name := range r.URL.Query() {
		if !contains(known, name) {
			f.Add(name, "Lời gọi này không có tham số “%s”", name)
		}
	}
	return f.Err()
}

// recordNow reads the record of the address inside a change.
func (g *Register) recordNow(ctx context.Context, tx *store.Tx, r *web.Request) (Record, error) {
	id, err := r.ID(g.Name)
	if err != nil {
		return Record{}, err
	}
	now, err := g.Get(ctx, tx, id)
	if err == nil && now.Dropped {
		err = errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại (POST …/lay-lai) rồi làm tiếp.", now.Code())
	}
	return now, err
}
