package register

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "register_merge", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Hồ sơ đã gộp", Heads: map[string]string{
		"register": "Sổ", "winner_id": "Mã hồ sơ giữ lại", "loser_id": "Mã hồ sơ được gộp", "before": "Trước khi gộp", "after": "Sau khi gộp", "moved": "Những gì đi theo",
		"undone_by": "Người hoàn tác", "undone_at": "Lúc hoàn tác"}})
}

// Merged is a merge of two records of a register.
type Merged struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	WinnerID  string        `db:"winner_id"`
	LoserID   string        `db:"loser_id"`
	Before    string        `db:"before"` // JSON: the answers of the winner
	After     string        `db:"after"`  // JSON: the same behind the merge
	Moved     string        `db:"moved"`  // JSON: ids of rows that were brought to the winner, by table
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	UndoneBy  string        `db:"undone_by"`
	UndoneAt  store.Instant `db:"undone_at"`
}

const mergeColumns = "m.id, m.unit_id, m.winner_id, m.loser_id, m.before, m.after, m.moved, m.created_by, m.created_at, m.undone_by, m.undone_at FROM register_merge m"

var (
	mergeAdd = store.Change("register.merge.add", `INSERT INTO register_merge (id, unit_id, register, winner_id, loser_id, before, after, moved, created_by, created_at, undone_by, undone_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0)`)
	mergeGet    = store.Query("register.merge.get", `SELECT `+mergeColumns+` WHERE m.id = $1 AND m.register = $2 AND {scope:m}`)
	mergeLoser  = store.Query("register.merge.of_loser", `SELECT `+mergeColumns+` WHERE m.loser_id = $1 AND m.undone_at = 0 AND {scope:m}`)
	mergeWinner = store.Query("register.merge.of_winner", `SELECT `+mergeColumns+` WHERE m.winner_id = $1 AND m.undone_at = 0 AND {scope:m} ORDER BY m.id DESC LIMIT $2`)
	mergeUndo   = store.Change("register.merge.undo", `UPDATE register_merge AS m SET undone_by = $1, undone_at = $2 WHERE m.id = $3 AND m.undone_at = 0 AND {scope:m}`)
)

// Merge makes one record of two of one child, inside the caller's change: keep stays, gone becomes a way to it. take are the
// columns whose answers come from gone. Files, remarks and what refers to gone follow. Unmerge takes it back at any time.
func (g *Register) Merge(ctx context.Context, tx *store.Tx, keep, gone Record, take []string, today day.Day) (Merged, error) {
	if err := mayMerge(keep, gone); err != nil {
		return Merged{}, err
	}
	e, m := g.env(ctx, tx, today), &Mistakes{fields: g.Fields}
	after := keep
	after.Values = slices.Clone(keep.Values)
	for i, f := range g.Fields {
		lines, joins := f.Kind.(Rows)
		switch {
		case joins:
			after.Values[i] = lines.together(keep.Values[i], gone.Values[i])
		case slices.Contains(take, f.Column) && typedByPeople(f):
			after.Values[i] = gone.Values[i]
		}
	}
	g.follow(keep, &after, e)
	g.work(&after, m, e)
	if g.Check != nil {
		g.Check(after, m)
	}
	if err := m.Err(); err != nil {
		return Merged{}, err
	}
	moved, err := g.bringAlong(ctx, tx, gone.ID, keep.ID)
	if err != nil {
		return Merged{}, err
	}
	if err := g.rewrite(ctx, tx, keep, after, e, "Gộp hồ sơ", "Gộp "+gone.Code()+" vào "+keep.Code()); err != nil {
		return Merged{}, err
	}
	if err := g.dropAs(ctx, tx, gone, true, "Gộp hồ sơ", "Gộp vào "+keep.Code()); err != nil {
		return Merged{}, err
	}
	d := Merged{ID: ident.New(), UnitID: keep.UnitID, WinnerID: keep.ID, LoserID: gone.ID, Before: asJSON(keep.named()), After: asJSON(after.named()), Moved: asJSON(moved), CreatedBy: tx.Actor().Name, CreatedAt: tx.Now()}
	if _, err := tx.Exec(ctx, mergeAdd, d.ID, d.UnitID, g.Name, d.WinnerID, d.LoserID, d.Before, d.After, d.Moved, d.CreatedBy, d.CreatedAt); err != nil {
		return d, err
	}
	return d, tx.Audit(ctx, store.Entry{Kind: "register_merge", ID: d.ID, UnitID: d.UnitID, Action: "Gộp hồ sơ", Note: gone.Code() + " vào " + keep.Code()})
}

