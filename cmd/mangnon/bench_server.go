package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/app"
)

// server is this very program, serving in a process of its own.
type server struct {
	cmd    *exec.Cmd
	base   string
	client *http.Client
}

// spawn starts the program on a free port and waits for the line with its address.
func spawn(ctx context.Context, dir string) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "serve", "--dir", dir, "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, addr, ok := strings.Cut(lines.Text(), "http://"); ok {
			jar, _ := cookiejar.New(nil)
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return &server{cmd, "http://" + strings.TrimRight(addr, "/"), &http.Client{Jar: jar}}, nil
		}
	}
	return nil, errors.Join(errors.New("tiến trình không in địa chỉ"), cmd.Wait())
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// startTime is from the start of the process to its first answer.
func startTime(ctx context.Context, dir string) (time.Duration, error) {
	started := time.Now()
	s, err := spawn(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	res, err := s.client.Get(s.base + "/dang-nhap")
	if err != nil {
		return 0, err
	}
	return time.Since(started), res.Body.Close()
}

func (s *server) signIn(ctx context.Context) error {
	form := url.Values{"ten-dang-nhap": {app.DemoPeople()[0].Username}, "mat-khau": {app.DemoPassword}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+"/dang-nhap", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	if err := res.Body.Close(); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("đăng nhập trả %d", res.StatusCode)
	}
	return nil
}

var serverTiming = regexp.MustCompile(`app;dur=([0-9.]+)`)

// read opens a page n times and gives the sorted server times in milliseconds, the size of the page and its status.
func (s *server) read(ctx context.Context, page string, n int) (times []float64, size int64, status int, err error) {
	for range n {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+page, nil)
		if err != nil {
			return nil, 0, 0, err
		}
		res, err := s.client.Do(req)
		if err != nil {
			return nil, 0, 0, err
		}
		size, err = io.Copy(io.Discard, res.Body)
		if err := errors.Join(err, res.Body.Close()); err != nil {
			return nil, 0, 0, err
		}
		m := serverTiming.FindStringSubmatch(res.Header.Get("Server-Timing"))
		if m == nil {
			return nil, 0, 0, fmt.Errorf("%s không cho biết thời gian máy chủ", page)
		}
		t, _ := strconv.ParseFloat(m[1], 64)
		times, status = append(times, t), res.StatusCode
	}
	slices.Sort(times)
	return times, size, status, nil
}

// rss is the memory of the process in MB, 0 where the system does not tell.
func (s *server) rss() int {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb / 1024
		}
	}
	return 0
}

// quantile of sorted times: the nearest rank.
func quantile[T any](sorted []T, q float64) T {
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

func ms(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) + " ms" }

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// short is an address without its ids.
func short(page string) string { return ids.ReplaceAllString(page, "…") }
