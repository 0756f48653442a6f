package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// Entry describes one change for the history.
type Entry struct {
	Kind     string // kind of the record: "task"
	ID       string // its id
	UnitID   string // the unit it belongs to; empty for the installation itself
	Action   string // Vietnamese, past tense as a history line shows it: "Sửa đơn vị chủ trì"
	BodyID   string // the body on whose behalf the person acted, when it is not the person's own
	BodyName string
	Before   any // the record before, as a struct with json tags; nil when it is new
	After    any // the record after; nil when it is gone
	Note     string
	Level    actor.Level // of the record: a reader below it does not see the row
}

// Event is a row of the history.
type Event struct {
	ID          string  `db:"id"`
	At          Instant `db:"at"`
	UnitID      string  `db:"unit_id"`
	Kind        string  `db:"kind"`
	RecordID    string  `db:"record_id"`
	Action      string  `db:"action"`
	AccountID   string  `db:"account_id"`
	AccountName string  `db:"account_name"`
	Post        string  `db:"post"`
	BodyID      string  `db:"body_id"`
	BodyName    string  `db:"body_name"`
	Before      string  `db:"before"`
	After       string  `db:"after"`
	Note        string  `db:"note"`
}

// Delta is one field that a change touched.
type Delta struct{ Field, Before, After string }

// EventColumns are the columns of an Event in a statement that calls the audit table e.
const EventColumns = `e.id, e.at, e.unit_id, e.kind, e.record_id, e.action, e.account_id, e.account_name, e.post, e.body_id, e.body_name, {see:e.before} AS before, {see:e.after} AS after, {see:e.note} AS note`

