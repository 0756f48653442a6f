package child

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// ofMyHamlets is the condition by which a collaborator sees the record of a child: it lives in a hamlet for which the reader holds
// an open post of a collaborator.
func ofMyHamlets(alias string) string {
	return alias + `.hamlet > '' AND ` + alias + `.hamlet IN (SELECT mh.hamlet_id FROM position_hamlet mh JOIN position mp ON mp.id = mh.position_id WHERE mh.account_id = {me} AND mh.unit_id = {unit} AND mp.valid_to = '' AND mp.role = 'collaborator')`
}

const (
	meetPath  = "tre-em-to-thon"
	meetTitle = "Trẻ em tổ, thôn của tôi"
	meetReach = 500
)

var (
	myHamlets = store.Query("child.meet.hamlets", `SELECT h.id, h.name FROM position_hamlet ph JOIN position p ON p.id = ph.position_id JOIN hamlet h ON h.id = ph.hamlet_id
		WHERE ph.account_id = $1 AND p.valid_to = '' AND p.role = 'collaborator' AND {scope:ph} AND {scope:h} ORDER BY h.name, h.id`)
	meetList = store.Query("child.meet.list", `SELECT c.id, c.number, c.name, SUBSTR(c.birth, 1, 4) AS born, c.mother, c.father, c.address, c.last_visit FROM child c
		WHERE {scope:c} AND c.unit_id = $1 AND c.dropped = FALSE AND c.hamlet = $2 AND c.state = 'quan-ly' AND c.consent <> 'rut' ORDER BY c.name_key, c.id LIMIT $3`)
	meetOne = store.Query("child.meet.one", `SELECT c.id, c.number, c.name, SUBSTR(c.birth, 1, 4) AS born, c.mother, c.father, c.address, c.last_visit FROM child c
		WHERE c.id = $1 AND c.dropped = FALSE AND c.state = 'quan-ly' AND c.consent <> 'rut' AND {scope:c}`)
)

// neighbour is all that a collaborator sees of a child.
type neighbour struct {
	ID        string `db:"id"`
	Number    int64  `db:"number"`
	Name      string `db:"name"`
	Born      string `db:"born"` // year
	Mother    string `db:"mother"`
	Father    string `db:"father"`
	Address   string `db:"address"`
	LastVisit string `db:"last_visit"`
}

func (n neighbour) code() string { return Children.CodeOf(n.Number) }

func (n neighbour) visited() string { return register.Date{}.Text(register.Value{n.LastVisit}, nil) }

// hamletRow is a hamlet of the reader.
type hamletRow struct {
	ID   string `db:"id"`
	Name string `db:"name"`
}

// meeting is the pages of collaborators, and of the officer who answers what they propose.
type meeting struct{ children *register.Register }

func (p meeting) routes() []web.Route {
	meet, edit := web.Right(actor.ChildMeet), web.Right(actor.ChildEdit)
	at, in := "/u/{unit}/{year}/"+meetPath, "/u/{unit}/{year}/"+correctPath
	return []web.Route{
		{Method: "GET", Path: at, Title: meetTitle, Access: meet, Handle: p.list},
		{Method: "POST", Path: at + "/{child}/gap", Title: "Ghi đã gặp hôm nay", Access: meet, Handle: p.met},
		{Method: "GET", Path: at + "/{child}/de-nghi", Title: "Đề nghị sửa hồ sơ", Access: meet, Handle: p.proposeForm},
		{Method: "POST", Path: at + "/{child}/de-nghi", Title: "Gửi đề nghị sửa hồ sơ", Access: meet, Handle: p.propose},
		{Method: "GET", Path: in, Title: correctTitle, Access: edit, Handle: p.corrections},
		{Method: "POST", Path: in + "/{correction}/nhan", Title: "Nhận đề nghị sửa", Access: edit, Handle: p.take},
		{Method: "POST", Path: in + "/{correction}/tu-choi", Title: "Không nhận đề nghị sửa", Access: edit, Handle: p.refuse},
	}
}

