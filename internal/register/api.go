package register

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// apiCall is one call that programs can make at a register. Routes and description are both made of it.
type apiCall struct {
	method, path  string
	title, detail string
	right         actor.Action
	maxBody       int64
	do            func(*web.Request) (apiAnswer, error)
	handle        web.Handler              // in the place of do, for what is not JSON
	describe      func(*openapi.Operation) // what it takes and gives
}

// apiAnswer is what a call gives when all goes well.
type apiAnswer struct {
	status   int // 200 when 0
	body     any
	version  int64  // for ETag; 0 for none
	location string // for 201
	repeated bool   // the same call was carried out before
}

// apiBase is where programs find the register; apiOne is one of its records.
func (g *Register) apiBase() string { return web.APIPath + "v1/u/{unit}/" + g.Path }
func (g *Register) apiOne() string  { return g.apiBase() + "/{" + g.Name + "}" }

// apiFileAt is where programs get the bytes of a file.
func (g *Register) apiFileAt() string {
	return web.APIPath + "v1/u/{unit}/tep-" + g.Path + "/{" + g.Name + "_file}"
}

// apiCalls are what programs can ask of the register: everything that its pages do with one record, under the same rights.
func (g *Register) apiCalls() []apiCall {
	base, one := g.apiBase(), g.apiOne()
	key := base + "/ngoai/{source}/{key}"
	calls := []apiCall{
		{method: "GET", path: base, title: "Danh sách " + g.One, right: g.ReadRight, do: g.apiList, describe: g.describeList},
		{method: "POST", path: base, title: "Thêm " + g.One, right: g.EditRight, maxBody: bodyMax, do: g.apiAdd, describe: g.describeAdd},
		{method: "POST", path: base + "/nhieu", title: "Ghi nhiều " + g.One + " theo mã ngoài", right: g.EditRight, maxBody: batchMax, do: g.apiBatch, describe: g.describeBatch},
		{method: "GET", path: key, title: "Đọc một " + g.One + " theo mã ngoài", right: g.ReadRight, do: g.apiByKey, describe: g.describeOne},
		{method: "PUT", path: key, title: "Ghi một " + g.One + " theo mã ngoài", right: g.EditRight, maxBody: bodyMax, do: g.apiUpsert, describe: g.describeUpsert},
		{method: "GET", path: one, title: "Đọc một " + g.One, right: g.ReadRight, do: g.apiGet, describe: g.describeOne},
		{method: "PATCH", path: one, title: "Sửa " + g.One, right: g.EditRight, maxBody: bodyMax, do: g.apiEdit, describe: g.describeEdit},
		{method: "POST", path: one + "/bo", title: "Chuyển vào thùng rác", right: g.EditRight, maxBody: bodyMax, do: g.apiTrash(true), describe: g.describeTrash},
		{method: "POST", path: one + "/lay-lai", title: "Lấy lại từ thùng rác", right: g.EditRight, maxBody: bodyMax, do: g.apiTrash(false), describe: g.describeTrash},
		{method: "GET", path: one + "/lich-su", title: "Lịch sử", detail: "Cần thêm quyền: " + actor.Words[actor.HistoryRead] + ".", right: g.ReadRight, do: g.apiHistory, describe: describeHistory},
		{method: "GET", path: one + "/trao-doi", title: "Các lời trao đổi", right: g.ReadRight, do: g.apiTalk, describe: describeTalk},
		{method: "POST", path: one + "/trao-doi", title: "Trao đổi", right: g.ReadRight, maxBody: bodyMax, do: g.apiSay, describe: describeSay},
	}
	for _, m := range g.Moves {
		calls = append(calls, apiCall{method: "POST", path: one + "/buoc/" + m.Key, title: m.Text, detail: g.moveDetail(m), right: m.Right, maxBody: bodyMax, do: g.apiMove(m), describe: g.describeMove(m)})
	}
	if len(g.attached.fields) > 0 {
		calls = append(calls,
			apiCall{method: "GET", path: one + "/tep", title: "Các tệp của " + g.One, right: g.ReadRight, do: g.apiFiles, describe: describeFiles},
			apiCall{method: "GET", path: g.apiFileAt(), title: "Tải một tệp", right: g.ReadRight, handle: g.fileGet, describe: describeFile})
	}
	return calls
}

// apiRoutes are the calls on the site.
func (g *Register) apiRoutes() []web.Route {
	var out []web.Route
	for _, c := range g.apiCalls() {
		if c.handle == nil {
			c.handle = g.answering(g.unlessWithheld(c))
		}
		out = append(out, web.Route{Method: c.method, Path: c.path, Title: c.title, Access: web.Right(c.right), MaxBody: c.maxBody, Handle: c.handle})
	}
	return out
}

// unlessWithheld is a call that neither shows nor changes a record that may not leave its page.
func (g *Register) unlessWithheld(c apiCall) func(*web.Request) (apiAnswer, error) {
	if g.Withheld == nil || !strings.Contains(c.path, "/{"+g.Name+"}") {
		return c.do
	}
	return func(r *web.Request) (apiAnswer, error) {
		id, err := r.ID(g.Name)
		if err != nil {
			return apiAnswer{}, err
		}
		rec, err := g.Get(r.Context(), r.Reader(), id)
		if err != nil {
			return apiAnswer{}, err
		}
		if words := g.withheld(rec); words != "" {
			return apiAnswer{}, errs.Newf(errs.Forbidden, "%s: %s. Chương trình khác không đọc, không sửa được; người phụ trách mở trang hồ sơ.", rec.Code(), lowerFirst(words))
		}
		return c.do(r)
	}
}

// answering writes what a call gives.
func (g *Register) answering(do func(*web.Request) (apiAnswer, error)) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		a, err := do(r)
		if err != nil {
			return err
		}
		h := w.Header()
		if a.version > 0 {
			h.Set("ETag", etag(a.version))
		}
		if a.location != "" {
			h.Set("Location", a.location)
		}
		if a.repeated {
			h.Set("Idempotency-Replayed", "true")
		}
		return r.JSONStatus(w, max(a.status, http.StatusOK), a.body)
	}
}

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// APIActions are the rights that a program may need at the register.
func (g *Register) APIActions() []actor.Action {
	out := []actor.Action{actor.HistoryRead}
	for _, c := range g.apiCalls() {
		out = append(out, c.right)
	}
	return out
}
