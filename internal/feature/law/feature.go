package law

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents: the generated pages of the register, and those of what no declaration can say.
func (l *Law) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	const one = "/u/{unit}/{year}/van-ban/{law_document}"
	edit := web.Right(actor.LawEdit)
	routes := append(l.documents(showTyped{}).Routes(),
		web.Route{Method: "POST", Path: one + "/doi-chieu", Title: "Ghi đã đối chiếu văn bản", Access: edit, Handle: l.check},
		web.Route{Method: "POST", Path: one + "/cho-dan", Title: "Chọn văn bản cho chỗ dẫn", Access: edit, Handle: l.choose},
		web.Route{Method: "POST", Path: one + "/quan-he", Title: "Thêm quan hệ văn bản", Access: edit, Handle: l.relate},
		web.Route{Method: "POST", Path: one + "/quan-he/{relation}/bo", Title: "Bỏ quan hệ văn bản", Access: edit, Handle: l.unrelate},
		web.Route{Method: "POST", Path: one + "/de-xuat", Title: "Quyết định đề xuất sơ kết, tổng kết", Access: edit, Handle: l.decideReview})
	for i, rt := range routes {
		if rt.Path == one && rt.Method == "GET" {
			rt.Handle = l.orNumber(rt.Handle)
		}
		if strings.HasPrefix(rt.Path, one) {
			routes[i].Handle = l.named(rt.Handle)
		}
	}
	return web.Feature{Name: "law", Migrations: sub, Routes: routes}
}

// documents is the register with what stands around a record, over what was typed there and could not be taken.
func (l *Law) documents(t showTyped) *register.Register {
	g := Documents.Matching(l)
	g.Above, g.Aside, g.Over = l.above(t), l.aside(t), l.over
	return g
}

// orNumber shows the page of a number that is not one document of the register.
func (l *Law) orNumber(show web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		if !ident.Valid(r.PathValue(kindDocument)) {
			return l.showNumber(w, r)
		}
		return show(w, r)
	}
}

// Menu is the noun that documents share with the bodies of the unit.
func Menu() []web.MenuItem {
	return append(Documents.Menu(), web.MenuItem{Noun: ui.NavDocuments, Text: "Tổ chức", Path: "to-chuc", Access: web.Right(actor.OrgRead)})
}
