package plan

import (
	"context"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// maxFiles is how many files one result may bring.
const maxFiles = 5

// reporting is what the result form shows.
type reporting struct {
	Plan   Plan
	Task   draftTask
	Bodies []ui.Option
	Body   string // the chosen option
	Date   string
	Text   string
	Done   bool
	Proof  proof
	Key    string
	Errors []errs.Field
	Points []Point // check-points of the task
	Point  string  // the chosen one, empty for the whole task

	For      Point // for which evidence is proposed
	Proposed []directory.Proposal
	Chosen   []string // of the proposed, as refValue writes them
}

func (p *Plans) resultForm(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	return p.showResult(w, r, reporting{Task: t, Date: r.Today().String(), Key: web.NewKey(), Point: r.URL.Query().Get("moc")})
}

func (p *Plans) showResult(w http.ResponseWriter, r *web.Request, rp reporting) (err error) {
	if rp.Plan, err = store.Get[Plan](r.Context(), r.Reader(), planGet, rp.Task.PlanID); err != nil {
		return err
	}
	if rp.Points, err = store.List[Point](r.Context(), r.Reader(), pointOfTask, rp.Task.ID); err != nil {
		return err
	}
	if err = p.propose(r, &rp); err != nil {
		return err
	}
	if rp.Bodies == nil {
		if rp.Bodies, err = p.onBehalfOf(r, rp.Task); err != nil {
			return err
		}
	}
	v := web.View{Title: "Nộp kết quả", Lead: rp.Task.Title, Here: ui.NavPlan, Crumbs: taskCrumbs(r, rp.Plan, rp.Task.Task), Errors: rp.Errors}
	return r.Show(w, v, resultPage(r, rp))
}

// byName marks an option whose body is known only by the name in the plan.
const byName = "ten:"

// onBehalfOf lists the bodies for which the actor may record: those of the task first, then, with the right to record for
// any, the other bodies of the unit. Without that right only the bodies in which the actor holds a post.
func (p *Plans) onBehalfOf(r *web.Request, t draftTask) ([]ui.Option, error) {
	bodies, _, err := p.Bodies.Register(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return nil, err
	}
	var out []ui.Option
	seen := map[string]bool{}
	add := func(value, name string) {
		if !seen[value] && value != "" {
			seen[value] = true
			out = append(out, ui.Option{Value: value, Text: name})
		}
	}
	anyBody := r.May(actor.ResultForAny)
	for _, o := range t.Owed {
		switch {
		case o.BodyID != "" && (anyBody || r.Actor.HoldsPostIn(o.BodyID)):
			add(o.BodyID, o.Name)
		case o.BodyID == "" && anyBody:
			add(byName+o.Name, o.Name)
		}
	}
	for _, b := range bodies {
		if anyBody || r.Actor.HoldsPostIn(b.ID) {
			add(b.ID, b.Name)
		}
	}
	return out, nil
}

// resultAdd records what a body has done, with the files that prove it.
func (p *Plans) resultAdd(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	if err := t.takesResults(); err != nil {
		return err
	}
	f, err := r.Form()
	if errs.Is(err, errs.TooLarge) {
		return p.showResult(w, r, reporting{Task: t, Date: r.Today().String(), Key: web.NewKey(), Errors: []errs.Field{{Name: "tep", Message: wordsOf(err)}}})
	}
	if err != nil {
		return err
	}
	rp := reporting{Task: t, Body: f.Text("co-quan"), Date: f.Text("ngay"), Text: f.Text("ket-qua"), Done: f.Has("xong"), Proof: proof{f.Text("so-luong"), f.Text("don-vi-tinh"), f.Text("lien-ket")}, Key: f.Text(web.KeyField), Point: f.Text("moc"), Chosen: f.All("minh-chung")}
	if rp.Bodies, err = p.onBehalfOf(r, t); err != nil {
		return err
	}
	if rp.Points, err = store.List[Point](r.Context(), r.Reader(), pointOfTask, t.ID); err != nil {
		return err
	}
	brought, point, err := p.bring(r, rp)
	if err != nil {
		return err
	}
	res, err := rp.check(r, f)
	var kept []attach.File
	if err == nil {
		kept, err = p.keepFiles(&res, f.Files("tep"))
	}
	if fields, ok := web.Mistakes(err); ok {
		rp.Errors = fields
		return p.showResult(w, r, rp)
	} else if err != nil {
		return err
	}
	next := r.In("nhiem-vu/" + t.ID)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		fresh, err := store.Get[Task](ctx, tx, taskGet, t.ID)
		if err != nil {
			return err
		}
		res.ID = newID()
		if err := p.Record(ctx, tx, fresh, res, kept); err != nil {
			return err
		}
		return p.recordWith(ctx, tx, t, point, res, brought)
	})
	if err != nil {
		return err
	}
	said := "Đã ghi kết quả của " + res.BodyName + "."
	if !r.May(actor.ResultConfirm) {
		said = "Đã gửi kết quả của " + res.BodyName + ", chờ cán bộ phụ trách xác nhận."
	}
	r.Say(w, said)
	return r.Go(w, next)
}

