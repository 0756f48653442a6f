package admin

import (
	"context"
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/jobs"
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

// shown is how many rows of each state a page shows.
const shown = 50

// tending are the pages on which the administrator sees what the program does by itself.
func (a *Admin) tending() []web.Route {
	right := web.Right(actor.MachineTend)
	return []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/viec-nen", Title: "Việc nền", Access: right, Handle: a.listJobs},
		{Method: "POST", Path: "/u/{unit}/{year}/viec-nen/{ref}/thu-lai", Title: "Thử lại việc nền", Access: right, Handle: a.retryJob},
		{Method: "GET", Path: "/u/{unit}/{year}/thu-gui", Title: "Thư gửi đi", Access: right, Handle: a.listMail},
		{Method: "POST", Path: "/u/{unit}/{year}/thu-gui", Title: "Gửi thư thử", Access: right, Handle: a.sendTest},
		{Method: "POST", Path: "/u/{unit}/{year}/thu-gui/{ref}/gui-lai", Title: "Gửi lại thư", Access: right, Handle: a.decideMail("Gửi lại thư", "Đã đưa thư vào hàng chờ gửi.", mail.Resend)},
		{Method: "POST", Path: "/u/{unit}/{year}/thu-gui/{ref}/thoi-gui", Title: "Thôi gửi thư", Access: right, Handle: a.decideMail("Thôi gửi thư", "Đã ghi là không gửi thư này nữa.", mail.Settle)},
	}
}

type jobsView struct {
	Failed, Running, Waiting []jobs.Job
	Counts                   map[jobs.State]int64
	Title                    func(kind string) string
	Now                      store.Instant
}

func (a *Admin) listJobs(w http.ResponseWriter, r *web.Request) (err error) {
	v := jobsView{Title: a.Jobs.Title, Now: r.Now}
	ctx, from := r.Context(), r.Reader()
	if v.Counts, err = jobs.Counts(ctx, from); err != nil {
		return err
	}
	for state, into := range map[jobs.State]*[]jobs.Job{jobs.Failed: &v.Failed, jobs.Running: &v.Running, jobs.Waiting: &v.Waiting} {
		if *into, err = jobs.List(ctx, from, state, shown); err != nil {
			return err
		}
	}
	lead := "Không có việc nào hỏng."
	if n := v.Counts[jobs.Failed]; n > 0 {
		lead = vi.Int(n) + " việc hỏng, cần xem và thử lại."
	}
	return r.Show(w, web.View{Title: "Việc nền", Lead: lead, Crumbs: []ui.Crumb{{Text: "Việc nền"}}}, jobsPage(r, v))
}

func (a *Admin) retryJob(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("ref")
	if err != nil {
		return err
	}
	j, err := jobs.Find(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := jobs.Retry(ctx, tx, id); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "job", ID: id, UnitID: r.Unit.ID, Action: "Thử lại việc nền", Note: a.Jobs.Title(j.Kind)})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Việc sẽ chạy lại trong vài giây.")
	return r.Go(w, r.In("viec-nen"))
}

type mailView struct {
	List   []mail.Message
	Set    bool
	To     string
	Once   string
	Errors []errs.Field
}

func (a *Admin) listMail(w http.ResponseWriter, r *web.Request) error {
	return a.showMail(w, r, "", nil)
}

func (a *Admin) showMail(w http.ResponseWriter, r *web.Request, to string, mistakes []errs.Field) error {
	list, err := mail.Newest(r.Context(), r.Reader(), shown)
	if err != nil {
		return err
	}
	counts, err := mail.Counts(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v := mailView{List: list, Set: a.Mail.Set(), To: to, Once: web.NewKey(), Errors: mistakes}
	return r.Show(w, web.View{Title: "Thư gửi đi", Lead: mailLead(a.Mail, counts), Crumbs: []ui.Crumb{{Text: "Thư gửi đi"}}, Errors: mistakes}, mailPage(r, v))
}

func mailLead(s mail.Settings, counts map[mail.State]int64) string {
	if !s.Set() {
		return "Chưa cài máy chủ thư nên thư không đi đâu: " + vi.Int(counts[mail.Waiting]) + " thư nằm trong chương trình, người nhận vẫn đọc được ở trang Nhắc việc."
	}
	lead := "Gửi qua " + s.Server + ", người gửi " + s.From + ". " + vi.Int(counts[mail.Waiting]+counts[mail.Sending]) + " thư chờ gửi."
	if n := counts[mail.Uncertain] + counts[mail.Refused] + counts[mail.Failed]; n > 0 {
		lead += " " + vi.Int(n) + " thư cần anh/chị quyết định."
	}
	return lead
}

// sendTest writes a message to the address that the administrator typed.
func (a *Admin) sendTest(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	to := f.Text("dia-chi")
	var form errs.Form
	mail.CheckAddress(&form, "dia-chi", to)
	if !a.Mail.Set() {
		form.Add("dia-chi", "Chưa cài máy chủ thư nên chưa gửi thử được; đặt máy chủ khi chạy chương trình rồi gửi lại")
	}
	if fields, ok := web.Mistakes(form.Err()); ok {
		return a.showMail(w, r, to, fields)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		d := mail.Draft{UnitID: r.Unit.ID, Key: "thu:" + ident.New(), To: to, Subject: "Thư thử của Măng Non",
			Body:  "Đây là thư thử do người quản trị gửi. Nhận được thư này nghĩa là máy chủ thư đã được cài đúng.\n",
			Until: store.Instant{Time: r.Now.Add(24 * time.Hour)}}
		if _, err := mail.Add(ctx, tx, d); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "mail", ID: r.Unit.ID, UnitID: r.Unit.ID, Action: "Gửi thư thử"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã đưa thư thử vào hàng chờ gửi. Tải lại trang sau vài giây để xem kết quả.")
	return r.Go(w, r.In("thu-gui"))
}

// decideMail carries out what a person decided about a message that nobody will send by itself any more.
func (a *Admin) decideMail(action, said string, how func(context.Context, *store.Tx, string) error) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		id, err := r.ID("ref")
		if err != nil {
			return err
		}
		m, err := mail.Find(r.Context(), r.Reader(), id)
		if err != nil {
			return err
		}
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			if err := how(ctx, tx, id); err != nil {
				return err
			}
			return tx.Audit(ctx, store.Entry{Kind: "mail", ID: id, UnitID: m.UnitID, Action: action, Note: mail.Words[m.State]})
		})
		if err != nil {
			return err
		}
		r.Say(w, said)
		return r.Go(w, r.In("thu-gui"))
	}
}

// moment is a time as a list shows it.
func moment(t store.Instant) string {
	if t.IsZero() {
		return ""
	}
	return t.In(day.Zone).Format("15:04 02/01")
}

// mailWords is the state of a message; without a server nothing waits for being sent soon.
func mailWords(m mail.Message, set bool) string {
	if m.State == mail.Waiting && !set {
		return mail.NoServer
	}
	return mail.Words[m.State]
}

// mailTag is the colour of a state.
func mailTag(s mail.State) string {
	switch s {
	case mail.Sent:
		return "ok"
	case mail.Uncertain, mail.Refused, mail.Failed:
		return "late"
	}
	return "plain"
}
