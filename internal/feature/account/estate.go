package account

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// PostEstate is what becomes of the posts in a body that ends: each ends on the last day, and its holder gets a post in an heir
// when a person says so. Whoever tends the machine goes on in every heir, so that there is somebody to give the others theirs.
type PostEstate struct{ *Accounts }

var _ directory.Chooser = PostEstate{}

// passing is a post with what successions did to it.
type passing struct {
	Position
	Name     string `db:"name"`
	EndedAct string `db:"ended_act"`
	GivenAct string `db:"given_act"`
}

const passingColumns = positionColumns + `, a.name, p.ended_act, p.given_act`

var (
	passingOfUnit = store.Query("account.position.passing", `SELECT `+passingColumns+` FROM position p JOIN body b ON b.id = p.body_id JOIN account a ON a.id = p.account_id
		WHERE p.unit_id = $1 ORDER BY p.id`, store.Unscoped("the act names the unit whose posts end"))
	positionPass = store.Change("account.position.pass", `UPDATE position SET valid_to = $1, ended_was = valid_to, ended_act = $2 WHERE id = $3 AND ended_act = ''`)
	positionGive = store.Change("account.position.give", `INSERT INTO position (id, account_id, unit_id, body_id, title, role, valid_from, valid_to, given_act, given_for)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9)`)
	givenByAct = store.Query("account.position.given", `SELECT `+passingColumns+` FROM position p JOIN body b ON b.id = p.body_id JOIN account a ON a.id = p.account_id
		WHERE p.given_act = $1 ORDER BY p.id`, store.Unscoped("an act gives posts in the units that follow"))
	endedByAct = store.Query("account.position.ended", `SELECT `+passingColumns+` FROM position p JOIN body b ON b.id = p.body_id JOIN account a ON a.id = p.account_id
		WHERE p.ended_act = $1 ORDER BY p.id`, store.Unscoped("the act names the unit whose posts ended"))
	positionUngive = store.Change("account.position.ungive", `DELETE FROM position WHERE id = $1 AND given_act = $2`)
	positionBack   = store.Change("account.position.back", `UPDATE position SET valid_to = ended_was, ended_was = '', ended_act = '' WHERE id = $1 AND ended_act = $2`)
)

// Kind implements directory.Estate.
func (PostEstate) Kind() string { return "post" }

// Title implements directory.Estate.
func (PostEstate) Title() string { return "Chức danh" }

// ends reports whether the act ends the post: it is held in an ending body on the day.
func (p passing) ends(m directory.Moves) bool {
	_, touched := m.Bodies[p.BodyID]
	return touched && m.Gone[p.BodyID] && p.EndedAct == "" && p.From.Before(m.Day) && (p.To.IsZero() || !p.To.Before(m.Day))
}

// over reports whether the post was over before the day.
func (p passing) over(m directory.Moves) bool {
	_, touched := m.Bodies[p.BodyID]
	return touched && !p.To.IsZero() && p.To.Before(m.Day) && p.EndedAct != m.ActID
}

// Count implements directory.Estate. A post other than the administrator's waits for a person.
func (e PostEstate) Count(ctx context.Context, from store.Source, m directory.Moves) (t directory.Tally, err error) {
	posts, err := store.List[passing](ctx, from, passingOfUnit, m.UnitID)
	for _, p := range posts {
		switch {
		case p.ends(m):
			t.Open++
			if len(p.heirs(m)) == 0 {
				t.Nowhere++
			}
		case p.over(m):
			t.Done++
		}
	}
	return t, err
}

// heirs are where the holder goes on without being asked.
func (p passing) heirs(m directory.Moves) []directory.Heir {
	if p.Role != actor.RoleAdmin {
		return nil
	}
	var out []directory.Heir
	for _, h := range m.Bodies[p.BodyID] {
		if !slices.ContainsFunc(out, func(have directory.Heir) bool { return have.UnitID == h.UnitID }) {
			h.Function = ""
			out = append(out, h)
		}
	}
	return out
}

func (p passing) item(m directory.Moves) directory.Item {
	title := strings.TrimPrefix(strings.Join([]string{p.Name, p.Position.Title}, ", "), ", ")
	return directory.Item{ID: p.ID, Title: strings.TrimSuffix(title, ", ") + " (" + actor.RoleWords[p.Role] + ")", Address: "tai-khoan/" + p.AccountID, Body: p.BodyName, Heirs: p.heirs(m)}
}

// List implements directory.Estate: the posts that end, and those that the act has ended and nobody has followed.
func (e PostEstate) List(ctx context.Context, from store.Source, m directory.Moves, after string, limit int) ([]directory.Item, error) {
	posts, err := store.List[passing](ctx, from, passingOfUnit, m.UnitID)
	if err != nil {
		return nil, err
	}
	out := []directory.Item{}
	for _, p := range posts {
		if len(out) < limit && p.ID > after && (p.ends(m) || p.EndedAct == m.ActID) {
			out = append(out, p.item(m))
		}
	}
	return out, nil
}

