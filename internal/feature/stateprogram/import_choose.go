package stateprogram

import (
	"context"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// choose keeps choices and takes the import into a state, inside the caller's change.
func (m *Import) choose(ctx context.Context, tx *store.Tx, choices map[string]string, state string) error {
	defer tx.Unaudited("a preview: nothing of it is in the register yet")
	if err := tx.UpdateOne(ctx, importChoose, jsonOf(choices), state, m.ID, m.Version); err != nil {
		return err
	}
	m.Choices, m.State, m.Version = jsonOf(choices), state, m.Version+1
	return nil
}

// choose takes what a person chose: for whole columns, for single rows, and who a doubtful row is.
func (x *Program) choose(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	var m Import
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if m, err = x.importOf(r, tx); err != nil {
			return err
		}
		tx.Result(x.at(r, m.ID))
		if m.State != waiting && m.State != judging {
			return errs.New(errs.Conflict, "Tệp này đã ghi hoặc đang ghi nên không chọn lại được nữa.")
		}
		c := choice{x, r, ctx, tx, f, chosen(m.Choices), map[int64]map[string]string{}, map[int64]string{}}
		if err := c.read(); err != nil {
			return err
		}
		if err := c.keep(m.ID); err != nil {
			return err
		}
		state := m.State
		if len(c.picks) > 0 {
			state = judging
		}
		return m.choose(ctx, tx, c.columns, state)
	})
	if err != nil {
		return err
	}
	tab := f.Text("nhom")
	r.Say(w, "Đã nhận các lựa chọn. Chưa ghi gì vào sổ.")
	return x.goOnTo(w, r, m.ID, x.at(r, m.ID)+"?nhom="+tab)
}

// choice is a form of choices.
type choice struct {
	x       *Program
	r       *web.Request
	ctx     context.Context
	tx      *store.Tx
	form    *web.Form
	columns map[string]string
	rows    map[int64]map[string]string
	picks   map[int64]string
}

