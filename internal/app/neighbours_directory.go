package app

import "github.com/mangnon/mangnon/internal/register"

// records are all registers, with the lists to which their fields refer, as parts of the directory.
func (a *App) records() register.Registers {
	lists := registerLists(a.Org)
	var out register.Registers
	for _, g := range registers() {
		out = append(out, g.With(lists))
	}
	return out
}