// MeetMenu is for collaborators, CorrectMenu for the officer.
func MeetMenu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: meetTitle, Path: meetPath, Access: web.Right(actor.ChildMeet)}
}

// CorrectMenu leads to what collaborators propose.
func CorrectMenu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: correctTitle, Path: correctPath, Access: web.Right(actor.ChildEdit), Seldom: true}
}

// meetView is the list of one hamlet.
type meetView struct {
	r        *web.Request
	Hamlets  []hamletRow
	Hamlet   string
	Children []neighbour
	Mine     []correction
	Names    map[string]string
}

func (p meeting) list(w http.ResponseWriter, r *web.Request) (err error) {
	v := meetView{r: r, Hamlet: r.URL.Query().Get("thon")}
	if v.Hamlets, err = store.List[hamletRow](r.Context(), r.Reader(), myHamlets, r.Actor.AccountID); err != nil {
		return err
	}
	if !slices.ContainsFunc(v.Hamlets, func(h hamletRow) bool { return h.ID == v.Hamlet }) {
		v.Hamlet = ""
		if len(v.Hamlets) > 0 {
			v.Hamlet = v.Hamlets[0].ID
		}
	}
	if v.Children, err = store.List[neighbour](r.Context(), r.Reader(), meetList, r.Unit.ID, v.Hamlet, meetReach); err != nil {
		return err
	}
	if v.Mine, err = store.List[correction](r.Context(), r.Reader(), correctionsMine, r.Actor.AccountID, correctionsShown); err != nil {
		return err
	}
	ids := make([]string, len(v.Children))
	for i, c := range v.Children {
		ids[i] = c.ID
	}
	r.Trace(Children.Name, ids, "")
	view := web.View{Title: meetTitle, Here: ui.NavChildren, Lead: v.lead(), Crumbs: []ui.Crumb{{Text: meetTitle}}}
	return r.Show(w, view, meetPage(v))
}

func (v meetView) lead() string {
	if len(v.Hamlets) == 0 {
		return "Anh/chị chưa được giao tổ, thôn nào. Người quản trị máy ghi ở trang tài khoản."
	}
	unmet := 0
	for _, c := range v.Children {
		if c.LastVisit == "" {
			unmet++
		}
	}
	words := vi.Int(len(v.Children)) + " trẻ em"
	if unmet > 0 {
		words += ", " + vi.Int(unmet) + " chưa ai đến thăm"
	}
	return words + "."
}

func (v meetView) tabs() []ui.Tab {
	var out []ui.Tab
	for _, h := range v.Hamlets {
		out = append(out, ui.Tab{Text: h.Name, Href: v.r.In(meetPath + "?" + url.Values{"thon": {h.ID}}.Encode()), Here: h.ID == v.Hamlet})
	}
	return out
}

// mine is the child of the address, if it lives in a hamlet of the reader.
func (p meeting) mine(ctx context.Context, from store.Source, r *web.Request) (neighbour, error) {
	id, err := r.ID(Children.Name)
	if err != nil {
		return neighbour{}, err
	}
	n, found, err := store.Find[neighbour](ctx, from, meetOne, id)
	if err == nil && !found {
		err = errs.New(errs.NotFound, "Không tìm thấy trẻ em này trong tổ, thôn của anh/chị. Có thể trang đã cũ; mở lại danh sách.")
	}
	return n, err
}

