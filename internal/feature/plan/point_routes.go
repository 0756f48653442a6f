package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// pointRoutes are what can be done about check-points.
func (p *Plans) pointRoutes() []web.Route {
	const task = "/u/{unit}/{year}/nhiem-vu/{task}/"
	var routes []web.Route
	for _, x := range []struct {
		deed
		right actor.Action
	}{
		{p.pointRhythm(), actor.TaskEdit},
		{p.pointEvent(), actor.TaskEdit},
		{p.pointSkip(), actor.TaskEdit},
		{p.pointCorrect(), actor.ResultConfirm},
		{p.pointExtend(), actor.ResultRecord},
	} {
		routes = append(routes,
			web.Route{Method: "GET", Path: task + x.Path, Title: x.Title, Access: web.Right(x.right), Handle: p.ask(x.deed)},
			web.Route{Method: "POST", Path: task + x.Path, Title: x.Title, Access: web.Right(x.right), Handle: p.carryOut(x.deed)})
	}
	return routes
}
