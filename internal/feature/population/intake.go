package population

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// intake is what is kept of a source: the children of the unit, and how many others there were.
type intake struct {
	About   About
	Paper   string
	PaperOn string // ISO
	Secret  bool   // of who brings it: what needs a right is kept

	Rows                             []row
	Total, Adults, Elsewhere, Unread int64
	Notes                            []note
}

// note says what is wrong with a row of the source, without its words.
type note struct {
	N     int64  `json:"n"`
	Words string `json:"w"`
}

// notesAtMost is how many rows are told apart; of more, their number is enough to ask for a better list.
const notesAtMost = 200

// sieve decides whom a check keeps.
type sieve struct {
	Today   day.Day
	IsChild func(birth string, at day.Day) bool
	Where   Where
	Hamlets []ui.Option
}

// sift asks a source for its people and keeps the children of the unit. Of everybody else nothing is kept but a number.
func (s sieve) sift(ctx context.Context, from PopulationSource, in *intake) error {
	in.About = from.About()
	if !in.Secret {
		in.About.Columns = slices.DeleteFunc(slices.Clone(in.About.Columns), func(c string) bool { return c == colEthnic })
	}
	in.Secret = in.Secret && slices.Contains(in.About.Columns, colEthnic)
	return from.People(ctx, func(p Person) error {
		in.Total++
		switch {
		case p.Name == "" || p.Birth == "":
			in.Unread++
			if p.Name == "" {
				p.Wrong = append(p.Wrong, "thiếu họ tên")
			} else if len(p.Wrong) == 0 {
				p.Wrong = append(p.Wrong, "thiếu ngày sinh")
			}
			if len(in.Notes) < notesAtMost {
				in.Notes = append(in.Notes, note{p.N, strings.Join(p.Wrong, "; ")})
			}
		case !s.IsChild(p.Birth, s.Today):
			in.Adults++
		case elsewhere(p.Home, s.Where):
			in.Elsewhere++
		default:
			in.Rows = append(in.Rows, s.row(p, in.Secret))
		}
		return nil
	})
}

func (s sieve) row(p Person, secret bool) row {
	w := row{N: p.N, Name: p.Name, Birth: p.Birth, Sex: p.Sex, Number: p.Number, Home: p.Home, Father: p.Father, Mother: p.Mother, Standing: p.Standing, Wrong: strings.Join(p.Wrong, "; ")}
	w.Hamlet, _ = homeIn(p.Home, p.Hamlet, s.Hamlets)
	if secret {
		w.Ethnic = p.Ethnic
	}
	return w
}

// begin notes a check that is about to come, inside the caller's change.
func begin(ctx context.Context, tx *store.Tx, unitID string, in intake) (check, error) {
	k := check{ID: ident.New(), UnitID: unitID, State: receiving, Secret: in.Secret}
	notes := ""
	if len(in.Notes) > 0 {
		notes = asJSON(in.Notes)
	}
	_, err := tx.Exec(ctx, checkAdd, k.ID, unitID, in.About.Key, in.About.Name, in.About.Hash, in.Paper, in.PaperOn, strings.Join(in.About.Columns, ","), in.Total, int64(len(in.Rows)), in.Adults, in.Elsewhere, in.Unread, notes, in.Secret,
		tx.Actor().AccountID, tx.Actor().Name, tx.Now())
	if err != nil {
		return k, err
	}
	return k, tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: unitID, Action: "Đưa danh sách dân cư vào đối chiếu", Note: "Văn bản số " + in.Paper})
}

// keepRows keeps rows of a check, inside the caller's change.
func keepRows(ctx context.Context, tx *store.Tx, k check, rows []row) error {
	for _, w := range rows {
		if _, err := tx.Exec(ctx, rowAdd, k.ID, k.UnitID, w.N, w.Name, w.Birth, w.Sex, w.Number, w.Ethnic, w.Home, w.Hamlet, w.Father, w.Mother, w.Standing, w.Wrong); err != nil {
			return err
		}
	}
	tx.Unaudited("a piece of a list that is compared: its beginning has a row, and nothing of it is in the register")
	return nil
}

// step takes a check to a state, or holds it where it is: until the change commits nobody else works on it. A check that stands
// elsewhere by now is errs.Conflict.
func step(ctx context.Context, tx *store.Tx, k check, to string, reached int64) error {
	if err := tx.UpdateOne(ctx, checkStep, to, reached, k.ID, k.State); err != nil {
		return err
	}
	tx.Unaudited("how far a check is; each record that it writes has a row of its own")
	return nil
}
