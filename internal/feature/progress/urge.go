package progress

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const (
	urgeRead   = 400 // overdue pieces that are read for the texts
	urgeNamed  = 6   // of them named in one text
	urgeBodies = 40  // texts on the page
)

// urging is the prepared text for one late body. It names work and bodies, never a person.
type urging struct {
	Body Body
	Text string
	List string // address of the list behind it
}

// urge shows a text for each late body, to be copied into a message.
func (p *Progress) urge(w http.ResponseWriter, r *web.Request) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if err := p.readBodies(&v); err != nil {
		return err
	}
	pieces, err := p.Work.Late(r, v.Scope, urgeRead)
	if err != nil {
		return err
	}
	late := v.late()
	page := web.View{Title: v.urgeWords(), Here: ui.NavPlan, Crumbs: v.crumbs("Đôn đốc"), Lead: v.urgeLead()}
	if len(late) == 0 {
		page.Title = "Không có đơn vị nào phải đôn đốc"
	}
	var out []urging
	for _, b := range late[:min(len(late), urgeBodies)] {
		out = append(out, v.urging(b, pieces))
	}
	return r.Show(w, page, urgePage(v, out, len(late)-len(out)))
}

func (v view) urgeLead() string {
	if v.All.Overdue == 0 {
		return "Tính đến " + v.Today.String() + " không có mốc nào quá hạn."
	}
	return vi.Int(v.All.Overdue) + " mốc quá hạn. Chép từng tin nhắn rồi gửi cho đầu mối của đơn vị qua Zalo; máy không tự gửi."
}

func (v view) urging(b Body, pieces []Piece) urging {
	u := urging{Body: b}
	if b.ID != "" {
		u.List = v.list("qua-han", b.ID, "")
	}
	u.Text = v.message(b, pieces, u.List)
	return u
}

// message is the text for one body: how much, what first, until when, where to answer.
func (v view) message(b Body, pieces []Piece, list string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "UBND %s đề nghị %s hoàn thành %s mốc quá hạn", v.r.Unit.Name, whom(b), vi.Int(b.Overdue))
	if v.Scope.Plan != "" {
		fmt.Fprintf(&s, " theo %s", v.Of.Name)
	}
	s.WriteString(":\n")
	named := 0
	for _, p := range pieces {
		if named < urgeNamed && p.ledBy(b) {
			named++
			fmt.Fprintf(&s, "%d. %s; hạn %s, %s\n", named, p.Name, v.r.Calendar().Name(v.Today, p.Due), v.r.Calendar().LeftShort(v.Today, p.Due))
		}
	}
	if left := b.Overdue - named; left > 0 {
		fmt.Fprintf(&s, "%s%s mốc khác.\n", map[bool]string{true: "và ", false: "Gồm "}[named > 0], vi.Int(left))
	}
	s.WriteString("Xin gửi kết quả, hoặc báo ngày sẽ xong và lý do, trong hôm nay.")
	if list != "" {
		s.WriteString("\nDanh sách (cần tài khoản): " + address(v.r) + list)
	}
	return s.String()
}

func whom(b Body) string {
	if b.Name == "" {
		return "đơn vị được giao"
	}
	return b.Name
}

// ledBy reports whether a body leads the piece: by its registered id, else by the name in the plan.
func (p Piece) ledBy(b Body) bool {
	if b.ID != "" || p.LeadID != "" {
		return p.LeadID == b.ID
	}
	return p.LeadName == b.Name
}

// address is the address of this site as the person's browser knows it.
func address(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func textID(i int) string { return "tin-nhan-" + strconv.Itoa(i+1) }
