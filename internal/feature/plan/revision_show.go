package plan

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// revisionView is what the page "Có gì thay đổi" shows.
type revisionView struct {
	revision
	Said   []coupling
	ByBody []bodyNews // instead of the work, when the page is about bodies
	Bodies bool
	Key    string
	Doc    string // of what is given up, as typed
	DocOn  string
	Chosen map[string]string // radios as they were sent
	Errors []errs.Field
}

// planned reports whether the change is still to be applied.
func (v revisionView) planned() bool { return v.Draft.State == Draft }

// amendment is the draft of the address, or the newest text that the plan of the address replaced. Its id is empty when the
// plan has no other text.
func (p *Plans) amendment(r *web.Request) (pl Plan, err error) {
	if pl, err = p.planOf(r); err != nil || pl.Revises != "" {
		return pl, err
	}
	waiting, found, err := store.Find[Plan](r.Context(), r.Reader(), versionDraft, pl.ID)
	if err != nil || found {
		return waiting, err
	}
	older, err := store.List[Plan](r.Context(), r.Reader(), versionsOf, pl.ID)
	if err != nil || len(older) == 0 {
		return Plan{}, err
	}
	return older[0], nil
}

func (p *Plans) changes(w http.ResponseWriter, r *web.Request) error {
	v := revisionView{Said: couplingsOf(r.URL.Query()["g"]), Bodies: r.URL.Query().Get("xem") == "co-quan"}
	return p.showChanges(w, r, v)
}

func (p *Plans) showChanges(w http.ResponseWriter, r *web.Request, v revisionView) error {
	draft, err := p.amendment(r)
	if err != nil {
		return err
	}
	if draft.ID == "" {
		return p.showUnchanged(w, r)
	}
	if v.revision, err = revisionOf(r.Context(), r.Reader(), draft, v.Said); err != nil {
		return err
	}
	v.Key = web.NewKey()
	if v.Bodies {
		v.ByBody = v.byBody()
	}
	if v.Doc == "" && len(v.Errors) == 0 {
		v.Doc, v.DocOn = draft.Number, draft.IssuedOn.String()
	}
	n := v.count()
	view := web.View{Title: "Có gì thay đổi", Here: ui.NavPlan, Lead: v.title() + ". " + n.words() + ".", Errors: v.Errors,
		Crumbs:  []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: v.Plan.Name(), Href: r.In("ke-hoach/" + v.Plan.ID)}, {Text: "Có gì thay đổi"}},
		Actions: changesActions(r, v)}
	return r.Show(w, view, changesPage(r, v))
}

func (p *Plans) showUnchanged(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	view := web.View{Title: "Có gì thay đổi", Here: ui.NavPlan,
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "Có gì thay đổi"}}}
	return r.Show(w, view, unchangedPage(r, pl))
}

func changesHref(r *web.Request, pl Plan, xem string, said []coupling) string {
	var q []string
	if xem != "" {
		q = append(q, "xem="+xem)
	}
	for _, c := range said {
		q = append(q, "g="+c.String())
	}
	href := r.In("ke-hoach/" + pl.ID + "/thay-doi")
	if len(q) > 0 {
		href += "?" + strings.Join(q, "&")
	}
	return href
}

// uncoupleHref says that a piece of old work is not the new work beside it.
func uncoupleHref(r *web.Request, v revisionView, it revised) string {
	return changesHref(r, v.Draft, "", couplingsOf(append(couplingWords(v.Said), coupling{it.Old.Seq, 0}.String())))
}

// withoutHref takes back what a person said about a piece of old work.
func withoutHref(r *web.Request, v revisionView, c coupling) string {
	var rest []coupling
	for _, o := range v.Said {
		if o != c {
			rest = append(rest, o)
		}
	}
	return changesHref(r, v.Draft, "", rest)
}

func couplingWords(said []coupling) []string {
	out := make([]string, len(said))
	for i, c := range said {
		out[i] = c.String()
	}
	return out
}