// read takes the form apart: "cot-<code>", "moi", "o-<row>-<code>", "chon-<row>", "la-<row>".
func (c choice) read() error {
	for _, name := range c.form.Names() {
		kind, rest, _ := strings.Cut(name, "-")
		value := c.form.Text(name)
		switch kind {
		case "cot":
			c.columns[rest] = side(value)
		case "moi":
			c.columns[addAll] = side(value)
		case "o":
			at, code, _ := strings.Cut(rest, "-")
			if n, err := strconv.ParseInt(at, 10, 64); err == nil {
				if c.rows[n] == nil {
					c.rows[n] = map[string]string{}
				}
				c.rows[n][code] = side(value)
			}
		case "chon":
			if n, err := strconv.ParseInt(rest, 10, 64); err == nil && value != c.form.Text("truoc-"+rest) && c.picks[n] == "" {
				c.picks[n] = value
			}
		case "la":
			if err := c.called(rest, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func side(s string) string {
	if s == theirs || s == ours {
		return s
	}
	return ""
}

// called finds the record that a person names by its number.
func (c choice) called(at, code string) error {
	n, err := strconv.ParseInt(at, 10, 64)
	if err != nil || code == "" {
		return nil
	}
	g := c.x.kids(c.r.Actor)
	number, ok := g.NumberOf(code)
	if ok {
		rec, found, err := g.ByNumber(c.ctx, c.tx, c.r.Unit.ID, number)
		if err != nil {
			return err
		}
		if found {
			c.picks[n] = rec.ID
			return nil
		}
	}
	return errs.Newf(errs.Conflict, "Dòng %d: sổ không có hồ sơ số “%s”. Ghi số như %s; chưa nhận lựa chọn nào.", n, code, g.CodeOf(12))
}

// keep keeps what was chosen for single rows.
func (c choice) keep(id string) error {
	for n, sides := range c.rows {
		row, ok, err := store.Find[importRow](c.ctx, c.tx, rowGet, id, n)
		if err != nil || !ok {
			return err
		}
		all := chosen(row.Choices)
		maps.Copy(all, sides)
		maps.DeleteFunc(all, func(_, s string) bool { return s == "" })
		if _, err := c.tx.Exec(c.ctx, rowChoose, jsonOf(all), id, n); err != nil {
			return err
		}
	}
	for n, pick := range c.picks {
		row, ok, err := store.Find[importRow](c.ctx, c.tx, rowGet, id, n)
		if err != nil || !ok {
			return err
		}
		if pick != "" && pick != pickAdd && pick != pickSkip && pick != row.ChildID {
			if _, err := c.x.kids(c.r.Actor).Get(c.ctx, c.tx, pick); err != nil {
				return err
			}
		}
		if _, err := c.tx.Exec(c.ctx, rowPick, pick, id, n); err != nil {
			return err
		}
	}
	return nil
}

// piece goes on with an import by one piece, inside the caller's change; more is false when a person is waited for or all is done.
func (x *Program) piece(ctx context.Context, tx *store.Tx, m *Import, today day.Day) (more bool, err error) {
	switch m.State {
	case judging:
		return x.judgePiece(ctx, tx, m, today)
	case writing:
		return x.writePiece(ctx, tx, m, today)
	case undoing:
		return x.undoPiece(ctx, tx, m, today)
	}
	tx.Unaudited("nothing to go on with")
	return false, nil
}

// goOn goes on for about a second; the page that follows goes on.
func (x *Program) goOn(w http.ResponseWriter, r *web.Request, id string) error {
	return x.goOnTo(w, r, id, x.at(r, id))
}

func (x *Program) goOnTo(w http.ResponseWriter, r *web.Request, id, next string) error {
	started, write := time.Now(), pieces(r)
	for more := true; more && time.Since(started) < stepTime; {
		err := write(func(ctx context.Context, tx *store.Tx) error {
			m, err := store.Get[Import](ctx, tx, importGet, id)
			if err != nil {
				return err
			}
			more, err = x.piece(ctx, tx, &m, r.Today())
			return err
		})
		if err != nil {
			return err
		}
	}
	return r.Go(w, next)
}

// carry goes on with whatever was begun. It is the same work however often it is asked for, so the key of the form does not count.
func (x *Program) carry(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	m, err := x.importOf(r, r.Reader())
	if err != nil {
		return err
	}
	return x.goOn(w, r, m.ID)
}

// write begins to write what was accepted.
func (x *Program) write(w http.ResponseWriter, r *web.Request) error {
	return x.begin(w, r, func(m Import) (string, error) {
		if m.State != waiting {
			return "", errs.New(errs.Conflict, "Tệp này đã ghi hoặc đang ghi. Chưa ghi gì thêm; mở lại trang để xem.")
		}
		return writing, nil
	})
}

// undoAll begins to take an import back.
func (x *Program) undoAll(w http.ResponseWriter, r *web.Request) error {
	return x.begin(w, r, func(m Import) (string, error) {
		switch {
		case m.State != written:
			return "", errs.New(errs.Conflict, "Lần nhập này chưa ghi xong hoặc đã hoàn tác. Chưa đổi gì; mở lại trang để xem.")
		case r.Now.After(m.undoUntil()):
			return "", errs.New(errs.Conflict, "Đã quá 30 ngày nên không hoàn tác được lần nhập này nữa.")
		}
		return undoing, nil
	})
}

func (x *Program) begin(w http.ResponseWriter, r *web.Request, to func(Import) (string, error)) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	var m Import
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		if m, err = x.importOf(r, tx); err != nil {
			return err
		}
		tx.Result(x.at(r, m.ID))
		state, err := to(m)
		if err != nil {
			return err
		}
		return m.step(ctx, tx, state)
	})
	if err != nil {
		return err
	}
	return x.goOn(w, r, m.ID)
}
