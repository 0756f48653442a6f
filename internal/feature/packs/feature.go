// Package packs is the page “Gói dữ liệu”: which legal contents the program works with, from which text each was taken and how
// surely, what differs between versions. An administrator brings a new version for the days from a date on, notes what was
// compared with the official text, and takes back what was brought by mistake.
package packs

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	heading = "Gói dữ liệu"
	path    = "goi-du-lieu"
)

// maxUpload is how much a file of a pack may have.
const maxUpload = 4 << 20

// Feature is the table of contents: everybody who sees the bodies of the unit reads, an administrator changes.
func Feature() web.Feature {
	const at = "/u/{unit}/{year}/" + path
	reads, edits := web.Right(actor.OrgRead), web.Right(actor.PackEdit)
	return web.Feature{Name: "packs", Routes: []web.Route{
		{Method: "GET", Path: at, Title: heading, Access: reads, Handle: list},
		{Method: "GET", Path: at + "/{pack}", Title: heading + ", nội dung", Access: reads, Handle: show},
		{Method: "GET", Path: at + "/{pack}/tep.xlsx", Title: heading + ", tệp Excel", Access: reads, Handle: fileXLSX},
		{Method: "GET", Path: at + "/{pack}/tep.csv", Title: heading + ", tệp CSV", Access: reads, Handle: fileCSV},
		{Method: "GET", Path: at + "/{pack}/tai-len", Title: "Tải lên bản mới", Access: edits, Handle: bringForm},
		{Method: "POST", Path: at + "/{pack}/tai-len", Title: "Xem trước bản mới", Access: edits, MaxBody: maxUpload, Handle: preview},
		{Method: "POST", Path: at + "/{pack}/ghi", Title: "Ghi bản mới", Access: edits, MaxBody: maxUpload, Handle: save},
		{Method: "POST", Path: at + "/{pack}/doi-chieu", Title: "Ghi đã đối chiếu", Access: edits, Handle: verify},
		{Method: "POST", Path: at + "/{pack}/thu-hoi", Title: "Thu hồi bản tải lên", Access: edits, Handle: withdraw},
	}}
}

// Menu puts the page into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{{Text: heading, Path: path, Access: web.Right(actor.OrgRead)}}
}