// applyRevision makes an amended text the text of its plan.
func (p *Plans) applyRevision(w http.ResponseWriter, r *web.Request) error {
	draft, err := p.planOf(r)
	if err != nil {
		return err
	}
	if !draft.Amends() {
		return errs.New(errs.Conflict, "Bản này không phải bản sửa đổi đang chờ áp dụng. Chưa ghi gì.")
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	c, err := readChoices(f, r.Today())
	if fields, ok := web.Mistakes(err); ok {
		return p.showChanges(w, r, revisionView{Said: c.Said, Doc: f.Text("van-ban"), DocOn: f.Text("ngay-van-ban"), Chosen: radios(f), Errors: fields})
	} else if err != nil {
		return err
	}
	next := r.In("ke-hoach/" + draft.Revises)
	var n revisionCount
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		n, err = p.apply(ctx, tx, draft, c, r.Today())
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã áp dụng bản sửa đổi: "+n.words()+".")
	return r.Go(w, next)
}

func radios(f *web.Form) map[string]string {
	out := map[string]string{}
	for _, name := range f.Names() {
		if strings.HasPrefix(name, "chon-") || strings.HasPrefix(name, "mat-") {
			out[name] = f.Text(name)
		}
	}
	return out
}

func readChoices(f *web.Form, today day.Day) (choices, error) {
	c := choices{Said: couplingsOf(f.All("g")), Stamp: f.Text("dau"), TakeIn: map[string]bool{}, GiveUp: map[int]bool{}}
	for name, value := range radios(f) {
		if rest, ok := strings.CutPrefix(name, "chon-"); ok && value == "moi" {
			c.TakeIn[rest] = true
		}
		if rest, ok := strings.CutPrefix(name, "mat-"); ok && value == "thoi" {
			n, _ := strconv.Atoi(rest) // no number names no work
			c.GiveUp[n] = true
		}
	}
	if len(c.GiveUp) == 0 {
		return c, nil
	}
	var form errs.Form
	var err error
	if c.Doc = f.Text("van-ban"); c.Doc == "" || len(c.Doc) > 200 {
		form.Add("van-ban", "Ghi số văn bản, ví dụ 125/QĐ-UBND, nhiều nhất 200 ký tự")
	}
	c.DocOn, err = day.Parse(f.Text("ngay-van-ban"))
	switch {
	case err != nil:
		form.Add("ngay-van-ban", "%s", wordsOf(err))
	case c.DocOn.IsZero() || c.DocOn.After(today):
		form.Add("ngay-van-ban", "Ghi ngày của văn bản, hôm nay hoặc trước đó, ví dụ %s", today)
	}
	return c, form.Err()
}

// takeBackRevision gives the plan its earlier text again.
func (p *Plans) takeBackRevision(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	if pl.State != Confirmed {
		return errReplaced
	}
	pl.Version = versionOf(f)
	next := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		draft, err := takeRevisionBack(ctx, tx, pl)
		if err == nil {
			err = p.followBasis(ctx, tx, pl, true)
		}
		next = changesHref(r, draft, "", nil)
		tx.Result(next)
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã rút lại bản sửa đổi: kế hoạch và các việc trở lại như trước. Bản sửa đổi là bản nháp, sửa rồi áp dụng lại hoặc bỏ.")
	return r.Go(w, next)
}

// setRevises says of which plan a draft is an amended text, or that it is none.
func (p *Plans) setRevises(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	draft, err := p.planOf(r)
	if err != nil {
		return err
	}
	draft.Version = versionOf(f)
	of := f.Text("cua")
	next := reviewHref(r, draft, "")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		note := "Không phải bản sửa đổi"
		if of != "" {
			pl, err := amendable(ctx, tx, of, draft)
			if err != nil {
				return err
			}
			note = "Là bản sửa đổi của " + lowerFirst(pl.Name())
			next = changesHref(r, draft, "", nil)
		}
		tx.Result(next)
		if err := tx.UpdateOne(ctx, versionSet, of, draft.Resembles, draft.ID, draft.Version); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "plan", ID: draft.ID, UnitID: draft.UnitID, Action: note})
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// amendable reads the plan that a draft is to amend.
func amendable(ctx context.Context, from store.Source, id string, draft Plan) (Plan, error) {
	if !ident.Valid(id) {
		return Plan{}, errs.New(errs.Invalid, "Chọn kế hoạch mà bản này sửa đổi.")
	}
	pl, err := store.Get[Plan](ctx, from, planGet, id)
	if err != nil {
		return pl, err
	}
	if pl.State != Confirmed || pl.ID == draft.ID || draft.ID != "" && pl.Year != draft.Year {
		return pl, errs.New(errs.Conflict, "Chỉ sửa đổi được kế hoạch cùng năm đang thực hiện. Chưa ghi gì.")
	}
	return pl, nil
}

// changesDOCX is the same as an annex in the frame of an official document.
func (p *Plans) changesDOCX(w http.ResponseWriter, r *web.Request) error {
	draft, err := p.amendment(r)
	if err != nil {
		return err
	}
	if draft.ID == "" {
		return errs.New(errs.NotFound, "Kế hoạch này chưa có bản sửa đổi nào.")
	}
	rev, err := revisionOf(r.Context(), r.Reader(), draft, couplingsOf(r.URL.Query()["g"]))
	if err != nil {
		return err
	}
	newest := rev.Draft
	if draft.State == Replaced {
		newest = rev.Plan
	}
	var buf bytes.Buffer
	if err := officialdoc.WriteAnnex(&buf, officialdoc.ProfileOn(newest.IssuedOn), changesAnnex(r.Unit, newest, rev)); err != nil {
		return err
	}
	return web.Download(w, "co-gi-thay-doi-"+fileYear(newest)+".docx", mediaDOCX, &buf)
}

func changesAnnex(u web.Unit, newest Plan, rev revision) officialdoc.Annex {
	t := officialdoc.Table{Columns: []officialdoc.Column{
		{Head: "TT", Width: 12, Centre: true}, {Head: "Cơ quan", Width: 46}, {Head: "Công việc", Width: 68}, {Head: "Thay đổi", Width: 26},
		{Head: "Bản trước", Width: 50}, {Head: "Bản mới", Width: 50}}}
	for _, b := range rev.byBody() {
		for _, l := range b.Lines {
			t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), b.Name, l.Task.Title, l.What.Words(), l.Old, l.New})
		}
	}
	return officialdoc.Annex{Title: "Bảng so sánh hai bản của kế hoạch", Of: reference(u, newest), Landscape: true, Draft: true, Body: []officialdoc.Block{t}}
}

func mayApply(r *web.Request, v revisionView) bool { return v.planned() && r.May(actor.PlanConfirm) }
