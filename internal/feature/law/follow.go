package law

import (
	"context"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Follow brings the register up to what a plan cites, inside the caller's change: an empty list when the plan no longer
// counts. Following twice changes nothing the second time. What a person decided about a citation that is still there stays.
func (l *Law) Follow(ctx context.Context, tx *store.Tx, unitID, planID string, cites []Cite) error {
	had, err := store.List[Cite](ctx, tx, citeOfPlan, planID)
	if err != nil || same(had, cites) {
		return err
	}
	if _, err := tx.Exec(ctx, citeDrop, planID); err != nil {
		return err
	}
	var folds []string
	for _, c := range had {
		folds = append(folds, c.NumberFold)
	}
	for _, c := range cites {
		c.ID, c.UnitID, c.PlanID, c.NumberFold = ident.New(), unitID, planID, numberFold(c.Number)
		folds = append(folds, c.NumberFold)
		if _, err := tx.Exec(ctx, citeAdd, c.ID, c.UnitID, c.PlanID, c.Seq, c.Kind, c.Number, c.NumberFold, c.Date, c.Issuer, c.Title); err != nil {
			return err
		}
		if err := keepChoice(ctx, tx, had, c); err != nil {
			return err
		}
	}
	slices.Sort(folds)
	added := 0
	for _, fold := range slices.Compact(folds) {
		n, err := settle(ctx, tx, unitID, fold)
		if err != nil {
			return err
		}
		added += n
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: planID, UnitID: unitID, Action: followWords(len(cites), added)})
}

func followWords(cited, added int) string {
	if cited == 0 {
		return "Rút các văn bản được dẫn khỏi sổ văn bản"
	}
	return "Đối chiếu " + strconv.Itoa(cited) + " văn bản được dẫn với sổ văn bản, thêm " + strconv.Itoa(added)
}

// same reports whether the register knows these citations already.
func same(had, cites []Cite) bool {
	return slices.EqualFunc(had, cites, func(a, b Cite) bool {
		return a.Seq == b.Seq && a.Kind == b.Kind && a.Number == b.Number && a.Date == b.Date && a.Issuer == b.Issuer && a.Title == b.Title
	})
}

// keepChoice carries over what a person decided about the same citation.
func keepChoice(ctx context.Context, tx *store.Tx, had []Cite, c Cite) error {
	i := slices.IndexFunc(had, func(h Cite) bool {
		return h.ChosenBy != "" && h.Number == c.Number && h.Date == c.Date && h.Title == c.Title
	})
	if i < 0 {
		return nil
	}
	_, err := tx.Exec(ctx, citeSettle, had[i].DocumentID, had[i].ChosenBy, tx.Now(), c.ID)
	return err
}

// settle finds the documents of all citations of a number and says how many documents it had to add.
func settle(ctx context.Context, tx *store.Tx, unitID, fold string) (added int, err error) {
	docs, err := documentsOf(ctx, tx, unitID, fold)
	if err != nil {
		return 0, err
	}
	cites, err := store.List[Cite](ctx, tx, citeOfNum, unitID, fold)
	if err != nil {
		return 0, err
	}
	r := resolve(unitID, docs, cites)
	for _, d := range r.Docs {
		switch {
		case slices.Contains(r.Added, d.ID):
			err = insert(ctx, tx, d)
		case slices.Contains(r.Altered, d.ID):
			err = update(ctx, tx, d, "Bổ sung theo kế hoạch dẫn")
		}
		if err != nil {
			return 0, err
		}
	}
	if err := settleCites(ctx, tx, cites, r.Cites); err != nil {
		return 0, err
	}
	return len(r.Added), countUses(ctx, tx, unitID, fold, r)
}

// countUses counts again who cites the documents of a number, and those that a person chose for a citation of it.
func countUses(ctx context.Context, tx *store.Tx, unitID, fold string, r resolved) error {
	if _, err := tx.Exec(ctx, documentUses, unitID, fold); err != nil {
		return err
	}
	for _, c := range r.Cites {
		if !c.chosen() || slices.ContainsFunc(r.Docs, func(d Document) bool { return d.ID == c.DocumentID }) {
			continue
		}
		if _, err := tx.Exec(ctx, documentUsesOf, c.DocumentID); err != nil {
			return err
		}
	}
	return nil
}

// settleCites writes the answers that changed.
func settleCites(ctx context.Context, tx *store.Tx, before, after []Cite) error {
	for _, c := range after {
		i := slices.IndexFunc(before, func(b Cite) bool { return b.ID == c.ID })
		if before[i].DocumentID == c.DocumentID && before[i].ChosenBy == c.ChosenBy {
			continue
		}
		if _, err := tx.Exec(ctx, citeSettle, c.DocumentID, c.ChosenBy, tx.Now(), c.ID); err != nil {
			return err
		}
	}
	return nil
}

// FollowAll brings in the confirmed plans that the register has not seen: those of an older version of the program, or of
// a backup.
func (l *Law) FollowAll(ctx context.Context) error {
	by := actor.System("lập sổ văn bản khi khởi động")
	plans, err := l.Citations.Plans(ctx, l.DB.Reader(by))
	if err != nil {
		return err
	}
	seen, err := store.List[string](ctx, l.DB.Reader(by), citePlans)
	if err != nil {
		return err
	}
	for _, p := range plans {
		if slices.Contains(seen, p.ID) {
			continue
		}
		err := l.DB.Write(ctx, by, func(tx *store.Tx) error {
			cites, err := l.Citations.OfPlan(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			return l.Follow(ctx, tx, p.UnitID, p.ID, cites)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
