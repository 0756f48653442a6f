package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// versionRoutes are the pages about two texts of a plan, and taking changes of its cards back.
func (p *Plans) versionRoutes() []web.Route {
	const plan = "/u/{unit}/{year}/ke-hoach/{plan}/"
	read, confirm := web.Right(actor.PlanRead), web.Right(actor.PlanConfirm)
	return []web.Route{
		{Method: "GET", Path: plan + "thay-doi", Title: "Có gì thay đổi", Access: read, Handle: p.changes},
		{Method: "GET", Path: plan + "thay-doi.docx", Title: "Có gì thay đổi, tệp Word", Access: read, Handle: p.changesDOCX},
		{Method: "POST", Path: plan + "ap-dung", Title: "Áp dụng bản sửa đổi", Access: confirm, Handle: p.applyRevision},
		{Method: "POST", Path: plan + "rut-ban-sua-doi", Title: "Rút lại bản sửa đổi", Access: confirm, Handle: p.takeBackRevision},
		{Method: "POST", Path: plan + "ban-sua-doi", Title: "Là bản sửa đổi của kế hoạch nào", Access: web.Right(actor.PlanImport), Handle: p.setRevises},
		{Method: "GET", Path: plan + "so-sanh", Title: "So sánh hai văn bản", Access: read, Handle: p.compare},
		{Method: "POST", Path: plan + "hoan-tac", Title: "Hoàn tác gộp, tách, chuyển", Access: web.Right(actor.TaskEdit), Handle: p.undo},
	}
}
