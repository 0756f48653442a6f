package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

const apiHazards = "/api/v1/u/{unit}/nguy-co"

// asked is a call of a program.
type asked struct {
	method, path, key, match, body string
	kind                           string // application/json when empty
}

// spoken is what a program gets, as far as the tests look at it.
type spoken struct {
	ID, Code, State string
	Version         int64
	Trash           bool
	Fields          map[string]any
	Moves           []string
	External        []struct{ Source, Key string }
	Items           []map[string]any
	Count           int
	Next            string
	Created         int
	Changed         int
	Same            int
	Refused         int
	Text            string
	web.Problem
}

// ask makes a call with a token.
func (w *world) ask(secret string, c asked) (*httptest.ResponseRecorder, spoken) {
	w.t.Helper()
	return w.askWith(secret, c, strings.NewReader(c.body))
}

func (w *world) askWith(secret string, c asked, body io.Reader) (*httptest.ResponseRecorder, spoken) {
	w.t.Helper()
	req := httptest.NewRequestWithContext(w.t.Context(), c.method, w.fill(c.path), body)
	req.Header.Set("Authorization", "Bearer "+secret)
	for name, v := range map[string]string{"Idempotency-Key": c.key, "If-Match": c.match, "Content-Type": c.kind} {
		if v != "" {
			req.Header.Set(name, v)
		}
	}
	if c.kind == "" {
		req.Header.Set("Content-Type", "application/json")
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	var got spoken
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		w.t.Fatalf("%s %s: %d %v\n%s", c.method, c.path, rec.Code, err, rec.Body)
	}
	return rec, got
}

const aPond = `{"fields":{"name":"Mương sau chợ","kind":"song","risk":"1","pin":{"lat":20.93,"lon":106.06},"found_on":"2026-05-02"}}`

