package org

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const lookupPath = "to-chuc/dia-danh"

// placeRoutes are the pages about administrative units.
func (o *Org) placeRoutes() []web.Route {
	return []web.Route{{Method: "GET", Path: "/u/{unit}/{year}/" + lookupPath, Title: "Tra cứu địa danh", Access: web.Right(actor.OrgRead), Handle: o.lookUp}}
}

// The most units of which the page tells: of those that bear the name, and of those that have one like it.
const (
	mostUnits = 40
	mostNear  = 15
)

// lookupView is what was asked and what is known.
type lookupView struct {
	Typed   string
	Day     string // as it was typed
	Base    string
	Near    bool // no unit has the name; these have one like it
	More    bool
	Answers []placeAnswer
	Errors  []errs.Field
}

// lookUp answers with what became of an old unit and what a unit of today was made of.
func (o *Org) lookUp(w http.ResponseWriter, r *web.Request) error {
	v := lookupView{Typed: vi.NFC(r.URL.Query().Get("q")), Day: strings.TrimSpace(r.URL.Query().Get("ngay")), Base: r.In(lookupPath)}
	var f errs.Form
	at := readDay(&f, "ngay", v.Day)
	if at.IsZero() {
		at = asOf(r)
	}
	if v.Day == "" {
		v.Day = at.String()
	}
	if fields, ok := web.Mistakes(f.Err()); ok {
		v.Errors = fields
	} else if err := v.answer(at); err != nil {
		return err
	}
	view := web.View{Title: "Tra cứu địa danh", Lead: v.lead(), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: "Tra cứu địa danh"}}}
	return r.Show(w, view, lookupPage(v))
}

func (v *lookupView) answer(at day.Day) error {
	c, err := place.Load()
	if err != nil {
		return err
	}
	found := c.Named(v.Typed, 2*mostUnits)
	v.Near = len(found) > 0 && found[0].Rank > place.ByParent
	found, most := asTyped(found), mostUnits
	if v.Near {
		most = mostNear
	}
	v.More = len(found) > most
	for _, m := range found[:min(len(found), most)] {
		v.Answers = append(v.Answers, answerOf(c, m.Place, at))
	}
	return nil
}

// asTyped keeps the units that bear the name: all marks as typed where there are such, else by its letters, else by its
// beginning.
func asTyped(found []place.Match) []place.Match {
	if len(found) == 0 {
		return nil
	}
	worst := place.ByWords
	switch best := found[0].Rank; {
	case best <= place.Exact:
		worst = best
	case best <= place.ByParent:
		worst = place.ByParent
	}
	return slices.DeleteFunc(found, func(m place.Match) bool { return m.Rank > worst })
}

func (v lookupView) lead() string {
	switch n := len(v.Answers); {
	case len(v.Errors) > 0:
		return ""
	case v.Typed == "":
		return "Gõ tên cũ hoặc tên mới của một tỉnh, huyện, xã; có dấu hay không dấu, viết tắt hoặc mã số đều được."
	case n == 0:
		return "Không có đơn vị nào tên như “" + v.Typed + "”."
	case v.Near:
		return "Không có đơn vị nào tên đúng như “" + v.Typed + "”; dưới đây là các tên gần giống."
	case v.More:
		return "Nhiều đơn vị cùng tên; đang kể " + vi.Int(n) + " đơn vị đầu. Gõ thêm tên huyện hoặc tỉnh để thu hẹp."
	case n > 1:
		return vi.Int(n) + " đơn vị cùng " + v.what() + ", kể cả đơn vị đã kết thúc."
	}
	return ""
}

// what says whether a name or a code was typed.
func (v lookupView) what() string {
	if strings.Trim(v.Typed, "0123456789 ") == "" {
		return "mã"
	}
	return "tên"
}

// asked is the address of the page for another unit.
func (v lookupView) asked(p place.Place) string {
	name := p.FullName
	if p.Parent != "" {
		name += ", " + p.Parent
	}
	return v.Base + "?" + url.Values{"q": {name}, "ngay": {v.Day}}.Encode()
}

// facts are what is known of the unit beside the answer.
func (a placeAnswer) facts() []ui.Fact {
	list := []ui.Fact{{Term: "Mã", Text: a.Unit.Code}, {Term: "Tình trạng", Text: a.state()}}
	add := func(term, text string) {
		if text != "" {
			list = append(list, ui.Fact{Term: term, Text: text})
		}
	}
	if a.Unit.Level() > place.ProvinceLevel {
		add(map[bool]string{true: "Cấp trên cũ", false: "Cấp trên"}[a.ended()], parentsOf(a.Unit))
	}
	add("Cấp trên mới", a.above())
	add("Cách chuyển", a.manner())
	add("Căn cứ", a.bases())
	add("Còn viết", strings.Join(a.Also, ", "))
	return list
}
