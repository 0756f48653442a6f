package app

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/feature/reminder"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
)

// newsLife is how long a letter about a sign-in is worth sending.
const newsLife = 2 * 24 * time.Hour

// letter sends a person a word about the own account to the address that she has given; without one the word waits on her pages.
func letter(ctx context.Context, tx *store.Tx, unitID, accountID, newsID, text string) error {
	to, err := reminder.AddressOf(ctx, tx, accountID)
	if err != nil || to == "" {
		return err
	}
	_, err = mail.Add(ctx, tx, mail.Draft{UnitID: unitID, Key: "tai-khoan:" + newsID, To: to, Subject: "Măng Non: về việc đăng nhập bằng tài khoản của anh/chị",
		Body: text + "\n\nXem các máy đang đăng nhập ở trang Tài khoản của tôi. Thư này tự gửi, không cần trả lời.\n", Until: store.Instant{Time: tx.Now().Add(newsLife)}})
	return err
}
