package reminder

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// shown is how many reminders of each kind the page shows.
const shown = 60

type listView struct {
	Own, PassOn []line // not read yet
	Read        []line
	Count       int // of all that are not read
	Setting     setting
	Once        string
	Server      bool
	Errors      []errs.Field
}

func (s *Reminders) list(w http.ResponseWriter, r *web.Request) error {
	how, err := settingOf(r.Context(), r.Reader(), r.Actor.AccountID)
	if err != nil {
		return err
	}
	return s.show(w, r, how, nil)
}

func settingOf(ctx context.Context, from store.Source, account string) (setting, error) {
	how, ok, err := store.Find[setting](ctx, from, settingGet, account)
	if !ok {
		how = chosen(nil, account)
	}
	return how, err
}

// Address is where a person wants to be written to, empty when they gave none.
func (s *Reminders) Address(ctx context.Context, from store.Source, account string) (string, error) {
	how, err := settingOf(ctx, from, account)
	return how.Address, err
}

func (s *Reminders) show(w http.ResponseWriter, r *web.Request, how setting, mistakes []errs.Field) (err error) {
	v := listView{Setting: how, Once: web.NewKey(), Server: s.Mail.Set(), Errors: mistakes}
	ctx, from, account := r.Context(), r.Reader(), r.Actor.AccountID
	open, err := store.List[line](ctx, from, unread, account, shown)
	if err != nil {
		return err
	}
	v.Own, v.PassOn = split(open)
	if v.Read, err = store.List[line](ctx, from, alreadyRead, account, shown); err != nil {
		return err
	}
	if v.Count, err = store.Get[int](ctx, from, unreadCount, account); err != nil {
		return err
	}
	lead := "Không có nhắc việc nào chưa đọc."
	if v.Count > 0 {
		lead = vi.Int(v.Count) + " nhắc việc chưa đọc. Đánh dấu đã đọc không đổi gì ở việc."
	}
	view := web.View{Title: "Nhắc việc", Lead: lead, Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Nhắc việc"}}, Errors: mistakes}
	if r.May(actor.TaskEdit) {
		view.Actions = officeLinks(r)
	}
	return r.Show(w, view, listPage(r, v))
}

// mark marks one reminder of the reader as read, or all of them.
func (s *Reminders) mark(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	id := f.Text("id")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if ident.Valid(id) {
			_, err := tx.Aside(ctx, markOne, tx.Now(), id, r.Actor.AccountID)
			return err
		}
		_, err := tx.Aside(ctx, markAll, tx.Now(), r.Actor.AccountID)
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã đánh dấu đã đọc.")
	return r.Go(w, r.In("nhac-viec"))
}

// saveSetting keeps how the reader wants to be reminded.
func (s *Reminders) saveSetting(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	how := setting{AccountID: r.Actor.AccountID, Address: f.Text("dia-chi-thu"), Mail: f.Has("gui-thu")}
	var form errs.Form
	if how.Address != "" || how.Mail {
		mail.CheckAddress(&form, "dia-chi-thu", how.Address)
	}
	if fields, ok := web.Mistakes(form.Err()); ok {
		return s.show(w, r, how, fields)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		before, err := settingOf(ctx, tx, how.AccountID)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, settingPut, how.AccountID, how.Address, how.Mail); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "account", ID: how.AccountID, UnitID: r.Unit.ID, Action: "Chọn cách nhận nhắc việc", Before: before, After: how})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu cách nhận nhắc việc.")
	return r.Go(w, r.In("nhac-viec"))
}

// rows are lines as a list of things to do, with the days that are left today.
func rows(r *web.Request, lines []line, open bool) []ui.Task {
	out := make([]ui.Task, len(lines))
	for i, l := range lines {
		out[i] = ui.Task{Icon: "clock", Title: l.Title, Href: web.InUnit(r.Unit.Slug, l.Year, l.Path), Who: l.Lead,
			Left: daysLeft(l, r.Today()), Date: l.Due.WeekdayShort() + " " + l.Due.Short(), Over: l.step().Late()}
		if open {
			out[i].Action = markButton(r, l)
		}
	}
	return out
}

// daysLeft is short enough for a row. A reminder stays where it is when the work is done: only the date is its own.
func daysLeft(l line, today day.Day) string {
	switch n := l.Due.Sub(today); {
	case n == 0:
		return "hôm nay"
	case n > 0:
		return "còn " + strconv.Itoa(n) + " ngày"
	case l.Requested:
		return "đã đề nghị"
	default:
		return "quá " + strconv.Itoa(-n) + " ngày"
	}
}

// split parts what the reader owes from what the reader passes on.
func split(lines []line) (own, passOn []line) {
	for _, l := range lines {
		if l.PassOn {
			passOn = append(passOn, l)
		} else {
			own = append(own, l)
		}
	}
	return own, passOn
}
