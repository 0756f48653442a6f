package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/postgres"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// Moving says from which database an installation goes to which. Each is a SQLite file, a folder that holds mangnon.db, or a
// postgres:// address.
type Moving struct {
	From, To       string
	FromDir, ToDir string // data folders, with the attachments in files; empty for the folder of the SQLite file
}

// Move carries a whole installation from one database to the other; see backup.Move. Both servers must be stopped: a database
// that another program has open is errs.Conflict.
func Move(ctx context.Context, m Moving, progress backup.Progress) (moved backup.Moved, err error) {
	if err := m.settle(); err != nil {
		return moved, err
	}
	from, err := m.openSource(ctx)
	if err != nil {
		return moved, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := m.openTarget(ctx)
	if err != nil {
		return moved, err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	fromFiles, err := store.OpenFiles(filepath.Join(m.FromDir, "files"))
	if err != nil {
		return moved, err
	}
	toFiles, err := store.OpenFiles(filepath.Join(m.ToDir, "files"))
	if err != nil {
		return moved, err
	}
	before, err := newestRow(ctx, from)
	if err != nil {
		return moved, err
	}
	if moved, err = backup.Move(ctx, from, to, fromFiles, toFiles, progress); err != nil {
		return moved, err
	}
	if after, err := newestRow(ctx, from); err != nil || after != before {
		return moved, errors.Join(err, errs.New(errs.Conflict, "Có chương trình đã ghi vào nguồn trong lúc chuyển, nên đích thiếu phần đó. Dừng chương trình, xóa đích rồi chuyển lại."))
	}
	return moved, to.Write(ctx, actor.System("lệnh migrate-db"), func(tx *store.Tx) error {
		return tx.Audit(ctx, store.Entry{Kind: "backup", ID: "move", Action: "Chuyển toàn bộ dữ liệu sang " + map[string]string{"sqlite": "SQLite", "postgres": "PostgreSQL"}[to.Engine.Name()]})
	})
}

// settle fills what was not given and refuses what cannot be meant.
func (m *Moving) settle() error {
	for _, side := range []struct{ db, dir *string }{{&m.From, &m.FromDir}, {&m.To, &m.ToDir}} {
		if IsPostgres(*side.db) {
			continue
		}
		if info, err := os.Stat(*side.db); err == nil && info.IsDir() {
			*side.db = filepath.Join(*side.db, "mangnon.db")
		}
		if *side.dir == "" {
			*side.dir = filepath.Dir(*side.db)
		}
	}
	if m.ToDir == "" {
		m.ToDir = m.FromDir
	}
	switch {
	case m.From == m.To:
		return errs.New(errs.Invalid, "Nguồn và đích là một cơ sở dữ liệu. Chưa chuyển gì; ghi đích khác.")
	case m.FromDir == "":
		return errs.New(errs.Invalid, "Ghi thư mục dữ liệu của nguồn bằng --from-dir, nơi có thư mục files chứa tệp đính kèm.")
	}
	if _, err := os.Stat(m.FromDir); err != nil {
		return errs.Wrap(errs.Invalid, err, "Không có thư mục dữ liệu của nguồn "+m.FromDir+". Kiểm tra lại đường dẫn.")
	}
	return nil
}

const inUse = " đang được một chương trình khác mở. Chưa chuyển gì; dừng mangnon serve rồi chuyển lại."

func (m Moving) openSource(ctx context.Context) (*store.DB, error) {
	if IsPostgres(m.From) {
		return openLonePostgres(ctx, m.From)
	}
	if _, err := os.Stat(m.From); err != nil {
		return nil, errs.Wrap(errs.NotFound, err, "Không có cơ sở dữ liệu nguồn "+m.From+". Kiểm tra lại đường dẫn; địa chỉ PostgreSQL bắt đầu bằng postgres://")
	}
	return openLoneSQLite(ctx, m.From)
}

func openLoneSQLite(ctx context.Context, path string) (*store.DB, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return sqlite.Open(ctx, path, sqlite.Options{}) // a new file, made for its owner only
	}
	alone, err := sqlite.Alone(ctx, path)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Tệp "+path+" không phải cơ sở dữ liệu SQLite đọc được. Chưa chuyển gì.")
	}
	if !alone {
		return nil, errs.New(errs.Conflict, path+inUse)
	}
	return sqlite.Open(ctx, path, sqlite.Options{})
}

func openLonePostgres(ctx context.Context, url string) (*store.DB, error) {
	db, err := postgres.Open(ctx, url)
	if err != nil {
		if errs.KindOf(err) == errs.Internal {
			err = errs.Wrap(errs.Invalid, err, "Không kết nối được PostgreSQL. Kiểm tra máy, tên, mật khẩu và cơ sở dữ liệu trong địa chỉ. Chưa chuyển gì.")
		}
		return nil, err
	}
	others, err := postgres.Others(ctx, db)
	if err == nil && others > 0 {
		err = errs.New(errs.Conflict, "Cơ sở dữ liệu PostgreSQL"+inUse)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openTarget opens the target and makes its schema, unless it holds something already: that is left as it is.
func (m Moving) openTarget(ctx context.Context) (*store.DB, error) {
	var db *store.DB
	var err error
	if IsPostgres(m.To) {
		db, err = openLonePostgres(ctx, m.To)
	} else {
		if err := os.MkdirAll(filepath.Dir(m.To), 0o700); err != nil {
			return nil, errs.Wrap(errs.Invalid, err, "Không tạo được thư mục của đích "+m.To)
		}
		db, err = openLoneSQLite(ctx, m.To)
	}
	if err != nil {
		return nil, err
	}
	if err := emptyTarget(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	migrations, err := Migrations()
	if err == nil {
		_, err = db.Migrate(ctx, migrations)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// emptyTarget refuses a database with tables of somebody else, or with a unit of ours.
func emptyTarget(ctx context.Context, db *store.DB) error {
	_, reader := db.Raw()
	names, err := db.Engine.Tables(ctx, reader)
	if err != nil {
		return err
	}
	for _, n := range names {
		if _, ours := store.TableNamed(n); !ours {
			return errs.Newf(errs.Conflict, "Cơ sở dữ liệu đích có bảng %q không phải của Măng Non. Chưa chuyển gì; tạo một cơ sở dữ liệu mới làm đích.", n)
		}
	}
	return backup.RefuseUsed(ctx, db, names)
}

// newestRow is the last row of the source's history: every change of the program leaves one.
func newestRow(ctx context.Context, db *store.DB) (id string, err error) {
	id, _, err = store.Find[string](ctx, db.Reader(actor.System("chuyển cơ sở dữ liệu")), newestAudit)
	return id, err
}

var newestAudit = store.Query("app.move.newest", `SELECT e.id FROM audit e WHERE {scope:e} ORDER BY e.id DESC LIMIT 1`,
	store.Whole("reads one row along the primary key"))
