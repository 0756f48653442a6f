package ui

import "github.com/mangnon/mangnon/internal/doc/draw/picture"

// rowsOf are the rows of a picture's table below its head.
func rowsOf(p picture.Picture) [][]string {
	if len(p.Table) == 0 {
		return nil
	}
	return p.Table[1:]
}

func headOf(p picture.Picture) []string {
	if len(p.Table) == 0 {
		return nil
	}
	return p.Table[0]
}
