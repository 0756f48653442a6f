package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

type backupCmd struct {
	dataFlags
	File string `arg:"" type:"path" help:"Tệp sao lưu sẽ tạo; không ghi đè tệp đã có."`
}

// Help gives examples.
func (backupCmd) Help() string {
	return `Chạy được cả khi chương trình đang phục vụ. Tệp được đọc lại toàn bộ trước khi có tên. Tệp chứa cả phần riêng: cất nơi khóa được.

Ví dụ:
  mangnon backup /media/usb/mangnon-2026-11-23.zip
  mangnon backup sao-luu.zip --dir /srv/mangnon`
}

// Run writes one archive.
func (c backupCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	sum, err := backup.WriteFile(ctx, a.DB, a.Files, c.File, progressLine())
	if err != nil {
		return err
	}
	report("Đã sao lưu vào "+c.File, sum)
	return backup.Note(ctx, a.DB, actor.System("lệnh backup"), sum)
}

type restoreCmd struct {
	File string `arg:"" type:"existingfile" help:"Tệp sao lưu."`
	dataFlags
}

// Help gives examples.
func (restoreCmd) Help() string {
	return `Kiểm tra toàn bộ tệp trước, rồi nạp vào một thư mục mới hoặc một cơ sở dữ liệu trống. Nếu hỏng giữa chừng thì không để lại gì.
Tệp sao lưu từ SQLite nạp được vào PostgreSQL và ngược lại.

Ví dụ:
  mangnon restore mangnon-2026-11-23.zip --dir /srv/mangnon-moi
  mangnon restore sao-luu.zip --dir /srv/mangnon --db postgres://mangnon@localhost/mangnon`
}

// Run loads one archive into an empty installation.
func (c restoreCmd) Run(ctx context.Context) error {
	if c.Dir == "" {
		return errs.New(errs.Invalid, "Ghi thư mục mới bằng --dir, ví dụ: mangnon restore "+filepath.Base(c.File)+" --dir mangnon-moi")
	}
	if _, err := backup.Verify(ctx, c.File); err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	sum, err := backup.Restore(ctx, c.File, a.DB, a.Files, progressLine())
	if err != nil {
		return err
	}
	report("Đã phục hồi vào "+c.Dir, sum)
	fmt.Println("Mọi người đăng nhập lại bằng mật khẩu cũ. Chạy: mangnon serve --dir " + c.Dir)
	return nil
}

func report(what string, s backup.Summary) {
	fmt.Printf("%s: %s dòng, %s tệp, sao lưu lúc %s\n", what, vi.Int(s.Rows()), vi.Int(len(s.Files)), s.At.In(day.Zone).Format("15:04 02/01/2006"))
	if len(s.Lost) > 0 {
		fmt.Printf("Thiếu %d tệp trên đĩa; chạy “mangnon doctor” để xem.\n", len(s.Lost))
	}
}

// progressLine shows how far a long command is, on one line that it rewrites, and only to a person at a terminal.
func progressLine() backup.Progress {
	if info, err := os.Stderr.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	last := time.Time{}
	return func(done, total int) {
		if time.Since(last) < 100*time.Millisecond && done < total {
			return
		}
		last = time.Now()
		fmt.Fprintf(os.Stderr, "\r%s / %s", vi.Int(done), vi.Int(total))
		if done >= total {
			fmt.Fprintln(os.Stderr)
		}
	}
}

type doctorCmd struct{ dataFlags }

// Help gives examples.
func (doctorCmd) Help() string {
	return `Kiểm tra cơ sở dữ liệu, từng tệp đính kèm, ổ đĩa và đồng hồ. Không sửa gì. Trả mã 1 khi có lỗi.

Ví dụ:
  mangnon doctor
  mangnon doctor --dir /srv/mangnon`
}

// Run examines an installation.
func (c doctorCmd) Run(ctx context.Context) error {
	a, err := app.Open(ctx, c.config())
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	findings, err := backup.Check(ctx, a.DB, a.Files)
	if err != nil {
		return err
	}
	bad := 0
	for _, f := range findings {
		fmt.Println(f)
		if f.Bad {
			bad++
		}
	}
	if bad > 0 {
		return errs.Newf(errs.Invalid, "%d chỗ cần sửa", bad)
	}
	return nil
}
