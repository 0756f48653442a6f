package plan

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

const (
	// doorLimit leaves room above five files, so that a file that is too large is named instead of losing the form.
	doorLimit = 8 * uploadLimit
	// maxWaiting is how many results of one link may wait. It bounds what a holder can pile up unseen.
	maxWaiting = 20
	maxSender  = 100
	// freeSends is how often in an hour a link may send, also in vain, before it must wait: a file that was read for nothing
	// leaves its bytes behind.
	freeSends = 30
)

// sending is the form behind a link.
type sending struct {
	reporting
	Sender, Post string
}

// doorSend takes what a body sends. It waits until the officer takes it over; once this answers, nothing of it is lost.
func (p *Plans) doorSend(w http.ResponseWriter, r *web.Request) error {
	quiet(w)
	l, err := p.enter(r)
	if err != nil {
		return p.showClosed(w, r, l, err, "")
	}
	f, err := r.Form()
	if err != nil && !errs.Is(err, errs.Done) {
		s := sending{reporting: reporting{Date: r.Today().String(), Key: web.NewKey()}}
		return p.notSent(w, r, l, s, err)
	}
	s := sendingIn(f)
	if err := l.closed(r.Now); err != nil {
		return p.showClosed(w, r, l, err, s.Text)
	}
	key := l.key(f)
	if err := r.Site.DB.Repeated(r.Context(), l.holder("", ""), key); err != nil {
		return p.notSent(w, r, l, s, err)
	}
	if wait := p.guesses.Enter(r.Now.Time, throttle.Key{What: "gui", Of: l.ID, Free: freeSends}); wait > 0 {
		return p.notSent(w, r, l, s, errs.Newf(errs.TooMany, "Đường dẫn này vừa gửi quá nhiều lần. Chờ %s rồi gửi lại; nội dung đã gõ còn nguyên.", throttle.Words(wait)))
	}
	res, kept, err := p.judgeSending(r, l, &s, f)
	if err == nil {
		err = p.deliver(r, l, key, res, kept)
	}
	if err != nil {
		return p.notSent(w, r, l, s, err)
	}
	return p.receipt(w, r, res.Receipt)
}

func sendingIn(f *web.Form) sending {
	return sending{Sender: f.Text("nguoi-gui"), Post: f.Text("chuc-danh"), reporting: reporting{Date: f.Text("ngay"), Text: f.Text("ket-qua"), Done: f.Has("xong"),
		Proof: proof{f.Text("so-luong"), f.Text("don-vi-tinh"), f.Text("lien-ket")}, Key: f.Text(web.KeyField)}}
}

// key makes the key of a form the link's own, of a length that a stranger cannot choose.
func (l Link) key(f *web.Form) string {
	typed := f.Text(web.KeyField)
	if typed == "" {
		return ""
	}
	return ident.Derived("link", l.ID, typed)
}

// judgeSending checks everything before it keeps a file: a part is taken only as a whole.
func (p *Plans) judgeSending(r *web.Request, l Link, s *sending, f *web.Form) (res Result, kept []attach.File, err error) {
	from := r.Site.DB.Reader(l.holder("", ""))
	facts, err := store.Get[linkedTask](r.Context(), from, linkFacts, l.ID)
	if err != nil {
		return res, nil, err
	}
	if err := facts.takes(); err != nil {
		return res, nil, err
	}
	if err := l.room(r.Context(), from); err != nil {
		return res, nil, err
	}
	s.Task.Year = facts.Year
	if res, err = s.check(r, l, f); err != nil {
		return res, nil, err
	}
	kept, err = p.keepFiles(&res, f.Files("tep"))
	return res, kept, err
}

