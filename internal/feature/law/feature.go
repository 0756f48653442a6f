package law

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents.
func (l *Law) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	const base = "/u/{unit}/{year}/van-ban"
	const one = base + "/{document}"
	const in = "/u/{unit}/{year}/nhap-van-ban"
	read, edit := web.Right(actor.LawRead), web.Right(actor.LawEdit)
	return web.Feature{Name: "law", Migrations: sub, Routes: []web.Route{
		{Method: "GET", Path: base, Title: "Văn bản", Access: read, Handle: l.list},
		{Method: "GET", Path: base + "/danh-sach.xlsx", Title: "Văn bản, tệp Excel", Access: read, Handle: l.listXLSX},
		{Method: "GET", Path: base + "/them", Title: "Thêm văn bản", Access: edit, Handle: l.addForm},
		{Method: "POST", Path: base + "/them", Title: "Thêm văn bản", Access: edit, Handle: l.add},
		{Method: "GET", Path: in, Title: "Nhập văn bản từ Excel", Access: edit, Handle: l.importForm},
		{Method: "POST", Path: in, Title: "Nhập văn bản từ Excel", Access: edit, MaxBody: xlsx.MaxBytes + 1<<20, Handle: l.importStage},
		{Method: "GET", Path: in + "/{import}", Title: "Xem trước khi ghi văn bản", Access: edit, Handle: l.importShow},
		{Method: "POST", Path: in + "/{import}/sua", Title: "Sửa dòng của bảng nhập", Access: edit, Handle: l.importFix},
		{Method: "POST", Path: in + "/{import}/ghi", Title: "Ghi bảng vào sổ văn bản", Access: edit, Handle: l.importWrite},
		{Method: "POST", Path: in + "/{import}/hoan-tac", Title: "Hoàn tác lần nhập", Access: edit, Handle: l.importUndo},
		{Method: "GET", Path: one, Title: "Văn bản", Access: read, Handle: l.show},
		{Method: "GET", Path: one + "/sua", Title: "Sửa văn bản", Access: edit, Handle: l.editForm},
		{Method: "POST", Path: one + "/sua", Title: "Sửa văn bản", Access: edit, Handle: l.edit},
		{Method: "POST", Path: one + "/doi-chieu", Title: "Ghi đã đối chiếu văn bản", Access: edit, Handle: l.check},
		{Method: "POST", Path: one + "/cho-dan", Title: "Chọn văn bản cho chỗ dẫn", Access: edit, Handle: l.choose},
		{Method: "POST", Path: one + "/quan-he", Title: "Thêm quan hệ văn bản", Access: edit, Handle: l.relate},
		{Method: "POST", Path: one + "/quan-he/{relation}/bo", Title: "Bỏ quan hệ văn bản", Access: edit, Handle: l.unrelate},
		{Method: "POST", Path: one + "/de-xuat", Title: "Quyết định đề xuất sơ kết, tổng kết", Access: edit, Handle: l.decideReview},
	}}
}
