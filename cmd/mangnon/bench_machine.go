package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// machine says what this machine can do at best, so that the other numbers can be judged: the time of one fsync and the
// rate of an empty answer.
func machine(dir string) (string, error) {
	sync, err := fsyncTime(dir)
	if err != nil {
		return "", err
	}
	rate, err := helloRate()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("máy: %d nhân, fsync %.2f ms, trả lời rỗng %d lần/giây với một người hỏi", runtime.NumCPU(), sync, rate), nil
}

// fsyncTime is the median of 50 small writes that reach the disk, in milliseconds.
func fsyncTime(dir string) (float64, error) {
	f, err := os.Create(filepath.Join(dir, "fsync"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	times := make([]float64, 50)
	for i := range times {
		if _, err := f.WriteAt(make([]byte, 4096), 0); err != nil {
			return 0, err
		}
		started := time.Now()
		if err := f.Sync(); err != nil {
			return 0, err
		}
		times[i] = float64(time.Since(started).Microseconds()) / 1000
	}
	slices.Sort(times)
	return times[len(times)/2], nil
}

// helloRate is how many empty answers one client gets in a second over the loopback.
func helloRate() (int, error) {
	ln, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "xin chào") }), ReadHeaderTimeout: time.Second}
	go func() { _ = srv.Serve(ln) }()
	defer func() { _ = srv.Close() }()
	n, end := 0, time.Now().Add(time.Second)
	for time.Now().Before(end) {
		res, err := http.Get("http://" + ln.Addr().String())
		if err != nil {
			return 0, err
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			return 0, err
		}
		if err := res.Body.Close(); err != nil {
			return 0, err
		}
		n++
	}
	if n == 0 {
		return 0, errors.New("máy không trả lời lần nào trong một giây")
	}
	return n, nil
}