func mayMerge(keep, gone Record) error {
	switch {
	case keep.ID == gone.ID:
		return errs.New(errs.Invalid, "Hai bên là cùng một hồ sơ, không có gì để gộp.")
	case keep.UnitID != gone.UnitID:
		return errs.New(errs.Invalid, "Hai hồ sơ của hai đơn vị không gộp được; dùng chuyển đi, chuyển đến.")
	case keep.Dropped:
		return errs.Newf(errs.Conflict, "%s đã gộp hoặc đang ở thùng rác. Chưa ghi gì; mở lại danh sách có thể trùng.", keep.Code())
	case gone.Dropped:
		return errs.Newf(errs.Conflict, "%s đã gộp hoặc đang ở thùng rác. Chưa ghi gì; mở lại danh sách có thể trùng.", gone.Code())
	}
	return nil
}

// joins reports that answers of a kind are lines of their own table, which a merge puts together.
func joins(k Kind) bool {
	_, lines := k.(Rows)
	return lines
}

// together are the lines of two values, each once.
func (k Rows) together(a, b Value) Value {
	var lines []Record
	seen := map[string]bool{}
	for _, line := range slices.Concat(k.lines(a), k.lines(b)) {
		if same := asJSON(line.args()); !seen[same] {
			seen[same], lines = true, append(lines, line)
		}
	}
	return k.kept(k.ordered(lines))
}

// Unmerge takes a merge back, inside the caller's change: both records are as they were. An answer that somebody gave after the
// merge stays, and kept are the columns of those.
func (g *Register) Unmerge(ctx context.Context, tx *store.Tx, id string, today day.Day) (keep, back Record, kept []string, err error) {
	d, err := store.Get[Merged](ctx, tx, mergeGet, id, g.Name)
	if err != nil {
		return keep, back, nil, err
	}
	if !d.UndoneAt.IsZero() {
		return keep, back, nil, errs.New(errs.Conflict, "Lần gộp này đã được hoàn tác. Chưa ghi gì.")
	}
	if keep, err = g.Get(ctx, tx, d.WinnerID); err != nil {
		return keep, back, nil, err
	}
	if back, err = g.Get(ctx, tx, d.LoserID); err != nil {
		return keep, back, nil, err
	}
	if keep.Dropped || !back.Dropped {
		return keep, back, nil, errs.Newf(errs.Conflict, "%s đã được gộp tiếp hoặc bỏ sau đó. Hoàn tác lần sau trước, rồi hoàn tác lần này.", keep.Code())
	}
	e := g.env(ctx, tx, today)
	after, kept, err := g.unmixed(keep, d)
	if err != nil {
		return keep, back, nil, err
	}
	if behind := keep; len(kept) > 0 || !behind.stand(d.After) || behind.State != keep.State || !after.stand(d.Before) { // somebody wrote since
		g.follow(keep, &after, e)
	}
	if err := g.rewrite(ctx, tx, keep, after, e, "Hoàn tác gộp hồ sơ", "Tách "+back.Code()+" khỏi "+keep.Code()); err != nil {
		return keep, back, nil, err
	}
	if err := g.dropAs(ctx, tx, back, false, "Hoàn tác gộp hồ sơ", "Tách khỏi "+keep.Code()); err != nil {
		return keep, back, nil, err
	}
	var moved map[string][]string
	if err := json.Unmarshal([]byte(d.Moved), &moved); err != nil {
		return keep, back, nil, err
	}
	if err := g.moveAlong(ctx, tx, moved, keep.ID, back.ID); err != nil {
		return keep, back, nil, err
	}
	if err := tx.UpdateOne(ctx, mergeUndo, tx.Actor().Name, tx.Now(), d.ID); err != nil {
		return keep, back, nil, err
	}
	return keep, back, kept, tx.Audit(ctx, store.Entry{Kind: "register_merge", ID: d.ID, UnitID: d.UnitID, Action: "Hoàn tác gộp hồ sơ", Note: back.Code() + " tách khỏi " + keep.Code()})
}

