package ui

import "github.com/mangnon/mangnon/internal/kernel/errs"

// PlainProps describes a page for somebody without an account, who may be on an old phone with a weak signal.
type PlainProps struct {
	Title  string // names no person and no case: it stands in the history of the browser
	Where  string // at the right of the bar: "UBND phường Mỹ Hào"; may be empty
	Errors []errs.Field
	Demo   bool
}
