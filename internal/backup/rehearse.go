package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Rehearsal is how a try to restore a backup went. The history keeps it, as it is.
type Rehearsal struct {
	Archive string `json:"Bản sao lưu"`
	MadeAt  string `json:"Sao lưu lúc"`
	Rows    int64  `json:"Số dòng"`
	Files   int    `json:"Số tệp đính kèm"`
	Seconds int64  `json:"Mất số giây"`
	Problem string `json:"Vướng,omitempty"` // Vietnamese; empty when all is well

	At time.Time `json:"-"` // when it was tried
}

// TooOld is the age at which a rehearsal, or a backup, says nothing about today any more.
const TooOld = 7 * 24 * time.Hour

const (
	rehearsed       = "rehearsal"
	rehearsalPrefix = "thu-phuc-hoi-"
	rehearsalAction = "Thử phục hồi bản sao lưu"
	sampledFiles    = 200
)

// Rehearse restores the newest archive into a temporary copy in SQLite, whatever the installation runs on, compares it with
// its manifest, examines it and removes it again. What is wrong with the archive is the rehearsal's Problem; the error is only
// for a try that was stopped or could not be noted.
func (k *Keeper) Rehearse(ctx context.Context) (r Rehearsal, err error) {
	defer errs.Prefix(&err, "backup.Rehearse")
	began := time.Now()
	failure := k.rehearse(ctx, &r)
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	if failure != nil {
		r.Problem = problemWords(failure)
	}
	r.Seconds = int64(time.Since(began).Round(time.Second) / time.Second)
	r.At = k.DB.Clock().Time
	return r, write(ctx, k.DB, actor.System("thử phục hồi hằng đêm"), store.Entry{Kind: noteKind, ID: rehearsed, Action: rehearsalAction, After: r})
}

func problemWords(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Message != "" {
		return e.Message
	}
	return vi.Cut(err.Error(), 300)
}

func (k *Keeper) rehearse(ctx context.Context, r *Rehearsal) error {
	list, err := k.Folder.List()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return errs.New(errs.NotFound, "Chưa có bản sao lưu nào trong thư mục sao lưu.")
	}
	r.Archive, r.MadeAt = list[0].Name, list[0].At.In(day.Zone).Format("15:04 02/01/2006")
	left, _ := filepath.Glob(filepath.Join(k.Folder.Dir, rehearsalPrefix+"*"))
	for _, dir := range left { // of a program that was killed; only one rehearsal runs at a time
		_ = os.RemoveAll(dir)
	}
	dir, err := os.MkdirTemp(k.Folder.Dir, rehearsalPrefix)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	db, files, err := k.Stage(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	sum, err := Restore(ctx, k.Folder.Path(list[0]), db, files, nil)
	if err != nil {
		return err
	}
	r.Rows, r.Files = sum.Rows(), len(sum.Files)
	return k.examine(ctx, db, files, sum)
}

// examine looks at a restored copy as the doctor does, and counts.
func (k *Keeper) examine(ctx context.Context, db *store.DB, files *store.Files, sum Summary) error {
	_, reader := db.Raw()
	for _, t := range sum.Tables {
		var n int64
		if err := reader.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+quoted(t.Name)).Scan(&n); err != nil {
			return err
		}
		if n != t.Rows {
			return errs.Newf(errs.Invalid, "Bản phục hồi có %s dòng ở bảng %s, bản sao lưu ghi %s.", vi.Int(n), t.Name, vi.Int(t.Rows))
		}
	}
	p, err := patientOf(ctx, db, files)
	if err != nil {
		return err
	}
	for _, run := range []func(context.Context, patient) (Finding, error){checkSchema, checkIntegrity, checkReferences} {
		if f, err := run(ctx, p); err != nil || f.Bad {
			return errors.Join(err, errs.New(errs.Invalid, "Bản phục hồi không lành: "+f.Text+"."))
		}
	}
	if err := sample(files, sum.Files); err != nil {
		return err
	}
	if k.Chain == nil {
		return nil
	}
	return k.Chain(ctx, db)
}

// sample reads some attachments of the copy, evenly spread, and compares each with its hash.
func sample(files *store.Files, list []File) error {
	step := max(1, len(list)/sampledFiles)
	for i := 0; i < len(list); i += step {
		size, ok, err := copyAttachment(files, list[i].Hash, discard)
		if err != nil {
			return err
		}
		if !ok || size != list[i].Size {
			return errs.Newf(errs.Invalid, "Tệp đính kèm %s trong bản phục hồi không khớp mã kiểm tra.", list[i].Hash[:8])
		}
	}
	return nil
}

// LastRehearsal is the latest try; ok is false when there was none.
func LastRehearsal(ctx context.Context, db *store.DB) (r Rehearsal, ok bool, err error) {
	events, err := store.HistoryOf(ctx, db.Reader(actor.System("lần thử phục hồi gần nhất")), noteKind, rehearsed, 1)
	if err != nil || len(events) == 0 {
		return r, false, err
	}
	if err := json.Unmarshal([]byte(events[0].After), &r); err != nil {
		return r, false, fmt.Errorf("backup: rehearsal %s: %w", events[0].ID, err)
	}
	r.At = events[0].At.Time
	return r, true, nil
}

// Words say how a rehearsal went.
func (r Rehearsal) Words() string {
	at := r.At.In(day.Zone).Format("15:04 02/01/2006")
	if r.Problem != "" {
		return "Thử phục hồi lúc " + at + " không được: " + r.Problem
	}
	return "Đã thử phục hồi lúc " + at + ", " + vi.Int(r.Rows) + " bản ghi, " + vi.Int(r.Files) + " tệp"
}
