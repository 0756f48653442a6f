package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage/measure"
	"github.com/mangnon/mangnon/internal/match/trial"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/postgres"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

type benchMatchCmd struct {
	Registry string `required:"" type:"existingfile" help:"Danh sách: 13 cột cách nhau bằng tab, không có dòng đầu; cột 2 là đáp án, chỉ dùng để chấm."`
	Queries  string `type:"existingfile" help:"Các lần tìm: đáp án, tên gõ, ngày sinh gõ, kiểu sai, mã xã."`
	Postgres string `placeholder:"URL" help:"Cơ sở dữ liệu PostgreSQL trống để đo trong đó; không có thì đo trên tệp SQLite tạm."`
	Memory   bool   `help:"Không qua cơ sở dữ liệu: nạp danh sách thẳng vào bộ nhớ."`
	JSON     bool   `name:"json" help:"In kết quả dạng JSON."`
}

// Help gives examples.
func (benchMatchCmd) Help() string {
	return `Danh sách được ghi vào một cơ sở dữ liệu tạm rồi nạp vào chỉ mục. Thời gian tìm tính cả đường: đọc dòng chữ gõ vào, hỏi chỉ mục,
đọc lại từng hồ sơ tìm thấy từ cơ sở dữ liệu. Thời gian tìm hồ sơ trùng tính từ khi chỉ mục đã nạp đến khi có nhóm: học trọng số, so và gộp.

Ví dụ:
  mangnon generate --children 100000 --seed 7 -o r.tsv --queries q.tsv
  mangnon bench match --registry r.tsv --queries q.tsv
  mangnon bench match --registry r.tsv --postgres postgres://do@localhost/trong
  mangnon bench match --registry r.tsv --memory --json`
}

type matchResult struct {
	Records    int                `json:"records"`
	Reading    time.Duration      `json:"reading_ns,omitempty"`
	Writing    time.Duration      `json:"writing_ns,omitempty"` // into the database
	Filling    time.Duration      `json:"filling_ns,omitempty"` // the index out of the database
	Duplicates measure.Duplicates `json:"duplicates"`
	Searches   []measure.Search   `json:"searches,omitempty"`
	PeakBytes  int64              `json:"peak_bytes"`
}

// Run measures and prints.
func (c benchMatchCmd) Run(ctx context.Context) error {
	debug.SetGCPercent(40) // a large register that lives long: collect early rather than hold twice as much
	measured := c.stored
	if c.Memory {
		measured = func(context.Context) (matchResult, error) { return c.measure() }
	}
	res, err := measured(ctx)
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

// stored measures through a temporary database.
func (c benchMatchCmd) stored(ctx context.Context) (res matchResult, err error) {
	db, closes, err := c.database(ctx)
	if err != nil {
		return res, err
	}
	defer closes()
	through, err := openAnd(c.Registry, func(registry io.Reader) (trial.Result, error) {
		if c.Queries == "" {
			return trial.Measure(ctx, db, registry, nil)
		}
		return openAnd(c.Queries, func(queries io.Reader) (trial.Result, error) { return trial.Measure(ctx, db, registry, queries) })
	})
	return matchResult{Records: through.Records, Writing: through.Writing, Filling: through.Filling, Duplicates: through.Duplicates, Searches: through.Searches, PeakBytes: peakMemory()}, err
}

// database opens an empty one.
func (c benchMatchCmd) database(ctx context.Context) (db *store.DB, closes func(), err error) {
	if c.Postgres != "" {
		db, err = postgres.Open(ctx, c.Postgres)
		return db, func() { _ = db.Close() }, err
	}
	dir, err := os.MkdirTemp("", "mangnon-bench-")
	if err != nil {
		return nil, nil, err
	}
	if db, err = sqlite.Open(ctx, filepath.Join(dir, "match.db"), sqlite.Options{Fast: true}); err != nil {
		_ = os.RemoveAll(dir)
		return nil, nil, err
	}
	return db, func() { _ = db.Close(); _ = os.RemoveAll(dir) }, nil
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
	fmt.Fprintf(w, "%s hồ sơ, đọc tệp %s, ghi vào cơ sở dữ liệu %s, nạp chỉ mục %s, bộ nhớ nhiều nhất %s\n", vi.Int(r.Records), ms(r.Reading), ms(r.Writing), ms(r.Filling), vi.Bytes(r.PeakBytes))
	fmt.Fprintf(w, "tìm hồ sơ trùng: %s (chuẩn bị %s, so, học trọng số và gộp %s)\n", ms(d.Total), ms(d.Prepare), ms(d.Match))
	for _, q := range []struct {
		name string
		measure.Quality
	}{{"cặp", d.Pairs}, {"nhóm", d.Clusters}} {
		fmt.Fprintf(w, "  %-5s đúng %.4f  đủ %.4f  F1 %.4f\n", q.name, q.Precision, q.Recall, q.F1)
	}
	for _, s := range r.Searches {
		fmt.Fprintf(w, "tìm %-32s %d lần  hit@1 %.3f  hit@10 %.3f  p50 %s  p99 %s\n", s.Asked, s.Number, s.Hit1, s.Hit10, fine(s.P50), fine(s.P99))
	}
}

// fine writes a short time in milliseconds with two places.
func fine(d time.Duration) string {
	return strings.Replace(strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 2, 64), ".", ",", 1) + " ms"
}
