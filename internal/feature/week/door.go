package week

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The limits of guessing. An address that goes on with wrong secrets is not looked up any more; the limit of all addresses
// together stops only wrong ones, so that no stranger shuts the door for everybody. PINs are also counted by address, because
// somebody may have got hold of several links.
const (
	freeGuesses    = 20
	freeGuessesAll = 1000
	freePINs       = 10
)

// entry is somebody at the door of a link: the link, its edition, and the leader in whose name things are decided.
type entry struct {
	Address string
	Link    Link
	Edition Edition
	Leader  actor.Actor
	Unit    web.Unit
}

// path is the address of the door; the pass is bound to it.
func (en entry) path() string { return "/t/" + en.Address }

var unitOfLink = store.Query("week.link.unit", `SELECT u.id, u.slug, u.name, u.demo, u.valid_to FROM unit u WHERE u.id = $1`)

// enter finds the link of the address and says why it may not be used. The reader of the entry is its leader, who must still
// have the right.
func (w *Weeks) enter(r *web.Request) (en entry, err error) {
	en.Address = strings.ToLower(r.PathValue("key"))
	if en.Link, err = w.find(r, en.Address); err != nil {
		return en, err
	}
	if err := en.Link.closed(r.Now); err != nil {
		return en, err
	}
	ctx, from := r.Context(), r.Site.DB.Reader(program(en.Link.UnitID))
	leaders, err := w.People.Leaders(ctx, from, en.Link.UnitID, r.Today())
	if err != nil {
		return en, err
	}
	for _, a := range leaders {
		if a.AccountID == en.Link.AccountID {
			en.Leader = a
		}
	}
	if en.Leader.AccountID == "" {
		return en, errs.New(errs.NotFound, "Người nhận đường dẫn này không còn giữ chức danh lãnh đạo của đơn vị.")
	}
	if en.Unit, err = store.Get[web.Unit](ctx, from, unitOfLink, en.Link.UnitID); err != nil {
		return en, err
	}
	if en.Unit.Ended(r.Today()) {
		return en, errs.Newf(errs.NotFound, "Đơn vị của đường dẫn này đã kết thúc ngày %s.", en.Unit.To)
	}
	if en.Edition, err = store.Get[Edition](ctx, from, editionGet, en.Link.EditionID); err != nil {
		return en, err
	}
	en.Edition, err = en.Edition.unpack()
	return en, err
}

// find looks the address up, unless its sender has guessed too often.
func (w *Weeks) find(r *web.Request, address string) (Link, error) {
	now := r.Now.Time
	here := keysOf(r, "duong-dan-tuan", freeGuesses)
	if wait := w.guesses.Wait(now, here...); wait > 0 {
		return Link{}, tooMany(wait)
	}
	l, found, err := store.Find[Link](r.Context(), r.Site.DB.Reader(actor.Actor{}), linkOfDigest, ident.Digest(address))
	if err != nil || found {
		return l, err
	}
	if wait := w.guesses.Enter(now, append(here, throttle.Key{What: "moi-duong-dan-tuan", Free: freeGuessesAll})...); wait > 0 {
		return Link{}, tooMany(wait)
	}
	return Link{}, errs.New(errs.NotFound, "Không có đường dẫn nào ở địa chỉ này. Có thể địa chỉ bị chép thiếu hoặc gõ sai.")
}

// keysOf are the keys of the network address of a request; none when it is not known.
func keysOf(r *web.Request, what string, free int) []throttle.Key {
	if a := throttle.Address(r.Request); a != "" {
		return []throttle.Key{{What: what, Of: a, Free: free}}
	}
	return nil
}

func tooMany(wait time.Duration) error {
	return errs.Newf(errs.TooMany, "Đã thử sai quá nhiều lần. Chờ %s rồi mở lại đúng địa chỉ trong tin nhắn.", throttle.Words(wait))
}

// quiet keeps the page out of caches, of search engines and of other sites' logs: its address is half of a secret.
func quiet(rw http.ResponseWriter) {
	h := rw.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
}

