package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/web"
)

type benchLoadCmd struct {
	Rows    int `help:"Số trẻ trong sổ." default:"100000"`
	Clients int `help:"Bao nhiêu người hỏi cùng lúc." default:"8"`
	Seconds int `help:"Mỗi phần đo bao lâu." default:"10"`
}

// Help gives examples.
func (benchLoadCmd) Help() string {
	return `Tạo một cơ sở dữ liệu tạm có nhiều trẻ giả định, chạy chương trình như một tiến trình riêng rồi cho nhiều người hỏi cùng lúc:
danh sách 50 trẻ một trang, trang của một trẻ, thêm một trẻ (ghi xuống đĩa từng lần, có lịch sử). Người hỏi chạy trên cùng máy.

Ví dụ:
  mangnon bench load
  mangnon bench load --rows 20000 --seconds 5`
}

// Run measures on this machine and prints the machine's own limits beside the results.
func (c benchLoadCmd) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "mangnon-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	a, err := app.Open(ctx, dataFlags{Dir: dir}.config())
	if err != nil {
		return err
	}
	if err := a.LoadDemo(ctx); err != nil {
		return errors.Join(err, a.Close())
	}
	t, err := a.FillForLoad(ctx, c.Rows, func(int, int) {})
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	m, err := machine(dir)
	if err != nil {
		return err
	}
	s, err := spawn(ctx, dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if err := s.signIn(ctx); err != nil {
		return err
	}
	s.settle(ctx)
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.client.Transport = &http.Transport{MaxIdleConnsPerHost: c.Clients, DisableCompression: true}
	fmt.Printf("%s, tải %s; %d trẻ, %d người hỏi\n%-20s %10s %8s %8s %8s\n", m, loadAverage(), c.Rows, c.Clients, "", "lần/giây", "p50", "p99", "lỗi")
	get := func(addresses []string) func(n int) (*http.Request, error) {
		return func(n int) (*http.Request, error) {
			return http.NewRequestWithContext(ctx, http.MethodGet, s.base+addresses[n%len(addresses)], nil)
		}
	}
	for _, part := range []struct {
		name string
		ask  func(n int) (*http.Request, error)
		want int
	}{
		{"danh sách 50", get(t.Lists[:1]), http.StatusOK},
		{"danh sách có lọc", get(t.Lists[1:]), http.StatusOK},
		{"trang một trẻ", get(t.Records), http.StatusOK},
		{"thêm một trẻ", func(n int) (*http.Request, error) {
			form := a.LoadChild(n)
			form.Set("once", web.NewKey())
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+t.Add, strings.NewReader(form.Encode()))
			if err == nil {
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			return req, err
		}, http.StatusSeeOther},
	} {
		if err := c.load(s, part.name, part.want, part.ask); err != nil {
			return err
		}
	}
	fmt.Printf("bộ nhớ của chương trình %d MB\n", s.rss())
	return nil
}

// load lets the clients ask for the time and prints how it went.
func (c benchLoadCmd) load(s *server, name string, want int, ask func(n int) (*http.Request, error)) error {
	var next, wrong atomic.Int64
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	var group sync.WaitGroup
	started := time.Now()
	for range c.Clients {
		group.Go(func() {
			var took []time.Duration
			var err error
			for time.Since(started) < time.Duration(c.Seconds)*time.Second && err == nil {
				var status int
				began := time.Now()
				status, err = s.once(ask(int(next.Add(1))))
				if took = append(took, time.Since(began)); status != want {
					wrong.Add(1)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all, failed = append(all, took...), errors.Join(failed, err)
		})
	}
	group.Wait()
	if failed != nil {
		return failed
	}
	slices.Sort(all)
	fmt.Printf("%-20s %10.0f %8.1f %8.1f %8d\n", name, float64(len(all))/time.Since(started).Seconds(), float64(quantile(all, 0.5).Microseconds())/1000, float64(quantile(all, 0.99).Microseconds())/1000, wrong.Load())
	return nil
}

func (s *server) once(req *http.Request, err error) (status int, _ error) {
	if err != nil {
		return 0, err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, errors.Join(err, res.Body.Close())
}

// settle waits until the program has done what it does by itself after it starts: it keeps a copy and tries it.
func (s *server) settle(ctx context.Context) {
	for before, quiet := -1, 0; ctx.Err() == nil; {
		now := s.ticks()
		if now-before >= 3 { // hundredths of a second of work in one second
			quiet = 0
		} else if quiet++; quiet == 10 { // some of it begins only after a while
			return
		}
		before = now
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// ticks is how long the process has worked, in hundredths of a second; always 0 where the system does not tell.
func (s *server) ticks() int {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(raw), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return user + system
}
