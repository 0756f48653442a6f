package main

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

type userUnlockCmd struct {
	dataFlags
	Username string `arg:"" help:"Tên đăng nhập."`
}

// Help gives examples.
func (userUnlockCmd) Help() string {
	return "Ví dụ:\n  mangnon user unlock hoa.tt --dir /srv/mangnon"
}

// Run forgets the wrong passwords and codes of an account.
func (c userUnlockCmd) Run(ctx context.Context) error {
	return c.change(ctx, c.Username, "Người này đăng nhập lại được trên máy mới. Nếu chương trình đang chạy thì còn chờ thêm tối đa 15 phút.", func(tx *store.Tx, a *app.App, who account.Account) error {
		return a.Accounts.LiftBlock(ctx, tx, who, "")
	})
}

type userFactorCmd struct {
	dataFlags
	Username string `arg:"" help:"Tên đăng nhập."`
	Reason   string `required:"" help:"Lý do, được ghi vào lịch sử và báo cho người đó."`
}

// Help gives examples.
func (userFactorCmd) Help() string {
	return `Ví dụ:
  mangnon user factor-reset phong.lh --reason "mất điện thoại, đã gặp tận mặt" --dir /srv/mangnon`
}

// Run takes the second step off an account: the way back for the last administrator.
func (c userFactorCmd) Run(ctx context.Context) error {
	return c.change(ctx, c.Username, "Đã gỡ xác thực hai bước. Người này đăng nhập bằng mật khẩu rồi bật lại.", func(tx *store.Tx, a *app.App, who account.Account) error {
		return a.Accounts.DropFactor(ctx, tx, who.ID, "", c.Reason)
	})
}

// change runs a change of one account in the name of who sits at the machine, and says what it did.
func (d dataFlags) change(ctx context.Context, username, done string, fn func(*store.Tx, *app.App, account.Account) error) error {
	a, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	who, err := a.Accounts.ByUsername(ctx, username)
	if err != nil {
		return errs.Wrap(errs.KindOf(err), err, "Không có tài khoản “"+username+"”; xem danh sách bằng: mangnon user list")
	}
	if err := a.DB.Write(ctx, account.CommandLine(""), func(tx *store.Tx) error { return fn(tx, a, who) }); err != nil {
		return err
	}
	fmt.Println(done)
	return nil
}
