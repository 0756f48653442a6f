package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

type userCmd struct {
	List  userListCmd  `cmd:"" help:"In các tài khoản và chức danh."`
	Add   userAddCmd   `cmd:"" help:"Thêm một tài khoản; in mã đặt mật khẩu dùng một lần."`
	Reset userResetCmd `cmd:"" help:"Cấp mã đặt lại mật khẩu dùng một lần, khi không còn ai đăng nhập được."`

	Unlock      userUnlockCmd `cmd:"" help:"Cho đăng nhập lại trên máy lạ sau nhiều lần sai mật khẩu hoặc mã."`
	FactorReset userFactorCmd `cmd:"" name:"factor-reset" help:"Gỡ xác thực hai bước của người mất điện thoại và mã khôi phục."`
}

type userListCmd struct{ dataFlags }

// Help gives examples.
func (userListCmd) Help() string { return "Ví dụ:\n  mangnon user list --dir /srv/mangnon" }

// Run lists the accounts.
func (c userListCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	all, err := a.Accounts.All(ctx)
	if err != nil {
		return err
	}
	for _, h := range all {
		state := ""
		if !h.Active {
			state = " (đã khóa)"
		}
		fmt.Printf("%-16s %s%s\n", h.Username, h.Name, state)
		for _, p := range h.Posts {
			fmt.Printf("                 %s: %s, %s, từ %s %s\n", actor.RoleWords[p.Role], p.Title, p.BodyName, p.From, until(p.To))
		}
	}
	return nil
}

func until(to day.Day) string {
	if to.IsZero() {
		return ""
	}
	return "đến " + to.String()
}

type userAddCmd struct {
	dataFlags
	Name     string `arg:"" help:"Họ và tên."`
	Body     string `required:"" help:"Cơ quan, đúng tên hoặc tên gọi khác trong trang Tổ chức."`
	Role     string `required:"" help:"Vai trò: officer, leader, body hoặc admin."`
	Title    string `help:"Chức danh."`
	Username string `help:"Tên đăng nhập; không ghi thì tự đặt."`
	Unit     string `help:"Đơn vị, khi máy phục vụ nhiều đơn vị." placeholder:"SLUG"`
}

// Help gives examples.
func (userAddCmd) Help() string {
	return `Ví dụ:
  mangnon user add "Trần Thu Hoa" --body "Phòng Văn hóa - Xã hội" --role officer --title "Chuyên viên"`
}

// Run makes one account.
func (c userAddCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	unit, err := pickUnit(ctx, a, c.Unit)
	if err != nil {
		return err
	}
	role, ok := account.RoleOf(c.Role)
	if !ok {
		return errs.New(errs.Invalid, "Vai trò phải là officer, leader, body hoặc admin; đang là “"+c.Role+"”")
	}
	var made []account.Issued
	err = a.DB.Write(ctx, account.CommandLine(unit.ID), func(tx *store.Tx) error {
		drafts := []account.Draft{{Name: c.Name, Username: c.Username, Title: c.Title, Body: c.Body, Role: role}}
		made, err = a.Accounts.Add(ctx, tx, a.Org, drafts, func(int) string { return "" }, day.At(store.Now().Time))
		return err
	})
	if err != nil {
		return err
	}
	printCode(made[0].Username, made[0].Code)
	return nil
}

func pickUnit(ctx context.Context, a *app.App, slug string) (web.Unit, error) {
	units, err := a.Org.Units(ctx)
	if err != nil {
		return web.Unit{}, err
	}
	var names []string
	for _, u := range units {
		if u.Slug == slug || slug == "" && len(units) == 1 {
			return u, nil
		}
		names = append(names, u.Slug)
	}
	return web.Unit{}, errs.New(errs.Invalid, "Chọn đơn vị bằng --unit: "+strings.Join(names, ", "))
}

type userResetCmd struct {
	dataFlags
	Username string `arg:"" help:"Tên đăng nhập."`
}

// Help gives examples.
func (userResetCmd) Help() string { return "Ví dụ:\n  mangnon user reset hoa.tt --dir /srv/mangnon" }

// Run issues a one-time code.
func (c userResetCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	who, err := a.Accounts.ByUsername(ctx, c.Username)
	if err != nil {
		return errs.Wrap(errs.KindOf(err), err, "Không có tài khoản “"+c.Username+"”; xem danh sách bằng: mangnon user list")
	}
	code, err := a.Accounts.IssueCode(ctx, account.CommandLine(""), who.ID)
	if err != nil {
		return err
	}
	printCode(who.Username, code)
	return nil
}

func printCode(username, code string) {
	fmt.Printf("Tài khoản %s\nMã dùng một lần: %s\nMở trang /dat-lai-mat-khau, nhập tên đăng nhập, mã này và mật khẩu mới. Mã hết hạn sau 7 ngày.\n", username, code)
}
