package child

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// How many arrivals a page lists: those that wait, and those that were answered last.
const (
	arrivalsRead = 200
	arrivalsDone = 50
)

// arrivalsView is the page of all arrivals.
type arrivalsView struct {
	r     *web.Request
	Wait  []arrival
	Done  []arrival
	Names map[string]string // of records that were accepted
}

func (p passing) list(w http.ResponseWriter, r *web.Request) (err error) {
	v := arrivalsView{r: r}
	if v.Wait, err = store.List[arrival](r.Context(), r.Reader(), arrivalsIn, r.Unit.ID, waits, arrivalsRead); err != nil {
		return err
	}
	if v.Done, err = store.List[arrival](r.Context(), r.Reader(), arrivalsPast, r.Unit.ID, arrivalsDone); err != nil {
		return err
	}
	var ids []string
	for _, a := range v.Done {
		if a.ChildID != "" {
			ids = append(ids, a.ChildID)
		}
	}
	if v.Names, err = p.children.For(r.Actor).Named(r.Context(), r.Reader(), ids); err != nil {
		return err
	}
	var seen []string
	for _, a := range v.Wait {
		seen = append(seen, a.ID)
	}
	r.Trace(arrivalKind, seen, "")
	view := web.View{Title: arrivalsAre, Here: ui.NavChildren, Under: register.Beside(r, ui.NavChildren), Lead: v.lead(), Crumbs: []ui.Crumb{{Text: Children.Title, Href: r.In(Children.Path)}, {Text: arrivalsAre}}}
	return r.Show(w, view, arrivalsPage(v))
}

func (v arrivalsView) lead() string {
	if len(v.Wait) == 0 {
		return "Không có trẻ em nào từ nơi khác đang chờ tiếp nhận."
	}
	return vi.Int(len(v.Wait)) + " trẻ em từ nơi khác đang chờ trả lời; nơi gửi còn quản lý cho đến khi nhận được trả lời."
}

// arrivalView is the page on which one arrival is decided.
type arrivalView struct {
	r       *web.Request
	Arr     arrival
	Alike   []register.Alike
	Env     *register.Env
	Child   register.Record // the record that was made; the zero Record before
	Typed   map[string]string
	Errors  []errs.Field
	Returns bool // it can still be given back
}

func (v arrivalView) at(below string) string { return v.r.In(arrivalPath + "/" + v.Arr.ID + below) }

func (p passing) arrivalView(r *web.Request) (v arrivalView, err error) {
	v = arrivalView{r: r, Env: p.children.Env(r), Typed: map[string]string{}}
	id, err := r.ID("arrival")
	if err != nil {
		return v, err
	}
	found := false
	if v.Arr, found, err = store.Find[arrival](r.Context(), r.Reader(), arrivalGet, id); err != nil || !found {
		return v, cmp.Or(err, error(errs.New(errs.NotFound, "Không tìm thấy đề nghị tiếp nhận này. Có thể địa chỉ bị gõ sai.")))
	}
	if v.Arr.State == waits {
		v.Alike, err = p.alike(r, v.Arr, v.Env)
		return v, err
	}
	if v.Arr.ChildID != "" {
		v.Child, err = p.children.For(r.Actor).Get(r.Context(), r.Reader(), v.Arr.ChildID)
		if errs.Is(err, errs.NotFound) {
			err = nil // erased since
		}
		v.Returns = v.Arr.State == accepted && !r.Now.Time.After(v.Arr.DecidedAt.Add(backLife)) && v.Child.State == Kept && !v.Child.Dropped
	}
	return v, err
}

// alike are records of this unit that may be the child: by what the officer sees, and nothing else.
func (p passing) alike(r *web.Request, a arrival, e *register.Env) ([]register.Alike, error) {
	if p.match == nil {
		return nil, nil
	}
	rec := p.children.Blank(r.Unit.ID)
	for column, value := range map[string]string{"name": a.Name, "birth": a.Birth, "sex": a.Sex} {
		rec.Set(column, register.Value{value})
	}
	for column, value := range map[string]string{"mother": a.Mother, "father": a.Father} {
		rec.Set(column, register.Value{value, ""})
	}
	return p.match.Alike(r.Context(), r.Reader(), rec, e)
}

