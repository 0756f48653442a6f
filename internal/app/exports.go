package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// exports are the jobs that make the long files of guarded registers, and take every file away after its hour.
func (a *App) exports(db *store.DB) {
	x := register.Exporter{DB: db, Files: a.Files}
	for kind, how := range map[string]struct {
		title string
		do    func(context.Context, *register.Register, register.ExportWork) error
	}{
		register.ExportMake: {"Làm tệp xuất từ sổ", x.Make},
		register.ExportTake: {"Xóa tệp xuất đã hết giờ", x.End},
	} {
		a.Jobs.Add(jobs.Kind{Name: kind, Title: how.title, Attempts: 3, Run: func(ctx context.Context, j jobs.Job) error {
			var work register.ExportWork
			if err := j.Read(&work); err != nil {
				return err
			}
			for _, g := range registers() {
				if g.Name == work.Register {
					return how.do(ctx, g.With(registerLists(a.Org)), work)
				}
			}
			return nil // of a register that this version of the program does not have
		}})
	}
}
