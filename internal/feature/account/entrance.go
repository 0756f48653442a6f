package account

import (
	"context"
	"errors"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var (
	entranceUnits  = store.Query("account.entrance.units", `SELECT u.id, u.name, u.demo FROM unit u ORDER BY u.id LIMIT 2`)
	entranceAdmins = store.Query("account.entrance.admins", `SELECT DISTINCT a.name, a.name_key FROM position p JOIN account a ON a.id = p.account_id
		WHERE p.unit_id = $1 AND p.role = $2 AND a.active AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3) ORDER BY a.name_key LIMIT 3`)
)

// door is what the pages before signing in know of the installation. With more than one unit they name none of them.
type door struct {
	Unit     string // "UBND phường Mỹ Hào"
	Demo     bool
	Resetter string
}

type doorUnit struct {
	ID   string `db:"id"`
	Name string `db:"name"`
	Demo bool   `db:"demo"`
}

type doorAdmin struct {
	Name string `db:"name"`
	Key  string `db:"name_key"`
}

func (s *Accounts) entrance(ctx context.Context, today day.Day) (door, error) {
	from := s.DB.Reader(actor.System("trang đăng nhập"))
	units, err := store.List[doorUnit](ctx, from, entranceUnits)
	if err != nil || len(units) == 0 {
		return door{}, err
	}
	if len(units) > 1 {
		return door{Demo: units[0].Demo && units[1].Demo}, nil
	}
	admins, err := store.List[doorAdmin](ctx, from, entranceAdmins, units[0].ID, string(actor.RoleAdmin), today)
	if err != nil {
		return door{}, err
	}
	names := make([]string, len(admins))
	for i, a := range admins {
		names[i] = a.Name
	}
	return door{Unit: "UBND " + units[0].Name, Demo: units[0].Demo, Resetter: strings.Join(names, ", ")}, nil
}

func (d door) props(title string, r *web.Request, mistakes []errs.Field) ui.EntranceProps {
	return ui.EntranceProps{Title: title, UnitName: d.Unit, Today: r.Today(), Demo: d.Demo, Errors: mistakes, Theme: themeOf(r)}
}

// words are what an error says to a person.
func words(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Message
	}
	return "Có một lỗi của chương trình, không phải do anh/chị."
}
