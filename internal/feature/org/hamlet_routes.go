package org

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

const hamletPath = "thon"

// hamletRoutes are the pages about thôn and tổ dân phố.
func (o *Org) hamletRoutes() []web.Route {
	read, edit := web.Right(actor.OrgRead), web.Right(actor.OrgEdit)
	base := "/u/{unit}/{year}/" + hamletPath
	return []web.Route{
		{Method: "GET", Path: base, Title: "Thôn, tổ dân phố", Access: read, Handle: o.hamlets},
		{Method: "GET", Path: base + "/them", Title: "Thêm thôn, tổ dân phố", Access: edit, Handle: o.hamletAddForm},
		{Method: "POST", Path: base + "/them", Title: "Thêm thôn, tổ dân phố", Access: edit, Handle: o.hamletAdd},
		{Method: "GET", Path: base + "/dan", Title: "Dán thôn, tổ dân phố từ Excel", Access: edit, Handle: o.hamletPasteForm},
		{Method: "POST", Path: base + "/dan", Title: "Xem lại danh sách dán", Access: edit, Handle: o.hamletPastePreview},
		{Method: "POST", Path: base + "/dan/ghi", Title: "Ghi danh sách dán", Access: edit, Handle: o.hamletPasteAdd},
		{Method: "GET", Path: base + "/gop", Title: "Gộp thôn, tổ dân phố", Access: edit, Handle: o.hamletActForm(HamletMerge)},
		{Method: "POST", Path: base + "/gop", Title: "Gộp thôn, tổ dân phố", Access: edit, Handle: o.hamletAct(HamletMerge)},
		{Method: "POST", Path: base + "/viec/{act}/hoan-tac", Title: "Hoàn tác sắp xếp thôn, tổ dân phố", Access: edit, Handle: o.hamletUndo},
		{Method: "GET", Path: base + "/{hamlet}", Title: "Thôn, tổ dân phố", Access: read, Handle: o.hamlet},
		{Method: "GET", Path: base + "/{hamlet}/sua", Title: "Sửa thông tin thôn, tổ dân phố", Access: edit, Handle: o.hamletEditForm},
		{Method: "POST", Path: base + "/{hamlet}/sua", Title: "Sửa thông tin thôn, tổ dân phố", Access: edit, Handle: o.hamletEdit},
		{Method: "GET", Path: base + "/{hamlet}/doi-ten", Title: "Đổi tên từ một ngày", Access: edit, Handle: o.hamletActForm(HamletRename)},
		{Method: "POST", Path: base + "/{hamlet}/doi-ten", Title: "Đổi tên từ một ngày", Access: edit, Handle: o.hamletAct(HamletRename)},
		{Method: "GET", Path: base + "/{hamlet}/tach", Title: "Tách thành nhiều nơi", Access: edit, Handle: o.hamletActForm(HamletSplit)},
		{Method: "POST", Path: base + "/{hamlet}/tach", Title: "Tách thành nhiều nơi", Access: edit, Handle: o.hamletAct(HamletSplit)},
		{Method: "GET", Path: base + "/{hamlet}/ket-thuc", Title: "Ghi kết thúc", Access: edit, Handle: o.hamletActForm(HamletEnd)},
		{Method: "POST", Path: base + "/{hamlet}/ket-thuc", Title: "Ghi kết thúc", Access: edit, Handle: o.hamletAct(HamletEnd)},
	}
}
