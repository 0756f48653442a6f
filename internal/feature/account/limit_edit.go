package account

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// typedLimit is the limit of one role as it stands in the form.
type typedLimit struct {
	Role           actor.Role
	Idle, Absolute string // hours and days, "0,5" too
	Version        string
}

type limitView struct {
	Rows   []typedLimit
	Base   string
	Once   string
	Errors []errs.Field
}

func (p *pages) limitForm(w http.ResponseWriter, r *web.Request) error {
	rows, err := p.limits(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	var v limitView
	for _, l := range rows {
		v.Rows = append(v.Rows, typedLimit{l.Role, written(l.Idle, time.Hour), written(l.Absolute, oneDay), strconv.FormatInt(l.Version, 10)})
	}
	return p.showLimits(w, r, v)
}

func (p *pages) showLimits(w http.ResponseWriter, r *web.Request, v limitView) error {
	v.Base, v.Once = r.In("tai-khoan"), web.NewKey()
	view := web.View{Title: "Thời hạn phiên đăng nhập", Errors: v.Errors,
		Lead:   "Sau bao lâu không dùng thì phải đăng nhập lại, và lâu nhất là bao lâu. Đổi là có hiệu lực ngay, cho cả máy chủ này. Người giữ nhiều vai trò theo vai trò ngắn nhất.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: v.Base}, {Text: "Thời hạn phiên"}}}
	return r.Show(w, view, limitPage(v))
}

// limitSave writes the limits that differ from those the person saw.
func (p *pages) limitSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	var mistakes errs.Form
	var v limitView
	var wanted []limitRow
	for _, role := range actor.Roles() {
		t := typedLimit{role, f.Text(idleField(role)), f.Text(absoluteField(role)), f.Text("ban-" + string(role))}
		v.Rows = append(v.Rows, t)
		wanted = append(wanted, t.read(&mistakes))
	}
	if err = mistakes.Err(); err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(r.In("tai-khoan"))
			return p.setLimits(ctx, tx, wanted, r.Unit.ID)
		})
	}
	if v.Errors, _ = web.Mistakes(err); v.Errors != nil {
		return p.showLimits(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã sửa thời hạn phiên đăng nhập.")
	return r.Go(w, r.In("tai-khoan"))
}

// setLimits writes the limits that differ. One that somebody else has changed meanwhile is errs.Conflict.
func (s *Accounts) setLimits(ctx context.Context, tx *store.Tx, wanted []limitRow, unitID string) error {
	kept, err := s.limits(ctx, tx)
	if err != nil {
		return err
	}
	for i, now := range kept {
		want := wanted[i]
		if want.Idle == now.Idle && want.Absolute == now.Absolute {
			continue
		}
		if now.Version == 0 && want.Version == 0 {
			_, err = tx.Exec(ctx, limitAdd, string(want.Role), want.Idle, want.Absolute)
		} else {
			err = tx.UpdateOne(ctx, limitEdit, want.Idle, want.Absolute, string(want.Role), want.Version)
		}
		if err != nil {
			return err
		}
		if err := tx.Audit(ctx, store.Entry{Kind: "sign_in_limit", ID: string(want.Role), UnitID: unitID, Action: "Sửa thời hạn phiên đăng nhập", Before: now.record(), After: want.record()}); err != nil {
			return err
		}
	}
	return nil
}

type limitRecord struct {
	Role     string `json:"Vai trò"`
	Idle     string `json:"Giờ không dùng"`
	Absolute string `json:"Ngày dài nhất"`
}

func (l limitRow) record() limitRecord {
	return limitRecord{actor.RoleWords[l.Role], written(l.Idle, time.Hour), written(l.Absolute, oneDay)}
}

func idleField(r actor.Role) string     { return "nghi-" + string(r) }
func absoluteField(r actor.Role) string { return "het-" + string(r) }

// read judges what was typed for a role.
func (t typedLimit) read(f *errs.Form) limitRow {
	l := limitRow{Role: t.Role}
	l.Version, _ = strconv.ParseInt(t.Version, 10, 64)
	l.Idle = minutes(f, idleField(t.Role), t.Idle, time.Hour, "giờ", leastIdle, mostIdle)
	l.Absolute = minutes(f, absoluteField(t.Role), t.Absolute, oneDay, "ngày", leastAbsolute, mostAbsolute)
	if l.Idle > l.Absolute && l.Absolute > 0 {
		f.Add(idleField(t.Role), "%s: giờ không dùng phải ngắn hơn số ngày dài nhất", actor.RoleWords[t.Role])
	}
	return l
}
