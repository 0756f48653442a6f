package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// HistoryFile is a file with the rows of the history before a day: JSON lines, packed by gzip, the names of the columns in the
// first line. The rows stay in the database too: the seal runs over all of them.
type HistoryFile struct {
	Name   string  `json:"Tệp"`
	Before day.Day `json:"Trước ngày"`
	Rows   int64   `json:"Số dòng"`
	SHA256 string  `json:"Mã kiểm tra (SHA-256)"` // of the file as it lies there
}

// historyFiles is the record of these files in the history.
const historyFiles = "history-file"

// WriteHistory writes the rows before a day to a new file of the folder, readable to its owner only, and notes it in the
// history. A file of the same day gets a number: none is ever replaced.
func WriteHistory(ctx context.Context, db *store.DB, dir string, before day.Day, by actor.Actor, tell Progress) (h HistoryFile, err error) {
	defer errs.Prefix(&err, "backup.WriteHistory")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return h, cannotWrite(db, err, filepath.Join(dir, "x"))
	}
	h.Before = before
	tmp, err := os.CreateTemp(dir, ".lich-su-*") // made with mode 0600
	if err != nil {
		return h, cannotWrite(db, err, filepath.Join(dir, "x"))
	}
	defer func() {
		_ = tmp.Close()
		_ = os.Remove(tmp.Name())
	}()
	sink := &counted{hash: sha256.New()}
	zip := gzip.NewWriter(io.MultiWriter(tmp, sink))
	if h.Rows, err = historyRows(ctx, db, zip, before, tell); err != nil {
		return h, writeError(db, err)
	}
	for _, finish := range []func() error{zip.Close, tmp.Sync, tmp.Close} {
		if err := finish(); err != nil {
			return h, writeError(db, err)
		}
	}
	if h.SHA256, err = hashOf(tmp.Name()); err != nil || h.SHA256 != sink.sum() {
		return h, errs.Wrap(errs.Internal, err, "Tệp lưu trữ đọc lại không khớp.")
	}
	if h.Name, err = place(tmp.Name(), dir, "lich-su-truoc-"+before.ISO()); err != nil {
		return h, err
	}
	return h, write(ctx, db, by, store.Entry{Kind: noteKind, ID: historyFiles, Action: "Xuất lịch sử cũ ra tệp lưu trữ", After: h})
}

// historyRows writes the rows in the order of their ids, one line each.
func historyRows(ctx context.Context, db *store.DB, w io.Writer, before day.Day, tell Progress) (n int64, err error) {
	out := bufio.NewWriter(w)
	err = snapshot(ctx, db, func(tx *sql.Tx) error {
		all, err := relations(ctx, tx, db.Engine.Name())
		if err != nil {
			return err
		}
		r := all[slices.IndexFunc(all, func(r relation) bool { return r.name == "audit" })]
		limit := before.Start().UnixMilli()
		work := tally{tell: tell}
		if err := each(ctx, tx, `SELECT COUNT(*) FROM audit WHERE at < $1`, []any{limit}, []any{&work.total}, func() error { return nil }); err != nil {
			return err
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		var names []string
		for _, c := range r.all() {
			names = append(names, c.Name)
		}
		if err := enc.Encode(names); err != nil {
			return err
		}
		row := newCells(r.all())
		return each(ctx, tx, r.selectAll(row.columns, `"at" < $1`), []any{limit}, row.dest, func() error {
			n++
			work.row()
			return enc.Encode(row.values())
		})
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

func hashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// place gives a finished file the first free name.
func place(tmp, dir, stem string) (string, error) {
	for n := 1; ; n++ {
		name := stem + ".jsonl.gz"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.jsonl.gz", stem, n)
		}
		err := os.Link(tmp, filepath.Join(dir, name))
		if os.IsExist(err) {
			continue
		}
		if err != nil { // a disk that knows no links
			return name, os.Rename(tmp, filepath.Join(dir, name))
		}
		return name, nil
	}
}

// HistoryFiles are the files that were written, newest first, as the history has them.
func HistoryFiles(ctx context.Context, db *store.DB, limit int) ([]HistoryFile, []store.Event, error) {
	events, err := store.HistoryOf(ctx, db.Reader(actor.System("các tệp lịch sử đã xuất")), noteKind, historyFiles, limit)
	out := make([]HistoryFile, len(events))
	for i, e := range events {
		if err := json.Unmarshal([]byte(e.After), &out[i]); err != nil {
			return nil, nil, fmt.Errorf("backup: history file %s: %w", e.ID, err)
		}
	}
	return out, events, err
}
