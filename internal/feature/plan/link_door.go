package plan

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// door is the page behind a link.
type door struct {
	Link     Link
	Secret   string
	Facts    linkedTask
	Today    day.Day
	Calendar day.Calendar
	Sent     []Result // what this link brought, newest first
	Older    bool
	Receipt  *Result // what was sent a moment ago
	Form     sending
}

// linkedTask is what a holder may know of the task and of who asks.
type linkedTask struct {
	Unit      string  `db:"unit_name"`
	Demo      bool    `db:"demo"`
	Number    string  `db:"number"`
	PlanTitle string  `db:"plan_title"`
	IssuedOn  day.Day `db:"issued_on"`
	Task
}

// Plan is the name of the plan from which the task comes.
func (t linkedTask) Plan() string {
	return Plan{Number: t.Number, Title: t.PlanTitle, IssuedOn: t.IssuedOn}.Name()
}

// takes says why the task takes nothing by a link any more. Work that is done takes what another body still has to send.
func (t Task) takes() error {
	switch {
	case t.Dropped:
		return errs.New(errs.Conflict, "Việc này đã được bỏ khỏi kế hoạch nên không cần gửi nữa.")
	case !t.Live:
		return errs.New(errs.Conflict, "Kế hoạch của việc này đang được sửa lại nên tạm chưa nhận kết quả.")
	case t.Phase == Moved:
		return errs.New(errs.Conflict, "Việc này đã chuyển cho cơ quan khác nên không nhận kết quả ở đây nữa.")
	case t.Phase == Cancelled:
		return errs.New(errs.Conflict, "Việc này đã có quyết định không thực hiện nên không cần gửi nữa.")
	}
	return nil
}

// A secret has 130 bits: nobody guesses one. What the limits save is the machine's work and its log. An address that goes
// on guessing is not even looked up; the limit of all addresses together stops only wrong secrets, so that no stranger can
// shut the door for everybody.
const (
	freeGuesses    = 20
	freeGuessesAll = 1000
)

// enter finds the link of the address. A wrong secret is errs.NotFound, too many of them errs.TooMany. The link may be
// closed: the caller asks.
func (p *Plans) enter(r *web.Request) (Link, error) {
	now := r.Now.Time
	var here []throttle.Key
	if a := throttle.Address(r.Request); a != "" {
		here = append(here, throttle.Key{What: "duong-dan", Of: a, Free: freeGuesses})
	}
	if wait := p.guesses.Wait(now, here...); wait > 0 {
		return Link{}, tooManyGuesses(wait)
	}
	digest := ident.Digest(strings.ToLower(r.PathValue("secret")))
	l, found, err := store.Find[Link](r.Context(), r.Site.DB.Reader(actor.Actor{}), linkOfDigest, digest)
	if err != nil || found {
		return l, err
	}
	if wait := p.guesses.Enter(now, append(here, throttle.Key{What: "moi-duong-dan", Free: freeGuessesAll})...); wait > 0 {
		return Link{}, tooManyGuesses(wait)
	}
	return Link{}, errs.New(errs.NotFound, "Không có đường dẫn nào ở địa chỉ này. Có thể địa chỉ bị chép thiếu hoặc gõ sai.")
}

func tooManyGuesses(wait time.Duration) error {
	return errs.Newf(errs.TooMany, "Đã mở quá nhiều địa chỉ sai. Chờ %s rồi mở lại đúng địa chỉ trong tin nhắn.", throttle.Words(wait))
}

// quiet keeps the page out of caches, of search engines and of other sites' logs: its address is a secret.
func quiet(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
}

// doorOpen shows the task and what was sent, and the form.
func (p *Plans) doorOpen(w http.ResponseWriter, r *web.Request) error {
	quiet(w)
	l, err := p.enter(r)
	if err == nil {
		err = l.closed(r.Now)
	}
	if err != nil {
		return p.showClosed(w, r, l, err, "")
	}
	if err := l.count(r); err != nil {
		return err
	}
	return p.showDoor(w, r, http.StatusOK, l, sending{reporting: reporting{Date: r.Today().String(), Key: web.NewKey()}})
}

// countEvery bounds how often opening a link writes.
const countEvery = time.Minute

// count notes that the link was opened.
func (l Link) count(r *web.Request) error {
	before := store.Instant{Time: r.Now.Add(-countEvery)}
	if l.OpenedAt.After(before.Time) {
		return nil
	}
	return r.Site.DB.Write(r.Context(), l.holder("", ""), func(tx *store.Tx) error {
		_, err := tx.Exec(r.Context(), linkOpened, r.Now, l.ID, before)
		tx.Unaudited("that a link was opened changes no record of work; the counter is on the list of links")
		return err
	})
}

// sentPageSize is how many of its own results a link shows at once.
const sentPageSize = 10

func (p *Plans) showDoor(w http.ResponseWriter, r *web.Request, status int, l Link, s sending) (err error) {
	d := door{Link: l, Secret: r.PathValue("secret"), Today: r.Today(), Calendar: r.Calendar(), Form: s}
	ctx, from := r.Context(), r.Site.DB.Reader(l.holder("", ""))
	if d.Facts, err = store.Get[linkedTask](ctx, from, linkFacts, l.ID); err != nil {
		return err
	}
	if d.Sent, d.Older, err = sentBefore(ctx, from, l.ID, pageMark(r, "truoc")); err != nil {
		return err
	}
	code := r.URL.Query().Get("da-gui")
	for i := range d.Sent {
		if code != "" && d.Sent[i].Receipt == code {
			d.Receipt = &d.Sent[i]
		}
	}
	props := ui.PlainProps{Title: "Gửi kết quả", Where: "UBND " + d.Facts.Unit, Demo: d.Facts.Demo, Errors: s.Errors}
	return r.Page(w, status, doorPage(props, d))
}

// sentBefore reads what a link brought before one of its results, with the names of the files.
func sentBefore(ctx context.Context, from store.Source, linkID, before string) (sent []Result, older bool, err error) {
	if before == "" {
		before = "~" // sorts after every id
	}
	sent, err = store.List[Result](ctx, from, linkSent, linkID, before, sentPageSize+1)
	if err != nil || len(sent) == 0 {
		return sent, false, err
	}
	if older = len(sent) > sentPageSize; older {
		sent = sent[:sentPageSize]
	}
	files, err := store.List[ResultFile](ctx, from, linkSentFiles, linkID, sent[len(sent)-1].ID, sent[0].ID)
	for i := range sent {
		for _, f := range files {
			if f.ResultID == sent[i].ID {
				sent[i].Files = append(sent[i].Files, f)
			}
		}
	}
	return sent, older, err
}

// showClosed answers an address that leads nowhere: the same page whether the secret was never one, or the link has ended;
// only who knows the secret reads which. Words that were typed stand on it to be copied.
func (p *Plans) showClosed(w http.ResponseWriter, r *web.Request, l Link, err error, typed string) error {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.NotFound && e.Kind != errs.TooMany {
		return err
	}
	status, who := http.StatusNotFound, "cán bộ đã gửi địa chỉ này"
	if e.Kind == errs.TooMany {
		status = http.StatusTooManyRequests
	}
	if l.ID != "" {
		who = l.MadeBy + ", người đã cấp đường dẫn này"
	}
	return r.Page(w, status, closedPage(ui.PlainProps{Title: "Đường dẫn này không còn dùng được"}, e.Message, who, typed))
}
