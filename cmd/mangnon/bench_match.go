package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage/measure"
)

type benchMatchCmd struct {
	Registry string `required:"" type:"existingfile" help:"Danh sách: 13 cột cách nhau bằng tab, không có dòng đầu; cột 2 là đáp án, chỉ dùng để chấm."`
	Queries  string `type:"existingfile" help:"Các lần tìm: đáp án, tên gõ, ngày sinh gõ, kiểu sai, mã xã."`
	JSON     bool   `name:"json" help:"In kết quả dạng JSON."`
}

// Help gives examples.
func (benchMatchCmd) Help() string {
	return `Hiện nay danh sách được nạp thẳng vào bộ nhớ, chưa qua cơ sở dữ liệu; thời gian tìm vì thế chưa gồm phần đọc cơ sở dữ liệu.
Thời gian tìm hồ sơ trùng tính từ khi các dòng đã đọc khỏi tệp đến khi có nhóm: chuẩn bị, học trọng số, so và gộp.

Ví dụ:
  mangnon generate --children 100000 --seed 7 -o r.tsv --queries q.tsv
  mangnon bench match --registry r.tsv --queries q.tsv
  mangnon bench match --registry r.tsv --json`
}

type matchResult struct {
	Records    int                `json:"records"`
	Reading    time.Duration      `json:"reading_ns"`
	Duplicates measure.Duplicates `json:"duplicates"`
	Searches   []measure.Search   `json:"searches,omitempty"`
	PeakBytes  int64              `json:"peak_bytes"`
}

// Run measures and prints.
func (c benchMatchCmd) Run() error {
	debug.SetGCPercent(40) // a large register that lives long: collect early rather than hold twice as much
	res, err := c.measure()
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(res)
	}
	res.print(os.Stdout)
	return nil
}

func (c benchMatchCmd) measure() (res matchResult, err error) {
	r, err := openAnd(c.Registry, measure.Load)
	if err != nil {
		return res, err
	}
	if r.People.Len() == 0 {
		return res, errs.New(errs.Invalid, "Danh sách trống.")
	}
	res.Records, res.Reading = r.People.Len(), r.Reading
	res.Duplicates = measure.MeasureDuplicates(r)
	if c.Queries != "" {
		queries, err := openAnd(c.Queries, r.LoadQueries)
		if err != nil {
			return res, err
		}
		res.Searches = measure.MeasureSearch(r, queries)
	}
	res.PeakBytes = peakMemory()
	return res, nil
}

func openAnd[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, errs.Wrap(errs.NotFound, err, "Không mở được tệp "+path)
	}
	defer func() { _ = f.Close() }()
	return read(f)
}

// peakMemory is the most that the process ever held, as Linux counts it; elsewhere what Go has taken from the system.
func peakMemory() int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if _, after, ok := strings.Cut(string(raw), "VmHWM:"); err == nil && ok {
		if kb, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64); err == nil {
			return kb << 10
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}

func (r matchResult) print(w io.Writer) {
	d := r.Duplicates
	fmt.Fprintf(w, "%s hồ sơ, đọc tệp %s, bộ nhớ nhiều nhất %s\n", vi.Int(r.Records), ms(r.Reading), vi.Bytes(r.PeakBytes))
	fmt.Fprintf(w, "tìm hồ sơ trùng: %s (chuẩn bị %s, so, học trọng số và gộp %s)\n", ms(d.Total), ms(d.Prepare), ms(d.Match))
	for _, q := range []struct {
		name string
		measure.Quality
	}{{"cặp", d.Pairs}, {"nhóm", d.Clusters}} {
		fmt.Fprintf(w, "  %-5s đúng %.4f  đủ %.4f  F1 %.4f\n", q.name, q.Precision, q.Recall, q.F1)
	}
	for _, s := range r.Searches {
		fmt.Fprintf(w, "tìm %-18s %d lần  hit@1 %.3f  hit@10 %.3f  p50 %s  p99 %s\n", s.Asked, s.Number, s.Hit1, s.Hit10, fine(s.P50), fine(s.P99))
	}
}

// fine writes a short time in milliseconds with two places.
func fine(d time.Duration) string {
	return strings.Replace(strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 2, 64), ".", ",", 1) + " ms"
}
