package actor

import "slices"

// reading are the rights that change no record of a unit: what is left of a role in a unit that has ended.
var reading = []Action{PlanRead, WorkRead, FigureRead, HistoryRead, AuditRead, OrgRead, StaffRead, RightsRead, DataExport, LawRead, WeekRead, HazardRead, IncidentRead, EventRead, CommsRead, ChildRead, ChildMeet, ChildSecret}

// Reads reports whether the right changes no record.
func (a Action) Reads() bool { return slices.Contains(reading, a) }

// May reports whether the post has the right. A post in the heir of a unit that has ended has the reading rights of its role in
// that unit: the heir carries on its work and must be able to look it up.
func (p Post) May(action Action) bool { return p.Role.May(action) && (!p.Past || action.Reads()) }
