package population

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	lookAtOnce   = atOnce // rows of one piece
	candidatesOf = 3      // children that a row may be of

	numberWeight = 1_000_000 // of a number that agrees, over all evidence
	strayWeight  = 1_000     // of a number that agrees and nothing else
	clearly      = 8         // bits between a child and the next one, below which a person looks
)

// holder is a child by the personal number that the register has for it.
type holder struct {
	ID     string `db:"id"`
	Code   int64  `db:"number"`
	Name   string `db:"name"`
	Birth  string `db:"birth"`
	Number string `db:"person_number"`
}

// heldBy are the children of a unit with one of at most atOnce numbers.
func heldBy(ctx context.Context, from store.Source, unitID string, numbers []string) (map[string]holder, error) {
	out := map[string]holder{}
	if len(numbers) == 0 {
		return out, nil
	}
	list, err := store.List[holder](ctx, from, numbersHeld, append([]any{unitID}, padded(numbers, atOnce)...)...)
	for _, h := range list {
		out[h.Number] = h
	}
	return out, err
}

// look finds the children of whom at most lookAtOnce rows may tell, by row. It writes nothing.
func (x *Population) look(ctx context.Context, from store.Source, unitID string, rows []row) (map[int64][]candidate, error) {
	var numbers []string
	for _, w := range rows {
		if w.Number != "" {
			numbers = append(numbers, w.Number)
		}
	}
	held, err := heldBy(ctx, from, unitID, numbers)
	if err != nil {
		return nil, err
	}
	if err := x.Finder.CatchUp(ctx, from, unitID); err != nil {
		return nil, err
	}
	out := make(map[int64][]candidate, len(rows))
	for _, w := range rows {
		var list []candidate
		h, numbered := held[w.Number]
		if numbered && w.Number != "" {
			list = append(list, w.byNumber(h))
		}
		if len(list) == 0 || list[0].Tier != sure { // a number that agrees needs no other evidence
			list = append(list, w.byEvidence(x.Finder.Likely(w.person(), unitID, candidatesOf), h.ID)...)
		}
		slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.Weight, a.Weight) })
		out[w.N] = list
	}
	return out, nil
}

// byNumber is the child who has the number of the row. When neither name nor birth agree, one of the two lists has a wrong number:
// any other evidence goes before it and a person looks.
func (w row) byNumber(h holder) candidate {
	name, birth := vi.Fold(h.Name) == vi.Fold(w.Name), agree(h.Birth, w.Birth)
	switch {
	case name && birth:
		return candidate{h.ID, numberWeight, sure, "cùng số định danh"}
	case name:
		return candidate{h.ID, numberWeight, sure, "cùng số định danh, cùng họ tên"}
	case birth:
		return candidate{h.ID, numberWeight, sure, "cùng số định danh, cùng ngày sinh"}
	}
	return candidate{h.ID, strayWeight, likely, "cùng số định danh; khác họ tên, khác ngày sinh"}
}

// agree reports whether two dates of birth, which may be known in part, say the same as far as both say anything.
func agree(a, b string) bool {
	n := min(len(a), len(b))
	return n > 0 && a[:n] == b[:n]
}

// byEvidence are the children of whom name, birth, parents and hamlet speak.
func (w row) byEvidence(near []Near, but string) (out []candidate) {
	for i, c := range near {
		if c.ID == but {
			continue
		}
		tier := likely
		if tellsApart(c.Explanation) && i == 0 && (len(near) < 2 || near[0].Weight-near[1].Weight >= clearly) {
			tier = sure
		}
		out = append(out, candidate{c.ID, int64(min(max(c.Weight, 0), 900) * 1000), tier, c.String()})
	}
	return out
}

// tellsApart reports whether evidence without a number is enough: the same name and day of birth, a parent or the hamlet besides,
// and nothing that speaks against it.
func tellsApart(x linkage.Explanation) bool {
	parent := func(l linkage.ParentLevel) bool { return l == linkage.ParentSame || l == linkage.ParentNear }
	switch {
	case x.Name > linkage.NamePlain || x.Birth != linkage.BirthSame || x.Sex == linkage.Differ:
		return false
	case x.Number != linkage.NumberUnknown && x.Number != linkage.NumberSame:
		return false
	case x.Mother == linkage.ParentOther || x.Father == linkage.ParentOther:
		return false
	}
	return parent(x.Mother) || parent(x.Father) || x.Hamlet == linkage.Agree
}

