package main

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

type migrateDBCmd struct {
	From    string `arg:"" help:"Nguồn: tệp SQLite, thư mục dữ liệu, hoặc postgres://…"`
	To      string `arg:"" help:"Đích, phải trống: tệp SQLite mới hoặc postgres://…"`
	FromDir string `help:"Thư mục dữ liệu của nguồn; không ghi thì là thư mục của tệp SQLite nguồn." type:"path" placeholder:"DIR"`
	ToDir   string `help:"Thư mục dữ liệu của đích; không ghi thì là thư mục của tệp SQLite đích, hoặc của nguồn khi đích là PostgreSQL." type:"path" placeholder:"DIR"`
}

// Help gives examples.
func (migrateDBCmd) Help() string {
	return `Dừng mangnon serve trước. Chép mọi bảng trong một lần ghi, đọc lại đích và so số dòng, mã kiểm tra của từng bảng với nguồn; không khớp hoặc bị dừng giữa chừng thì đích vẫn trống và chạy lại được. Nguồn không bị sửa. Tệp đính kèm được so mã kiểm tra tại chỗ, hoặc chép khi đích có thư mục dữ liệu riêng.

Ví dụ:
  mangnon migrate-db /srv/mangnon/mangnon.db postgres://mangnon@localhost/mangnon
  mangnon migrate-db postgres://mangnon@localhost/mangnon /srv/moi/mangnon.db --from-dir /srv/mangnon`
}

// Run moves one installation.
func (c migrateDBCmd) Run(ctx context.Context) error {
	moved, err := app.Move(ctx, app.Moving{From: c.From, To: c.To, FromDir: c.FromDir, ToDir: c.ToDir}, progressLine())
	if err != nil {
		return err
	}
	for _, t := range moved.Tables {
		fmt.Printf("%-28s %12s dòng  %s\n", t.Name, vi.Int(t.Rows), t.SHA256[:16])
	}
	fmt.Printf("Đã chuyển %s dòng trong %d bảng; số dòng và mã kiểm tra hai bên khớp. %s tệp đính kèm đúng, %s tệp đã chép.\n",
		vi.Int(moved.Rows()), len(moved.Tables), vi.Int(moved.Files), vi.Int(moved.Copied))
	if moved.Altered > 0 {
		fmt.Printf("%s ô có ký tự hỏng, được ghi bằng dấu �.\n", vi.Int(moved.Altered))
	}
	fmt.Println("Chạy mangnon serve với cơ sở dữ liệu mới; giữ nguồn cho đến khi đã xem đủ.")
	return nil
}
