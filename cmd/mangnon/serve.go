package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/app"
)

type serveCmd struct {
	dataFlags
	mailFlags
	Addr         string   `help:"Địa chỉ lắng nghe." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	HTTPS        bool     `name:"https" help:"Trang chỉ đi qua HTTPS (có máy chủ trung gian phía trước): cookie chỉ gửi qua HTTPS."`
	TrustedProxy []string `help:"Máy chủ trung gian được tin, ví dụ 127.0.0.1/32: chỉ khi gọi từ đó, dòng X-Forwarded-For mới được đọc. Không ghi thì không tin ai." placeholder:"CIDR" env:"MANGNON_TRUSTED_PROXY"`
	Open         bool     `help:"Mở trình duyệt khi sẵn sàng."`

	BackupDir string `help:"Thư mục sao lưu hằng đêm, nên ở ổ khác; không ghi thì dùng backups trong thư mục dữ liệu." type:"path" placeholder:"DIR" env:"MANGNON_BACKUP_DIR"`
}

// Help gives examples.
func (serveCmd) Help() string {
	return `Ví dụ:
  mangnon serve
  mangnon serve --dir /srv/mangnon --addr 0.0.0.0:8080
  mangnon serve --dir /srv/mangnon --db postgres://mangnon@localhost/mangnon --https --trusted-proxy 127.0.0.1/32
  mangnon serve --mail-server smtp.hungyen.gov.vn:587 --mail-from phuong@hungyen.gov.vn --mail-user phuong --mail-password-file /etc/mangnon/mat-khau-thu`
}

// Run serves until it is told to stop.
func (c serveCmd) Run(ctx context.Context) error {
	cfg := c.config()
	cfg.Secure, cfg.Backup = c.HTTPS, c.BackupDir
	var err error
	if cfg.Proxies, err = proxies(c.TrustedProxy); err != nil {
		return err
	}
	if err := c.apply(&cfg); err != nil {
		return err
	}
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	ln, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	address := "http://" + ln.Addr().String() + "/"
	fmt.Println("Dữ liệu:  " + cfg.Dir)
	ready, err := a.Org.SetUp(ctx)
	if err != nil {
		return err
	}
	if !ready {
		fmt.Println("Chưa thiết lập. Mở " + address + "thiet-lap và nhập mã một lần: " + a.SetupCode)
		address += "thiet-lap"
	}
	fmt.Println("Địa chỉ:  " + address)
	if c.Open {
		openBrowser(address)
	}
	return serve(ctx, ln, a)
}

// listen takes the address, or says which program to ask when it is taken.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("không mở được địa chỉ %s, có thể chương trình khác đang dùng; chọn cổng khác bằng --addr: %w", addr, err)
	}
	return ln, nil
}

// serve answers until the context ends, then lets the requests under way finish.
func serve(ctx context.Context, ln net.Listener, a *app.App) error {
	srv := &http.Server{
		Handler:           a.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Minute, // a large file over a slow line
		WriteTimeout:      10 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	go a.Warm()
	var work sync.WaitGroup
	working, stopWork := context.WithCancel(ctx)
	defer work.Wait()
	defer stopWork()
	work.Go(func() { a.Work(working) })
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(end); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// openBrowser shows an address to the person at this machine; when it cannot, the address printed above serves.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	case "darwin":
		name = "open"
	}
	_ = exec.Command(name, args...).Start()
}
