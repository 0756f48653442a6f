package population

import (
	"context"
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Finder finds the children of a unit of whom another list may tell: the index of names.
type Finder interface {
	// CatchUp takes over what was written in the unit; ask it before a piece of rows.
	CatchUp(ctx context.Context, from store.Source, unitID string) error
	// Likely are at most most children who are more likely than not the person, the likeliest first.
	Likely(p linkage.Person, unitID string, most int) []Near
}

// Near is a child who may be a person of the list, with what speaks for and against it.
type Near struct {
	ID string
	linkage.Explanation
}

// Population is the feature over the register of children and its neighbours.
type Population struct {
	Children *register.Register // with its lists
	Lists    map[string]register.Refs
	Finder   Finder
	Where    func(placeID string, today day.Day) Where
	IsChild  func(birth string, at day.Day) bool // under 16 on the day, as far as the date is known
}

const (
	base    = "doi-chieu-dan-cu"
	heading = "Đối chiếu dân cư"
)

// Feature is the table of contents.
func (x *Population) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	edit, at := web.Right(actor.ChildEdit), "/u/{unit}/{year}/"+base
	one := at + "/{population}"
	routes := []web.Route{
		{Method: "GET", Path: at, Title: heading, Access: edit, Handle: x.start},
		{Method: "POST", Path: at, Title: "Đưa danh sách của công an vào", Access: edit, MaxBody: xlsx.MaxBytes + 1<<20, Handle: x.receive},
		{Method: "GET", Path: one, Title: "Lần đối chiếu dân cư", Access: edit, Handle: x.show},
		{Method: "POST", Path: one + "/so", Title: "So tiếp danh sách", Access: edit, Handle: x.goMatching},
		{Method: "POST", Path: one + "/dung-tep", Title: "Xác nhận đúng danh sách của đơn vị", Access: edit, Handle: x.confirm},
		{Method: "POST", Path: one + "/bo", Title: "Bỏ lần đối chiếu", Access: edit, Handle: x.discard},
		{Method: "GET", Path: one + "/can-xem", Title: "Dòng cần xem có đúng trẻ không", Access: edit, Handle: x.likelyPage},
		{Method: "POST", Path: one + "/can-xem", Title: "Xác nhận dòng là của trẻ", Access: edit, Handle: x.judge},
		{Method: "GET", Path: one + "/khac-nhau", Title: "Khác nhau giữa sổ và dân cư", Access: edit, Handle: x.differencesPage},
		{Method: "POST", Path: one + "/khac-nhau", Title: "Nhận hoặc giữ từng mục", Access: edit, Handle: x.decide},
		{Method: "GET", Path: one + "/nhan-cot", Title: "Nhận tất cả của cột này", Access: edit, Handle: x.columnPage},
		{Method: "POST", Path: one + "/nhan-cot", Title: "Nhận tất cả của cột này", Access: edit, Handle: x.acceptColumn},
		{Method: "POST", Path: one + "/ghi", Title: "Ghi kết quả đối chiếu vào sổ", Access: edit, Handle: x.goWriting},
		{Method: "POST", Path: one + "/hoan-tac", Title: "Hoàn tác lần đối chiếu", Access: edit, Handle: x.goUndoing},
		{Method: "GET", Path: one + "/chi-o-so", Title: "Trẻ chỉ có trong sổ", Access: edit, Handle: x.onlyHerePage},
		{Method: "POST", Path: one + "/chi-o-so", Title: "Lập danh sách, công văn gửi công an", Access: edit, Handle: x.letter},
		{Method: "GET", Path: one + "/chua-co", Title: "Trẻ chưa có trong sổ", Access: edit, Handle: x.onlyTherePage},
		{Method: "POST", Path: one + "/them", Title: "Thêm trẻ chưa có trong sổ", Access: edit, Handle: x.addOne},
		{Method: "POST", Path: one + "/them-het", Title: "Đưa trẻ chưa có sang bảng nhập", Access: edit, Handle: x.addAll},
	}
	for i := range routes {
		routes[i].Confidential = Kind
	}
	return web.Feature{Name: "population", Migrations: sub, Routes: routes}
}

// Menu puts the comparison beside the register.
func Menu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: heading, Path: base, Access: web.Right(actor.ChildEdit), Seldom: true}
}

// children are the register as the actor may see it.
func (x *Population) children(a actor.Actor) *register.Register { return x.Children.For(a) }

// secret reports whether the actor may see what needs a right of its own.
func secret(a actor.Actor) bool { return a.Program || a.May(actor.ChildSecret) }