// met writes that the collaborator met the child today.
func (p meeting) met(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	var n neighbour
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		if n, err = p.mine(ctx, tx, r); err != nil {
			return err
		}
		here := register.InUnit(tx, r.Unit.ID)
		rec, err := p.children.Get(ctx, here, n.ID)
		if err != nil {
			return err
		}
		today := r.Today().ISO()
		lines := rec.Lines(visits)
		if slices.ContainsFunc(lines, func(l register.Record) bool { return l.Str("day") == today }) {
			return errs.New(errs.Conflict, "Hôm nay đã ghi một lần gặp trẻ này. Không ghi thêm; cần sửa thì báo cán bộ phụ trách.")
		}
		after := rec
		after.Values = slices.Clone(rec.Values)
		l := rec.NewLine(visits)
		l.Set("day", register.Value{today})
		l.Set("by", register.Value{cut(tx.Actor().Name, 100)})
		after.SetLines(visits, append(lines, l))
		after.Set("last_visit", register.Value{max(today, rec.Str("last_visit"))})
		tx.Result(r.In(meetPath))
		return p.children.Put(ctx, here, rec, after, r.Today(), "Cộng tác viên ghi đã gặp", "")
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi gặp "+n.code()+" hôm nay.")
	return r.Go(w, r.In(meetPath+"?"+url.Values{"thon": {r.URL.Query().Get("thon")}}.Encode()))
}

// What collaborators propose.
const (
	correctPath      = "de-nghi-sua-tre-em"
	correctTitle     = "Đề nghị sửa của cộng tác viên"
	correctionKind   = "child_correction"
	correctionsShown = 50
)

func init() {
	store.Declare(store.Table{Name: correctionKind, Kind: actor.KindChild, Growing: true, Scoped: true, Own: func(alias string) string { return alias + ".account_id = {me}" }, Narrow: store.HideAll,
		Events: []string{correctionKind}, Title: correctTitle, Heads: map[string]string{"child_id": "Mã hồ sơ", "field": "Mục", "proposed": "Đề nghị ghi", "why": "Vì sao", "state": "Kết quả", "account_id": "Mã tài khoản",
			"created_by": "Người đề nghị", "created_at": "Lúc đề nghị", "decided_by": "Người trả lời", "decided_at": "Lúc trả lời", "answer": "Trả lời"}})
}

// correctable are the answers that a collaborator can propose to change: those that a collaborator sees.
var correctable = []string{"name", "birth", "mother", "father", "address"}

// correction is what a collaborator proposes.
type correction struct {
	ID        string        `db:"id"`
	ChildID   string        `db:"child_id"`
	Field     string        `db:"field"` // column
	Proposed  string        `db:"proposed"`
	Why       string        `db:"why"`
	State     string        `db:"state"`
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
	Answer    string        `db:"answer"`
}

const correctionColumns = "k.id, k.child_id, k.field, k.proposed, k.why, k.state, k.created_by, k.created_at, k.decided_by, k.decided_at, k.answer FROM child_correction k"

var (
	correctionAdd = store.Change("child.correction.add", `INSERT INTO child_correction (id, unit_id, child_id, field, proposed, why, state, account_id, created_by, created_at, decided_by, decided_at, answer)
		VALUES ($1, $2, $3, $4, $5, $6, 'cho', $7, $8, $9, '', 0, '')`)
	correctionGet    = store.Query("child.correction.get", `SELECT `+correctionColumns+` WHERE k.id = $1 AND {scope:k}`)
	correctionsWait  = store.Query("child.correction.waiting", `SELECT `+correctionColumns+` WHERE {scope:k} AND k.unit_id = $1 AND k.state = 'cho' ORDER BY k.id LIMIT $2`)
	correctionsMine  = store.Query("child.correction.mine", `SELECT `+correctionColumns+` WHERE k.account_id = $1 AND {scope:k} ORDER BY k.id DESC LIMIT $2`)
	correctionDecide = store.Change("child.correction.decide", `UPDATE child_correction AS k SET state = $1, decided_by = $2, decided_at = $3, answer = $4, proposed = $5 WHERE k.id = $6 AND k.state = 'cho' AND {scope:k}`)
)

// correctionWords are the states.
var correctionWords = map[string]string{waits: "chờ trả lời", accepted: "đã nhận", refused: "không nhận"}

