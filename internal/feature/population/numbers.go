package population

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Numbers are the figures of a check, which stay when its rows are gone.
type Numbers struct {
	Sure   int64            `json:"sure"`
	Likely int64            `json:"likely"` // nobody has said yet
	Yes    int64            `json:"yes"`    // likely, and a person said that it is the child
	No     int64            `json:"no"`
	None   int64            `json:"none"`
	Wait   int64            `json:"-"` // rows at which nobody looked yet
	Done   map[string]int64 `json:"done"`
	Open   int64            `json:"open"`  // settled rows with something undecided
	Ready  int64            `json:"ready"` // settled rows of which everything is decided, and that are not written
	Here   int64            `json:"here"`  // children of the register of whom the list says nothing
	Kids   int64            `json:"kids"`  // children that the register keeps
	Back   int64            `json:"back"`
	Kept   int64            `json:"kept"` // not taken back: changed since
	Wrote  int64            `json:"wrote"`
	Fields []fieldNumbers   `json:"fields"`
}

// fieldNumbers are those of one field.
type fieldNumbers struct {
	Field    string `json:"field"`
	Open     int64  `json:"open"`
	Accepted int64  `json:"accepted"`
	Kept     int64  `json:"kept"`
}

// all are the differences of the field.
func (f fieldNumbers) all() int64 { return f.Open + f.Accepted + f.Kept }

// there is how many rows of the list have no child in the register.
func (n Numbers) there() int64 { return n.None + n.No }

// foreign reports whether hardly a row belongs to a child of the register: then the list may be another commune's.
func (n Numbers) foreign() bool {
	found := n.Sure + n.Likely + n.Yes
	return n.Wait == 0 && found*20 < found+n.there()
}

type rowSum struct {
	Tier   string `db:"tier"`
	Judged string `db:"judged"`
	Done   string `db:"done"`
	N      int64  `db:"n"`
	Open   int64  `db:"open"`
}

type differenceSum struct {
	Field   string `db:"field"`
	Decided string `db:"decided"`
	Level   int64  `db:"level"`
	N       int64  `db:"n"`
}

type backSum struct {
	Back string `db:"back"`
	N    int64  `db:"n"`
}

// count counts a check as the reader of the source may see it; secrets are the fields that need a right of their own.
func count(ctx context.Context, from store.Source, k check) (n Numbers, secrets []fieldNumbers, err error) {
	n.Done = map[string]int64{}
	rows, err1 := store.List[rowSum](ctx, from, rowSums, k.ID)
	for _, r := range rows {
		n.row(r)
	}
	sums, err2 := store.List[differenceSum](ctx, from, differenceSums, k.ID)
	for _, f := range fields {
		one := fieldNumbers{Field: f.Key}
		for _, s := range sums {
			if s.Field == f.Key {
				one.add(s)
			}
		}
		switch {
		case one.all() == 0:
		case f.Secret:
			secrets = append(secrets, one)
		default:
			n.Fields = append(n.Fields, one)
		}
	}
	back, err3 := store.List[backSum](ctx, from, writeSums, k.ID)
	for _, b := range back {
		n.Wrote += b.N
		switch b.Back {
		case backDone:
			n.Back += b.N
		case backKept:
			n.Kept += b.N
		}
	}
	var err4, err5 error
	n.Here, err4 = store.Get[int64](ctx, from, childrenSum, k.ID, k.UnitID)
	n.Kids, err5 = store.Get[int64](ctx, from, childrenAll, k.UnitID)
	return n, secrets, errors.Join(err1, err2, err3, err4, err5)
}

func (n *Numbers) row(r rowSum) {
	live := false
	switch {
	case r.Tier == wait:
		n.Wait += r.N
	case r.Tier == sure:
		n.Sure, live = n.Sure+r.N, true
	case r.Tier == none:
		n.None += r.N
	case r.Judged == yes:
		n.Yes, live = n.Yes+r.N, true
	case r.Judged == no:
		n.No += r.N
	default:
		n.Likely += r.N
	}
	if r.Done != "" {
		n.Done[r.Done] += r.N
	} else if live {
		n.Open, n.Ready = n.Open+r.Open, n.Ready+r.N-r.Open
	}
}

func (f *fieldNumbers) add(s differenceSum) {
	switch s.Decided {
	case accept:
		f.Accepted += s.N
	case keep:
		f.Kept += s.N
	default:
		f.Open += s.N
	}
}

// keepNumbers keeps the figures as they stand, inside the caller's change. What needs a right of its own stays as it was when the
// actor does not have it.
func keepNumbers(ctx context.Context, tx *store.Tx, k check) error {
	n, secrets, err := count(ctx, tx.Whole(), k)
	if err != nil {
		return err
	}
	hidden := ""
	if len(secrets) > 0 {
		hidden = asJSON(secrets)
	}
	_, err = tx.Exec(ctx, checkNumbers, asJSON(n), hidden, k.ID)
	tx.Unaudited("figures that follow from the rows of the check")
	return err
}

// numbers are the figures of a check for a reader, counted while the rows are there and as they were kept afterwards.
func numbers(ctx context.Context, from store.Source, k check) (n Numbers, err error) {
	var hidden []fieldNumbers
	if k.TrimmedAt.IsZero() && k.State != dropped {
		if n, hidden, err = count(ctx, from, k); err != nil {
			return n, err
		}
	} else {
		_ = json.Unmarshal([]byte(k.Numbers), &n) // written by keepNumbers
		_ = json.Unmarshal([]byte(k.NumbersSecret), &hidden)
	}
	n.Fields = append(n.Fields, hidden...)
	return n, nil
}

// Trim removes the rows of checks that are older than Life, and what they wrote when it can no longer be taken back. The figures
// stay. Call it every night.
func Trim(ctx context.Context, db *store.DB) error {
	by := actor.System("dọn các lần đối chiếu dân cư cũ")
	before := store.Instant{Time: db.Clock().Add(-Life)}
	old, err := store.List[check](ctx, db.Reader(by), checkOld, before)
	for _, k := range old {
		err = errors.Join(err, k.trim(ctx, db, by))
	}
	return errors.Join(err, db.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, writeTrim, before)
		tx.Unaudited("what waited to be taken back and no longer can")
		return err
	}))
}

// clearAtOnce is how many rows one change removes.
const clearAtOnce = 500

func (k check) trim(ctx context.Context, db *store.DB, by actor.Actor) error {
	if k.State != dropped {
		if err := db.Write(ctx, by, func(tx *store.Tx) error { return keepNumbers(ctx, tx, k) }); err != nil {
			return err
		}
	}
	if err := k.clear(ctx, db, by); err != nil {
		return err
	}
	return db.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, checkTrim, tx.Now(), k.ID)
		tx.Unaudited("rows that were kept as long as they may be")
		return err
	})
}

// clear removes the rows of a check and their differences, few at a time.
func (k check) clear(ctx context.Context, db *store.DB, by actor.Actor) error {
	for n := int64(clearAtOnce); n == clearAtOnce; {
		err := db.Write(ctx, by, func(tx *store.Tx) (err error) {
			if n, err = tx.Exec(ctx, rowClear, k.ID, clearAtOnce); err == nil && n < clearAtOnce {
				_, err = tx.Exec(ctx, differenceClear, k.ID)
			}
			tx.Unaudited("rows of a list of others; the check has rows of its own")
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
