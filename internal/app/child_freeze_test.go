package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

// cellsSaved sends cells of the grid as its script does, and gives states and words by field.
func (w *world) cellsSaved(typed url.Values, edits ...map[string]any) map[string]string {
	w.t.Helper()
	raw, err := json.Marshal(edits)
	if err != nil {
		w.t.Fatal(err)
	}
	typed.Set("du-lieu", string(raw))
	typed.Set("once", web.NewKey())
	a := w.do(request{As: "hoa.tt", Path: children + "/bang", Form: typed})
	var heard struct {
		Cells []struct{ F, State, Words, Theirs string }
		Rows  []struct{ Cells map[string]string }
		Error string
	}
	if err := json.Unmarshal(a.Body.Bytes(), &heard); err != nil || heard.Error != "" {
		w.t.Fatalf("the grid answers %d %s: %v", a.Code, heard.Error, err)
	}
	out := map[string]string{}
	for _, c := range heard.Cells {
		out[c.F] = c.State + ": " + c.Words + c.Theirs
	}
	for _, row := range heard.Rows {
		raw, _ := json.Marshal(row.Cells)
		out["row"] = string(raw)
	}
	return out
}

func edited(id string, version int, field, was, to string) map[string]any {
	return map[string]any{"t": id, "v": version, "f": field, "was": was, "to": to}
}

// The grid asks one reason for a step that changes who a child is, and writes what needs none meanwhile.
func TestTheGridAsksWhyAChildIsChanged(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("g", "ho-ten", "Lò Thị Khuê")
	w.samples["child"] = id
	got := w.cellsSaved(url.Values{}, edited(id, 1, "ho-ten", "Lò Thị Khuê", "Lò Thị Khuy"), edited(id, 1, "ngay-sinh", "05/06/2018", "06/06/2018"), edited(id, 1, "lop", "", "3A"))
	for field, want := range map[string]string{"ho-ten": "reason: Ghi lý do", "ngay-sinh": "reason: Ghi lý do", "lop": "saved"} {
		if !strings.HasPrefix(got[field], want) {
			t.Errorf("%s became %q, want %q", field, got[field], want)
		}
	}
	why := url.Values{"ly-do": {"Ghi nhầm"}, "can-cu": {"Giấy khai sinh số 15/2019"}}
	got = w.cellsSaved(why, edited(id, 2, "ho-ten", "Lò Thị Khuê", "Lò Thị Khuy"), edited(id, 2, "ngay-sinh", "05/06/2018", "06/06/2018"))
	if !strings.HasPrefix(got["ho-ten"], "saved") || !strings.HasPrefix(got["ngay-sinh"], "saved") {
		t.Errorf("with a reason the cells became %v", got)
	}
	if page := w.readable("hoa.tt", children+"/{child}/lich-su-muc"); strings.Count(page, "Ghi nhầm. Căn cứ: Giấy khai sinh số 15/2019") < 2 {
		t.Error("the history of the fields does not say why")
	}
	if page := w.do(request{As: "hoa.tt", Path: children + "/bang"}); page.doc.Find("#ly-do-bang input[name='can-cu']").Length() != 1 {
		t.Error("the grid has no place for the reason")
	}
}

// A record whose consent was withdrawn is changed by no form, grid, table or program, and shown by its page alone; duties of law
// go on, and a new consent opens it again.
func TestAFrozenRecordIsChangedByNobody(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		id := w.addChild("z", "ho-ten", "Lò Văn Băng", "lop", "2B")
		w.samples["child"] = id
		token := w.wholeProgram("hoa.tt")
		api := "/api/v1/u/{unit}/tre-em"
		if got := w.called(token, "GET", api+"/"+id, "", nil); got.Code != http.StatusOK || got.Header().Get("ETag") != `"1"` {
			t.Fatalf("before: %d %s", got.Code, got.Header().Get("ETag"))
		}
		w.editChild(id, map[string]string{"dong-y": "Đã rút"})
		got := w.cellsSaved(url.Values{}, edited(id, 1, "lop", "x", "9Z"))
		if !strings.Contains(got["lop"], "wrong: TE-0061: đã rút đồng ý") || got["row"] != "{}" || strings.Contains(got["lop"], "2B") {
			t.Errorf("the grid says %v", got)
		}
		if page := w.readable("hoa.tt", children+"/bang"); strings.Contains(page, "Lò Văn Băng") || !strings.Contains(page, "đóng băng") {
			t.Error("the grid shows a frozen record")
		}
		for name, res := range map[string]*httptest.ResponseRecorder{
			"read":  w.called(token, "GET", api+"/"+id, "", nil),
			"edit":  w.called(token, "PATCH", api+"/"+id, `{"fields":{"class":"9Z"}}`, http.Header{"If-Match": {`"2"`}}),
			"move":  w.called(token, "POST", api+"/"+id+"/buoc/tham", `{"fields":{}}`, http.Header{"If-Match": {`"2"`}}),
			"trash": w.called(token, "POST", api+"/"+id+"/bo", `{}`, nil),
			"past":  w.called(token, "GET", api+"/"+id+"/lich-su", "", nil),
		} {
			if res.Code != http.StatusForbidden || strings.Contains(res.Body.String(), "Băng") {
				t.Errorf("a program may %s a frozen record: %d %.200s", name, res.Code, res.Body.String())
			}
		}
		if list := w.called(token, "GET", api+"?q=L%C3%B2+V%C4%83n+B%C4%83ng", "", nil).Body.String(); strings.Contains(list, "2B") || !strings.Contains(list, `"withheld"`) {
			t.Errorf("the list for programs: %.300s", list)
		}
		w.run([]scenario{
			{Name: "the page shows it", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "2B"},
			{Name: "the form refuses", request: request{As: "hoa.tt", Path: children + "/{child}/sua", Form: form(append(aChild("e", "ho-ten", "Lò Văn Băng", "lop", "9Z", "dong-y", "rut"), "ban", "2")...)}, Want: 409},
			{Name: "a visit is a duty", request: request{As: "hoa.tt", Path: children + "/{child}/buoc/tham", Form: form("lan-tham", "04/05/2026 | Mến | ", "ban", "2", "once", web.NewKey())}, Want: 303},
			{Name: "a new consent opens it", request: request{As: "hoa.tt", Path: children + "/{child}/buoc/dong-y", Form: form("cac-dong-y", "Lò Thị Mẹ | công khai | M1 | Văn bản có chữ ký | 12/05/2026 |", "ban", "3", "once", web.NewKey())}, Want: 303},
			{Name: "and it is changed", request: request{As: "hoa.tt", Path: children + "/{child}/sua", Form: form(append(aChild("f", "ho-ten", "Lò Văn Băng", "lop", "9Z", "dong-y", "co"), "ban", "4")...)}, Want: 303},
		})
	})
}

// called is what a program does at a record.
func (w *world) called(token, method, path, body string, more http.Header) *httptest.ResponseRecorder {
	w.t.Helper()
	req := httptest.NewRequestWithContext(w.t.Context(), method, w.fill(path), strings.NewReader(body))
	for name, value := range more {
		req.Header[name] = value
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", web.NewKey())
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	return rec
}
