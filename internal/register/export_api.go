package register

import (
	"cmp"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// A program that reads a guarded register takes records out of it. Its purpose was said when the token was made; here stands how
// many records it read on which day.

// programRead is what the program of a token read on a day.
type programRead struct {
	Day     string `db:"day"`
	Name    string `db:"name"` // of the person whose token it is
	Token   string `db:"token"`
	Level   int64  `db:"level"`
	Calls   int64  `db:"calls"`
	Records int64  `db:"records"`
}

// readsBack is how many days of reads the page shows.
const readsBack = 60

var (
	readAdd = store.Change("register.read.add", `INSERT INTO register_read (unit_id, register, day, token, level, name, calls, records) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
		ON CONFLICT (unit_id, register, day, token, level) DO UPDATE SET calls = register_read.calls + 1, records = register_read.records + $7`)
	readList = store.Query("register.read.list", `SELECT d.day, d.name, d.token, d.level, d.calls, d.records FROM register_read d WHERE d.unit_id = $1 AND d.register = $2 AND d.day >= $3 AND {scope:d}
		ORDER BY d.day DESC, d.token, d.level LIMIT $4`)
)

// noteRead counts the records that a program is about to get. What was narrowed by answers that only some may see is counted apart,
// for them.
func (g *Register) noteRead(r *web.Request, a Ask, n int) error {
	if !g.Guarded || n == 0 {
		return nil
	}
	level := actor.Ordinary
	if g.asksSecret(a) {
		level = actor.Restricted
	}
	return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error {
		_, err := tx.Aside(r.Context(), readAdd, r.Unit.ID, g.Name, r.Today().ISO(), cmp.Or(r.Session.ID, r.Session.AccountID), int64(level), r.Session.Name, n)
		return err
	})
}
