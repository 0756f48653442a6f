package org

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// rowRoutes are the forms of the dated rows of a body.
func (o *Org) rowRoutes() []web.Route {
	edit := web.Right(actor.OrgEdit)
	var out []web.Route
	for _, k := range []rowKind{functionRows, parentRows, codeRows} {
		base := "/u/{unit}/{year}/to-chuc/{id}/" + k.path
		for _, path := range []string{base + "/them", base + "/{" + k.part + "}"} {
			title := k.add
			if path != base+"/them" {
				title = k.edit
			}
			out = append(out, web.Route{Method: "GET", Path: path, Title: title, Access: edit, Handle: o.rowForm(k)},
				web.Route{Method: "POST", Path: path, Title: title, Access: edit, Handle: o.rowSave(k)})
		}
	}
	return out
}

// functionRoutes are the pages of functions and of two days beside one another.
func (o *Org) functionRoutes() []web.Route {
	read, edit := web.Right(actor.OrgRead), web.Right(actor.OrgEdit)
	return []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/chuc-nang/{function}", Title: "Chức năng", Access: read, Handle: o.showFunction},
		{Method: "POST", Path: "/u/{unit}/{year}/chuc-nang/{function}/chuyen", Title: "Chuyển chức năng", Access: edit, Handle: o.moveFunction},
		{Method: "GET", Path: "/u/{unit}/{year}/to-chuc/truoc-sau", Title: "Trước và sau", Access: read, Handle: o.compare},
	}
}
