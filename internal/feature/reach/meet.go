package reach

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// The fields of a child by which a visit is written.
const (
	visitsField, visitsColumn = "lan-tham", "visits"
	lastField, lastColumn     = "tham", "last_visit"
	visitMove                 = "tham"
)

// meet writes that the child was met today by the person who taps.
func (x *Reach) meet(w http.ResponseWriter, r *web.Request) error {
	v, err := x.open(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	id := form.Text("tre")
	if !ident.Valid(id) {
		return errs.New(errs.NotFound, "Không tìm thấy trẻ em này. Có thể trang đã cũ; mở lại danh sách.")
	}
	g := x.Children.With(x.Lists).For(r.Actor)
	var before, after register.Record
	today := r.Today()
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if before, err = g.Get(ctx, tx, id); err != nil {
			return err
		}
		for _, l := range before.Lines(visitsColumn) {
			if l.Str("day") == today.ISO() {
				return errs.New(errs.Conflict, "Hôm nay đã ghi một lần gặp trẻ này. Không ghi thêm; mở hồ sơ để sửa lần đó.")
			}
		}
		e := g.EnvOn(ctx, tx, today)
		line := today.String() + " | " + strings.ReplaceAll(tx.Actor().Name, "|", " ") + " | "
		typed := map[string]string{visitsField: strings.TrimSpace(before.Text(visitsColumn, e) + "\n" + line)}
		tx.Result(v.here(""))
		after, err = g.Move(ctx, tx, before, visitMove, before.Version, typed, today)
		return err
	})
	if err != nil {
		return err
	}
	back := url.Values{"tre": {id}, "ban": {strconv.FormatInt(before.Version+1, 10)}, "ngay": {today.ISO()}, "truoc": {before.Str(lastColumn)}, "ve": {v.Rule.Key}}
	r.SayUndo(w, "Đã ghi gặp "+after.Code()+" hôm nay.", r.In(base+"/gap-lai?"+back.Encode()))
	return r.Go(w, v.here(""))
}

// unmeet takes a visit back that was written by one tap, unless somebody changed the record since.
func (x *Reach) unmeet(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	q := r.URL.Query()
	id, version := q.Get("tre"), q.Get("ban")
	rule, err := ruleFor(q.Get("ve"), r.Actor, r.Today())
	if err != nil {
		return err
	}
	if !ident.Valid(id) {
		return errs.New(errs.NotFound, "Không tìm thấy trẻ em này. Có thể địa chỉ bị gõ sai.")
	}
	g := x.Children.With(x.Lists).For(r.Actor)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		now, err := g.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		lines := now.Lines(visitsColumn)
		if strconv.FormatInt(now.Version, 10) != version || len(lines) == 0 || lines[len(lines)-1].Str("day") != q.Get("ngay") {
			return errs.New(errs.Conflict, "Hồ sơ đã được sửa sau lần gặp này nên không tự bỏ được. Mở hồ sơ và sửa ở mục “Các lần thăm”.")
		}
		e := g.EnvOn(ctx, tx, r.Today())
		kept := now
		kept.Values = append([]register.Value(nil), now.Values...)
		kept.SetLines(visitsColumn, lines[:len(lines)-1])
		typed := map[string]string{visitsField: kept.Text(visitsColumn, e), lastField: date(q.Get("truoc"))}
		_, err = g.Amend(ctx, tx, now, now.Version, typed, "Bỏ lần gặp vừa ghi", r.Today())
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ lần gặp vừa ghi. Hồ sơ trở lại như trước.")
	return r.Go(w, r.In(base+"/"+rule.Key))
}