// correctView is the form of a proposal.
type correctView struct {
	r      *web.Request
	Child  neighbour
	Typed  map[string]string
	Errors []errs.Field
}

func (v correctView) options() []ui.Option {
	var out []ui.Option
	for _, c := range correctable {
		out = append(out, ui.Option{Value: c, Text: labels[c]})
	}
	return out
}

func (p meeting) proposeForm(w http.ResponseWriter, r *web.Request) error {
	n, err := p.mine(r.Context(), r.Reader(), r)
	if err != nil {
		return err
	}
	return p.showPropose(w, http.StatusOK, correctView{r: r, Child: n, Typed: map[string]string{}})
}

func (p meeting) showPropose(w http.ResponseWriter, status int, v correctView) error {
	v.r.Trace(Children.Name, []string{v.Child.ID}, "")
	view := web.View{Title: "Đề nghị sửa hồ sơ", Here: ui.NavChildren, Errors: v.Errors, Lead: v.Child.code() + ". Cán bộ phụ trách xem rồi mới sửa.", Crumbs: []ui.Crumb{{Text: meetTitle, Href: v.r.In(meetPath)}, {Text: "Đề nghị sửa"}}}
	return v.r.ShowStatus(w, status, view, correctPage(v))
}

func (p meeting) propose(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	n, err := p.mine(r.Context(), r.Reader(), r)
	if err != nil {
		return err
	}
	v := correctView{r: r, Child: n, Typed: map[string]string{}}
	for _, name := range []string{"muc", "sua-thanh", "vi-sao"} {
		v.Typed[name] = strings.TrimSpace(form.Text(name))
	}
	var wrong errs.Form
	if !slices.Contains(correctable, v.Typed["muc"]) {
		wrong.Add("muc", "Chọn mục cần sửa")
	}
	if v.Typed["sua-thanh"] == "" {
		wrong.Add("sua-thanh", "Ghi nội dung đúng")
	}
	if v.Typed["vi-sao"] == "" {
		wrong.Add("vi-sao", "Ghi vì sao, ví dụ: đã xem giấy khai sinh ở nhà trẻ")
	}
	if err = wrong.Err(); err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			if _, err := p.mine(ctx, tx, r); err != nil {
				return err
			}
			id := ident.New()
			tx.Result(r.In(meetPath))
			if _, err := tx.Exec(ctx, correctionAdd, id, r.Unit.ID, n.ID, v.Typed["muc"], cut(v.Typed["sua-thanh"], 200), cut(v.Typed["vi-sao"], 200), tx.Actor().AccountID, tx.Actor().Name, tx.Now()); err != nil {
				return err
			}
			return tx.Audit(ctx, store.Entry{Kind: correctionKind, ID: id, UnitID: r.Unit.ID, Action: "Đề nghị sửa " + lowerFirst(labels[v.Typed["muc"]]), Note: n.code()})
		})
	}
	if fields, bad := web.Mistakes(err); bad {
		v.Errors = fields
		return p.showPropose(w, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã gửi đề nghị sửa "+n.code()+".")
	return r.Go(w, r.In(meetPath))
}

// correctionsView is what waits for the officer.
type correctionsView struct {
	r      *web.Request
	Wait   []correction
	Now    map[string]register.Record // by child
	Env    *register.Env
	Errors []errs.Field
	Bad    string // id of the correction with the errors
}

func (p meeting) corrections(w http.ResponseWriter, r *web.Request) error {
	return p.showCorrections(w, r, http.StatusOK, correctionsView{})
}

func (p meeting) showCorrections(w http.ResponseWriter, r *web.Request, status int, v correctionsView) (err error) {
	v.r, v.Env, v.Now = r, p.children.Env(r), map[string]register.Record{}
	if v.Wait, err = store.List[correction](r.Context(), r.Reader(), correctionsWait, r.Unit.ID, correctionsShown); err != nil {
		return err
	}
	var ids []string
	for _, k := range v.Wait {
		if !slices.Contains(ids, k.ChildID) {
			ids = append(ids, k.ChildID)
		}
	}
	recs, err := p.children.Plain().Read(r.Context(), r.Reader(), ids)
	if err != nil {
		return err
	}
	for _, rec := range recs {
		v.Now[rec.ID] = rec
	}
	r.Trace(Children.Name, ids, "")
	view := web.View{Title: correctTitle, Here: ui.NavChildren, Under: register.Beside(r, ui.NavChildren), Errors: v.Errors, Lead: vi.Int(len(v.Wait)) + " đề nghị chờ trả lời.", Crumbs: []ui.Crumb{{Text: Children.Title, Href: r.In(Children.Path)}, {Text: correctTitle}}}
	return r.ShowStatus(w, status, view, correctionsPage(v))
}

// decided runs an answer to the correction of the address.
func (p meeting) decided(w http.ResponseWriter, r *web.Request, said string, do func(ctx context.Context, tx *store.Tx, k correction, form *web.Form) error) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	id, err := r.ID("correction")
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		k, found, err := store.Find[correction](ctx, tx, correctionGet, id)
		switch {
		case err != nil:
			return err
		case !found:
			return errs.New(errs.NotFound, "Không tìm thấy đề nghị này. Có thể địa chỉ bị gõ sai.")
		case k.State != waits:
			return errs.Newf(errs.Conflict, "Đề nghị này đã có trả lời: %s.", correctionWords[k.State])
		}
		tx.Result(r.In(correctPath))
		return do(ctx, tx, k, form)
	})
	if fields, bad := web.Mistakes(err); bad {
		return p.showCorrections(w, r, http.StatusUnprocessableEntity, correctionsView{Errors: fields, Bad: id})
	}
	if err != nil {
		return err
	}
	r.Say(w, said)
	return r.Go(w, r.In(correctPath))
}