// Pass implements directory.Estate.
func (e PostEstate) Pass(ctx context.Context, tx *store.Tx, m directory.Moves, after string, limit int) (next string, done int, err error) {
	posts, err := store.List[passing](ctx, tx, passingOfUnit, m.UnitID)
	if err != nil {
		return "", 0, err
	}
	for _, p := range posts {
		if p.ID <= after || !p.ends(m) {
			continue
		}
		if done == limit {
			return next, done, nil
		}
		if err := e.pass(ctx, tx, m, p); err != nil {
			return "", done, err
		}
		next, done = p.ID, done+1
	}
	return "", done, nil
}

// pass ends a post. The administrator of a unit that was divided keeps the post until a person says where it goes on: somebody
// must be there to give the others theirs.
func (e PostEstate) pass(ctx context.Context, tx *store.Tx, m directory.Moves, p passing) error {
	if p.Role == actor.RoleAdmin && m.Ends && len(p.heirs(m)) == 0 {
		return nil
	}
	if err := e.end(ctx, tx, m, p); err != nil {
		return err
	}
	for _, h := range p.heirs(m) {
		if err := e.give(ctx, tx, m, p, h); err != nil {
			return err
		}
	}
	return nil
}

func (e PostEstate) end(ctx context.Context, tx *store.Tx, m directory.Moves, p passing) error {
	if err := tx.UpdateOne(ctx, positionPass, m.Day.Add(-1), m.ActID, p.ID); err != nil {
		return err
	}
	after := p.Position
	after.To = m.Day.Add(-1)
	entry := store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: "Thôi giao chức danh khi cơ quan kết thúc",
		Before: postHistory(p.Position), After: postHistory(after), Note: m.Basis}
	return tx.Audit(ctx, entry)
}

// give gives the holder of an ended post the same one in an heir, from the day on.
func (e PostEstate) give(ctx context.Context, tx *store.Tx, m directory.Moves, p passing, h directory.Heir) error {
	there := tx.Actor()
	there.UnitID = h.UnitID
	tx = tx.As(there)
	given := Position{ID: ident.New(), AccountID: p.AccountID, UnitID: h.UnitID, BodyID: h.BodyID, BodyName: h.Name, Title: p.Position.Title, Role: p.Role, From: m.Day}
	if _, err := tx.Exec(ctx, positionGive, given.ID, given.AccountID, given.UnitID, given.BodyID, given.Title, string(given.Role), given.From, m.ActID, p.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: h.UnitID, Action: "Giao chức danh ở nơi nhận bàn giao", After: postHistory(given), Note: m.Basis})
}

// PassTo implements directory.Chooser.
func (e PostEstate) PassTo(ctx context.Context, tx *store.Tx, m directory.Moves, id string, heirs []directory.Heir) error {
	posts, err := store.List[passing](ctx, tx, passingOfUnit, m.UnitID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(posts, func(p passing) bool { return p.ID == id && (p.EndedAct == m.ActID || p.ends(m)) })
	if i < 0 {
		return errs.New(errs.Conflict, "Chức danh này không còn chờ chọn nơi nhận. Chưa ghi gì; mở lại trang để xem.")
	}
	if posts[i].EndedAct == "" {
		if err := e.end(ctx, tx, m, posts[i]); err != nil {
			return err
		}
	}
	for _, h := range heirs {
		if err := e.give(ctx, tx, m, posts[i], h); err != nil {
			return err
		}
	}
	return nil
}

// Rests implements directory.Estate: a post that the act gave and somebody has ended since.
func (e PostEstate) Rests(ctx context.Context, from store.Source, actID string, limit int) ([]directory.Item, error) {
	posts, err := store.List[passing](ctx, from, givenByAct, actID)
	out := []directory.Item{}
	for _, p := range posts {
		if !p.To.IsZero() && len(out) < limit {
			out = append(out, p.item(directory.Moves{}))
		}
	}
	return out, err
}

// Restore implements directory.Estate.
func (e PostEstate) Restore(ctx context.Context, tx *store.Tx, actID string, limit int) (more bool, done int, err error) {
	given, err := store.List[passing](ctx, tx, givenByAct, actID)
	if err != nil {
		return false, 0, err
	}
	ended, err := store.List[passing](ctx, tx, endedByAct, actID)
	if err != nil {
		return false, 0, err
	}
	for _, p := range given {
		if done == limit {
			return true, done, nil
		}
		if err := restore(ctx, tx, p, positionUngive, actID, "Thu hồi chức danh đã giao khi bàn giao"); err != nil {
			return false, done, err
		}
		done++
	}
	for _, p := range ended {
		if done == limit {
			return true, done, nil
		}
		if err := restore(ctx, tx, p, positionBack, actID, "Giao lại chức danh khi thu hồi bàn giao"); err != nil {
			return false, done, err
		}
		done++
	}
	return false, done, nil
}

func restore(ctx context.Context, tx *store.Tx, p passing, s *store.Stmt, actID, action string) error {
	if err := tx.UpdateOne(ctx, s, p.ID, actID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: action, Before: postHistory(p.Position)})
}
