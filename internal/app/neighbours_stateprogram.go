package app

import (
	"context"
	"errors"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/stateprogram"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	for _, table := range []string{"state_child", "child_source", "state_line", "state_mark"} {
		child.Children.Ending(table, "child_id")
	}
}

// stateProgram makes the exchange with the children's software of the ministry, and its list: worked out every morning, that of the week on Monday.
func (a *App) stateProgram(f *match.Finder) *stateprogram.Program {
	x := &stateprogram.Program{Children: child.Children, Lists: registerLists(a.Org), Matcher: f.Matcher()}
	a.Jobs.Add(jobs.Kind{Name: "state.list", Title: "Lập danh sách cần sửa trên phần mềm trẻ em", Run: func(ctx context.Context, j jobs.Job) error {
		var when jobs.Occurrence
		if err := j.Read(&when); err != nil {
			return err
		}
		units, err := a.Org.LivingUnits(ctx, when.Day)
		if err != nil {
			return err
		}
		for _, u := range units {
			err = errors.Join(err, x.Make(ctx, a.DB, u.ID, when.Day))
		}
		return err
	}}, jobs.Schedule{Hour: 5})
	return x
}

// cardOf is what a feature shows beside the work of the day.
type cardOf func(r *web.Request) (templ.Component, error)

// together are several cards, one below the other.
func together(cards ...cardOf) cardOf {
	return func(r *web.Request) (templ.Component, error) {
		var list []templ.Component
		for _, c := range cards {
			one, err := c(r)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
		return templ.Join(list...), nil
	}
}
