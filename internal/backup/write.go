package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

const manifestName = "manifest.json"

func tablePart(name string) string { return "tables/" + name + ".jsonl" }
func filePart(hash string) string  { return "files/" + hash }

// Write writes an archive of the whole installation to w while the program goes on working. All rows are of one moment;
// the attachments never change, so they are copied after it, when no transaction is open any more. The rows are read at
// the speed of w: give it a file, not a slow connection. An attachment that is gone or damaged does not stop the backup;
// it is listed as Lost.
func Write(ctx context.Context, db *store.DB, files *store.Files, w io.Writer, progress Progress) (s Summary, err error) {
	defer errs.Prefix(&err, "backup.Write")
	b := &writer{zip: zip.NewWriter(w), tally: tally{tell: progress}, sum: Summary{
		Format: Format, Program: programVersion(), Engine: db.Engine.Name(), At: time.Now().UTC().Truncate(time.Second),
	}}
	if err := snapshot(ctx, db, func(tx *sql.Tx) error { return b.rows(ctx, tx) }); err != nil {
		return Summary{}, writeError(db, err)
	}
	if err := b.attachments(ctx, files); err != nil {
		return Summary{}, writeError(db, err)
	}
	if err := b.manifest(); err != nil {
		return Summary{}, writeError(db, err)
	}
	return b.sum, nil
}

type writer struct {
	zip   *zip.Writer
	sum   Summary
	tally tally
}

func (b *writer) part(name string, method uint16) (io.Writer, error) {
	return b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: b.sum.At})
}

func (b *writer) rows(ctx context.Context, tx *sql.Tx) (err error) {
	if b.sum.Schema, err = schemaVersion(ctx, tx); err != nil {
		return err
	}
	all, err := relations(ctx, tx, b.sum.Engine)
	if err != nil {
		return err
	}
	if b.sum.Files, err = fileRows(ctx, tx); err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(r relation) bool { return leftOut[r.name] != "" })
	b.tally.total = len(b.sum.Files)
	for i, r := range all {
		all[i].carried = carriedOf(r, all)
		n := 0
		if err := each(ctx, tx, countOf(all[i]), nil, []any{&n}, func() error { return nil }); err != nil {
			return err
		}
		b.tally.total += n
	}
	for _, r := range all {
		if err := b.table(ctx, tx, r); err != nil {
			return fmt.Errorf("table %s: %w", r.name, err)
		}
	}
	return nil
}

func fileRows(ctx context.Context, q querier) (out []File, err error) {
	var f File
	err = each(ctx, q, `SELECT hash, size FROM file ORDER BY hash`, nil, []any{&f.Hash, &f.Size}, func() error {
		out = append(out, f)
		return nil
	})
	return out, err
}

// table writes the rows of a table one by one; no more than one is in memory.
func (b *writer) table(ctx context.Context, tx *sql.Tx, r relation) error {
	t := Table{Name: r.name}
	for _, a := range r.columns {
		t.Columns = append(t.Columns, a.Column)
	}
	part, err := b.part(tablePart(r.name), zip.Deflate)
	if err != nil {
		return err
	}
	sink := &counted{hash: sha256.New()}
	enc := json.NewEncoder(io.MultiWriter(part, sink))
	enc.SetEscapeHTML(false)
	row := newCells(t.Columns)
	err = each(ctx, tx, r.selectAll(t.Columns, r.carried), nil, row.dest, func() error {
		t.Rows++
		b.tally.row()
		return enc.Encode(row.values())
	})
	if err != nil {
		return err
	}
	t.Bytes, t.SHA256 = sink.n, sink.sum()
	b.sum.Altered += row.altered
	b.sum.Tables = append(b.sum.Tables, t)
	return nil
}

func (b *writer) attachments(ctx context.Context, files *store.Files) error {
	kept := b.sum.Files[:0]
	for _, f := range b.sum.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, ok, err := copyAttachment(files, f.Hash, func() (io.Writer, error) { return b.part(filePart(f.Hash), zip.Store) })
		if err != nil {
			return err
		}
		if ok {
			kept = append(kept, f)
		} else {
			b.sum.Lost = append(b.sum.Lost, f.Hash)
		}
		b.tally.done++
		b.tally.say()
	}
	b.sum.Files = kept
	return nil
}

// copyAttachment copies the bytes of a hash to where open leads. It reads them twice: nothing may be written of a file
// that is not whole. ok is false when the bytes are gone or are others.
func copyAttachment(files *store.Files, hash string, open func() (io.Writer, error)) (size int64, ok bool, err error) {
	f, err := files.Open(hash)
	if errs.Is(err, errs.NotFound) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = f.Close() }()
	sink := &counted{hash: sha256.New()}
	if _, err := io.Copy(sink, f); err != nil || sink.sum() != hash {
		return 0, false, nil //nolint:nilerr // a disk that cannot give the bytes back has lost them
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, false, err
	}
	w, err := open()
	if err != nil {
		return 0, false, err
	}
	size, err = io.Copy(w, f)
	return size, err == nil, err
}

func (b *writer) manifest() error {
	part, err := b.part(manifestName, zip.Deflate)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(part)
	enc.SetIndent("", " ")
	if err := enc.Encode(b.sum); err != nil {
		return err
	}
	b.tally.say()
	return b.zip.Close()
}

// programVersion is what the Go toolchain stamped into the program: a tag, or a commit with its date.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "phát triển"
}

// counted hashes and counts what is written to it.
type counted struct {
	hash hash.Hash
	n    int64
}

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.hash.Write(p)
}

func (c *counted) sum() string { return hex.EncodeToString(c.hash.Sum(nil)) }

func writeError(db *store.DB, err error) error {
	if store.DiskFull(err) || db.Engine.Classify(err) == errs.Full {
		return errs.Wrap(errs.Full, err, "Ổ đĩa nhận bản sao lưu đã đầy nên chưa sao lưu được. Dữ liệu đang dùng còn nguyên. Dọn ổ đĩa hoặc chọn ổ khác rồi làm lại.")
	}
	return err
}
