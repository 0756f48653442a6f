package app

import (
	"context"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/postgres"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// Config says where an installation keeps its data.
type Config struct {
	Dir     string // folder of the database and the files
	DB      string // path of a SQLite file or a postgres:// URL; empty is mangnon.db in Dir
	Log     *slog.Logger
	Secure  bool // pages are reached over HTTPS only
	Clock   func() store.Instant
	Proxies []netip.Prefix // proxies whose X-Forwarded-For is believed; none by itself
	Mail    mail.Settings  // the server for messages; zero is none
	HeadTo  string         // address that gets the head of the chain every day, beside those of the administrators
	Backup  string         // folder of the nightly backups; empty is backups in Dir
	URL     string         // where people reach the pages: "https://mangnon.hungyen.gov.vn"; empty leaves links out of messages
}

// DefaultDir is where data lies when nobody says otherwise: the place that the system keeps for programs' data.
func DefaultDir() string {
	if base, err := os.UserConfigDir(); err == nil {
		return filepath.Join(base, "mangnon")
	}
	return "mangnon-data"
}

// keyFile is where the key of second steps lies: beside the database, and in no archive. Without a folder it is in memory.
func (c Config) keyFile() string {
	if c.Dir == "" {
		return ""
	}
	return filepath.Join(c.Dir, "hai-buoc.key")
}

func (c Config) database() string {
	if c.DB != "" {
		return c.DB
	}
	return filepath.Join(c.Dir, "mangnon.db")
}

func (c Config) backups() string {
	if c.Backup != "" {
		return c.Backup
	}
	return filepath.Join(c.Dir, "backups")
}

// IsPostgres reports whether the address of a database is PostgreSQL's.
func IsPostgres(db string) bool {
	return strings.HasPrefix(db, "postgres://") || strings.HasPrefix(db, "postgresql://")
}

// openStore opens the database and the folder of files and brings the schema up to date.
func openStore(ctx context.Context, c Config) (*store.DB, *store.Files, error) {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, nil, errs.Wrap(errs.Invalid, err, "Không tạo được thư mục dữ liệu "+c.Dir+"; chọn thư mục khác bằng --dir")
	}
	files, err := store.OpenFiles(filepath.Join(c.Dir, "files"))
	if err != nil {
		return nil, nil, err
	}
	var db *store.DB
	if IsPostgres(c.database()) {
		db, err = postgres.Open(ctx, c.database())
	} else {
		db, err = sqlite.Open(ctx, c.database(), sqlite.Options{})
	}
	if err != nil {
		return nil, nil, err
	}
	return db, files, nil
}
