package reach

import (
	"context"
	"embed"
	"io/fs"
	"net/http"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Work is where work is given from a list: the plans.
type Work interface {
	// Give makes a piece of work inside the caller's change and says where it stands, inside unit and year.
	Give(ctx context.Context, tx *store.Tx, w Piece) (path string, err error)
}

// Piece is work given from a list. It names no child.
type Piece struct {
	UnitID string
	Year   int
	Title  string
	Why    string
	Lead   string // name of the body that leads it, may be empty
	Due    day.Day
}

// Reach is the feature over the register of children and its neighbours.
type Reach struct {
	Children *register.Register
	Lists    map[string]register.Refs // hamlets and bodies
	Age      func(birth string, at day.Day) string
	Work     Work

	numbers store.Remembered[seenOn, map[string]Count]
}

// seenOn is on what the numbers of the lists depend besides the children.
type seenOn struct {
	by  store.Vantage
	day day.Day
}

const (
	base    = "chua-ai-den"
	heading = "Chưa ai đến"
)

// Feature is the table of contents.
func (x *Reach) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	read, edit, at := web.Right(actor.ChildRead), web.Right(actor.ChildEdit), "/u/{unit}/{year}/"+base
	return web.Feature{Name: "reach", Migrations: sub, Routes: []web.Route{
		{Method: "GET", Path: at, Title: heading, Access: read, Handle: x.overview},
		{Method: "GET", Path: at + "/quy-tac", Title: "Quy tắc lập danh sách", Access: read, Handle: x.rules},
		{Method: "POST", Path: at + "/quy-tac", Title: "Bật, tắt một danh sách", Access: edit, Handle: x.setRule},
		{Method: "POST", Path: at + "/gap-lai", Title: "Bỏ lần gặp vừa ghi", Access: edit, Handle: x.unmeet},
		{Method: "GET", Path: at + "/{reach}", Title: "Danh sách trẻ em chưa ai đến", Access: read, Handle: x.list},
		{Method: "POST", Path: at + "/{reach}/tep", Title: "Xuất danh sách, lập công văn", Access: web.Right(actor.DataExport), Handle: x.file},
		{Method: "POST", Path: at + "/{reach}/giao", Title: "Giao việc theo danh sách", Access: web.Right(actor.TaskEdit), Handle: x.give},
		{Method: "POST", Path: at + "/{reach}/gap", Title: "Ghi đã gặp hôm nay", Access: edit, Handle: x.meet},
	}}
}

// Menu puts the lists beside the register.
func Menu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: heading, Path: base, Access: web.Right(actor.ChildRead)}
}

// row is a rule with what it finds.
type row struct {
	Rule  Rule
	Count Count
}

// rows are the rules that the unit follows and the reader may see, counted.
func (x *Reach) rows(r *web.Request) (out []row, err error) {
	off, err := switchedOff(r.Context(), r.Reader(), r.Unit.ID)
	if err != nil {
		return nil, err
	}
	set := rulesOn(r.Today())
	counts, err := x.numbers.Get(r.Site.DB, x.Children.Kinds(), seenOn{store.VantageOf(r.Actor, actor.KindChild), r.Today()}, func() (map[string]Count, error) {
		return set.counts(r.Context(), r.Reader(), r.Actor, r.Today())
	})
	for _, rule := range set.Rules {
		if !off[rule.Key] && rule.open(r.Actor) {
			out = append(out, row{rule, counts[rule.Key]})
		}
	}
	return out, err
}

func (x *Reach) overview(w http.ResponseWriter, r *web.Request) error {
	rows, err := x.rows(r)
	if err != nil {
		return err
	}
	v := web.View{Title: heading, Here: ui.NavChildren, Under: register.Beside(r, ui.NavChildren), Lead: lead(rows, r.Today()),
		Crumbs: []ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading}}}
	return r.Show(w, v, overviewPage(r, rows))
}

// lead is the finding: the longest list, and how many are not known.
func lead(rows []row, today day.Day) string {
	var most row
	unclear := 0
	for _, x := range rows {
		if x.Count.Missing > most.Count.Missing {
			most = x
		}
		if x.Count.Unclear > 0 {
			unclear++
		}
	}
	words := "Tính đến " + today.String() + ": không danh sách nào có trẻ em còn thiếu."
	if most.Count.Missing > 0 {
		words = "Tính đến " + today.String() + ": nhiều nhất là " + number(most.Count.Missing) + " trẻ em " + most.Rule.Words + "."
	}
	if unclear > 0 {
		words += " Chưa rõ không phải là không: còn " + number(unclear) + " danh sách có trẻ em chưa ai hỏi."
	}
	return words
}

// Card is what the children's list and the page of the day show of the lists; nothing for who does not keep the register.
func (x *Reach) Card(r *web.Request) (templ.Component, error) {
	if !r.May(actor.ChildEdit) {
		return templ.NopComponent, nil
	}
	rows, err := x.rows(r)
	if err != nil {
		return nil, err
	}
	return card(r, rows), nil
}
