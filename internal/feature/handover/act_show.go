package handover

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showView is the page of one act.
type showView struct {
	preview
	Unit          string // the unit that passes on
	Base          string
	Document      string // address of the legal ground in the register of documents
	Prepare, Sign bool
	Once          string
	Runs          []Run
	Titles        map[string]string // of the kinds of records
	Waiting, Kept int
	Rests         []resting
	Events        []store.Event
	Groups        []lineGroup
	Refused       string
	People        bool // the reader gives people their posts
}

// lineGroup is the lines of one body.
type lineGroup struct {
	Body  string
	Lines []Line
}

func (h *Handover) show(w http.ResponseWriter, r *web.Request) error {
	return h.showWith(w, r, http.StatusOK, "")
}

func (h *Handover) showWith(w http.ResponseWriter, r *web.Request, status int, refused string) error {
	o, err := h.open(r)
	if err != nil {
		return err
	}
	v := showView{Unit: o.unit.Name, Base: o.base(r), Prepare: r.May(actor.HandoverPrepare), Sign: r.May(actor.HandoverSign), Once: web.NewKey(), Refused: refused}
	v.preview.whole, v.Titles = o.whole, h.titles()
	if err := h.fill(r, o, &v); err != nil {
		return err
	}
	if v.Events, err = store.HistoryOf(r.Context(), o.from, "handover", o.ID, 50); err != nil {
		return err
	}
	v.Groups, v.Document, v.People = grouped(o.Lines), o.document(r), r.May(actor.AccountAdmin)
	view := web.View{Title: o.Title(), Lead: v.lead(), Here: ui.NavDocuments, Crumbs: o.crumbs(r, ""), Under: ui.Tag(stateTag(o.State), o.State.Words())}
	if o.State == Draft && v.Sign {
		view.Actions = ui.LinkButton(ui.Primary, "Đọc lại và ký", v.Base+"/ky", "")
	}
	if o.State == Passing || o.State == Taking {
		w.Header().Set("Refresh", "20") // the page follows the work without a script; a script asks more often
	}
	return r.ShowStatus(w, status, view, showPage(v))
}

// fill reads what the state of the act shows: the counts of a draft, the progress of a signed one.
func (h *Handover) fill(r *web.Request, o opened, v *showView) (err error) {
	ctx := r.Context()
	if o.State == Draft {
		v.preview, err = h.look(ctx, o.from, o.whole)
		return err
	}
	if v.Runs, err = runs(ctx, o.from, o.ID); err != nil {
		return err
	}
	if v.Waiting, err = store.Get[int](ctx, o.from, waitCount, o.ID, waiting, ""); err != nil {
		return err
	}
	if v.Kept, err = store.Get[int](ctx, o.from, waitCount, o.ID, waitKept, ""); err != nil {
		return err
	}
	if v.Sign && (o.State == Passed || o.State == Passing) {
		v.Rests, err = h.rests(ctx, o.from, o.whole, restsShown)
	}
	return err
}

func grouped(lines []Line) []lineGroup {
	var out []lineGroup
	for _, l := range lines {
		if n := len(out); n == 0 || out[n-1].Lines[0].BodyID != l.BodyID {
			out = append(out, lineGroup{Body: l.BodyName})
		}
		g := &out[len(out)-1]
		g.Lines = append(g.Lines, l)
	}
	return out
}

// lead says the one finding of the page.
func (v showView) lead() string {
	switch v.State {
	case Draft:
		if n := len(v.undecided()); n > 0 {
			return fmt.Sprintf("Còn %d dòng chưa có nơi nhận; chọn nơi nhận hoặc để “chưa rõ” trước khi ký.", n)
		}
		return "Mọi dòng đã rõ hoặc được để “chưa rõ”. Đọc lại rồi ký."
	case Passing:
		done, total := 0, 0
		for _, r := range v.Runs {
			done, total = done+r.Done, total+r.Total
		}
		return fmt.Sprintf("Đã ký. Hồ sơ chuyển từ ngày %s: %d/%d.", v.Day, done, total)
	case Passed:
		if v.Waiting > 0 {
			return fmt.Sprintf("Đã bàn giao. Còn %d hồ sơ chờ người chọn nơi nhận.", v.Waiting)
		}
		return "Đã bàn giao, không còn hồ sơ nào chờ chọn nơi nhận."
	case Taking:
		return "Đang trả hồ sơ về nơi cũ."
	}
	return "Đã thu hồi; tổ chức và hồ sơ như trước khi ký."
}

func (v showView) facts() []ui.Fact {
	out := []ui.Fact{
		{Term: "Đơn vị bàn giao", Text: v.Unit}, {Term: "Loại thay đổi", Text: v.Kind.Words()}, {Term: "Ngày cuối của nơi cũ", Text: v.Eve().String()},
		{Term: "Ngày đầu của nơi nhận", Text: v.Day.String(), Strong: true}, {Term: "Căn cứ", Text: v.Basis},
		{Term: "Người ký quyết định", Text: v.SignerTitle + " " + v.SignerName}, {Term: "Người lập", Text: v.CreatedBy},
	}
	if v.Document != "" {
		out = append(out, ui.Fact{Term: "Văn bản trong sổ", Text: "Xem văn bản", Href: v.Document})
	}
	if len(v.Targets) > 0 {
		out = append(out, ui.Fact{Term: "Đơn vị nhận", Text: v.targetNames()})
	}
	if v.SignedName != "" {
		out = append(out, ui.Fact{Term: "Đã ký trên máy", Text: strings.TrimPrefix(v.SignedPost+" ", " ") + v.SignedName + " lúc " + web.Stamp(v.SignedAt)})
	}
	return out
}

func (w whole) targetNames() string {
	names := make([]string, len(w.Targets))
	for i, t := range w.Targets {
		names[i] = t.Name
		if !t.Whole {
			names[i] += " (nhận một phần địa bàn)"
		}
	}
	return strings.Join(names, ", ")
}

// heirName is the receiving body of a line with its unit.
func (w whole) heirName(l Line) string {
	h, ok := w.heir(l.HeirID)
	if !ok {
		return ""
	}
	return w.nameOf(h)
}

func (w whole) nameOf(h Heir) string {
	if t, ok := w.target(h.HeirUnit); ok {
		return h.Name + ", " + t.Name
	}
	return h.Name
}

// place is where a line without an heir would go.
func (w whole) lineUnit(l Line) string {
	t, _ := w.target(l.HeirUnit)
	return t.Name
}

func (v showView) runTitle(h Run) string {
	if t := v.Titles[h.Kind]; t != "" {
		return t
	}
	return h.Kind
}

// runWords say how far a kind is.
func runWords(r Run) string {
	n := strconv.Itoa(r.Done) + "/" + strconv.Itoa(r.Total)
	switch r.Step {
	case stepDone:
		return "xong, " + strconv.Itoa(r.Done) + " đã chuyển"
	case stepBack:
		return "đã trả về"
	case stepWait:
		return n + ", đang lọc hồ sơ chờ chọn"
	}
	return n
}

// document is the address of the legal ground, which stands in the register of the unit that passes on.
func (o opened) document(r *web.Request) string {
	if o.DocumentID == "" {
		return ""
	}
	return web.InUnit(o.unit.Slug, r.Year, "van-ban/"+o.DocumentID)
}
