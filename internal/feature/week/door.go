package week

import (
	"errors"
	"net/http"
	"strconv"
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

var unitOfLink = store.Query("week.link.unit", `SELECT u.id, u.slug, u.name, u.demo FROM unit u WHERE u.id = $1`)

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

// checkPIN judges the PIN of a form.
func (w *Weeks) checkPIN(r *web.Request, en entry, f *web.Form, entering bool) error {
	keys := keysOf(r, "pin-tuan", freePINs)
	if wait := w.guesses.Wait(r.Now.Time, keys...); wait > 0 {
		return tooMany(wait)
	}
	pin := strings.Map(digit, f.Text("pin"))
	var form errs.Form
	if len(pin) != 6 {
		form.Add("pin", "Mã PIN có 6 chữ số")
		return form.Err()
	}
	var outcome tried
	err := r.Site.DB.Write(r.Context(), en.Leader, func(tx *store.Tx) (err error) {
		outcome, err = en.Link.try(r.Context(), tx, en.Address, pin, entering)
		return err
	})
	if err != nil || outcome == right {
		return err
	}
	if wait := w.guesses.Enter(r.Now.Time, keys...); wait > 0 {
		return tooMany(wait)
	}
	if outcome == shut {
		return Link{Wrong: maxWrong}.closed(r.Now)
	}
	form.Add("pin", "Mã PIN chưa đúng. Sai %d lần liền thì đường dẫn bị khóa; cần thì hỏi lại %s", maxWrong, en.Link.MadeBy)
	return form.Err()
}

// digit keeps the digits of what was typed.
func digit(c rune) rune {
	if c < '0' || c > '9' {
		return -1
	}
	return c
}

// admit lets the browser in for a short time.
func (en entry) admit(rw http.ResponseWriter, r *web.Request) error {
	token := ident.Token()
	err := r.Site.DB.Write(r.Context(), en.Leader, func(tx *store.Tx) error {
		if _, err := tx.Exec(r.Context(), passTrim, en.Link.ID, r.Now); err != nil {
			return err
		}
		_, err := tx.Exec(r.Context(), passAdd, ident.Digest(token), en.Link.ID, store.Instant{Time: r.Now.Add(passLife)})
		tx.Unaudited("a pass is a session")
		return err
	})
	if err != nil {
		return err
	}
	http.SetCookie(rw, &http.Cookie{Name: passCookie, Value: token, Path: en.path(), HttpOnly: true, Secure: r.Site.Secure, SameSite: http.SameSiteStrictMode, MaxAge: int(passLife / time.Second)})
	return nil
}

// beginAtDoor reads the case of the address for the leader of the link.
func (w *Weeks) beginAtDoor(r *web.Request, en entry, deed Deed) (deciding, error) {
	d, err := w.begin(r.Context(), r.Site.DB.Reader(en.Leader), en.Edition, r.PathValue("case"), deed, r.Today())
	d.Unit, d.Back, d.PIN = "UBND "+en.Unit.Name, en.path(), true
	d.Action = d.Back + "/viec/" + strconv.Itoa(d.No) + "/" + string(deed)
	d.Text = urgeText(r.Calendar(), d.Unit, d.Item, d.Today)
	return d, err
}

// ask shows the form of a decision to a browser that is inside.
func (w *Weeks) ask(deed Deed) func(http.ResponseWriter, *web.Request, entry) error {
	return func(rw http.ResponseWriter, r *web.Request, en entry) error {
		in, err := en.inside(r)
		if err != nil {
			return err
		}
		if !in {
			return r.Go(rw, en.path())
		}
		d, err := w.beginAtDoor(r, en, deed)
		if err != nil {
			return err
		}
		return en.showDeciding(rw, r, http.StatusOK, d)
	}
}

func (en entry) showDeciding(rw http.ResponseWriter, r *web.Request, status int, d deciding) error {
	d.Key = web.NewKey()
	return r.Page(rw, status, phoneDecidePage(en.plain(d.Deed.title(), d.Errors), d))
}

// decide takes a decision with its PIN. It asks for no pass: the PIN is the right, and no other site knows it.
func (w *Weeks) decide(deed Deed) func(http.ResponseWriter, *web.Request, entry) error {
	return func(rw http.ResponseWriter, r *web.Request, en entry) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		pinErr := w.checkPIN(r, en, f, false)
		if errs.Is(pinErr, errs.NotFound) || errs.Is(pinErr, errs.TooMany) {
			return showShut(rw, r, pinErr)
		}
		fields, ok := web.Mistakes(pinErr)
		if pinErr != nil && !ok {
			return pinErr
		}
		key := en.key(f)
		if pinErr == nil {
			if err := r.Site.DB.Repeated(r.Context(), en.Leader, key); err != nil {
				return err
			}
		}
		d, err := w.beginAtDoor(r, en, deed)
		if err != nil {
			return err
		}
		o, words, err := d.read(f)
		if errs.Is(err, errs.Conflict) && pinErr == nil {
			return w.staleAtDoor(rw, r, en, d)
		}
		more, ok := web.Mistakes(err)
		if err != nil && !ok && !errs.Is(err, errs.Conflict) {
			return err
		}
		if d.Errors = append(fields, more...); len(d.Errors) > 0 {
			return en.showDeciding(rw, r, http.StatusUnprocessableEntity, d)
		}
		o.Via = en.Link.via()
		return w.settle(rw, r, en, d, o, words, key)
	}
}

// settle writes a decision that came with the right PIN.
func (w *Weeks) settle(rw http.ResponseWriter, r *web.Request, en entry, d deciding, o Order, words, key string) error {
	ctx := store.WithRequestKey(r.Context(), key)
	err := r.Site.DB.Write(ctx, en.Leader, func(tx *store.Tx) error {
		tx.Result(en.path())
		return w.carryOut(ctx, tx, d, o, words, en.Link.ID)
	})
	if errs.Is(err, errs.Conflict) {
		return w.staleAtDoor(rw, r, en, d)
	} else if err != nil {
		return err
	}
	if err := en.admit(rw, r); err != nil {
		return err
	}
	return r.Go(rw, en.path())
}

// staleAtDoor shows the form again over the work as it is now.
func (w *Weeks) staleAtDoor(rw http.ResponseWriter, r *web.Request, en entry, d deciding) error {
	fresh, err := w.beginAtDoor(r, en, d.Deed)
	if err != nil {
		return err
	}
	fresh.form, fresh.Stale = d.form, staleWords
	return en.showDeciding(rw, r, http.StatusConflict, fresh)
}

// key makes the key of a form the link's own, of a length that a stranger cannot choose.
func (en entry) key(f *web.Form) string {
	typed := f.Text(web.KeyField)
	if typed == "" {
		return ""
	}
	return ident.Derived("week", en.Link.ID, typed)
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
