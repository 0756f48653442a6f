package web

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Who holds several posts in a unit acts by one of them at a time: pages, rights and history are those of that post alone.

// ActingIn is the post by which the person acts in a unit: the chosen one, else the first one that works with records,
// else the first one. The others are what the person may change to. ok is false for a unit in which no post is held.
func (s Session) ActingIn(slug string) (acting UnitPost, others []actor.Post, ok bool) {
	var held []UnitPost
	for _, p := range s.Posts {
		if p.Unit.Slug == slug {
			held = append(held, p)
		}
	}
	if len(held) == 0 {
		return acting, nil, false
	}
	at := slices.IndexFunc(held, func(p UnitPost) bool { return p.Post.Key() == s.Chosen[p.Unit.ID] })
	if at < 0 {
		at = max(0, slices.IndexFunc(held, func(p UnitPost) bool { return p.Post.Role != actor.RoleAdmin && p.Post.For == "" }))
	}
	for i, p := range held {
		if i != at {
			others = append(others, p.Post)
		}
	}
	return held[at], others, true
}

// actEverywhere is the person outside every unit: the acting posts of all units count.
func (r *Request) actEverywhere() {
	for _, u := range r.Session.Units() {
		p, _, _ := r.Session.ActingIn(u.Slug)
		r.Actor.Posts = append(r.Actor.Posts, p.Post)
		if r.Actor.UnitID == "" {
			r.Actor.UnitID = u.ID
		}
	}
}

// actIn moves the request into a unit; false when the person holds no post there.
func (r *Request) actIn(slug string) bool {
	p, others, ok := r.Session.ActingIn(slug)
	if ok {
		r.Unit, r.others = p.Unit, others
		r.Actor.UnitID, r.Actor.Posts = p.Unit.ID, []actor.Post{p.Post}
	}
	return ok
}

// forbidden says who has the right; a person who has it by another post is told to change to that one.
func (r *Request) forbidden(a actor.Action) error {
	at := slices.IndexFunc(r.others, func(p actor.Post) bool { return p.May(a) })
	if at < 0 {
		return forbidden(a)
	}
	return errs.Newf(errs.Forbidden, "Anh/chị đang làm với tư cách %s, không có quyền %s. Chức danh %s của anh/chị có quyền này: chuyển sang chức danh ấy ở dòng đầu một trang của đơn vị rồi mở lại trang này.",
		PostWords(r.Actor.Acting()), actor.Words[a], PostWords(r.others[at]))
}

// PostWords are a post in one line: "Phó Chủ tịch (thay Lê Quang Đạt), Văn phòng HĐND và UBND".
func PostWords(p actor.Post) string {
	parts := []string{p.Name(), p.BodyName}
	if p.Role == actor.RoleAdmin || p.Title == "" {
		parts = append(parts, strings.ToLower(actor.RoleWords[p.Role]))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// ActingPath is where a person changes to another post.
const ActingPath = "/tai-khoan/tu-cach"

// acting is the line above every page of a person with several posts in the unit; nil for everybody else.
func (r *Request) acting() *ui.Acting {
	if len(r.others) == 0 {
		return nil
	}
	a := &ui.Acting{Words: PostWords(r.Actor.Acting()), Action: ActingPath, Unit: r.Unit.ID, Back: r.In("viec")}
	if r.Method == "GET" {
		a.Back = r.URL.Path
	}
	for _, p := range r.others {
		a.Others = append(a.Others, ui.Option{Value: p.Key(), Text: PostWords(p)})
	}
	return a
}
