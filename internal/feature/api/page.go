package api

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// How many records a page of a list holds when the program does not say, and at most.
const (
	usualPage   = 50
	longestPage = 200
)

// Mark is the last record of a page. A list goes on after it; each list uses the parts by which it is ordered.
type Mark struct {
	Due day.Day `json:"d,omitzero"`
	Seq int     `json:"s,omitzero"`
	ID  string  `json:"i,omitzero"`
}

// Page is which part of a list a program asks for.
type Page struct {
	After Mark
	Limit int
}

// List is a page of a list as a program gets it.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"` // give it as "after" for the next page; missing on the last one
}

// readPage reads the query of a call; what nobody understands is a mistake, so that a misspelt name does not silently give the
// first page again.
func readPage(q url.Values, paged bool) (Page, error) {
	p := Page{Limit: usualPage}
	var f errs.Form
	for name := range q {
		if !paged || !slices.Contains([]string{"limit", "after"}, name) {
			f.Add(name, "Lời gọi này không có tham số “%s”", name)
		}
	}
	if v := q.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > longestPage {
			f.Add("limit", "limit phải là số từ 1 đến %d", longestPage)
		}
		p.Limit = n
	}
	if v := q.Get("after"); v != "" {
		var ok bool
		if p.After, ok = parseMark(v); !ok {
			f.Add("after", "after phải là giá trị next của trang trước, chép nguyên")
		}
	}
	return p, f.Err()
}

func parseMark(v string) (m Mark, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(v)
	if err != nil || json.Unmarshal(raw, &m) != nil {
		return Mark{}, false
	}
	return m, m.Seq >= 0 && (m.ID == "" || ident.Valid(m.ID))
}

func (m Mark) String() string {
	raw, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// pageOf cuts a list that was asked for with one record more than the page holds.
func pageOf[T any](items []T, limit int, mark func(T) Mark) List[T] {
	l := List[T]{Items: items}
	if len(items) > limit {
		l.Items = items[:limit]
		l.Next = mark(l.Items[limit-1]).String()
	}
	if l.Items == nil {
		l.Items = []T{}
	}
	return l
}