var (
	auditAdd, auditAddWaiting = logged("store.audit.add", `INSERT INTO audit
		(id, at, unit_id, kind, record_id, action, account_id, account_name, post, body_id, body_name, before, after, note, level, post_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, AuditLog)
	auditOf = Query("store.audit.of_record", `SELECT `+EventColumns+` FROM audit e
		WHERE e.kind = $1 AND e.record_id = $2 AND {scope:e} ORDER BY e.id DESC LIMIT $3`)
)

var (
	auditRows = ChangeRows("store.audit.add_rows", `INSERT INTO audit
		(id, at, unit_id, kind, record_id, action, account_id, account_name, post, body_id, body_name, before, after, note, level, post_id) VALUES`,
		`(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10, #11, #12, #13, #14, #15, #16)`, "")
	waitRows = ChangeRows("store.seal_wait.add_rows", `INSERT INTO seal_wait (row_id, log) VALUES`, `(#1, $1)`, "")
)

// Audit writes the history row of the writes so far. Before and After are reduced to the fields that differ.
func (tx *Tx) Audit(ctx context.Context, e Entry) error {
	id := ident.New()
	row, err := tx.auditRow(id, e)
	if err != nil {
		return err
	}
	err = tx.addLogged(ctx, AuditLog, auditAdd, auditAddWaiting, id, row[1:]...)
	if err == nil {
		tx.wrote = ""
	}
	return err
}

// AuditMany is Audit for the history rows of many records at once, in the order given.
func (tx *Tx) AuditMany(ctx context.Context, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	ids, rows := make([]any, len(entries)), make([]any, 0, len(entries)*auditRows.width)
	for i, e := range entries {
		ids[i] = ident.New()
		row, err := tx.auditRow(ids[i].(string), e)
		if err != nil {
			return err
		}
		rows = append(rows, row...)
	}
	if _, err := tx.execRows(ctx, auditRows, nil, rows); err != nil {
		return err
	}
	_, err := tx.execRows(ctx, waitRows, []any{string(AuditLog)}, ids)
	if err == nil {
		tx.wrote = ""
	}
	return err
}

// auditRow are the columns of a history row.
func (tx *Tx) auditRow(id string, e Entry) ([]any, error) {
	before, after, err := difference(e.Before, e.After)
	if err != nil {
		return nil, fmt.Errorf("store: audit of %s: %w", e.Kind, err)
	}
	tx.kinds[e.Kind] = true
	a := tx.actor
	note := e.Note
	if a.System != "" && note == "" {
		note = a.System
	}
	return []any{id, tx.db.Clock(), e.UnitID, e.Kind, e.ID, e.Action, a.AccountID, a.Name, a.Acting().Name(), e.BodyID, e.BodyName, before, after, note, int64(e.Level), a.Acting().ID}, nil
}

// HistoryOf is the history of one record, newest first.
func HistoryOf(ctx context.Context, from Source, kind, id string, limit int) ([]Event, error) {
	return List[Event](ctx, from, auditOf, kind, id, limit)
}

// Deltas are the fields that the event changed, in the order of the record's declaration.
func (e Event) Deltas() []Delta {
	before, order := decodeOrdered(e.Before)
	after, more := decodeOrdered(e.After)
	for _, k := range more {
		if _, seen := before[k]; !seen {
			order = append(order, k)
		}
	}
	out := make([]Delta, 0, len(order))
	for _, k := range order {
		out = append(out, Delta{k, before[k], after[k]})
	}
	return out
}

// difference encodes two versions of a record, leaving out the fields that are equal.
func difference(before, after any) (b, a string, err error) {
	if before == nil && after != nil { // nothing to compare with: as it is
		raw, err := json.Marshal(after)
		if err != nil {
			return "", "", err
		}
		switch {
		case len(raw) == 0 || raw[0] != '{':
			return "", "", fmt.Errorf("a history record must be an object")
		case len(raw) == len("{}"):
			return "", "", nil
		}
		return "", string(raw), nil
	}
	bf, err := fields(before)
	if err != nil {
		return "", "", err
	}
	af, err := fields(after)
	if err != nil {
		return "", "", err
	}
	same := func(k string, v json.RawMessage, others []field) bool {
		for _, o := range others {
			if o.key == k {
				return bytes.Equal(v, o.value)
			}
		}
		return false
	}
	encode := func(fs, others []field) string {
		var out bytes.Buffer
		for _, f := range fs {
			if before != nil && after != nil && same(f.key, f.value, others) {
				continue
			}
			if out.Len() > 0 {
				out.WriteByte(',')
			}
			key, _ := json.Marshal(f.key)
			out.Write(key)
			out.WriteByte(':')
			out.Write(f.value)
		}
		if out.Len() == 0 {
			return ""
		}
		return "{" + out.String() + "}"
	}
	return encode(bf, af), encode(af, bf), nil
}

type field struct {
	key   string
	value json.RawMessage
}

// fields lists the members of a record's JSON in order; empty values are left out.
func fields(v any) ([]field, error) {
	if v == nil {
		return nil, nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var out []field
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		key, ok := tok.(string)
		if !ok {
			return nil, fmt.Errorf("a history record must be an object")
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		out = append(out, field{key, value})
	}
	return out, nil
}

func decodeOrdered(s string) (map[string]string, []string) {
	m, order := map[string]string{}, []string{}
	if s == "" {
		return m, order
	}
	if texts, ok := flatTexts(s); ok {
		for _, f := range texts {
			m[f[0]] = f[1]
			order = append(order, f[0])
		}
		return m, order
	}
	fs, err := fields(json.RawMessage(s))
	if err != nil {
		return m, order
	}
	for _, f := range fs {
		var text string
		if json.Unmarshal(f.value, &text) != nil {
			text = string(f.value)
		}
		m[f.key] = text
		order = append(order, f.key)
	}
	return m, order
}

// flatTexts reads an object of texts alone, as nearly every row of the history is, without the detours of a general reader; ok is false
// for anything else.
func flatTexts(s string) (out [][2]string, ok bool) {
	rest, ok := strings.CutPrefix(s, "{")
	for first := true; ok; first = false {
		if rest == "}" {
			return out, true
		}
		if !first {
			if rest, ok = strings.CutPrefix(rest, ","); !ok {
				return nil, false
			}
		}
		var f [2]string
		for i, end := range [2]string{":", ""} {
			if f[i], rest, ok = cutText(rest); !ok || !strings.HasPrefix(rest, end) {
				return nil, false
			}
			rest = rest[len(end):]
		}
		out = append(out, f)
	}
	return nil, false
}

// cutText takes a text in quotes from the beginning.
func cutText(s string) (text, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	plain := true
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			plain = false
			i++
		case '"':
			if plain {
				return s[1:i], s[i+1:], utf8.ValidString(s[1:i])
			}
			err := json.Unmarshal([]byte(s[:i+1]), &text)
			return text, s[i+1:], err == nil
		}
	}
	return "", "", false
}
