package register

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "register_step", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true})
}

// stepsKept is how many steps a person can walk back in the grid of a register.
const stepsKept = 50

// gridStep is one thing that a person did in the grid: a cell, a block of cells, a row, a paste.
type gridStep struct {
	ID       string        `db:"id"`
	ImportID string        `db:"import_id"` // of a paste, which is taken back as a whole
	Changes  string        `db:"changes"`
	DoneAt   store.Instant `db:"done_at"`
}

// lastStep is when a person did something in the grid last.
type lastStep struct {
	DoneAt store.Instant `db:"done_at"`
}

var (
	stepAdd    = store.Change("register.step.add", `INSERT INTO register_step (id, unit_id, register, account_id, import_id, changes, done_at, undone_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`)
	stepNewest = store.Query("register.step.newest", `SELECT s.done_at FROM register_step s WHERE {scope:s} AND s.unit_id = $1 AND s.register = $2 AND s.account_id = $3 ORDER BY s.id DESC LIMIT 1`)
	stepLast   = store.Query("register.step.last", `SELECT s.id, s.import_id, s.changes, s.done_at FROM register_step s
		WHERE {scope:s} AND s.unit_id = $1 AND s.register = $2 AND s.account_id = $3 AND s.undone_at = 0 ORDER BY s.id DESC LIMIT 1`)
	stepOfImport = store.Query("register.step.of_import", `SELECT s.id, s.import_id, s.changes, s.done_at FROM register_step s WHERE s.import_id = $1 AND s.undone_at = 0 AND {scope:s}`)
	stepUndo     = store.Change("register.step.undo", `UPDATE register_step AS s SET undone_at = $1 WHERE s.id = $2 AND s.undone_at = 0 AND {scope:s}`)
	stepOldest   = store.Query("register.step.oldest", `SELECT s.id FROM register_step s WHERE {scope:s} AND s.unit_id = $1 AND s.register = $2 AND s.account_id = $3 ORDER BY s.id DESC LIMIT 1 OFFSET $4`)
	stepDrop     = store.Change("register.step.drop", `DELETE FROM register_step AS s WHERE s.unit_id = $1 AND s.register = $2 AND s.account_id = $3 AND s.id <= $4 AND {scope:s}`)
	stepTrim     = store.Change("register.step.trim", `DELETE FROM register_step AS s WHERE s.done_at < $1 AND {scope:s}`)
)

// gridChange is what a step did to one record.
type gridChange struct {
	Record string                       `json:"r"`
	Added  int64                        `json:"add,omitempty"` // version of a record that the step made, 0 for one that was there
	Import string                       `json:"i,omitempty"`   // row from which the record was made
	N      int64                        `json:"n,omitempty"`
	Before map[string][]json.RawMessage `json:"b,omitempty"` // by column: the answers that the step changed
	After  map[string][]json.RawMessage `json:"a,omitempty"`
	States [2]string                    `json:"s,omitzero"` // before and after, when the step changed it
}

// changeOf are the answers in which two versions of a record differ; what follows from others is worked out again.
func changeOf(before, after Record) gridChange {
	c := gridChange{Record: before.ID, Before: map[string][]json.RawMessage{}, After: map[string][]json.RawMessage{}}
	for i, f := range before.of.Fields {
		if typedByPeople(f) && !slices.Equal(before.Values[i], after.Values[i]) {
			c.Before[f.Column], c.After[f.Column] = rawValue(before.Values[i]), rawValue(after.Values[i])
		}
	}
	if before.State != after.State {
		c.States = [2]string{before.State, after.State}
	}
	return c
}

// rawValue is an answer as JSON keeps it.
func rawValue(v Value) []json.RawMessage {
	out := make([]json.RawMessage, len(v))
	for i, x := range v {
		out[i], _ = json.Marshal(x) // a string, a number or a bool
	}
	return out
}

// keep remembers a step with what it changed, and forgets the oldest.
func (s *gridSaving) keep(importID string) error {
	raw, err := json.Marshal(s.changes)
	if err != nil {
		return err
	}
	by := s.tx.Actor()
	if _, err := s.tx.Exec(s.ctx, stepAdd, ident.New(), by.UnitID, s.g.Name, by.AccountID, importID, string(raw), s.tx.Now()); err != nil {
		return err
	}
	oldest, full, err := store.Find[string](s.ctx, s.tx, stepOldest, by.UnitID, s.g.Name, by.AccountID, stepsKept)
	if err != nil {
		return err
	}
	if full {
		if _, err := s.tx.Exec(s.ctx, stepDrop, by.UnitID, s.g.Name, by.AccountID, oldest); err != nil {
			return err
		}
	}
	s.tx.Unaudited("the history of each record holds its change")
	return nil
}