// unmixed is the winner with the answers from before the merge, except where somebody answered anew since.
func (g *Register) unmixed(keep Record, d Merged) (after Record, kept []string, err error) {
	before, err := g.answered(d.Before)
	if err != nil {
		return keep, nil, err
	}
	behind, err := g.answered(d.After)
	if err != nil {
		return keep, nil, err
	}
	after = keep
	after.Values = slices.Clone(keep.Values)
	for i, f := range g.Fields {
		switch old, known := before[f.Column]; {
		case !known, slices.Equal(old, behind[f.Column]):
		case slices.Equal(keep.Values[i], behind[f.Column]):
			after.Values[i] = old
		default:
			kept = append(kept, f.Column)
		}
	}
	return after, kept, nil
}

// answered reads answers back, numbers as the database has them. A field that the register got later is in none of them.
func (g *Register) answered(raw string) (map[string]Value, error) {
	var kept map[string][]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &kept); err != nil {
		return nil, err
	}
	out := make(map[string]Value, len(kept))
	for _, f := range g.Fields {
		parts, known := kept[f.Column]
		if !known {
			continue
		}
		v, err := readValue(f.Kind, parts)
		if err != nil {
			return nil, err
		}
		out[f.Column] = v
	}
	return out, nil
}

// MergedInto is the merge that made a record a way to another; ok is false without one.
func (g *Register) MergedInto(ctx context.Context, from store.Source, id string) (m Merged, ok bool, err error) {
	return store.Find[Merged](ctx, from, mergeLoser, id)
}

// MergesOf are the standing merges into a record, the newest first: at most twenty.
func (g *Register) MergesOf(ctx context.Context, from store.Source, id string) ([]Merged, error) {
	return store.List[Merged](ctx, from, mergeWinner, id, 20)
}

// asJSON writes plain values, which always marshal.
func asJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

// unmergedFirst refuses to take a merged record out of the trash: its answers are in the other one as well.
func (g *Register) unmergedFirst(ctx context.Context, from store.Source, now Record) error {
	_, merged, err := g.MergedInto(ctx, from, now.ID)
	if err == nil && merged {
		return errs.Newf(errs.Conflict, "%s đã được gộp vào hồ sơ khác. Mở hồ sơ đó và bấm “Hoàn tác gộp” để lấy lại.", now.Code())
	}
	return err
}

var mergesOfUnit = store.Query("register.merge.list", `SELECT `+mergeColumns+` WHERE {scope:m} AND m.unit_id = $1 AND m.register = $2 AND m.undone_at = 0 ORDER BY m.id DESC LIMIT $3`)

// Merges are the standing merges of a unit's register, the newest first.
func (g *Register) Merges(ctx context.Context, from store.Source, unitID string, limit int) ([]Merged, error) {
	return store.List[Merged](ctx, from, mergesOfUnit, unitID, g.Name, limit)
}

// Chosen reports whether a person who merges two records chooses between their answers to a field: one that people type and that is
// no list of lines.
func Chosen(f Field) bool { return typedByPeople(f) && !joins(f.Kind) }
