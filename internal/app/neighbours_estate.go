package app

import (
	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/plan"
)

// dutyOfPlans is the function, of the catalogue of package org, to which the work of the plans belongs: children's affairs.
const dutyOfPlans = "y-te.tre-em"

// Estates are the kinds of records that pass on when a body or a unit ends, in the order in which they pass.
func (a *App) Estates() []directory.Estate {
	return append([]directory.Estate{plan.TaskEstate{Plans: a.Plans}}, a.records().Estates(dutyOfPlans)...)
}