// takeBack puts back what a step changed. An answer that somebody has changed since keeps what it holds now and is told.
func (s *gridSaving) takeBack(step gridStep) error {
	if err := s.tx.UpdateOne(s.ctx, stepUndo, s.tx.Now(), step.ID); err != nil {
		return err
	}
	s.tx.Unaudited("the history of each record holds its change")
	var changes []gridChange
	if err := json.Unmarshal([]byte(step.Changes), &changes); err != nil {
		return err
	}
	for _, c := range changes {
		if err := s.back(c); err != nil {
			return err
		}
	}
	return s.env.Err()
}

// back puts back one record.
func (s *gridSaving) back(c gridChange) error {
	if c.Added > 0 {
		return s.unadd(c)
	}
	now, gone, err := s.standing(c.Record)
	if err != nil || gone {
		return err
	}
	if words := s.g.lockedBy(now, ""); words != "" {
		for _, f := range s.g.Fields {
			if _, in := c.Before[f.Column]; in {
				s.say(gridEdit{Record: now.ID, Field: f.Name}, cellConflict, now.Code()+": "+words+"; không hoàn tác ô này", "")
			}
		}
		return nil
	}
	rec := now
	rec.Values = slices.Clone(now.Values)
	var mine []Field
	for i, f := range s.g.Fields {
		was, in := c.Before[f.Column]
		if !in {
			continue
		}
		before, err := readValue(f.Kind, was)
		if err != nil {
			return err
		}
		after, err := readValue(f.Kind, c.After[f.Column])
		if err != nil {
			return err
		}
		if !slices.Equal(now.Values[i], after) {
			if err := s.kept(now, f); err != nil {
				return err
			}
			continue
		}
		rec.Values[i], mine = before, append(mine, f)
	}
	if len(mine) == 0 {
		return nil
	}
	if c.States[1] != "" && now.State == c.States[1] {
		rec.State = c.States[0]
	}
	return s.restore(now, rec, mine)
}

// kept tells that a cell was not put back, because somebody has changed it since.
func (s *gridSaving) kept(now Record, f Field) error {
	stored := now.Text(f.Column, s.env)
	words, err := s.otherHand(now.ID, stored)
	s.say(gridEdit{Record: now.ID, Field: f.Name}, cellConflict, words+"; không hoàn tác ô này", stored)
	return err
}

// restore writes a record with answers put back; when they no longer fit what others wrote, nothing is.
func (s *gridSaving) restore(now, rec Record, mine []Field) error {
	m := &Mistakes{fields: s.g.Fields}
	s.g.follow(now, &rec, s.env)
	s.g.work(&rec, m, s.env)
	if m.Err() == nil && s.g.Check != nil {
		s.g.Check(rec, m)
	}
	state, words := "undone", ""
	if wrong := asInvalid(m.Err()); wrong != nil {
		state, words = cellConflict, wrong.Fields[0].Message+"; không hoàn tác ô này"
	}
	for _, f := range mine {
		s.say(gridEdit{Record: now.ID, Field: f.Name}, state, words, "")
	}
	if words != "" {
		return nil
	}
	rec.Version = now.Version
	return s.g.rewrite(s.ctx, s.tx, now, rec, s.env, "Hoàn tác trong bảng nhập nhanh", "")
}

// standing reads a record outside the trash.
func (s *gridSaving) standing(id string) (now Record, gone bool, err error) {
	now, err = s.g.Get(s.ctx, s.tx, id)
	if errs.Is(err, errs.NotFound) {
		return now, true, nil
	}
	return now, now.Dropped, err
}

// unadd removes a record that the step made, when nothing has come to it since.
func (s *gridSaving) unadd(c gridChange) error {
	back, err := s.g.undo(s.ctx, s.tx, importRow{Done: doneAdded, RecordID: c.Record, After: c.Added}, s.env)
	if err != nil {
		return err
	}
	state, words := "undone", ""
	if !back {
		state, words = cellConflict, "Dòng này đã có người sửa hoặc thêm tệp, trao đổi; không hoàn tác. Bỏ vào thùng rác ở trang hồ sơ nếu cần"
	} else if err := s.g.unmark(s.ctx, s.tx, c); err != nil {
		return err
	}
	s.say(gridEdit{Record: c.Record}, state, words, "")
	return nil
}

// unmark notes in its import that a row was taken back.
func (g *Register) unmark(ctx context.Context, tx *store.Tx, c gridChange) error {
	if c.Import == "" {
		return nil
	}
	if _, err := tx.Exec(ctx, rowDone, doneBack, c.Record, "", 0, c.Import, c.N); err != nil {
		return err
	}
	tx.Unaudited("the history of the record holds its end")
	return nil
}