func (p passing) show(w http.ResponseWriter, r *web.Request) error {
	v, err := p.arrivalView(r)
	if err != nil {
		return err
	}
	v.Typed["ngay"], v.Typed["cu-tru"], v.Typed["ho"] = v.Arr.MovesOn.String(), "thuong-tru", "moi"
	v.Typed["chu-ho"] = cmp.Or(v.Arr.Father, v.Arr.Mother)
	return p.showArrival(w, http.StatusOK, v)
}

func (p passing) showArrival(w http.ResponseWriter, status int, v arrivalView) error {
	v.r.Trace(arrivalKind, []string{v.Arr.ID}, "")
	view := web.View{Title: "Trẻ em chuyển đến", Here: ui.NavChildren, Errors: v.Errors, Lead: v.lead(),
		Crumbs: []ui.Crumb{{Text: Children.Title, Href: v.r.In(Children.Path)}, {Text: arrivalsAre, Href: v.r.In(arrivalPath)}, {Text: v.Arr.FromCode}}}
	page := arrivalPage(v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return v.r.ShowStatus(w, status, view, page)
}

func (v arrivalView) lead() string {
	if v.Arr.State == waits {
		return "Từ " + v.Arr.FromName + ", chờ đơn vị mình trả lời."
	}
	return "Từ " + v.Arr.FromName + ": " + transferWords[v.Arr.State] + "."
}

// facts are what the receiver needs to decide.
func (v arrivalView) facts() []ui.Fact {
	a := v.Arr
	return []ui.Fact{{Term: "Họ và tên", Text: a.Name, Strong: true}, {Term: "Ngày sinh", Text: register.Date{}.Text(register.Value{a.Birth}, v.Env)}, {Term: "Giới tính", Text: sexes.Text(register.Value{a.Sex}, v.Env)},
		{Term: "Mẹ", Text: a.Mother}, {Term: "Cha", Text: a.Father}, {Term: "Từ", Text: join(a.FromName, "hồ sơ "+a.FromCode)}, {Term: "Vì sao", Text: a.Why}, {Term: "Chuyển từ ngày", Text: a.MovesOn.String()},
		{Term: "Người đề nghị", Text: join(a.ProposedBy, web.Stamp(a.ProposedAt))}}
}

// The ways to put a child into a household.
const (
	homeNew  = "moi"
	homeHere = "co"
	homeNone = "khong"
)

func (v arrivalView) homes() []ui.Option {
	return []ui.Option{{Value: homeNew, Text: "Lập hộ mới"}, {Value: homeHere, Text: "Vào hộ đã có"}, {Value: homeNone, Text: "Chưa rõ hộ"}}
}

func (v arrivalView) twins() []ui.Option {
	out := []ui.Option{{Value: homeNone, Text: "Là trẻ khác, chưa có hồ sơ ở đây"}}
	for _, a := range v.Alike {
		out = append(out, ui.Option{Value: a.Rec.ID, Text: a.Rec.Code() + " " + a.Rec.Str("name") + ", " + a.Rec.Text("birth", v.Env), Hint: a.Words})
	}
	return out
}

// read reads how a child is accepted.
func (v *arrivalView) read(p passing, form *web.Form) (in acceptance, err error) {
	for _, name := range []string{"thon", "dia-chi", "cu-tru", "ngay", "ho", "chu-ho", "so-ho", "trung"} {
		v.Typed[name] = strings.TrimSpace(form.Text(name))
	}
	var wrong errs.Form
	in = acceptance{Address: cut(v.Typed["dia-chi"], 200), Residence: v.Typed["cu-tru"], Hamlet: v.Typed["thon"]}
	if in.Hamlet != "" && !slices.ContainsFunc(v.Env.Refs(register.RefHamlet), func(o ui.Option) bool { return o.Value == in.Hamlet }) {
		wrong.Add("thon", "Chọn một tổ dân phố, thôn trong danh sách")
	}
	if !slices.ContainsFunc(residences.Of, func(o register.Option) bool { return o.Key == in.Residence }) {
		wrong.Add("cu-tru", "Chọn trẻ cư trú thế nào ở đây")
	}
	if in.On, err = day.Parse(v.Typed["ngay"]); err != nil || in.On.After(v.r.Today()) {
		wrong.Add("ngay", "Ghi ngày trẻ bắt đầu ở đây, không sau hôm nay, ví dụ %s", v.r.Today().String())
	}
	switch v.Typed["ho"] {
	case homeNew:
		if in.NewHome = cut(v.Typed["chu-ho"], 100); in.NewHome == "" {
			wrong.Add("chu-ho", "Ghi chủ hộ, hoặc chọn cách khác")
		}
	case homeHere:
		home, words := register.Link{To: p.homes}.Read(v.Typed["so-ho"], v.Env)
		if in.Home, _ = first(home); words != "" || in.Home == "" {
			wrong.Add("so-ho", "%s", vi.Sentence(cmp.Or(words, "ghi số hộ, ví dụ HO-0012")))
		}
	}
	if len(v.Alike) > 0 && !slices.ContainsFunc(v.twins(), func(o ui.Option) bool { return o.Value == v.Typed["trung"] }) {
		wrong.Add("trung", "Chọn: trẻ này đã có hồ sơ ở đây hay chưa")
	}
	return in, wrong.Err()
}

func first(v register.Value) (string, bool) {
	if len(v) == 0 {
		return "", false
	}
	s, ok := v[0].(string)
	return s, ok
}

func (p passing) take(w http.ResponseWriter, r *web.Request) error {
	v, err := p.arrivalView(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	var made register.Record
	in, err := v.read(p, form)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			made, err = p.accept(ctx, tx, v.Arr, in, r.Today())
			tx.Result(r.In(Children.Path + "/" + made.ID))
			return err
		})
	}
	if fields, wrong := web.Mistakes(err); wrong {
		v.Errors = fields
		return p.showArrival(w, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if twin := v.Typed["trung"]; twin != "" && twin != homeNone {
		r.Say(w, "Đã tiếp nhận thành "+made.Code()+". Đối chiếu với hồ sơ đã có rồi gộp.")
		return r.Go(w, r.In("trung-"+Children.Path+"/doi-chieu?"+url.Values{"a": {twin}, "b": {made.ID}}.Encode()))
	}
	r.Say(w, "Đã tiếp nhận: "+made.Code()+".")
	return r.Go(w, r.In(Children.Path+"/"+made.ID))
}

// settleArrival runs an answer that leaves the officer on the page of the arrival.
func (p passing) settleArrival(w http.ResponseWriter, r *web.Request, said string, do func(ctx context.Context, tx *store.Tx, a arrival, why string) error) error {
	v, err := p.arrivalView(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	v.Typed["ly-do"] = form.Text("ly-do")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(v.at(""))
		return do(ctx, tx, v.Arr, v.Typed["ly-do"])
	})
	if fields, wrong := web.Mistakes(err); wrong {
		v.Errors = fields
		return p.showArrival(w, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, said+" "+v.Arr.FromName+".")
	return r.Go(w, v.at(""))
}

func (p passing) decline(w http.ResponseWriter, r *web.Request) error {
	return p.settleArrival(w, r, "Đã trả lời từ chối cho", p.refuse)
}

func (p passing) sendBack(w http.ResponseWriter, r *web.Request) error {
	return p.settleArrival(w, r, "Đã trả lại", func(ctx context.Context, tx *store.Tx, a arrival, why string) error {
		return p.giveBack(ctx, tx, a, why, r.Today())
	})
}