func TestAProgramKeepsARegister(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		token := w.wholeProgram("hoa.tt")
		rec, made := w.ask(token, asked{method: "POST", path: apiHazards, key: "make-0001", body: aPond})
		if rec.Code != http.StatusCreated || rec.Header().Get("ETag") != `"1"` || !strings.HasSuffix(rec.Header().Get("Location"), made.ID) || made.State != "nguy-hiem" || made.Fields["found_on"] != "2026-05-02" || made.Fields["note"] != nil {
			t.Fatalf("adding answers %d %v: %s", rec.Code, rec.Header(), rec.Body)
		}
		one := apiHazards + "/" + made.ID
		first := rec.Body.String()
		if rec, _ := w.ask(token, asked{method: "POST", path: apiHazards, key: "make-0001", body: aPond}); rec.Code != http.StatusCreated || rec.Body.String() != first || rec.Header().Get("Idempotency-Replayed") != "true" {
			t.Errorf("sent again it answers %d: %s", rec.Code, rec.Body)
		}
		bodyID := w.samples["body"]
		for _, tt := range []struct {
			name   string
			call   asked
			status int
			has    string // in the answer
		}{
			{"the same key for something else", asked{method: "POST", path: apiHazards, key: "make-0001", body: `{"fields":{"name":"Khác"}}`}, 422, "Idempotency-Key"},
			{"without a key", asked{method: "POST", path: apiHazards, body: aPond}, 428, "Idempotency-Key"},
			{"perhaps the same place", asked{method: "POST", path: apiHazards, key: "make-0002", body: aPond}, 409, made.Code},
			{"what is required", asked{method: "POST", path: apiHazards, key: "make-0003", body: `{"fields":{"name":"Ao"}}`}, 422, `"field":"risk"`},
			{"a wrong shape", asked{method: "POST", path: apiHazards, key: "make-0004", body: `{"fields":{"name":"Ao","kind":"ao","risk":"1","fix_by":"20/5/2026"}}`}, 422, `"field":"fix_by"`},
			{"a day that is not", asked{method: "POST", path: apiHazards, key: "make-0005", body: `{"fields":{"name":"Ao","kind":"ao","risk":"1","fix_by":"2026-02-31"}}`}, 422, `"field":"fix_by"`},
			{"read", asked{method: "GET", path: one}, 200, `"moves":["giao","da-lam","xoa-bo"]`},
			{"listed", asked{method: "GET", path: apiHazards + "?q=muong+cho&state=nguy-hiem&kind=song"}, 200, made.ID},
			{"not among others", asked{method: "GET", path: apiHazards + "?q=muong+cho&kind=ao"}, 200, `"items":[]`},
			{"a filter nobody knows", asked{method: "GET", path: apiHazards + "?loai=ao"}, 422, `"field":"loai"`},
			{"an answer nobody knows", asked{method: "GET", path: apiHazards + "?kind=bien"}, 422, `"field":"kind"`},
			{"too long a page", asked{method: "GET", path: apiHazards + "?limit=201"}, 422, `"field":"limit"`},
			{"changed without a version", asked{method: "PATCH", path: one, body: `{"fields":{"risk":"2"}}`}, 428, "If-Match"},
			{"changed", asked{method: "PATCH", path: one, match: `"1"`, body: `{"fields":{"risk":"2","note":"Đã báo tổ dân phố"}}`}, 200, `"version":2`},
			{"the same again is no change", asked{method: "PATCH", path: one, match: `"2"`, body: `{"fields":{"risk":"2"}}`}, 200, `"version":2`},
			{"changed by somebody else", asked{method: "PATCH", path: one, match: `"1"`, body: `{"fields":{"risk":"3","name":"Mương sau chợ"}}`}, 412, `"errors":[{"field":"risk","detail":"Mức nguy hiểm: hai bên khác nhau","yours":"3","theirs":"2"}]`},
			{"a conflict with no answer", asked{method: "PATCH", path: one, match: `"1"`, body: `{"fields":{"risk":null}}`}, 412, `"yours":null,"theirs":"2"`},
			{"a state by itself", asked{method: "PATCH", path: one, match: `"2"`, body: `{"fields":{"state":"da-xoa"}}`}, 422, "buoc"},
			{"a forged head", asked{method: "PATCH", path: one, match: `"2"`, body: `{"unit_id":"x","version":9,"id":"y","fields":{}}`}, 422, `"field":"unit_id"`},
			{"a move without what it needs", asked{method: "POST", path: one + "/buoc/giao", key: "move-0001", match: `"2"`, body: `{"fields":{"fix_by":"2026-05-20"}}`}, 422, `"field":"body"`},
			{"a move with what it does not ask", asked{method: "POST", path: one + "/buoc/giao", key: "move-0002", match: `"2"`, body: `{"fields":{"risk":"1"}}`}, 422, `"field":"risk"`},
			{"a move", asked{method: "POST", path: one + "/buoc/giao", key: "move-0003", match: `"2"`, body: `{"fields":{"fix_by":"2026-05-20","body":{"id":"` + bodyID + `"}},"note":"Theo biên bản"}`}, 200, `"state":"dang-xu-ly"`},
			{"the move again", asked{method: "POST", path: one + "/buoc/giao", key: "move-0003", match: `"2"`, body: `{"fields":{"fix_by":"2026-05-20","body":{"id":"` + bodyID + `"}},"note":"Theo biên bản"}`}, 200, `"version":3`},
			{"a move that does not lead from here", asked{method: "POST", path: one + "/buoc/con-tot", key: "move-0004", match: `"3"`, body: `{"fields":{"recheck_on":"2026-06-01"}}`}, 409, "đang xử lý"},
			{"a reference to nobody", asked{method: "PATCH", path: one, match: `"3"`, body: `{"fields":{"body":"01999999-9999-7999-8999-999999999999"}}`}, 422, `"field":"body"`},
			{"said", asked{method: "POST", path: one + "/trao-doi", key: "talk-0001", body: `{"text":"Chiều nay xuống xem"}`}, 201, "Chiều nay xuống xem"},
			{"said twice", asked{method: "POST", path: one + "/trao-doi", key: "talk-0001", body: `{"text":"Chiều nay xuống xem"}`}, 201, "Chiều nay xuống xem"},
			{"nothing said", asked{method: "POST", path: one + "/trao-doi", key: "talk-0002", body: `{"text":"  "}`}, 422, `"field":"text"`},
			{"the talk", asked{method: "GET", path: one + "/trao-doi"}, 200, "Chiều nay xuống xem"},
			{"the history", asked{method: "GET", path: one + "/lich-su"}, 200, `"note":"Theo biên bản"`},
			{"no files", asked{method: "GET", path: one + "/tep"}, 200, `"items":[]`},
			{"into the trash", asked{method: "POST", path: one + "/bo", key: "drop-0001"}, 200, `"trash":true`},
			{"not changed there", asked{method: "PATCH", path: one, match: `"4"`, body: `{"fields":{"risk":"3"}}`}, 409, "thùng rác"},
			{"seen there", asked{method: "GET", path: apiHazards + "?trash=true"}, 200, made.ID},
			{"and back", asked{method: "POST", path: one + "/lay-lai", key: "back-0001", body: `{}`}, 200, `"trash":false`},
		} {
			rec, _ := w.ask(token, tt.call)
			if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.has) {
				t.Errorf("%s: %d %s, want %d with %s", tt.name, rec.Code, rec.Body, tt.status, tt.has)
			}
		}
		if _, talk := w.ask(token, asked{method: "GET", path: one + "/trao-doi"}); len(talk.Items) != 1 {
			t.Errorf("%d remarks after the same one was sent twice", len(talk.Items))
		}
		a := w.do(request{As: "hoa.tt", Path: hazards + "/" + made.ID})
		if text := squash(a.doc.Text()); !strings.Contains(text, "Đã báo tổ dân phố") || !strings.Contains(text, "đang xử lý") {
			t.Error("the page does not show what the program wrote")
		}
	})
}

