package week

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

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
