package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(
		store.Table{Name: "task_extension", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Lùi hạn"},
		store.Table{Name: "task_transfer", Growing: true, Scoped: true, Own: ownTask("task_id"), Title: "Chuyển nhiệm vụ"},
		store.Table{Name: "task_comment", Growing: true, Scoped: true, Own: ownTask("task_id"), Level: "level", Title: "Trao đổi"},
	)
}

// lifeRoutes are what happens to a task between being given and being done.
func (p *Plans) lifeRoutes() []web.Route {
	const task = "/u/{unit}/{year}/nhiem-vu/{task}/"
	routes := []web.Route{
		{Method: "POST", Path: task + "ket-qua/{result}/xac-nhan", Title: "Xác nhận kết quả", Access: web.Right(actor.ResultConfirm), Handle: p.resultConfirm},
		{Method: "POST", Path: task + "trao-doi", Title: "Trao đổi", Access: web.Right(actor.WorkRead), Handle: p.commentPost},
		{Method: "POST", Path: task + "trao-doi/{comment}/rut", Title: "Rút lời trao đổi", Access: web.Right(actor.WorkRead), Handle: p.commentTakeBack},
	}
	for _, x := range []struct {
		deed
		right actor.Action
	}{
		{p.resultReturn(), actor.ResultConfirm},
		{p.taskExtend(), actor.ResultRecord},
		{p.extensionAnswer(), actor.TaskEdit},
		{p.taskTransfer(), actor.TaskEdit},
		{p.taskPhase(), actor.TaskEdit},
		{p.taskSplit(), actor.TaskEdit},
		{p.personDeed(), actor.PersonName},
	} {
		routes = append(routes,
			web.Route{Method: "GET", Path: task + x.Path, Title: x.Title, Access: web.Right(x.right), Handle: p.ask(x.deed)},
			web.Route{Method: "POST", Path: task + x.Path, Title: x.Title, Access: web.Right(x.right), Handle: p.carryOut(x.deed)})
	}
	return append(routes, p.linkRoutes()...)
}