// take corrects the record as proposed, with the proposal as its reason.
func (p meeting) take(w http.ResponseWriter, r *web.Request) error {
	return p.decided(w, r, "Đã sửa hồ sơ theo đề nghị.", func(ctx context.Context, tx *store.Tx, k correction, _ *web.Form) error {
		g := p.children.For(r.Actor)
		now, err := g.Get(ctx, tx, k.ChildID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(fields, func(f register.Field) bool { return f.Column == k.Field })
		if i < 0 {
			return errs.New(errs.Conflict, "Mục này không còn trong sổ. Không nhận được đề nghị; trả lời không nhận.")
		}
		typed := map[string]string{fields[i].Name: k.Proposed, "ly-do": k.Why, "can-cu": "Đề nghị của cộng tác viên " + k.CreatedBy + " ngày " + web.Stamp(k.CreatedAt)}
		if _, err := g.Edit(ctx, tx, now, now.Version, typed, r.Today()); err != nil {
			return err
		}
		return p.settle(ctx, tx, k, accepted, "", k.Proposed)
	})
}

func (p meeting) refuse(w http.ResponseWriter, r *web.Request) error {
	return p.decided(w, r, "Đã trả lời không nhận.", func(ctx context.Context, tx *store.Tx, k correction, form *web.Form) error {
		why := strings.TrimSpace(form.Text("ly-do"))
		if why == "" {
			var wrong errs.Form
			wrong.Add("ly-do", "Ghi vì sao không nhận, để cộng tác viên biết")
			return wrong.Err()
		}
		return p.settle(ctx, tx, k, refused, cut(why, 200), "")
	})
}

// settle writes the answer; what was refused is not kept.
func (p meeting) settle(ctx context.Context, tx *store.Tx, k correction, state, answer, proposed string) error {
	if err := tx.UpdateOne(ctx, correctionDecide, state, tx.Actor().Name, tx.Now(), answer, proposed, k.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: correctionKind, ID: k.ID, UnitID: tx.Actor().UnitID, Action: "Trả lời đề nghị sửa: " + correctionWords[state], Note: answer})
}