func (w row) person() linkage.Person {
	return linkage.Person{Name: w.Name, Birth: linkage.ParseDate(w.Birth), Sex: linkage.ParseSex(w.Sex), Number: w.Number, Verified: w.Number != "", Mother: w.Mother, Father: w.Father, Hamlet: w.Hamlet}
}

// settle gives rows their children, inside the caller's change, which holds the check. A row takes its likeliest child unless a row
// that is likelier of that child has it; who loses a child goes on with the next. In whatever order the rows come, and however
// often the work breaks off, the end is the same, and no child has two rows.
func settle(ctx context.Context, tx *store.Tx, k check, w row, list []candidate) error {
	w.Candidates = ""
	if len(list) > 0 {
		w.Candidates = asJSON(list)
	}
	for {
		displaced, err := place(ctx, tx, k, w, list)
		if err != nil || displaced == nil {
			return err
		}
		lost := displaced.ChildID
		w, list = *displaced, displaced.candidates()
		at := slices.IndexFunc(list, func(c candidate) bool { return c.ID == lost })
		list = list[at+1:]
	}
}

// place gives a row the first of its candidates that it can have, and says which row lost its child by that.
func place(ctx context.Context, tx *store.Tx, k check, w row, list []candidate) (*row, error) {
	for _, c := range list {
		other, taken, err := store.Find[row](ctx, tx, rowOfChild, k.ID, c.ID)
		if err != nil {
			return nil, err
		}
		if taken && (other.Weight > c.Weight || other.Weight == c.Weight && other.N < w.N) {
			continue
		}
		if taken {
			if _, err := tx.Exec(ctx, rowSettle, none, "", 0, "", other.Candidates, k.ID, other.N); err != nil {
				return nil, err
			}
		}
		if _, err := tx.Exec(ctx, rowSettle, c.Tier, c.ID, c.Weight, c.Words, w.Candidates, k.ID, w.N); err != nil || !taken {
			return nil, err
		}
		return &other, nil
	}
	_, err := tx.Exec(ctx, rowSettle, none, "", 0, "", w.Candidates, k.ID, w.N)
	return nil, err
}

// piece is rows on their way through a check, with what was found for them.
type piece struct {
	rows  []row
	found map[int64][]candidate
}

// prepare finds the children of the next rows, outside of any change: that is most of the work.
func (x *Population) prepare(ctx context.Context, from store.Source, k check) (p piece, err error) {
	if p.rows, err = store.List[row](ctx, from, rowsWait, k.ID, lookAtOnce); err != nil || len(p.rows) == 0 {
		return p, err
	}
	p.found, err = x.look(ctx, from, k.UnitID, p.rows)
	return p, err
}

// matchPiece settles what was prepared and, when every row is settled, compares the next rows with their children, inside the
// caller's change; more is false when nothing is left and the check is open for people. Stopped at any moment it goes on where it was.
func (x *Population) matchPiece(ctx context.Context, tx *store.Tx, k check, p piece, today day.Day) (more bool, err error) {
	if err := step(ctx, tx, k, matching, 0); err != nil {
		return false, err
	}
	defer tx.Unaudited("a comparison: nothing of it is in the register")
	if len(p.rows) > 0 {
		now, err := store.List[row](ctx, tx, rowsWait, k.ID, lookAtOnce)
		for _, w := range now {
			if list, looked := p.found[w.N]; looked && err == nil {
				err = settle(ctx, tx, k, w, list)
			}
		}
		return true, err
	}
	rows, err := store.List[row](ctx, tx, rowsCompare, k.ID, atOnce)
	if err != nil {
		return false, err
	}
	if len(rows) > 0 {
		return true, x.compareRows(ctx, tx, k, rows, today)
	}
	left, err := store.List[row](ctx, tx, rowsWait, k.ID, 1)
	if err != nil || len(left) > 0 {
		return len(left) > 0, err
	}
	if err := step(ctx, tx, k, open, 0); err != nil {
		return false, err
	}
	return false, tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: "So xong danh sách dân cư với sổ"})
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
