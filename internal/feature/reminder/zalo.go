package reminder

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// soon is how many days ahead a message to a body looks.
const soon = 7

// note is the text for one body.
type note struct {
	Body  string
	Text  string
	Items int
	Late  int
}

// rows is how high the box of the text is.
func (n note) rows() string { return strconv.Itoa(min(max(strings.Count(n.Text, "\n")+2, 5), 16)) }

// messages shows a ready text for each body that leads work which is late or due soon.
func (s *Reminders) messages(w http.ResponseWriter, r *web.Request) error {
	today := r.Today()
	var items []Item
	for _, source := range s.Sources {
		some, err := source.Due(r.Context(), r.Reader(), today.Add(-reachBack), today.Add(soon))
		if err != nil {
			return err
		}
		items = append(items, some...)
	}
	notes := notesOf(items, today, address(r))
	lead := "Không có việc nào quá hạn hay đến hạn trong 7 ngày tới."
	if len(notes) > 0 {
		lead = vi.Int(len(notes)) + " cơ quan có việc quá hạn hoặc đến hạn trong 7 ngày tới. Chép tin rồi gửi qua Zalo; tin không có tên người."
	}
	v := web.View{Title: "Tin nhắn cho từng cơ quan", Lead: lead, Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Nhắc việc", Href: r.In("nhac-viec")}, {Text: "Tin nhắn"}}}
	return r.Show(w, v, messagesPage(notes))
}

// address is where a body opens the work of the day.
func address(r *web.Request) string {
	scheme := "http://"
	if r.Site.Secure {
		scheme = "https://"
	}
	return scheme + r.Host + r.In("viec")
}

// notesOf writes one text for each leading body, the body with the most late work first.
func notesOf(items []Item, today day.Day, href string) []note {
	by := map[string][]Item{}
	for _, it := range items {
		by[it.Lead] = append(by[it.Lead], it)
	}
	out := make([]note, 0, len(by))
	for lead, list := range by {
		out = append(out, noteOf(lead, list, today, href))
	}
	slices.SortFunc(out, func(a, b note) int {
		return cmp.Or(b.Late-a.Late, b.Items-a.Items, strings.Compare(a.Body, b.Body))
	})
	return out
}

func noteOf(lead string, items []Item, today day.Day, href string) note {
	slices.SortStableFunc(items, func(a, b Item) int { return a.Due.Compare(b.Due) })
	n := note{Body: cmp.Or(lead, "Chưa rõ ai chủ trì"), Items: len(items)}
	var late, next, asked []string
	for _, it := range items {
		words := "- " + it.title() + " (hạn " + it.Due.String() + ")"
		switch {
		case it.Requested:
			asked = append(asked, "- "+it.title()+" (đề nghị xong "+it.Due.String()+")")
		case it.Due.Before(today):
			n.Late++
			late = append(late, words+", quá "+strconv.Itoa(today.Sub(it.Due))+" ngày")
		default:
			next = append(next, words)
		}
	}
	parts := []string{"Kính gửi " + n.Body + ". Nhắc việc đến ngày " + today.String() + ":"}
	parts = append(parts, section("Quá hạn:", late)...)
	parts = append(parts, section("Đến hạn trong 7 ngày tới:", next)...)
	parts = append(parts, section("Đề nghị phối hợp:", asked)...)
	n.Text = strings.Join(append(parts, "Xem và nộp kết quả: "+href), "\n")
	return n
}

func section(heading string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append([]string{heading}, lines...)
}

// title is the title as words to pass on may carry it.
func (it Item) title() string {
	if it.Private {
		return "Một việc riêng, mở Măng Non để xem"
	}
	return it.Title
}
