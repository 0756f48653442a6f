package setup

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// shownMatches is how many places one search shows; more words find fewer.
const shownMatches = 20

// found is a place that answers a search.
type found struct {
	Place place.Place
	Was   string // why it answers when the name is not its own
	From  string // what it was made of
	Href  string
}

// choosePlace searches the communes of today by name, without marks or by an old name.
func (s *Setup) choosePlace(w http.ResponseWriter, r *web.Request) error {
	typed := vi.NFC(r.URL.Query().Get("q"))
	list, more, err := search(typed, r)
	if err != nil {
		return err
	}
	lead := "Gõ tên phường, xã, đặc khu; không dấu cũng được, tên trước 01/07/2025 cũng được."
	return r.Page(w, http.StatusOK, placePage(props(2, "Chọn đơn vị", lead, nil), typed, list, more))
}

func search(typed string, r *web.Request) (list []found, more bool, err error) {
	c, err := place.Load()
	if err != nil {
		return nil, false, err
	}
	for _, m := range c.Search(typed, r.Today(), 100) {
		if body.Usual(m.Place) == nil {
			continue // provinces have no set-up of their own
		}
		if len(list) == shownMatches {
			return list, true, nil
		}
		list = append(list, found{Place: m.Place, Was: wasWords(m), From: madeOf(c, m.Place), Href: "/thiet-lap/quan-tri?noi=" + url.QueryEscape(m.Place.ID)})
	}
	return list, false, nil
}

func wasWords(m place.Match) string {
	if !m.Renamed() {
		return ""
	}
	part := "một phần"
	if m.Whole {
		part = "toàn bộ"
	}
	return fmt.Sprintf("Gồm %s %s cũ", part, m.Was.FullName)
}

// madeOf names the units from which a place was made, empty when it only stayed what it was.
func madeOf(c *place.Catalogue, p place.Place) string {
	before := c.Predecessors(p)
	names := make([]string, len(before))
	for i, b := range before {
		names[i] = b.Place.FullName
		if !b.Whole {
			names[i] += " (một phần)"
		}
	}
	if len(names) == 0 || len(names) == 1 && names[0] == p.FullName {
		return ""
	}
	return "Gộp từ " + strings.Join(names, ", ")
}
