package packs

import (
	"net/http"
	"net/url"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showView is the page of a pack at one of its versions, beside another.
type showView struct {
	Pack     pack.Pack
	Versions []pack.Version
	Now      string // key of the version in force today
	Shown    pack.Version
	Other    pack.Version // with which Shown is compared; without a key when there is one version
	Changes  []pack.Change
	Checks   pack.Checks
	History  []store.Event
	Once     string
	Typed    verifyTyped
	Errors   []errs.Field
}

// verifyTyped is what was typed into the form of comparing.
type verifyTyped struct{ Code, Document string }

func show(w http.ResponseWriter, r *web.Request) error {
	return showWith(w, r, http.StatusOK, r.URL.Query().Get("ban"), verifyTyped{}, nil)
}

func showWith(w http.ResponseWriter, r *web.Request, status int, version string, typed verifyTyped, wrong []errs.Field) error {
	p, b, err := shownOf(r)
	if err != nil {
		return err
	}
	v := showView{Pack: p, Versions: b.Versions(p.Key), Now: b.At(p.Key, r.Today().ISO()).Key, Once: web.NewKey(), Typed: typed, Errors: wrong}
	v.choose(b, version, r.URL.Query().Get("so"))
	if v.Checks, err = pack.ChecksOf(r.Context(), r.Reader(), p.Key); err != nil {
		return err
	}
	if r.May(actor.HistoryRead) || r.May(actor.PackEdit) {
		if v.History, err = store.HistoryOf(r.Context(), r.Reader(), pack.AuditKind, p.Key, 20); err != nil {
			return err
		}
	}
	view := web.View{Title: p.Title, Lead: p.About + ". " + v.lead(), Errors: wrong, Crumbs: crumbs(r, p, "")}
	if r.May(actor.PackEdit) {
		view.Actions = ui.LinkButton(ui.Primary, "Tải lên bản mới", here(r, p, "/tai-len"), "")
	}
	return r.ShowStatus(w, status, view, showPage(r, v))
}

// choose takes the version asked for, or that of today, and compares it with the one asked for, or the one brought before it.
func (v *showView) choose(b *pack.Book, version, other string) {
	for i, have := range v.Versions {
		if have.Key == version || version == "" && have.Key == v.Now || v.Shown.Key == "" && i == len(v.Versions)-1 {
			v.Shown = have
			if i > 0 {
				v.Other = v.Versions[i-1]
			}
		}
	}
	if have, ok := b.Version(v.Pack.Key, other); ok && other != v.Shown.Key {
		v.Other = have
	}
	if v.Other.Key != "" {
		v.Changes = pack.Compare(v.Other, v.Shown)
	}
}

func (v showView) lead() string {
	words := vi.Sentence(v.Shown.Name()) + ", " + vi.Int(len(v.Shown.Items)) + " mục"
	switch {
	case v.Shown.Withdrawn:
		words += ", đã thu hồi"
	case v.Shown.Key == v.Now:
		words += ", đang dùng"
	}
	return words + "."
}

// facts are what is known of the version as a whole.
func (v showView) facts() []ui.Fact {
	s := v.Shown
	until := ""
	if s.Until != "" {
		until = " đến hết " + shownDay(s.Until)
	}
	sure, _ := v.Checks.Words(s, "")
	out := []ui.Fact{{Term: "Văn bản", Text: s.Source}, {Term: "Chỗ trong văn bản", Text: s.Page}, {Term: "Áp dụng", Text: fromWords(s.From) + until}, {Term: "Mức chắc chắn", Text: sure}}
	if v.Pack.Kind == pack.Scorecard {
		out = append(out, ui.Fact{Term: "Đạt khi", Text: ruleWords(s.Rule)})
		if gap := s.Gap(); gap != "" {
			out = append(out, ui.Fact{Term: "Còn thiếu", Text: gap + "; chấm được nhưng không kết luận"})
		}
	}
	if s.Note != "" {
		out = append(out, ui.Fact{Term: "Ghi chú", Text: s.Note})
	}
	if s.AddedBy != "" {
		out = append(out, ui.Fact{Term: "Người tải lên", Text: s.AddedBy + ", " + shownDay(s.AddedOn)})
	}
	return out
}

func ruleWords(r pack.Rule) string {
	words := ""
	add := func(s string) {
		if words != "" {
			words += ", "
		}
		words += s
	}
	if r.Least > 0 {
		add("ít nhất " + vi.Int(r.Least) + ofTotal(r))
	}
	if r.Share > 0 {
		add("ít nhất " + vi.Int(r.Share) + "% số mục" + ofTotal(r))
	}
	if r.Must > 0 {
		add("đủ " + vi.Int(r.Must) + " mục bắt buộc")
	}
	return words
}

func ofTotal(r pack.Rule) string {
	if r.Total == 0 {
		return " mục"
	}
	return " trong " + vi.Int(r.Total) + " mục"
}

func fromWords(iso string) string {
	if iso == "" {
		return "không ghi ngày bắt đầu"
	}
	return "từ " + shownDay(iso)
}

func shownDay(iso string) string {
	d, err := day.ParseISO(iso)
	if err != nil {
		return iso
	}
	return d.String()
}

// spanWords are the days of an item within its version.
func spanWords(it pack.Item) string {
	switch {
	case it.From == "" && it.Until == "":
		return ""
	case it.Until == "":
		return fromWords(it.From)
	case it.From == "":
		return "đến hết " + shownDay(it.Until)
	}
	return fromWords(it.From) + " đến hết " + shownDay(it.Until)
}

// at is the page at a version.
func (v showView) at(r *web.Request, version string) string {
	return here(r, v.Pack, "") + "?" + url.Values{"ban": {version}}.Encode()
}

func (v showView) history() []ui.Event { return web.HistoryLines(v.History) }
