package handover

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Wait is a record that no rule could pass on.
type Wait struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	ActID     string        `db:"act_id"`
	Kind      string        `db:"kind"`
	RecordID  string        `db:"record_id"`
	Title     string        `db:"title"`
	Address   string        `db:"address"`
	BodyName  string        `db:"body_name"`
	State     string        `db:"state"` // "" waits, "passed" went to Heirs, "kept" is left open on purpose
	Heirs     string        `db:"heirs"`
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
}

const (
	waiting     = ""
	waitPassed  = "passed"
	waitKept    = "kept"
	waitColumns = `w.id, w.unit_id, w.act_id, w.kind, w.record_id, w.title, w.address, w.body_name, w.state, w.heirs, w.decided_by, w.decided_at`
)

var (
	waitAdd = store.Change("handover.wait.add", `INSERT INTO handover_wait (id, unit_id, act_id, kind, record_id, title, address, body_name, state, heirs, decided_by, decided_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', 0) ON CONFLICT (act_id, kind, record_id) DO NOTHING`)
	waitsOf = store.Query("handover.wait.of_act", `SELECT `+waitColumns+` FROM handover_wait w WHERE w.act_id = $1 AND w.state = $2 AND ($5 = '' OR w.kind = $5) AND {scope:w}
		ORDER BY w.id LIMIT $3 OFFSET $4`)
	waitCount = store.Query("handover.wait.count", `SELECT COUNT(*) FROM handover_wait w WHERE w.act_id = $1 AND w.state = $2 AND ($3 = '' OR w.kind = $3) AND {scope:w}`)
	waitGet   = store.Query("handover.wait.get", `SELECT `+waitColumns+` FROM handover_wait w WHERE w.id = $1 AND w.act_id = $2 AND {scope:w}`)
	waitSet   = store.Change("handover.wait.set", `UPDATE handover_wait AS w SET state = $1, heirs = $2, decided_by = $3, decided_at = $4
		WHERE w.id = $5 AND w.state <> 'passed' AND {scope:w}`)
	waitDrop = store.Change("handover.wait.drop", `DELETE FROM handover_wait AS w WHERE w.act_id = $1 AND {scope:w}`)
)

// addWait writes a record down once.
func addWait(ctx context.Context, tx *store.Tx, a Act, kind string, it directory.Item) error {
	_, err := tx.Aside(ctx, waitAdd, ident.New(), a.UnitID, a.ID, kind, it.ID, it.Title, it.Address, it.Body)
	return err
}

// proposed are the heirs that the lines of a body name, for its records that wait: those of a divided unit above all.
func (w whole) proposed(bodyName string) []directory.Heir {
	var out []directory.Heir
	for _, l := range w.Lines {
		if !names(bodyName, l.BodyName) {
			continue
		}
		if h, ok := w.heirOf(l); ok {
			h.Function = ""
			if !has(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}

// names reports whether a record's words for who does it, one body or several, name a body.
func names(words, name string) bool {
	for one := range strings.SplitSeq(words, ";") {
		if body.MatchKey(strings.TrimSpace(one)) == body.MatchKey(name) {
			return true
		}
	}
	return false
}

func has(list []directory.Heir, h directory.Heir) bool {
	for _, have := range list {
		if have.BodyID == h.BodyID {
			return true
		}
	}
	return false
}

// reason says why a record waits.
func (w whole) reason(bodyName string) string {
	parts, known := 0, 0
	for _, l := range w.Lines {
		if names(bodyName, l.BodyName) && l.HeirID != "" {
			known++
			if l.Share == APart {
				parts++
			}
		}
	}
	switch {
	case parts > 0:
		return "Địa bàn cũ chia cho nhiều đơn vị; chọn nơi nhận theo địa bàn của hồ sơ."
	case known > 0:
		return "Cơ quan cũ có nhiều chức năng và chưa rõ hồ sơ này thuộc chức năng nào."
	}
	return "Chưa rõ nơi nào nhận việc của cơ quan này."
}

// choose passes a waiting record on to the heirs that a person chose, inside the caller's change, whose actor is in the unit of
// the act.
func (h *Handover) choose(ctx context.Context, tx *store.Tx, w whole, it Wait, heirs []directory.Heir) error {
	e, ok := h.estate(it.Kind)
	if !ok {
		return fmt.Errorf("handover: no estate of %q", it.Kind)
	}
	if err := passOne(ctx, tx, e, w, it.RecordID, heirs); err != nil {
		return err
	}
	return it.set(ctx, tx, waitPassed, heirNames(heirs))
}

// keep leaves a waiting record without an heir on purpose; it stays listed.
func (it Wait) keep(ctx context.Context, tx *store.Tx) error { return it.set(ctx, tx, waitKept, "") }

func (it Wait) set(ctx context.Context, tx *store.Tx, state, heirs string) error {
	if err := tx.UpdateOne(ctx, waitSet, state, heirs, tx.Actor().Name, tx.Now(), it.ID); err != nil {
		return err
	}
	action := "Chọn nơi nhận cho “" + it.Title + "”: " + heirs
	if state == waitKept {
		action = "Để lại, chưa rõ nơi nhận: “" + it.Title + "”"
	}
	return tx.Audit(ctx, store.Entry{Kind: "handover", ID: it.ActID, UnitID: it.UnitID, Action: action})
}

// passOne lets an estate pass on one record.
func passOne(ctx context.Context, tx *store.Tx, e directory.Estate, w whole, id string, heirs []directory.Heir) error {
	m := w.moves()
	for id := range m.Bodies {
		m.Bodies[id] = heirs
	}
	if one, ok := e.(directory.Chooser); ok {
		return one.PassTo(ctx, tx, m, id, heirs)
	}
	before := justBefore(id)
	items, err := e.List(ctx, tx, m, before, 1)
	if err != nil {
		return err
	}
	if len(items) == 0 || items[0].ID != id {
		return errs.New(errs.Conflict, "Hồ sơ này đã được chuyển đi hoặc đã đóng. Chưa ghi gì; mở lại trang để xem.")
	}
	_, _, err = e.Pass(ctx, tx, m, before, 1)
	return err
}

// justBefore is a text that stands before an id and after every other id before it.
func justBefore(id string) string {
	if id == "" {
		return ""
	}
	last := id[len(id)-1]
	return id[:len(id)-1] + string(rune(last-1)) + "~"
}
