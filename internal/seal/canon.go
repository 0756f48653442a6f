package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/store"
)

// The forms in which a row is hashed. A form's list of columns never changes; a new column that must be sealed makes a new
// form, and links of older forms stay as they are.
const (
	gone  = 0 // the row was no longer there when its turn came: only its id is sealed
	form1 = 1
)

const hashSize = sha256.Size

type hash [hashSize]byte

func (h hash) String() string { return base64.RawURLEncoding.EncodeToString(h[:]) }

// parseHash reads what String wrote; anything else is the zero hash, which is no link's.
func parseHash(s string) (h hash) {
	if len(s) == base64.RawURLEncoding.EncodedLen(hashSize) {
		if _, err := base64.RawURLEncoding.Decode(h[:], []byte(s)); err != nil {
			return hash{}
		}
	}
	return h
}

// row is a row of a log as the chain sees it: facts stay for ever, values can be erased.
type row struct {
	log    store.Log
	id     string
	facts  []string
	values []string
	plain  bool // all texts are known to be as a backup keeps them
}

// eventColumns are the columns of the history that any form hashes, in this order for ever; a new form adds its own at the end.
const (
	eventColumns = eventFacts + `, {see:e.before} AS before, {see:e.after} AS after, {see:e.note} AS note`
	eventFacts   = `e.id, e.at, e.unit_id, e.kind, e.record_id, e.action, e.account_id, e.account_name, e.post, e.body_id, e.body_name, e.level, e.post_id`
	eventFolded  = eventFacts + `, {see:e.before}, {see:e.after}, {see:e.note}` // as the values of one text
	eventWidth   = 16
)

// eventOf is a row of the history from its columns. What a later form takes in beyond these is a fact or a value by its case
// here: facts = append(c[:13:13], c[16:]...).
func eventOf(form int, c []string) row {
	switch form {
	case form1:
		return row{log: store.AuditLog, id: c[0], facts: c[:13:13], values: c[13:16]}
	default: // of a newer program: no link of this form can be checked here
		return row{log: store.AuditLog, id: c[0]}
	}
}

// event is a row of the history with what only the store reads of it.
type event struct {
	store.Event
	Level  int64  `db:"level"`
	PostID string `db:"post_id"`
}

// eventRow is a row of the history as it was read column by column.
func eventRow(form int, e *event) row {
	return eventOf(form, []string{e.ID, millis(e.At), e.UnitID, e.Kind, e.RecordID, e.Action, e.AccountID, e.AccountName, e.Post, e.BodyID, e.BodyName,
		strconv.FormatInt(e.Level, 10), e.PostID, e.Before, e.After, e.Note})
}

// traceRow is form 1 of a row of the log of reads.
func traceRow(t *read) row {
	return row{log: store.TraceLog, id: t.ID,
		facts:  []string{t.ID, millis(t.At), t.UnitID, t.AccountID, t.Post, t.Route, t.Kind, t.IDs},
		values: []string{t.Reason}}
}

func millis(i store.Instant) string {
	if i.IsZero() {
		return "0"
	}
	return strconv.FormatInt(i.UnixMilli(), 10)
}

// empty reports whether the row has no values, as after they were erased.
func (r row) empty() bool { return strings.Join(r.values, "") == "" }

// hasher keeps its buffer from row to row.
type hasher struct{ b []byte }

// digest stands for the values of a row. Without the salt nobody can try out what they were.
func (h *hasher) digest(salt string, r row) hash {
	h.begin("mangnon values", form1)
	h.text(salt, false)
	for _, v := range r.values {
		h.text(v, r.plain)
	}
	return sha256.Sum256(h.b)
}

// link is the hash of a place in the chain.
func (h *hasher) link(before hash, seq int64, form int, r row, values hash) hash {
	h.begin("mangnon seal", byte(form))
	h.b = append(h.b, before[:]...)
	h.b = binary.BigEndian.AppendUint64(h.b, uint64(seq))
	h.text(string(r.log), true)
	if form == gone {
		h.text(r.id, false)
		return sha256.Sum256(h.b)
	}
	for _, f := range r.facts {
		h.text(f, r.plain)
	}
	h.b = append(h.b, values[:]...)
	return sha256.Sum256(h.b)
}

// sealed is the link of a row whose values are there.
func (h *hasher) sealed(before hash, seq int64, form int, r row, salt string) hash {
	if form == gone {
		return h.link(before, seq, form, r, hash{})
	}
	return h.link(before, seq, form, r, h.digest(salt, r))
}

func (h *hasher) begin(what string, form byte) { h.b = append(append(h.b[:0], what...), form) }

// text adds a text with its length, so that no two lists of texts give the same bytes.
func (h *hasher) text(s string, plain bool) {
	if !plain {
		s = keepable(s)
	}
	h.b = binary.BigEndian.AppendUint32(h.b, uint32(len(s)))
	h.b = append(h.b, s...)
}

// keepable is the text as a backup keeps it, so that the chain holds after a restore: bytes that are no letters become �.
func keepable(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}
