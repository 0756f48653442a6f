package ui

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// EntranceProps describes the page before signing in.
type EntranceProps struct {
	Title    string // "Đăng nhập"
	UnitName string // "UBND phường Mỹ Hào"; may be empty
	Today    day.Day
	Errors   []errs.Field
	Demo     bool
	Theme    string
}

// SetupProps describes one page of the first set-up.
type SetupProps struct {
	Step   int // from 1
	Steps  []string
	Title  string
	Lead   string
	Where  string // at the right of the bar: "Thiết lập lần đầu, máy chủ tại phòng VH-XH"
	Errors []errs.Field
	Theme  string
}

// MessageProps describes a page that replaces the one asked for: no right, not found, out of order.
type MessageProps struct {
	Status   int
	Title    string
	What     string // what happened
	Kept     string // what was kept
	Do       string // what to do, and who can help
	BackHref string
	BackText string // "Về việc hôm nay" when empty
	Theme    string
}
