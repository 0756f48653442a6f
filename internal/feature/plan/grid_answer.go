package plan

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// gridAnswer is what a script gets for a batch.
type gridAnswer struct {
	Saved string     `json:"saved,omitempty"` // "14:05"
	Cells []gridCell `json:"cells"`
	Rows  []gridRow  `json:"rows"`
	Error string     `json:"error,omitempty"`
}

func (p *Plans) answerGrid(w http.ResponseWriter, r *web.Request, s gridSaving) error {
	a := gridAnswer{Cells: s.cells, Saved: clock(r.Now)}
	seen := map[string]bool{}
	for _, c := range s.cells {
		if seen[c.Task] {
			continue
		}
		seen[c.Task] = true
		t, err := taskWith(r.Context(), r.Reader(), c.Task)
		if errs.Is(err, errs.NotFound) {
			continue
		} else if err != nil {
			return err
		}
		a.Rows = append(a.Rows, gridRowOf(t, s.match))
	}
	return gridJSON(w, http.StatusOK, a)
}

// answerAgain gives the answer of a batch that was carried out before: a script asks again when it heard nothing.
func (p *Plans) answerAgain(w http.ResponseWriter, r *web.Request, done error) error {
	e, _ := errors.AsType[*errs.Error](done)
	var s gridSaving
	if err := json.Unmarshal([]byte(e.Result), &s.cells); err != nil {
		return done
	}
	var err error
	if _, s.match, err = p.Bodies.Register(r.Context(), r.Reader(), r.Today()); err != nil {
		return err
	}
	return p.answerGrid(w, r, s)
}

// gridRefusal answers a script in words; without one the error becomes a page.
func gridRefusal(w http.ResponseWriter, script bool, err error) error {
	words, ok := web.Words(err)
	if !script || !ok {
		return err
	}
	return gridJSON(w, http.StatusUnprocessableEntity, gridAnswer{Error: words})
}

func gridJSON(w http.ResponseWriter, status int, a gridAnswer) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw) // the reader has gone away; nothing to repair
	return nil
}
