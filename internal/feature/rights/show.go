package rights

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func crumbs(r *web.Request, last string) []ui.Crumb {
	return []ui.Crumb{{Text: "Ai thấy gì, vì sao", Href: r.In(pagePath)}, {Text: last}}
}

func (s *Rights) holders(r *web.Request) ([]Person, error) {
	return s.People.Holders(r.Context(), r.Reader(), r.Unit.ID, r.Today())
}

// list shows the people with their roles, and the rights.
func (s *Rights) list(w http.ResponseWriter, r *web.Request) error {
	people, err := s.holders(r)
	if err != nil {
		return err
	}
	v := web.View{Title: "Ai thấy gì, vì sao", Crumbs: []ui.Crumb{{Text: "Ai thấy gì, vì sao"}},
		Lead: "Quyền đến từ chức danh, không cấp lẻ cho từng người. Bấm một người hoặc một quyền để xem vì sao. Ai thấy một việc: mở việc ấy rồi bấm “Ai thấy việc này”."}
	return r.Show(w, v, listPage(r, people))
}

// person shows every post of a person, what it opens and why.
func (s *Rights) person(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("account")
	if err != nil {
		return err
	}
	people, err := s.holders(r)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p Person) bool { return p.ID == id })
	if at < 0 {
		return errs.New(errs.NotFound, "Không tìm thấy người này trong những người đang giữ chức danh ở đơn vị.")
	}
	p := people[at]
	v := web.View{Title: p.Name + " thấy gì, vì sao", Crumbs: crumbs(r, p.Name), Lead: leadOf(p)}
	return r.Show(w, v, personPage(r, p))
}

func leadOf(p Person) string {
	if !p.Active {
		return "Tài khoản đang khóa: không đăng nhập được nên không thấy gì."
	}
	if len(p.Posts) > 1 {
		return "Mỗi lúc chỉ một chức danh có hiệu lực: chức danh mà người này chọn ở đầu trang."
	}
	return ""
}

// record shows who sees a piece of work, and why.
func (s *Rights) record(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("task")
	if err != nil {
		return err
	}
	rec, err := s.Records.Work(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	people, err := s.holders(r)
	if err != nil {
		return err
	}
	v := web.View{Title: "Ai thấy việc này, vì sao", Lead: rec.Title, Crumbs: crumbs(r, "Một việc")}
	return r.Show(w, v, seersPage(r, "Ai thấy việc này", seers(people, rec)))
}

// action shows who has a right.
func (s *Rights) action(w http.ResponseWriter, r *web.Request) error {
	a := actor.Action(r.PathValue("action"))
	words, ok := actor.Words[a]
	if !ok {
		return errs.New(errs.NotFound, "Không có quyền này.")
	}
	people, err := s.holders(r)
	if err != nil {
		return err
	}
	var roles []string
	for _, role := range actor.Holders(a) {
		roles = append(roles, strings.ToLower(actor.RoleWords[role]))
	}
	v := web.View{Title: "Ai được " + words, Lead: vi.Sentence("vai trò có quyền này: " + strings.Join(roles, ", ") + "."), Crumbs: crumbs(r, words)}
	return r.Show(w, v, seersPage(r, "Ai được "+words, may(people, a)))
}
