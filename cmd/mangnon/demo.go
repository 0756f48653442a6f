package main

import (
	"context"
	"fmt"
	"net"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/app"
)

type demoCmd struct {
	Dir  string `help:"Thư mục dữ liệu minh họa." type:"path" default:"mangnon-demo" placeholder:"DIR"`
	Addr string `help:"Địa chỉ lắng nghe." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
}

// Help gives examples.
func (demoCmd) Help() string {
	return `Tạo cơ sở dữ liệu nhúng với một phường, cơ quan, người và kế hoạch không có thật, rồi in địa chỉ và cách đăng nhập.
Chạy lại cùng thư mục thì dùng tiếp dữ liệu cũ. Xóa thư mục là xóa hết.

Ví dụ:
  mangnon demo
  mangnon demo --dir /tmp/thu --addr 127.0.0.1:9000`
}

// Run serves the demonstration.
func (c demoCmd) Run(ctx context.Context) error {
	cfg := dataFlags{Dir: c.Dir}.config()
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.LoadDemo(ctx); err != nil {
		return err
	}
	ln, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	dir, _ := filepath.Abs(c.Dir)
	fmt.Print(welcome(dir, ln.Addr()))
	return serve(ctx, ln, a)
}

func welcome(dir string, addr net.Addr) string {
	s := "Măng Non, dữ liệu minh họa (người và số liệu không có thật)\n"
	s += "  Thư mục:    " + dir + "\n"
	s += "  Mở:         http://" + addr.String() + "/\n"
	s += "  Đăng nhập:\n"
	for _, p := range app.DemoPeople() {
		s += fmt.Sprintf("    %-10s %s  (%s, %s)\n", p.Username, app.DemoPassword, p.Name, p.Title)
	}
	s += "  Đường dẫn mẫu cho cơ quan không có tài khoản: http://" + addr.String() + "/l/" + app.DemoSecret + "\n"
	s += "  Trang lãnh đạo trên điện thoại: http://" + addr.String() + "/t/" + app.DemoWeekSecret + ", mã PIN " + app.DemoPIN + "\n"
	return s + "Bấm Ctrl+C để dừng.\n"
}
