package progress

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// Progress is the feature over the work of the plans.
type Progress struct {
	Work Work
}

// The pages behind the address of the unit and year. What belongs to one plan stands behind the address of the plan.
const (
	pagePath = "tien-do"
	urgePath = "don-doc"
)

// Feature is the table of contents.
func (p *Progress) Feature() web.Feature {
	const unit, plan = "/u/{unit}/{year}/", "/u/{unit}/{year}/ke-hoach/{plan}/"
	read := web.Right(actor.PlanRead)
	return web.Feature{Name: "progress", Routes: []web.Route{
		{Method: "GET", Path: unit + pagePath, Title: "Tiến độ của đơn vị", Access: web.Right(actor.FigureRead), Handle: p.show},
		{Method: "GET", Path: unit + pagePath + "/{number}", Title: "Các mốc sau một con số", Access: read, Handle: p.behind},
		{Method: "GET", Path: unit + urgePath, Title: "Đôn đốc các đơn vị chậm", Access: read, Handle: p.urge},
		{Method: "GET", Path: plan + pagePath, Title: "Tiến độ của kế hoạch", Access: read, Handle: p.show},
		{Method: "GET", Path: plan + pagePath + "/{number}", Title: "Các mốc sau một con số của kế hoạch", Access: read, Handle: p.behind},
		{Method: "GET", Path: plan + urgePath, Title: "Đôn đốc các đơn vị chậm của kế hoạch", Access: read, Handle: p.urge},
	}}
}
