package trial

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// columns of the register that is measured.
var columns = match.Columns{Name: "name", Birth: "birth", Sex: "sex", Number: "person_number", Mother: "mother", Father: "father", Household: "household",
	Hamlet: "hamlet", Ethnic: "ethnic", Phone: "phone"}

// children is made when it is first needed: no other part of the program shall know it.
var children = sync.OnceValue(func() *register.Register {
	text := func(column, label string) register.Field {
		return register.Field{Column: column, Name: strings.ReplaceAll(column, "_", "-"), Label: label, Kind: register.Text{Max: 200}}
	}
	g := register.New(register.Declaration{
		Name: "trial_child", Title: "Trẻ em (đo)", One: "trẻ em", Path: "do-tre-em", Noun: ui.NavChildren, Code: "TE", Empty: "Chỉ để đo.",
		ReadRight: actor.HazardRead, EditRight: actor.HazardEdit, Label: "name",
		Fields: []register.Field{text("name", "Họ và tên"), text("birth", "Ngày sinh"), text("sex", "Giới tính"), text("person_number", "Số định danh"), text("mother", "Mẹ"),
			text("father", "Cha"), text("household", "Hộ"), text("hamlet", "Thôn"), text("ethnic", "Dân tộc"), text("phone", "Điện thoại")},
		States: []register.State{{Key: "quan-ly", Text: "đang quản lý", Glyph: "N"}},
		Sorts:  []register.Sort{{Text: "Theo tên", Column: "name"}},
	})
	match.Follow(g, columns)
	return g
})

// prepare makes the tables.
func prepare(ctx context.Context, db *store.DB) error {
	shared := `-- +goose Up
CREATE TABLE unit (id TEXT NOT NULL PRIMARY KEY);
CREATE TABLE register_turn (unit_id TEXT NOT NULL, register TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (unit_id, register));
CREATE TABLE register_change (unit_id TEXT NOT NULL, register TEXT NOT NULL, record_id TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (unit_id, register, record_id));
CREATE INDEX register_change_by_turn ON register_change (unit_id, register, n, record_id);
`
	_, err := db.Migrate(ctx, fstest.MapFS{"20261201000000_trial.sql": {Data: []byte(shared + children().DDL())}})
	return err
}

var (
	addUnit = sync.OnceValue(func() *store.Stmt { return store.Change("trial.unit.add", "INSERT INTO unit (id) VALUES ($1)") })
	addRow  = sync.OnceValue(func() *store.Stmt {
		return store.Change("trial.child.add", `INSERT INTO trial_child (id, unit_id, number, state, state_by, state_on, version, created_at, created_by, updated_at, dropped,
			name, birth, sex, person_number, mother, father, household, hamlet, ethnic, phone)
			VALUES ($1, $2, $3, 'quan-ly', '', '', 1, $4, '', $4, FALSE, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)
	})
)

// idOf is the id of a row of the file, and rowOf back.
func idOf(row int) string { return fmt.Sprintf("01900000-0000-7000-8000-%012x", row) }

func rowOf(id string) (row int) {
	_, _ = fmt.Sscanf(id[24:], "%x", &row)
	return row
}

// pieceRows is how many rows one change writes.
const pieceRows = 5000

// loader writes rows into the database, each into the unit of its commune.
type loader struct {
	ctx   context.Context
	db    *store.DB
	units map[string]int64 // rows so far
	rows  []row
}

type row struct {
	n int
	p linkage.Person
}

func (l *loader) add(n int, p linkage.Person) error {
	if l.rows = append(l.rows, row{n, p}); len(l.rows) < pieceRows {
		return nil
	}
	return l.write()
}

func (l *loader) write() error {
	err := l.db.Write(l.ctx, actor.System("đo"), func(tx *store.Tx) error {
		for _, r := range l.rows {
			if err := l.one(tx, r); err != nil {
				return err
			}
		}
		tx.Unaudited("a temporary database for measuring")
		return nil
	})
	l.rows = l.rows[:0]
	return err
}

func (l *loader) one(tx *store.Tx, r row) error {
	unit := "u" + r.p.Commune
	if l.units[unit]++; l.units[unit] == 1 {
		if _, err := tx.Exec(l.ctx, addUnit(), unit); err != nil {
			return err
		}
	}
	p := r.p
	_, err := tx.Exec(l.ctx, addRow(), idOf(r.n), unit, l.units[unit], tx.Now(), p.Name, written(p.Birth), [...]string{"chua-ro", "nam", "nu"}[p.Sex], p.Number, p.Mother, p.Father, p.Household, p.Hamlet, p.Ethnic, p.Phone)
	return err
}

// written is a date as a register keeps it.
func written(d linkage.Date) string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return fmt.Sprintf("%04d", d.Year())
	case d.Day() == 0:
		return fmt.Sprintf("%04d-%02d", d.Year(), d.Month())
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}