// What is sent under the key of another program is one record, however often it comes.
func TestARecordIsKeptUnderTheKeyOfAnotherProgram(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		token := w.wholeProgram("hoa.tt")
		at := asked{method: "PUT", path: apiHazards + "/ngoai/so-tinh/A%2F17", body: aPond}
		rec, made := w.ask(token, at)
		if rec.Code != http.StatusCreated || len(made.External) != 1 || made.External[0].Key != "A/17" {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		if rec, again := w.ask(token, at); rec.Code != http.StatusOK || again.ID != made.ID || again.Version != 1 {
			t.Errorf("again: %d version %d", rec.Code, again.Version)
		}
		at.body = `{"fields":{"risk":"3"}}`
		if rec, again := w.ask(token, at); rec.Code != http.StatusOK || again.Version != 2 || again.Fields["name"] != "Mương sau chợ" {
			t.Errorf("changed: %d %s", rec.Code, rec.Body)
		}
		if rec, read := w.ask(token, asked{method: "GET", path: at.path}); rec.Code != 200 || read.ID != made.ID {
			t.Errorf("read by key: %d %s", rec.Code, rec.Body)
		}
		for path, status := range map[string]int{"/ngoai/so-tinh/B": 404, "/ngoai/S%C3%B4%20T%E1%BB%89nh/B": 422, "/ngoai/so-tinh/" + strings.Repeat("x", 101): 422} {
			if rec, _ := w.ask(token, asked{method: "GET", path: apiHazards + path}); rec.Code != status {
				t.Errorf("%s: %d, want %d", path, rec.Code, status)
			}
		}
		batch := asked{method: "POST", path: apiHazards + "/nhieu", key: "batch-001", body: `{"source":"so-tinh","items":[{"key":"A/17","fields":{"risk":"3"}},{"key":"B","fields":{"name":"Hố vôi","kind":"ho","risk":"2"}},
			{"key":"C","fields":{"name":"Không có loại"}},{"key":"A/17","fields":{"risk":"1"}},"x",{"key":"D","fields":{"state":"da-xoa"}}]}`}
		rec, first := w.ask(token, batch)
		if rec.Code != 200 || first.Same != 1 || first.Created != 1 || first.Refused != 3 || first.Changed != 1 || len(first.Items) != 6 {
			t.Fatalf("batch: %d %s", rec.Code, rec.Body)
		}
		if again, _ := w.ask(token, batch); again.Body.String() != rec.Body.String() {
			t.Errorf("the batch again answers\n%s\nnot\n%s", again.Body, rec.Body)
		}
		if rec, list := w.ask(token, asked{method: "GET", path: apiHazards + "?q=hố+vôi"}); list.Count != 1 && rec.Code == 200 {
			t.Errorf("%d records of one key", list.Count)
		}
		many := make([]string, 201)
		for i := range many {
			many[i] = fmt.Sprintf(`{"key":"%d","fields":{}}`, i)
		}
		batch.key, batch.body = "batch-002", `{"source":"so-tinh","items":[`+strings.Join(many, ",")+`]}`
		if rec, _ := w.ask(token, batch); rec.Code != 422 {
			t.Errorf("201 at once: %d", rec.Code)
		}
	})
}

// endless is a body that never ends.
type endless struct{ left int64 }

func (z *endless) Read(p []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	copy(p[:n], bytes.Repeat([]byte("0"), int(n)))
	z.left -= n
	return int(n), nil
}

