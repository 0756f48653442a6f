package setup

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// personForm asks for the first person and the bodies of the chosen place.
func (s *Setup) personForm(w http.ResponseWriter, r *web.Request) error {
	p, ok, err := placeOf(r.URL.Query().Get("noi"))
	if err != nil {
		return err
	}
	if !ok {
		return r.Go(w, "/thiet-lap/don-vi")
	}
	return s.showPerson(w, r, begin(p), nil)
}

func (s *Setup) showPerson(w http.ResponseWriter, r *web.Request, a answers, mistakes []errs.Field) error {
	c, err := place.Load()
	if err != nil {
		return err
	}
	a.Made = madeOf(c, a.Place)
	status := http.StatusOK
	if len(mistakes) > 0 {
		status = http.StatusUnprocessableEntity
	}
	lead := "Người này cấp tài khoản cho phòng, ban và cộng tác viên. Vai trò quản trị không thấy kế hoạch và hồ sơ nếu không được giao thêm quyền."
	return r.Page(w, status, personPage(props(3, "Người quản trị đầu tiên", lead, mistakes), a))
}

// placeOf finds a place that can be set up; an unknown one is none.
func placeOf(id string) (p place.Place, ok bool, err error) {
	c, err := place.Load()
	if err != nil {
		return place.Place{}, false, err
	}
	p, ok = c.ByID(id)
	return p, ok && body.Usual(p) != nil, nil
}

// create makes unit, bodies and person in one change, and signs the person in.
func (s *Setup) create(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	p, ok, err := placeOf(f.Text("noi"))
	if err != nil {
		return err
	}
	if !ok {
		return r.Go(w, "/thiet-lap/don-vi")
	}
	a := answersIn(f, p)
	if a.Username == "" {
		a.Username = s.accounts.ProposeFirst(a.Name)
	}
	var form errs.Form
	s.accounts.CheckPerson(&form, a.Name, a.Username, a.Password, a.Title)
	a.check(&form)
	if fields, bad := web.Mistakes(form.Err()); bad {
		return s.showPerson(w, r, a, fields)
	}
	unit, accountID, err := s.make(r, a)
	if fields, bad := web.Mistakes(err); bad {
		return s.showPerson(w, r, a, onThisPage(fields))
	}
	if err != nil {
		return err
	}
	return s.welcome(w, r, a, unit, accountID)
}

// onThisPage leads a mistake in the name of a body to the field in which it was typed.
func onThisPage(fields []errs.Field) []errs.Field {
	for i := range fields {
		if fields[i].Name == "ten" {
			fields[i].Name = "co-quan-khac"
		}
	}
	return fields
}

// make writes everything or nothing.
func (s *Setup) make(r *web.Request, a answers) (unit web.Unit, accountID string, err error) {
	s.finish.Lock()
	defer s.finish.Unlock()
	if done, err := s.org.SetUp(r.Context()); err != nil || done {
		return unit, "", alreadyDone(err)
	}
	by := actor.Actor{Name: a.Name, System: "thiết lập lần đầu"}
	err = r.Site.DB.Write(r.Context(), by, func(tx *store.Tx) error {
		unit, accountID, err = s.makeAll(r.Context(), tx, r, a)
		return err
	})
	return unit, accountID, err
}

func alreadyDone(err error) error {
	if err != nil {
		return err
	}
	return errs.New(errs.Conflict, "Có người vừa thiết lập xong máy chủ này trước anh/chị. Chưa ghi gì thêm; đăng nhập để làm việc.")
}

func (s *Setup) makeAll(ctx context.Context, tx *store.Tx, r *web.Request, a answers) (web.Unit, string, error) {
	unit, err := s.org.CreateUnit(ctx, tx, a.Place, false)
	if err != nil {
		return unit, "", err
	}
	ids := map[string]string{}
	for _, t := range a.chosen(r.Today()) {
		if ids[t.Name], err = s.org.AddBody(ctx, tx, unit, t); err != nil {
			return unit, "", err
		}
	}
	posts := []actor.Post{{BodyID: ids[a.Body], BodyName: a.Body, Title: a.Title, Role: actor.RoleAdmin}}
	if a.Officer {
		posts = append(posts, actor.Post{BodyID: ids[childrensRoom], BodyName: childrensRoom, Title: a.Title, Role: actor.RoleOfficer})
	}
	id, err := s.accounts.AddPerson(ctx, tx, unit.ID, a.Name, a.Username, a.Password, r.Today(), posts...)
	return unit, id, err
}

// welcome signs the person in and leads to the first thing that she may do.
func (s *Setup) welcome(w http.ResponseWriter, r *web.Request, a answers, unit web.Unit, accountID string) error {
	token, err := s.accounts.StartSession(r.Context(), accountID, r.UserAgent(), r.Now)
	if err != nil {
		return err
	}
	setPass(w, r, "")
	r.Site.SetSession(w, token)
	next := "tai-khoan"
	if a.Officer {
		next = "ke-hoach/nhap"
	}
	r.Say(w, "Đã lập "+unit.Name+". Lần sau đăng nhập bằng tên "+a.Username+".")
	return r.Go(w, web.InUnit(unit.Slug, r.Today().Year(), next))
}
