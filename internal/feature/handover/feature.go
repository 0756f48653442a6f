package handover

import (
	"context"
	"embed"
	"io/fs"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this feature.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Feature is the table of contents.
func (h *Handover) Feature() web.Feature {
	const path = "/u/{unit}/{year}/ban-giao"
	read, prepare, sign := web.Right(actor.OrgRead), web.Right(actor.HandoverPrepare), web.Right(actor.HandoverSign)
	return web.Feature{
		Name:       "handover",
		Migrations: Migrations(),
		Routes: []web.Route{
			{Method: "GET", Path: path, Title: "Bàn giao", Access: read, Handle: h.acts},
			{Method: "GET", Path: path + "/lap", Title: "Lập bàn giao", Access: prepare, Handle: h.newForm},
			{Method: "POST", Path: path + "/lap", Title: "Lập bàn giao", Access: prepare, Handle: h.make},
			{Method: "GET", Path: path + "/{act}", Title: "Một lần bàn giao", Access: read, Handle: h.show},
			{Method: "GET", Path: path + "/{act}/ho-so/{kind}", Title: "Hồ sơ bàn giao", Access: read, Handle: h.records},
			{Method: "GET", Path: path + "/{act}/dong/{line}", Title: "Sửa nơi nhận", Access: prepare, Handle: h.lineForm},
			{Method: "POST", Path: path + "/{act}/dong/{line}", Title: "Sửa nơi nhận", Access: prepare, Handle: h.lineSave},
			{Method: "POST", Path: path + "/{act}/chua-ro", Title: "Để chưa rõ mọi dòng còn lại", Access: prepare, Handle: h.leaveOpen},
			{Method: "POST", Path: path + "/{act}/de-xuat", Title: "Đề xuất lại bảng bàn giao", Access: prepare, Handle: h.again},
			{Method: "POST", Path: path + "/{act}/bo", Title: "Bỏ bản nháp bàn giao", Access: prepare, Handle: h.dropDraft},
			{Method: "GET", Path: path + "/{act}/ky", Title: "Đọc lại và ký bàn giao", Access: sign, Handle: h.signForm},
			{Method: "POST", Path: path + "/{act}/ky", Title: "Ký bàn giao", Access: sign, Handle: h.sign},
			{Method: "POST", Path: path + "/{act}/thu-hoi", Title: "Thu hồi bàn giao", Access: sign, Handle: h.takeBack},
			{Method: "GET", Path: path + "/{act}/cho", Title: "Hồ sơ chờ chọn nơi nhận", Access: prepare, Handle: h.queue},
			{Method: "POST", Path: path + "/{act}/cho", Title: "Chọn nơi nhận", Access: prepare, Handle: h.decideQueue},
			{Method: "GET", Path: path + "/{act}/nguoi", Title: "Chức danh chờ giao ở nơi nhận", Access: web.Right(actor.AccountAdmin), Handle: h.people},
			{Method: "POST", Path: path + "/{act}/nguoi", Title: "Giao chức danh ở nơi nhận", Access: web.Right(actor.AccountAdmin), Still: true, Handle: h.decidePeople},
		},
	}
}

// Menu puts the page into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{{Text: "Bàn giao tổ chức", Path: "ban-giao", Access: web.Right(actor.OrgRead)}}
}

// opened is an act as a request works with it: whoever receives goes on with the act in the unit that passed it on.
type opened struct {
	whole
	by   actor.Actor // at work in the unit of the act
	from store.Reader
	unit web.Unit // of the act
}

// open finds the act of a request and reads it.
func (h *Handover) open(r *web.Request) (o opened, err error) {
	id, err := r.ID("act")
	if err != nil {
		return o, err
	}
	a, err := find(r.Context(), r.Reader(), id, r.Unit.ID)
	if err != nil {
		return o, err
	}
	o.by = asOf(r.Actor, a)
	o.from = h.DB.Reader(o.by)
	if o.unit, err = h.Register.Unit(r.Context(), o.from, a.UnitID); err != nil {
		return o, err
	}
	o.whole, err = load(r.Context(), o.from, a)
	return o, err
}

// openDraft is open for what only a draft allows.
func (h *Handover) openDraft(r *web.Request) (opened, error) {
	o, err := h.open(r)
	if err == nil && o.State != Draft {
		err = errs.New(errs.Conflict, "Bàn giao này đã ký nên không sửa bảng được nữa. Thu hồi trước nếu cần sửa.")
	}
	return o, err
}

// write changes the act of a request, whose rows are in the unit that passes on.
func (o opened) write(r *web.Request, fn func(ctx context.Context, tx *store.Tx) error) error {
	return r.Write(func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx.As(o.by)) })
}

func (o opened) base(r *web.Request) string { return r.In("ban-giao/" + o.ID) }

func (o opened) crumbs(r *web.Request, last string) []ui.Crumb {
	out := []ui.Crumb{{Text: "Bàn giao", Href: r.In("ban-giao")}, {Text: o.Title(), Href: o.base(r)}}
	if last == "" {
		out[1].Href = ""
		return out
	}
	return append(out, ui.Crumb{Text: last})
}

// conflictStatus is how a page that shows a refusal itself is answered.
const conflictStatus = http.StatusConflict