func TestBodiesThatNobodyCanTakeAreRefusedInWords(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	token := w.wholeProgram("hoa.tt")
	for name, tt := range map[string]struct {
		body, kind string
		status     int
		has        string
	}{
		"no JSON":            {`{"fields":`, "", 422, "cú pháp"},
		"a list":             {`[1]`, "", 422, "đối tượng"},
		"twice the same":     {`{"fields":{"name":"A","name":"B"}}`, "", 422, "hai lần"},
		"something behind":   {aPond + `{}`, "", 422, "còn nội dung khác"},
		"deep":               {`{"fields":` + strings.Repeat(`[`, 5000) + strings.Repeat(`]`, 5000) + `}`, "", 422, "tầng"},
		"no text":            {"{\"fields\":{\"name\":\"\xff\"}}", "", 422, "UTF-8"},
		"a nul":              {`{"fields":{"name":"a\u0000"}}`, "", 422, "ký tự rỗng"},
		"a form":             {`name=Ao`, "application/x-www-form-urlencoded", 415, "application/json"},
		"no type":            {aPond, "text/plain", 415, "application/json"},
		"another alphabet":   {aPond, "application/json; charset=utf-16", 415, "UTF-8"},
		"a number as a name": {`{"fields":{"name":7}}`, "", 422, `"field":"name"`},
		"fields as a list":   {`{"fields":[]}`, "", 422, `"field":"fields"`},
		"an id":              {`{"id":"x","fields":{}}`, "", 422, `"field":"id"`},
		"a unit":             {`{"fields":{"unit_id":"x"}}`, "", 422, `"field":"unit_id"`},
		"a state":            {`{"fields":{},"state":"da-xoa"}`, "", 422, "buoc"},
		"a field of nobody":  {`{"fields":{"mau_sac":"đỏ"}}`, "", 422, `"field":"mau_sac"`},
	} {
		rec, p := w.ask(token, asked{method: "POST", path: apiHazards, key: "refused-1", body: tt.body, kind: tt.kind})
		if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.has) || p.Detail == "" || rec.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
	}
	if rec, _ := w.askWith(token, asked{method: "POST", path: apiHazards, key: "refused-2"}, &endless{300 << 20}); rec.Code != http.StatusRequestEntityTooLarge || !strings.Contains(rec.Body.String(), "1 MB") {
		t.Errorf("300 MB: %d %s", rec.Code, rec.Body)
	}
}

// What programs learn of another unit's register is nothing: no list, number, history or key of theirs changes when a record is
// added there, and its address leads nowhere.
func TestProgramsLearnNothingOfTheRecordsOfAnotherUnit(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.otherUnit("la.dt")
	own := []string{"", "?q=" + marker, "?trash=true", "?state=nguy-hiem", "?kind=song", "?sort=moi&limit=200", "/{hazard}", "/{hazard}/lich-su", "/{hazard}/trao-doi", "/{hazard}/tep", "/ngoai/so-tinh/" + marker}
	all := func(who string) map[string]string {
		out := map[string]string{}
		for _, path := range own {
			rec, _ := w.ask(w.wholeProgram(who), asked{method: "GET", path: apiHazards + path})
			out[path] = fmt.Sprint(rec.Code, rec.Header().Get("ETag"), rec.Body)
		}
		rec, _ := w.ask(w.wholeProgram(who), asked{method: "GET", path: "/api/v1/openapi.json"})
		out["openapi"] = rec.Body.String()
		return out
	}
	readers := []string{}
	for _, who := range everybody() {
		if may := w.app.Accounts.APIActions; len(may) > 0 && w.holdsSome(who) {
			readers = append(readers, who)
		}
	}
	before := map[string]map[string]string{}
	for _, who := range readers {
		before[who] = all(who)
	}
	theirs := w.wholeProgram("la.dt")
	rec, hidden := w.ask(theirs, asked{method: "PUT", path: "/api/v1/u/{other}/nguy-co/ngoai/so-tinh/" + marker, body: `{"fields":{"name":"Ao ` + marker + `","kind":"song","risk":"1"}}`})
	if rec.Code != http.StatusCreated {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	for _, who := range readers {
		after := all(who)
		for path, was := range before[who] {
			if after[path] != was {
				t.Errorf("%s sees at %q that something was added: %s", who, path, difference(was, after[path]))
			}
		}
		w.forgetPrograms(who)
		for _, unit := range []string{"{unit}", "{other}"} {
			for _, c := range []asked{{method: "GET"}, {method: "GET", path: "/lich-su"}, {method: "GET", path: "/trao-doi"}, {method: "GET", path: "/tep"}, {method: "PATCH", match: `"1"`, body: `{"fields":{"risk":"2"}}`},
				{method: "POST", path: "/buoc/xoa-bo", match: `"1"`, key: "forge-001"}, {method: "POST", path: "/bo", key: "forge-002"}, {method: "POST", path: "/trao-doi", key: "forge-003", body: `{"text":"x"}`}} {
				c.path = "/api/v1/u/" + unit + "/nguy-co/" + hidden.ID + c.path
				if rec, _ := w.ask(w.wholeProgram(who), c); rec.Code != http.StatusNotFound && rec.Code != http.StatusForbidden || strings.Contains(rec.Body.String(), marker) {
					t.Errorf("%s: %s %s answers %d %s", who, c.method, c.path, rec.Code, rec.Body)
				}
			}
		}
	}
	if rec, _ := w.ask(theirs, asked{method: "GET", path: "/api/v1/u/{other}/nguy-co?q=" + marker}); !strings.Contains(rec.Body.String(), hidden.ID) {
		t.Error("nobody reads it: the test is worth nothing")
	}
}

// holdsSome reports whether a person can give any right to a program.
func (w *world) holdsSome(who string) bool {
	for _, a := range w.app.Accounts.APIActions {
		if roleIn(w, who).May(a) {
			return true
		}
	}
	return false
}
