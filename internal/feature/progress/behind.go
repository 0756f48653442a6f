package progress

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// pageSize is how many pieces a page of a list shows.
const pageSize = 50

// listing is a page of the pieces behind a number.
type listing struct {
	view
	Number number
	Body   Body // zero for all
	Branch Part // zero for all
	Figures
	Pieces  []Piece
	Next    string // address of the following page, empty on the last
	Further bool   // not the first page
}

// behind lists the pieces behind one of the six numbers: exactly as many as the number says.
func (p *Progress) behind(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	q := Behind{Scope: l.Scope, Number: l.Number.Key, Body: l.Body.ID, Branch: l.Branch.Path, After: markOf(r.URL.Query().Get("sau"))}
	l.Further = q.After.Item != ""
	if l.Pieces, err = p.Work.Behind(r, q, pageSize+1); err != nil {
		return err
	}
	if len(l.Pieces) > pageSize {
		l.Pieces = l.Pieces[:pageSize]
		l.Next = l.following(l.Pieces[pageSize-1].Mark)
	}
	v := web.View{Title: l.title(), Lead: l.lead(), Here: ui.NavPlan, Crumbs: l.crumbs(l.Number.Words)}
	return r.Show(w, v, behindPage(l))
}

func (p *Progress) listing(r *web.Request) (l listing, err error) {
	var ok bool
	if l.Number, ok = numberOf(r.PathValue("number")); !ok {
		return l, errs.New(errs.NotFound, "Không có con số nào tên như vậy. Mở trang tiến độ rồi bấm vào một trong sáu con số.")
	}
	if l.view, err = p.open(r); err != nil {
		return l, err
	}
	if err = p.readBodies(&l.view); err != nil {
		return l, err
	}
	l.Figures = l.All
	if err = l.ofBody(r.URL.Query().Get("co-quan")); err != nil {
		return l, err
	}
	if path := r.URL.Query().Get("muc"); path != "" && l.Scope.Plan != "" {
		return l, p.ofBranch(&l, path)
	}
	return l, nil
}

// ofBody keeps the list to the work of one body.
func (l *listing) ofBody(id string) error {
	if id == "" {
		return nil
	}
	i := slices.IndexFunc(l.Bodies, func(b Body) bool { return b.ID == id })
	if i < 0 {
		return errs.New(errs.NotFound, "Cơ quan này không chủ trì việc nào có mốc. Mở trang tiến độ rồi chọn lại.")
	}
	l.Body, l.Figures = l.Bodies[i], l.Bodies[i].Figures
	return nil
}

// ofBranch keeps the list to one branch of the plan, of all bodies.
func (p *Progress) ofBranch(l *listing, path string) error {
	parts, err := p.Work.Parts(l.r.Context(), l.r.Reader(), l.Scope, l.Today)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(parts, func(b Part) bool { return b.Path == path })
	if i < 0 {
		return errs.New(errs.NotFound, "Kế hoạch không có mục này. Mở trang tiến độ rồi chọn lại.")
	}
	l.Branch, l.Body, l.Figures = parts[i], Body{}, parts[i].Figures
	return nil
}

// title is the number with what it counts: "5 mốc quá hạn của Trạm Y tế".
func (l listing) title() string {
	s := vi.Int(l.Number.Of(l.Figures)) + " mốc " + lowerFirst(l.Number.Words)
	switch {
	case l.Body.ID != "":
		s += " của " + l.Body.Label()
	case l.Branch.Path != "":
		s += " ở mục " + l.Branch.Path
	}
	return s
}

func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

func (l listing) lead() string {
	s := "Tính đến " + l.Today.String() + "."
	if l.Branch.Name != "" {
		s = l.Branch.Name + ". " + s
	}
	if l.Scope.Plan != "" {
		s = l.Of.Name + ". " + s
	}
	return s
}

// following is the address of the page behind a piece.
func (l listing) following(m Mark) string {
	q := url.Values{"sau": {m.Due.ISO() + "." + m.Item}}
	if l.Body.ID != "" {
		q.Set("co-quan", l.Body.ID)
	}
	if l.Branch.Path != "" {
		q.Set("muc", l.Branch.Path)
	}
	return l.at(pagePath+"/"+l.Number.Key) + "?" + q.Encode()
}

// markOf reads a place; one that nobody wrote is the beginning.
func markOf(s string) Mark {
	on, item, _ := strings.Cut(s, ".")
	due, err := day.ParseISO(on)
	if err != nil || due.IsZero() || !ident.Valid(item) {
		return Mark{}
	}
	return Mark{due, item}
}
