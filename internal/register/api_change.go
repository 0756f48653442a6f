package register

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// seenVersion is the version that a program read before it changes something.
func seenVersion(r *web.Request) (int64, error) {
	tag := r.Header.Get("If-Match")
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(tag, "W/"), `"`), 10, 64)
	switch {
	case tag == "" || tag == "*":
		return 0, web.Refuse(http.StatusPreconditionRequired, errs.Invalid, "Thiếu If-Match",
			"Gửi dòng đầu If-Match với ETag của bản đã đọc, để không đè lên chỗ người khác vừa sửa. Chưa ghi gì.")
	case err != nil || n < 1:
		return 0, invalidAt("If-Match", "If-Match phải là giá trị ETag đã nhận, ví dụ \"3\"")
	}
	return n, nil
}

// unlessChanged is a 412 that names what differs, when the record is no longer the version that the program saw.
func (g *Register) unlessChanged(now Record, seen int64, typed map[string]string, e *Env) error {
	if now.Version == seen {
		return nil
	}
	var fields []web.ProblemField
	for _, f := range g.Fields {
		text, sent := typed[f.Name]
		if !sent {
			continue
		}
		yours, words := f.Kind.Read(text, e)
		if theirs := now.Value(f.Column); words == "" && !slices.Equal(yours, theirs) {
			fields = append(fields, web.ProblemField{Field: f.Column, Detail: f.Label + ": hai bên khác nhau", Yours: new(spokenOf(f.Kind, yours, e)), Theirs: new(spokenOf(f.Kind, theirs, e))})
		}
	}
	return web.Refuse(http.StatusPreconditionFailed, errs.Conflict, "Có người vừa sửa trước",
		"Mục đang ở bản "+strconv.FormatInt(now.Version, 10)+", chương trình sửa trên bản "+strconv.FormatInt(seen, 10)+". Chưa ghi gì; đọc lại, chọn từng mục rồi gửi lại.", fields...)
}

func (g *Register) apiAdd(r *web.Request) (apiAnswer, error) {
	b, err := readBody(r)
	if err != nil {
		return apiAnswer{}, err
	}
	if err := b.only("fields", "another"); err != nil {
		return apiAnswer{}, err
	}
	another, err := b.flag("another")
	if err != nil {
		return apiAnswer{}, err
	}
	typed, err := g.answers(b.of, g.asked())
	if err != nil {
		return apiAnswer{}, err
	}
	return g.change(r, b, true, func(ctx context.Context, tx *store.Tx) (carried, error) {
		if g.Near != nil && !another {
			near, err := g.near(ctx, tx, r.Unit.ID, typed, r.Today())
			if err != nil {
				return carried{}, err
			}
			if len(near) > 0 {
				return carried{}, g.maybeThere(near)
			}
		}
		rec, err := g.Add(ctx, tx, r.Unit.ID, typed, r.Today())
		return carried{Status: http.StatusCreated, Record: rec.ID}, err
	})
}

// maybeThere asks whether a new record is one of those that are there.
func (g *Register) maybeThere(near []neighbour) error {
	var fields []web.ProblemField
	for _, n := range near {
		fields = append(fields, web.ProblemField{Field: "another", Detail: n.words(), Theirs: new(any(map[string]any{"id": n.Rec.ID, "code": n.Rec.Code()}))})
	}
	return web.Refuse(http.StatusConflict, errs.Conflict, "Có thể đã có trong sổ",
		"Có thể "+near[0].Rec.Code()+" là "+g.One+" này. Chưa ghi gì; đọc các mục nêu ở errors, nếu là mục khác thì gửi lại với \"another\": true.", fields...)
}

func (g *Register) apiEdit(r *web.Request) (apiAnswer, error) {
	b, err := readBody(r)
	if err != nil {
		return apiAnswer{}, err
	}
	if err := b.only("fields"); err != nil {
		return apiAnswer{}, err
	}
	seen, err := seenVersion(r)
	if err != nil {
		return apiAnswer{}, err
	}
	typed, err := g.answers(b.of, g.asked())
	if err != nil {
		return apiAnswer{}, err
	}
	return g.change(r, b, false, func(ctx context.Context, tx *store.Tx) (carried, error) {
		now, err := g.recordNow(ctx, tx, r)
		if err != nil {
			return carried{}, err
		}
		e := g.env(ctx, tx, r.Today())
		if err := g.unlessChanged(now, seen, typed, e); err != nil {
			return carried{}, err
		}
		_, err = g.editIfNew(ctx, tx, r, now, typed)
		return carried{Status: http.StatusOK, Record: now.ID}, err
	})
}

// editIfNew changes a record when the answers say anything new; the same answers again leave no line in the history.
func (g *Register) editIfNew(ctx context.Context, tx *store.Tx, r *web.Request, now Record, typed map[string]string) (changedIt bool, err error) {
	after, err := g.judge(now, typed, g.env(ctx, tx, r.Today()))
	if err != nil || after.State == now.State && !changed(now, after) {
		return false, err
	}
	_, err = g.Edit(ctx, tx, now, now.Version, typed, r.Today())
	return true, err
}

// apiMove makes a move: the only way in which a program changes a state.
func (g *Register) apiMove(m Move) func(*web.Request) (apiAnswer, error) {
	return func(r *web.Request) (apiAnswer, error) {
		b, err := readBody(r)
		if err != nil {
			return apiAnswer{}, err
		}
		if err := b.only("fields", "note"); err != nil {
			return apiAnswer{}, err
		}
		note, err := b.text("note")
		if err != nil {
			return apiAnswer{}, err
		}
		seen, err := seenVersion(r)
		if err != nil {
			return apiAnswer{}, err
		}
		typed, err := g.answers(b.of, g.moveFields(m))
		if err != nil {
			return apiAnswer{}, err
		}
		return g.change(r, b, true, func(ctx context.Context, tx *store.Tx) (carried, error) {
			now, err := g.recordNow(ctx, tx, r)
			if err != nil {
				return carried{}, err
			}
			if err := g.unlessChanged(now, seen, typed, g.env(ctx, tx, r.Today())); err != nil {
				return carried{}, err
			}
			if note != "" {
				typed["ly-do"] = note
			}
			_, err = g.Move(ctx, tx, now, m.Key, seen, typed, r.Today())
			return carried{Status: http.StatusOK, Record: now.ID}, err
		})
	}
}

// apiTrash puts a record into the trash or takes it out. One that is there already stays.
func (g *Register) apiTrash(dropped bool) func(*web.Request) (apiAnswer, error) {
	return func(r *web.Request) (apiAnswer, error) {
		b, err := readBody(r)
		if err != nil {
			return apiAnswer{}, err
		}
		if err := b.only(); err != nil {
			return apiAnswer{}, err
		}
		return g.change(r, b, true, func(ctx context.Context, tx *store.Tx) (carried, error) {
			id, err := r.ID(g.Name)
			if err != nil {
				return carried{}, err
			}
			now, err := g.Get(ctx, tx, id)
			if err == nil && now.Dropped != dropped {
				err = g.Drop(ctx, tx, now, dropped, r.Today())
			}
			return carried{Status: http.StatusOK, Record: now.ID}, err
		})
	}
}
