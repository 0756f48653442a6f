package reminder

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// sentShown is how many digests the office sees.
const sentShown = 100

func (s *Reminders) sent(w http.ResponseWriter, r *web.Request) error {
	list, err := store.List[digest](r.Context(), r.Reader(), digestList, sentShown)
	if err != nil {
		return err
	}
	v := web.View{Title: "Đã nhắc ai", Lead: "Mỗi người nhận nhiều nhất một bản nhắc trong một ngày làm việc, trong Măng Non và qua thư nếu có địa chỉ.", Here: ui.NavToday,
		Crumbs: []ui.Crumb{{Text: "Nhắc việc", Href: r.In("nhac-viec")}, {Text: "Đã nhắc ai"}}}
	return r.Show(w, v, sentPage(r, list, s.Mail.Set()))
}

func (s *Reminders) sentOne(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("digest")
	if err != nil {
		return err
	}
	d, err := store.Get[digest](r.Context(), r.Reader(), digestGet, id)
	if err != nil {
		return err
	}
	lines, err := store.List[line](r.Context(), r.Reader(), digestLines, d.GivenOn, d.AccountID)
	if err != nil {
		return err
	}
	v := web.View{Title: "Bản nhắc ngày " + d.GivenOn.String(), Lead: "Gửi " + d.AccountName + ": " + vi.Int(d.Items) + " việc. " + vi.Sentence(d.mailWords(s.Mail.Set())) + ".",
		Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Nhắc việc", Href: r.In("nhac-viec")}, {Text: "Đã nhắc ai", Href: r.In("nhac-viec/da-gui")}, {Text: d.GivenOn.String()}}}
	return r.Show(w, v, ui.Tasks(rows(r, inOrder(lines), false)))
}

// mailWords say what became of the message of a digest.
func (d digest) mailWords(server bool) string {
	switch {
	case d.Why != "":
		return d.Why
	case d.MailState == mail.Waiting && !server:
		return mail.NoServer
	}
	return "thư " + mail.Words[d.MailState]
}

// mailTag is the colour of those words.
func (d digest) mailTag() string {
	switch d.MailState {
	case mail.Sent:
		return "ok"
	case mail.Uncertain, mail.Refused, mail.Failed:
		return "late"
	}
	return "plain"
}
