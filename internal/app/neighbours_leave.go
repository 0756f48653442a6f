package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/saved"
	"github.com/mangnon/mangnon/internal/store"
)

// bond is something of the plans that is bound to a person.
type bond struct {
	kind, title string
	keeps       bool
	held        func(ctx context.Context, from store.Source, who account.Heir) ([]plan.Bound, error)
	pass        func(ctx context.Context, tx *store.Tx, id string, who, heir plan.PersonRef) error
}

// Kind implements account.Bond.
func (b bond) Kind() string { return b.kind }

// Title implements account.Bond.
func (b bond) Title() string { return b.title }

// Keeps implements account.Bond.
func (b bond) Keeps() bool { return b.keeps }

// Held implements account.Bond.
func (b bond) Held(ctx context.Context, from store.Source, who account.Heir) ([]account.Thing, error) {
	rows, err := b.held(ctx, from, who)
	out := make([]account.Thing, len(rows))
	for i, r := range rows {
		out[i] = account.Thing{ID: r.ID, Text: r.Text}
	}
	return out, err
}

// Pass implements account.Bond.
func (b bond) Pass(ctx context.Context, tx *store.Tx, who, heir account.Heir, things []account.Thing) error {
	for _, thing := range things {
		if err := b.pass(ctx, tx, thing.ID, plan.PersonRef{ID: who.ID, Name: who.Name}, plan.PersonRef{ID: heir.ID, Name: heir.Name}); err != nil {
			return err
		}
	}
	return nil
}

// bonds are what of all features is bound to a person.
func (a *App) bonds(clock func() store.Instant) []account.Bond {
	return []account.Bond{
		bond{"viec", "Việc có tên người này", true, func(ctx context.Context, from store.Source, who account.Heir) ([]plan.Bound, error) {
			return a.Plans.NamedWork(ctx, from, who.ID)
		}, a.Plans.PassNamed},
		bond{"duong-dan", "Đường dẫn gửi kết quả đã cấp, còn dùng", true, func(ctx context.Context, from store.Source, who account.Heir) ([]plan.Bound, error) {
			return a.Plans.OpenLinks(ctx, from, who.Name, clock())
		}, a.Plans.PassLink},
		bond{"bo-loc", "Bộ lọc đã lưu", false, func(ctx context.Context, from store.Source, who account.Heir) ([]plan.Bound, error) {
			return savedBy(ctx, from, who.ID)
		}, func(ctx context.Context, tx *store.Tx, id string, who, heir plan.PersonRef) error {
			return saved.Pass(ctx, tx, id, who.ID, heir.ID)
		}},
	}
}

// savedBy are the filters that a person saved, of work and of every register.
func savedBy(ctx context.Context, from store.Source, accountID string) ([]plan.Bound, error) {
	list, err := saved.Held(ctx, from, accountID)
	out := make([]plan.Bound, len(list))
	for i, f := range list {
		out[i] = plan.Bound{ID: f.ID, Text: f.Name}
	}
	return out, err
}
