package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/openapi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const (
	pagePath  = "api"
	pageTitle = "Lời gọi cho chương trình khác"
)

// group is what one register answers, on the page for people.
type group struct {
	Name       string
	Operations []openapi.Operation
}

// page shows the description to people: the calls that the reader could let a program make.
func (a *API) page(w http.ResponseWriter, r *web.Request) error {
	view := web.View{Title: pageTitle, Lead: "Chương trình của anh/chị gọi các địa chỉ dưới đây bằng khóa API. Chỉ nêu những lời gọi mà anh/chị có quyền.",
		Crumbs: []ui.Crumb{{Text: "Khóa API", Href: "/tai-khoan/khoa-api"}, {Text: pageTitle}}}
	return r.Show(w, view, describePage(r, a.groups(r)))
}

// groups are the calls that the reader may make, by heading.
func (a *API) groups(r *web.Request) []group {
	may := map[string]bool{"": true}
	for _, action := range a.Actions() {
		may[actor.Words[action]] = r.May(action)
	}
	var out []group
	for _, o := range a.operations() {
		if !may[o.Right] {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Name != o.Group {
			out = append(out, group{Name: o.Group})
		}
		last := &out[len(out)-1]
		last.Operations = append(last.Operations, o)
	}
	return out
}

func indented(v any) string {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return ""
	}
	return string(raw)
}

// exampleOf is an invented answer; nil without one.
func exampleOf(o openapi.Operation) any {
	for _, a := range o.Answers {
		if a.Content != nil && a.Content.Example != nil {
			return a.Content.Example
		}
	}
	return nil
}

// refusals are the statuses with which every call can be refused, in words.
func refusals() [][2]string {
	var out [][2]string
	for _, status := range []int{401, 403, 404, 409, 412, 413, 415, 422, 428, 429} {
		out = append(out, [2]string{strconv.Itoa(status), openapi.RefusalWords(status)})
	}
	return out
}