func (rp reporting) check(r *web.Request, f *web.Form) (Result, error) {
	res := Result{AccountID: r.Actor.AccountID, AccountName: r.Actor.Name, Text: rp.Text, Finishes: rp.Done, CreatedAt: r.Now, proof: rp.Proof}
	var form errs.Form
	for _, o := range rp.Bodies {
		if o.Value == rp.Body {
			res.BodyName = o.Text
			if !strings.HasPrefix(o.Value, byName) {
				res.BodyID = o.Value
			}
		}
	}
	if res.BodyName == "" {
		form.Add("co-quan", "Chọn cơ quan đã làm việc này")
	}
	rp.forPoint(&res, &form)
	rp.checkWork(r, f, &res, &form)
	return res, form.Err()
}

// checkWork reads what was done: the same for an account and for a link.
func (rp reporting) checkWork(r *web.Request, f *web.Form, res *Result, form *errs.Form) {
	var err error
	if res.DoneOn, err = day.Parse(rp.Date); err != nil {
		form.Add("ngay", "%s", wordsOf(err))
	}
	switch {
	case err == nil && res.DoneOn.IsZero():
		form.Add("ngay", "Ghi ngày làm, ví dụ %s", r.Today())
	case res.DoneOn.After(r.Today()):
		form.Add("ngay", "Ngày làm phải là hôm nay hoặc trước đó")
	case err == nil && res.DoneOn.Before(firstDay(rp.Task.Year)):
		form.Add("ngay", "Ngày làm phải từ %s trở đi", firstDay(rp.Task.Year))
	}
	files := f.Files("tep")
	res.proof.check(form)
	if rp.Text == "" && len(files) == 0 && res.proof.empty() && len(rp.Chosen) == 0 {
		form.Add("ket-qua", "Ghi kết quả, một con số, một liên kết, hoặc chọn một tệp chứng minh")
	}
	if n := utf8.RuneCountInString(rp.Text); n > 5000 {
		form.Add("ket-qua", "Kết quả dài nhất 5.000 ký tự, đang có %d; phần dài hơn đưa vào tệp", n)
	}
	if len(files) == 0 && f.FilesLost() {
		form.Add("tep", "Chọn lại tệp: tệp chọn trước khi đăng nhập lại không giữ được. Không cần tệp nữa thì bấm gửi lần nữa")
	}
	if len(files) > maxFiles {
		form.Add("tep", "Mỗi lần nhiều nhất %d tệp, đang chọn %d", maxFiles, len(files))
	}
}

// keepFiles puts the files into the store before any row names them. None is kept when one of them is too large.
func (p *Plans) keepFiles(res *Result, uploads []web.Upload) ([]attach.File, error) {
	kept, err := attach.Keep(p.Files, uploads, "tep")
	for _, f := range kept {
		res.Files = append(res.Files, ResultFile{Name: f.Name, Hash: f.Hash, Size: f.Size})
	}
	return kept, err
}

// takesResults says why a task takes no result.
func (t Task) takesResults() error {
	switch {
	case !t.Live:
		return errs.New(errs.Conflict, "Kế hoạch của việc này chưa được xác nhận nên chưa nhận kết quả. Xác nhận kế hoạch trước rồi ghi lại.")
	case t.Ended():
		return errs.New(errs.Conflict, "Việc này "+t.PhaseWords()+" nên không nhận kết quả nữa. Cán bộ phụ trách có thể mở lại việc ở mục Dừng hoặc tiếp tục.")
	}
	return nil
}
