// Command mangnon runs a locality's yearly work for children: one program, with its database inside.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// commands is what the program can do; each one is a file of this folder.
type commands struct {
	Demo      demoCmd      `cmd:"" help:"Chạy thử với một phường minh họa; không cần cài gì."`
	Serve     serveCmd     `cmd:"" help:"Chạy cho đơn vị thật."`
	Plan      planCmd      `cmd:"" help:"Đọc hoặc soát một văn bản kế hoạch, không cần cơ sở dữ liệu."`
	Backup    backupCmd    `cmd:"" help:"Sao lưu toàn bộ vào một tệp, cả khi đang chạy."`
	Restore   restoreCmd   `cmd:"" help:"Phục hồi từ một tệp sao lưu vào thư mục mới."`
	MigrateDB migrateDBCmd `cmd:"" name:"migrate-db" help:"Chuyển cả cài đặt giữa SQLite và PostgreSQL."`
	User      userCmd      `cmd:"" help:"Tài khoản: liệt kê, thêm, đặt lại mật khẩu."`
	Bench     benchCmd     `cmd:"" help:"Đo tốc độ trên máy này."`
	Generate  generateCmd  `cmd:"" help:"Tạo danh sách trẻ em giả định, biết trước hồ sơ nào trùng, để đo việc ghép."`
	Doctor    doctorCmd    `cmd:"" help:"Khám cơ sở dữ liệu, tệp và ổ đĩa."`
	Verify    verifyCmd    `cmd:"" help:"Kiểm tra chuỗi lịch sử có bị sửa, xóa, chèn hay cắt không."`
	Version   versionCmd   `cmd:"" help:"In phiên bản."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

// run carries out one command line and gives the exit code: 0 done, 1 failed, 2 not understood.
func run(ctx context.Context, args []string) int {
	if len(args) == 0 { // a double click: serve on this machine and open the browser
		args = []string{"serve", "--open"}
	}
	var cli commands
	parser, err := kong.New(&cli, kong.Name("mangnon"),
		kong.Description("Măng Non: kế hoạch và công việc vì trẻ em của một địa phương."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "mangnon: %v\nGõ “mangnon --help” để xem các lệnh.\n", err)
		return 2
	}
	if err := kctx.Run(); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "mangnon: "+words(err))
		return 1
	}
	return 0
}

// words is an error for the person at the console: the words of a known failure, else the whole chain.
func words(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Message != "" {
		s := e.Message
		for _, f := range e.Fields {
			s += "\n  " + f.Message
		}
		if e.Err != nil {
			s += " (" + e.Err.Error() + ")"
		}
		return s
	}
	return err.Error()
}
