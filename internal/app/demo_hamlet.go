package app

import (
	"context"
	"strconv"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// demoHamlets gives the ward nine invented tổ dân phố, two of which were merged this year.
func (a *App) demoHamlets(ctx context.Context, tx *store.Tx, u web.Unit) error {
	added := org.HamletChange{Kind: org.HamletAdd}
	for n := 1; n <= 9; n++ {
		added.News = append(added.News, org.HamletDraft{Name: "Tổ dân phố số " + strconv.Itoa(n), Households: 140 + 23*n%90, From: day.Must(2025, 7, 1), Source: "Dữ liệu minh họa"})
	}
	_, begun, err := a.Org.ChangeHamlets(ctx, tx, u, added)
	if err != nil {
		return err
	}
	merged := org.HamletChange{Kind: org.HamletMerge, Day: day.Must(a.Site.Clock().Year(), 3, 1), Basis: "Dữ liệu minh họa",
		Olds: []string{begun[7].ID, begun[8].ID}, News: []org.HamletDraft{{Name: "Tổ dân phố số 8"}}}
	_, _, err = a.Org.ChangeHamlets(ctx, tx, u, merged)
	return err
}