// atDoor finds who stands at the door, then lets the handler answer; an address that leads nowhere is answered alike whether
// it never was one or has ended.
func (w *Weeks) atDoor(handle func(rw http.ResponseWriter, r *web.Request, en entry) error) web.Handler {
	return func(rw http.ResponseWriter, r *web.Request) error {
		quiet(rw)
		en, err := w.enter(r)
		if err == nil {
			return handle(rw, r, en)
		}
		return showShut(rw, r, err)
	}
}

func showShut(rw http.ResponseWriter, r *web.Request, err error) error {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.NotFound && e.Kind != errs.TooMany {
		return err
	}
	return r.Page(rw, web.StatusOf(e.Kind), shutPage(ui.PlainProps{Title: "Đường dẫn này không dùng được"}, e.Message))
}

const passCookie = "tuan"

// inside reports whether the browser gave the right PIN a short while ago.
func (en entry) inside(r *web.Request) (bool, error) {
	c, err := r.Cookie(passCookie)
	if err != nil {
		return false, nil
	}
	until, found, err := store.Find[store.Instant](r.Context(), r.Site.DB.Reader(en.Leader), passFind, ident.Digest(c.Value), en.Link.ID)
	return found && r.Now.Before(until.Time), err
}

// door shows the page of the week to a browser that is inside, and asks for the PIN otherwise.
func (w *Weeks) door(rw http.ResponseWriter, r *web.Request, en entry) error {
	in, err := en.inside(r)
	if err != nil {
		return err
	}
	if !in {
		return en.askPIN(rw, r, http.StatusOK, nil)
	}
	s, err := w.sheetOf(r.Context(), r.Site.DB.Reader(en.Leader), en.Edition, en.Unit)
	if err != nil {
		return err
	}
	return r.Page(rw, http.StatusOK, phonePage(en.plain(en.Edition.Heading(), nil), s, en, s.six("")))
}

func (en entry) plain(title string, mistakes []errs.Field) ui.PlainProps {
	return ui.PlainProps{Title: title, Where: "UBND " + en.Unit.Name, Demo: en.Unit.Demo, Errors: mistakes}
}

func (en entry) askPIN(rw http.ResponseWriter, r *web.Request, status int, mistakes []errs.Field) error {
	return r.Page(rw, status, pinPage(en.plain("Trang tuần", mistakes), en))
}

// knock takes the PIN at the door.
func (w *Weeks) knock(rw http.ResponseWriter, r *web.Request, en entry) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	err = w.checkPIN(r, en, f, true)
	if fields, ok := web.Mistakes(err); ok {
		return en.askPIN(rw, r, http.StatusUnprocessableEntity, fields)
	} else if err != nil {
		return showShut(rw, r, err)
	}
	if err := en.admit(rw, r); err != nil {
		return err
	}
	return r.Go(rw, en.path())
}

// doorRoutes are the pages of a telephone. Their forms carry the PIN, which no other site knows, and no form relies on the
// pass: so they are let in from pages that send no origin.
func (w *Weeks) doorRoutes() []web.Route {
	const path = "/t/{key}"
	routes := []web.Route{
		{Method: "GET", Path: path, Title: "Trang tuần trên điện thoại", Access: web.Public(), Handle: w.atDoor(w.door)},
		{Method: "POST", Path: path, Title: "Nhập mã PIN", Access: web.Public(), AnyOrigin: true, MaxBody: 4 << 10, Handle: w.atDoor(w.knock)},
	}
	for _, d := range deeds {
		at := path + "/viec/{case}/" + string(d)
		routes = append(routes,
			web.Route{Method: "GET", Path: at, Title: d.title(), Access: web.Public(), Handle: w.atDoor(w.ask(d))},
			web.Route{Method: "POST", Path: at, Title: d.title(), Access: web.Public(), AnyOrigin: true, MaxBody: 32 << 10, Handle: w.atDoor(w.decide(d))})
	}
	return routes
}