func (s sending) check(r *web.Request, l Link, f *web.Form) (Result, error) {
	res := l.brings(Result{AccountName: s.Sender, Text: s.Text, Finishes: s.Done && carries(l.Role), CreatedAt: r.Now, proof: s.Proof}, s.Post)
	var form errs.Form
	name := func(field, value, ask string) {
		switch n := utf8.RuneCountInString(value); {
		case n == 0:
			form.Add(field, "%s", ask)
		case n > maxSender:
			form.Add(field, "Dài nhất %d ký tự, đang có %d", maxSender, n)
		}
	}
	name("nguoi-gui", s.Sender, "Ghi họ tên người gửi")
	name("chuc-danh", s.Post, "Ghi chức danh của người gửi, ví dụ Trưởng trạm")
	s.checkWork(r, f, &res, &form)
	return res, form.Err()
}

// brings makes a result one of the link's body.
func (l Link) brings(res Result, post string) Result {
	res.BodyID, res.BodyName = l.BodyID, l.BodyName
	res.linked = linked{LinkID: l.ID, SenderPost: post, Receipt: ident.Code(6)}
	return res
}

// Send writes a result as the holder of a link would: the demonstration has one.
func (p *Plans) Send(ctx context.Context, tx *store.Tx, l Link, t Task, res Result, post string) error {
	return p.Record(ctx, tx.As(l.holder(res.AccountName, post)), t, l.brings(res, post), nil)
}

// room refuses to pile up more than the officer can be expected to look at.
func (l Link) room(ctx context.Context, from store.Source) error {
	n, err := store.Get[int](ctx, from, linkWaiting, l.ID)
	if err == nil && n >= maxWaiting {
		err = errs.Newf(errs.TooMany, "Đã có %d lần gửi chờ cán bộ xem nên chưa nhận thêm. Gọi cho %s để xem các lần gửi trước.", n, l.MadeBy)
	}
	return err
}

// deliver writes the result. The link and the task may have changed since the page was opened, so both are asked again. Two
// presses at one moment can reach PostgreSQL together: the later one finds the key of the first when it tries once more.
func (p *Plans) deliver(r *web.Request, l Link, key string, res Result, kept []attach.File) error {
	who := l.holder(res.AccountName, res.SenderPost)
	ctx := store.WithRequestKey(r.Context(), key)
	write := func() error {
		return r.Site.DB.Write(ctx, who, func(tx *store.Tx) error {
			tx.Result(res.Receipt)
			t, err := store.Get[Task](ctx, tx, taskGet, l.TaskID)
			if err != nil {
				return err
			}
			if err := t.takes(); err != nil {
				return err
			}
			fresh, err := store.Get[Link](ctx, tx, linkGet, l.ID)
			if err != nil {
				return err
			}
			if err := fresh.closed(r.Now); err != nil {
				return err
			}
			if err := fresh.room(ctx, tx); err != nil {
				return err
			}
			return p.Record(ctx, tx, t, res, kept)
		})
	}
	err := write()
	if errs.Is(err, errs.Conflict) {
		err = write()
	}
	return err
}

// receipt leads to the page that shows when it came and under which code.
func (p *Plans) receipt(w http.ResponseWriter, r *web.Request, code string) error {
	return r.Go(w, "/l/"+url.PathEscape(r.PathValue("secret"))+"?da-gui="+url.QueryEscape(code)+"#bien-nhan")
}

// notSent leads a repeated form to its receipt and shows any other again, with everything that was typed.
func (p *Plans) notSent(w http.ResponseWriter, r *web.Request, l Link, s sending, err error) error {
	e, ok := errors.AsType[*errs.Error](err)
	switch {
	case !ok || e.Kind == errs.Internal:
		return err
	case e.Kind == errs.Done:
		return p.receipt(w, r, e.Result)
	case e.Kind == errs.NotFound:
		return p.showClosed(w, r, l, err, s.Text)
	}
	if s.Errors = e.Fields; len(s.Errors) == 0 {
		s.Errors = []errs.Field{{Name: "ket-qua", Message: e.Message}}
	}
	if e.Kind == errs.TooLarge {
		s.Errors[0].Name = "tep"
	}
	return p.showDoor(w, r, web.StatusOf(e.Kind), l, s)
}
