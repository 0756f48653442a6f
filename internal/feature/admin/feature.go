package admin

import (
	"context"
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Admin is the feature over its database and files.
type Admin struct {
	DB       *store.DB
	Files    *store.Files
	Holidays *Holidays
	Chain    *seal.Chain    // of the history
	Jobs     *jobs.Runner   // knows the Vietnamese names of background work
	Mail     mail.Settings  // through which messages go
	Keeper   *backup.Keeper // of the nightly backups; nil when this installation keeps none
	// Archive asks, inside a change and once for a key, for the history before a day as a file; nil when there is no folder for it.
	Archive func(ctx context.Context, tx *store.Tx, key string, before day.Day) error

	once sync.Once
	made files
}

// making says how one of the two files is made.
type making struct {
	kind, title, lead, button, again string
	name                             func(r *web.Request) string
	make                             func(a *Admin, by actor.Actor) func(context.Context, string, func(int, int)) error
}

var export = making{
	kind: "du-lieu", title: "Tải toàn bộ dữ liệu", button: "Tải toàn bộ dữ liệu", again: "Tạo lại",
	lead: "Một tệp ZIP mở được không cần Măng Non: mọi bảng ở dạng Excel và CSV, kèm các tệp đã nộp và tệp gốc của kế hoạch.",
	name: func(r *web.Request) string { return "mang-non-" + r.Unit.Slug + "-" + r.Today().ISO() + ".zip" },
	make: func(a *Admin, by actor.Actor) func(context.Context, string, func(int, int)) error {
		return func(ctx context.Context, path string, progress func(int, int)) error {
			out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
			if err != nil {
				return err
			}
			sum, err := backup.Export(ctx, a.DB, a.Files, by, out, progress)
			if cerr := out.Close(); err == nil {
				err = cerr
			}
			if err != nil {
				return err
			}
			return backup.NoteExport(ctx, a.DB, by, sum)
		}
	},
}

var archive = making{
	kind: "sao-luu", title: "Sao lưu", button: "Sao lưu ngay", again: "Sao lưu lại",
	lead: "Một tệp chứa toàn bộ cài đặt này, để phục hồi bằng lệnh “mangnon restore”. Tệp có cả dữ liệu riêng: cất nơi khóa được, không gửi qua Zalo.",
	name: func(r *web.Request) string { return "mang-non-sao-luu-" + r.Today().ISO() + ".zip" },
	make: func(a *Admin, by actor.Actor) func(context.Context, string, func(int, int)) error {
		return func(ctx context.Context, path string, progress func(int, int)) error {
			sum, err := backup.WriteFile(ctx, a.DB, a.Files, path, progress)
			if err != nil {
				return err
			}
			return backup.Note(ctx, a.DB, by, sum)
		}
	},
}

// Feature is the table of contents.
func (a *Admin) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	f := web.Feature{Name: "admin", Migrations: sub, Routes: a.holidayRoutes()}
	for _, m := range []struct {
		making
		right actor.Action
	}{{export, actor.DataExport}, {archive, actor.BackupMake}} {
		path, access := "/u/{unit}/{year}/"+m.kind, web.Right(m.right)
		f.Routes = append(f.Routes,
			web.Route{Method: "GET", Path: path, Title: m.title, Access: access, Handle: a.page(m.making)},
			web.Route{Method: "POST", Path: path, Title: m.button, Access: access, Fresh: true, Handle: a.start(m.making)},
			web.Route{Method: "GET", Path: path + "/{job}", Title: m.title + ", tiến độ", Access: access, Handle: a.watch(m.making)},
			web.Route{Method: "GET", Path: path + "/{job}/tep", Title: m.title + ", tệp", Access: access, Confidential: m.kind, Handle: a.fetch(m.making)})
	}
	f.Routes = append(f.Routes, a.tending()...)
	f.Routes = append(f.Routes, a.chainRoutes()...)
	f.Routes = append(f.Routes, a.wellbeing()...)
	f.Routes = append(f.Routes,
		web.Route{Method: "GET", Path: "/giay-phep", Title: "Phần mềm dùng chung", Access: web.Public(), Handle: notices},
		web.Route{Method: "GET", Path: "/tro-giup", Title: "Trợ giúp", Access: web.Public(), Handle: help})
	return f
}

// Menu puts the pages into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{
		{Text: export.title, Path: export.kind, Access: web.Right(actor.DataExport)},
		{Text: archive.title, Path: archive.kind, Access: web.Right(actor.BackupMake)},
		{Text: "Quản trị", Path: "quan-tri", Access: web.Right(actor.MachineTend)},
		{Text: "Thời hạn lưu", Path: "thoi-han-luu", Access: web.Right(actor.MachineTend)},
		{Text: "Lịch nghỉ", Path: "lich-nghi", Access: web.Right(actor.OrgRead)},
		{Text: "Việc nền", Path: "viec-nen", Access: web.Right(actor.MachineTend)},
		{Text: "Kiểm tra chuỗi", Path: "kiem-tra-chuoi", Access: web.Right(actor.ChainVerify)},
		{Text: "Thư gửi đi", Path: "thu-gui", Access: web.Right(actor.MachineTend)},
	}
}

// files are made beside the attachments, on the same disk.
func (a *Admin) queue() *files {
	a.once.Do(func() { a.made.dir = filepath.Join(filepath.Dir(a.Files.Dir()), "tmp") })
	return &a.made
}
