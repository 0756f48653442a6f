package reminder

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// AddressOf is the mail address that a person has given, empty when none. It is given also for a person who wants no reminders
// by mail: there are letters that are no reminders.
func AddressOf(ctx context.Context, from store.Source, accountID string) (string, error) {
	how, _, err := store.Find[setting](ctx, from, settingGet, accountID)
	return how.Address, err
}
