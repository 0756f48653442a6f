package org

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

// workBase is the address before the id of a body whose work is asked for.
func workBase(r *web.Request) string {
	if !r.May(actor.PlanRead) {
		return ""
	}
	return r.In("co-quan/")
}

// asOf is the day for which a page of a year speaks.
func asOf(r *web.Request) day.Day {
	if today := r.Today(); r.Year >= today.Year() {
		return today
	}
	return day.Must(r.Year, 12, 31)
}
