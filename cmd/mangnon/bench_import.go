package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

type benchImportCmd struct {
	Rows    int    `help:"Số dòng của bảng." default:"100000"`
	Seed    uint64 `help:"Cùng một số cho cùng một bảng." default:"1"`
	Undo    bool   `help:"Hoàn tác cả bảng sau khi ghi."`
	Profile string `help:"Tệp ghi hồ sơ CPU." type:"path"`
}

// Help gives examples.
func (benchImportCmd) Help() string {
	return `Tạo một cơ sở dữ liệu tạm và một bảng XLSX 24 cột trẻ em giả định, rồi đi hết các bước của một lần nhập: đọc tệp, giữ dòng,
xem từng dòng (cả so với sổ để tìm trẻ trùng), ghi. Trong lúc đó một cán bộ khác ghi vào sổ khác mười lần mỗi giây.

Ví dụ:
  mangnon bench import
  mangnon bench import --rows 20000 --undo`
}

// Run measures and prints.
func (c benchImportCmd) Run(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "mangnon-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	a, err := app.Open(ctx, dataFlags{Dir: dir}.config())
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.LoadDemo(ctx); err != nil {
		return err
	}
	path := filepath.Join(dir, "tre-em.xlsx")
	if err := c.workbook(a, path); err != nil {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	forgetPeak()
	stop, err := profile(c.Profile)
	if err != nil {
		return err
	}
	started := time.Now()
	t, err := a.TrialImport(ctx, raw, c.Undo, func(int, int) {})
	took := time.Since(started) - t.Undo
	stop()
	if err != nil {
		return err
	}
	m, err := machine(dir)
	if err != nil {
		return err
	}
	fmt.Println(m + ", tải " + loadAverage())
	fmt.Printf("%s dòng, %s vào sổ, %s chờ xem; tệp %s\n", vi.Int(t.Rows), vi.Int(t.Added), vi.Int(t.Left), vi.Bytes(int64(len(raw))))
	for _, s := range []struct {
		name string
		took time.Duration
	}{{"đọc tệp", t.Read}, {"nạp chỉ mục", t.Index}, {"giữ dòng", t.Keep}, {"xem từng dòng", t.Judge}, {"ghi vào sổ", t.Write}, {"hoàn tác", t.Undo}} {
		fmt.Printf("%-14s %8.2f s\n", s.name, s.took.Seconds())
	}
	fmt.Printf("%-14s %8.2f s; thay đổi dài nhất %s; bộ nhớ nhiều nhất %s\n", "từ đọc đến ghi", took.Seconds(), ms(t.Longest), vi.Bytes(peakMemory()))
	if c.Undo {
		fmt.Printf("hoàn tác %s hồ sơ\n", vi.Int(t.Back))
	}
	if n := len(t.Others); n > 0 {
		fmt.Printf("người khác ghi %d lần: p50 %s, p99 %s, lâu nhất %s\n", n, ms(quantile(t.Others, 0.5)), ms(quantile(t.Others, 0.99)), ms(t.Others[n-1]))
	}
	return nil
}

func (c benchImportCmd) workbook(a *app.App, path string) error {
	var b bytes.Buffer
	if err := a.TrialWorkbook(&b, c.Rows, c.Seed); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// forgetPeak lets the system count the most memory from now on, where it can.
func forgetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

// profile writes where the time goes until stop, when a file is named.
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); _ = f.Close() }, pprof.StartCPUProfile(f)
}

// loadAverage is how busy the machine was in the last minute, empty where the system does not tell.
func loadAverage() string {
	raw, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(raw), " ")
	return first
}
