package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	newsAdd  = store.Change("account.news.add", `INSERT INTO account_news (id, account_id, at, text, read_at) VALUES ($1, $2, $3, $4, 0)`)
	newsOpen = store.Query("account.news.unread", `SELECT n.id, n.at, n.text FROM account_news n WHERE n.account_id = $1 AND n.read_at = 0 ORDER BY n.id DESC LIMIT 20`)
	newsRead = store.Change("account.news.read", `UPDATE account_news SET read_at = $1 WHERE account_id = $2 AND read_at = 0`)
	newsTrim = store.Change("account.news.trim", `DELETE FROM account_news WHERE at < $1`)
)

// News is something about the own account that a person must hear of: a sign-in from a new machine, wrong passwords, a second
// step that somebody else took off.
type News struct {
	ID   string        `db:"id"`
	At   store.Instant `db:"at"`
	Text string        `db:"text"`
}

// tell leaves a person a word about the own account, on the pages and by letter, inside the caller's change.
func (s *Accounts) tell(ctx context.Context, tx *store.Tx, accountID, text string) error {
	id := ident.New()
	if _, err := tx.Aside(ctx, newsAdd, id, accountID, tx.Now(), text); err != nil || s.Letter == nil {
		return err
	}
	posts, err := s.Posts(ctx, tx, accountID)
	if err != nil || len(posts) == 0 {
		return err
	}
	return s.Letter(ctx, tx, homeUnit(posts), accountID, id, text)
}

// Unread are the words that a person has not said to have read, the newest first.
func (s *Accounts) Unread(ctx context.Context, accountID string) ([]News, error) {
	return store.List[News](ctx, s.DB.Reader(sessionActor), newsOpen, accountID)
}

// readNews marks all words to a person as read.
func (s *Accounts) readNews(ctx context.Context, accountID string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, newsRead, tx.Now(), accountID)
		return err
	})
}
