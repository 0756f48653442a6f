package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// dayRoutes are the lists from which people work: all work, what a body owes, saved filters, changes of many tasks.
func (p *Plans) dayRoutes() []web.Route {
	const base = "/u/{unit}/{year}/"
	read, work, edit := web.Right(actor.PlanRead), web.Right(actor.WorkRead), web.Right(actor.TaskEdit)
	return []web.Route{
		{Method: "GET", Path: base + workPath, Title: "Tất cả việc", Access: work, Handle: p.work},
		{Method: "GET", Path: base + workPath + ".xlsx", Title: "Tất cả việc, tệp Excel", Access: work, Handle: p.workXLSX},
		{Method: "GET", Path: base + viewsPath, Title: "Bộ lọc đã lưu", Access: work, Handle: p.views},
		{Method: "POST", Path: base + viewsPath, Title: "Lưu bộ lọc", Access: work, Still: true, Handle: p.viewSave},
		{Method: "POST", Path: base + viewsPath + "/{view}", Title: "Sửa bộ lọc đã lưu", Access: work, Still: true, Handle: p.viewChange},
		{Method: "GET", Path: base + "co-quan/{body}", Title: "Việc của cơ quan", Access: read, Handle: p.bodyShow},
		{Method: "POST", Path: base + "nhiem-vu/{task}/da-xem", Title: "Đánh dấu đã xem", Access: work, Handle: p.seenPost},
		{Method: "GET", Path: base + bulkPath, Title: "Các lần sửa nhiều việc", Access: edit, Handle: p.bulkList},
		{Method: "POST", Path: base + bulkPath, Title: "Sửa nhiều việc", Access: edit, Handle: p.bulkPost},
		{Method: "GET", Path: base + bulkPath + "/{bulk}", Title: "Một lần sửa nhiều việc", Access: edit, Handle: p.bulkShow},
		{Method: "POST", Path: base + bulkPath + "/{bulk}/hoan-tac", Title: "Hoàn tác lần sửa nhiều việc", Access: edit, Handle: p.bulkUndo},
	}
}
