package register

import (
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// routes are the generated pages, answered by this register.
func (g *Register) routes() []web.Route {
	base := "/u/{unit}/{year}/" + g.Path
	one := base + "/{" + g.Name + "}"
	in := "/u/{unit}/{year}/nhap-" + g.Path
	read, edit := web.Right(g.ReadRight), web.Right(g.EditRight)
	routes := []web.Route{
		{Method: "GET", Path: base, Title: g.Title, Access: read, Handle: g.list},
		{Method: "GET", Path: base + "/danh-sach.xlsx", Title: g.Title + ", tệp Excel", Access: read, Handle: g.listXLSX},
		{Method: "GET", Path: base + "/them", Title: "Thêm " + g.One, Access: edit, Handle: g.addForm},
		{Method: "POST", Path: base + "/them", Title: "Thêm " + g.One, Access: edit, Handle: g.add},
		{Method: "GET", Path: in, Title: "Nhập " + g.One + " từ Excel", Access: edit, Handle: g.importForm},
		{Method: "POST", Path: in, Title: "Nhập " + g.One + " từ Excel", Access: edit, MaxBody: xlsx.MaxBytes + 1<<20, Handle: g.bring},
		{Method: "GET", Path: base + "/mau.xlsx", Title: g.Title + ", mẫu Excel", Access: edit, Handle: g.templateXLSX},
		{Method: "GET", Path: in + "/{batch}", Title: "Xem trước khi ghi", Access: edit, Handle: g.importShow},
		{Method: "POST", Path: in + "/{batch}/xem", Title: "Xem tiếp các dòng", Access: edit, Handle: g.importJudge},
		{Method: "POST", Path: in + "/{batch}/cot", Title: "Ghép cột", Access: edit, Handle: g.importMapSave},
		{Method: "POST", Path: in + "/{batch}/sua", Title: "Sửa dòng của bảng nhập", Access: edit, Handle: g.importFix},
		{Method: "POST", Path: in + "/{batch}/ghi", Title: "Ghi bảng vào sổ", Access: edit, Handle: g.importWrite},
		{Method: "POST", Path: in + "/{batch}/hoan-tac", Title: "Hoàn tác lần nhập", Access: edit, Handle: g.importUndo},
		{Method: "GET", Path: one, Title: g.Title, Access: read, Handle: g.show},
		{Method: "GET", Path: one + "/sua", Title: "Sửa " + g.One, Access: edit, Handle: g.editForm},
		{Method: "POST", Path: one + "/sua", Title: "Sửa " + g.One, Access: edit, Handle: g.edit},
		{Method: "POST", Path: one + "/bo", Title: "Chuyển vào thùng rác", Access: edit, Handle: g.drop},
		{Method: "POST", Path: one + "/lay-lai", Title: "Lấy lại từ thùng rác", Access: edit, Handle: g.restore},
	}
	routes = append(routes,
		web.Route{Method: "POST", Path: one + "/trao-doi", Title: "Trao đổi", Access: read, Handle: g.say},
		web.Route{Method: "POST", Path: one + "/trao-doi/{comment}/rut", Title: "Rút lời trao đổi", Access: read, Handle: g.unsay})
	routes = append(routes, web.Route{Method: "GET", Path: one + fieldLogAt, Title: "Lịch sử từng mục", Access: read, Handle: g.fieldLog})
	routes = append(routes, g.eraseRoutes(one)...)
	routes = append(append(routes, g.fileRoutes(one)...), g.draftRoutes()...)
	routes = append(routes, g.gridRoutes(base)...)
	if len(g.Facts) > 0 {
		routes = append(routes, web.Route{Method: "GET", Path: base + "/" + factsAt, Title: "Số liệu: " + lowerFirst(g.Title), Access: web.Right(actor.FigureRead), Handle: g.facts})
	}
	for _, m := range g.Moves {
		body := int64(0)
		if len(g.attached.of(m)) > 0 {
			body = uploadBody
		}
		step := one + "/buoc/" + m.Key
		routes = append(routes,
			web.Route{Method: "GET", Path: step, Title: m.Text, Access: web.Right(m.Right), Handle: g.moveForm(m)},
			web.Route{Method: "POST", Path: step, Title: m.Text, Access: web.Right(m.Right), MaxBody: body, Handle: g.moveDo(m)})
	}
	routes = append(routes, g.viewRoutes(base)...)
	if _, ok := g.pin(); ok {
		routes = append(routes,
			web.Route{Method: "GET", Path: base + "/" + mapAt, Title: g.Title + ": bản đồ", Access: read, Handle: g.mapPage},
			web.Route{Method: "GET", Path: base + "/" + mapAt + ".json", Title: g.Title + ": điểm trên bản đồ", Access: read, Handle: g.mapPoints})
	}
	return append(append(routes, g.sheetRoutes()...), g.apiRoutes()...)
}

// Menu opens the noun of the register.
func (g *Register) Menu() []web.MenuItem {
	items := []web.MenuItem{{Noun: g.Noun, Text: g.Title, Path: g.Path, Access: web.Right(g.ReadRight)}}
	if len(g.Facts) > 0 { // for those who see figures only
		items = append(items, web.MenuItem{Noun: g.Noun, Path: g.Path + "/" + factsAt, Access: web.Right(actor.FigureRead)})
	}
	return items
}

// here is the address of the list or of what lies below it.
func (g *Register) here(r *web.Request, below string) string {
	if below == "" {
		return r.In(g.Path)
	}
	return r.In(g.Path + "/" + below)
}

// importAt is the address of imports: beside that of the list, whose records have every address below it.
func (g *Register) importAt(r *web.Request, below string) string {
	if below == "" {
		return r.In("nhap-" + g.Path)
	}
	return r.In("nhap-" + g.Path + "/" + below)
}

// fileAt is the address of a file of a record.
func (g *Register) fileAt(r *web.Request, id string) string { return r.In("tep-" + g.Path + "/" + id) }

// crumbs lead to the list.
func (g *Register) crumbs(r *web.Request, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: g.Title, Href: g.here(r, "")}}, more...)
}

// record reads the record of the address.
func (g *Register) record(r *web.Request) (Record, error) {
	id, err := r.ID(g.Name)
	if err != nil {
		return Record{}, err
	}
	return g.Get(r.Context(), r.Reader(), id)
}
