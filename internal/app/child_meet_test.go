package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

var (
	hamletsNamed = store.Query("test.hamlet.named", `SELECT h.id FROM hamlet h WHERE h.name = $1 AND {scope:h} AND h.valid_to = '' ORDER BY h.id LIMIT 1`, store.Whole("a test"))
	postOpen     = store.Query("test.post.open", `SELECT p.id FROM position p WHERE p.account_id = $1 AND p.valid_to = '' ORDER BY p.id LIMIT 1`)
	correctionOf = store.Query("test.correction.newest", `SELECT k.id FROM child_correction k WHERE {scope:k} ORDER BY k.id DESC LIMIT 1`, store.Whole("a test"))
)

func (w *world) found(s *store.Stmt, args ...any) string {
	w.t.Helper()
	id, ok, err := store.Find[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), s, args...)
	if err != nil || !ok {
		w.t.Fatalf("nothing found: %v", err)
	}
	return id
}

// A collaborator sees the children of the own hamlets, the few answers that a visit needs, and of them nothing else; writes that a
// child was met, and proposes what an officer then corrects.
func TestACollaboratorMeetsTheChildrenOfTheOwnHamlets(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		const mine, others = "Tổ dân phố số 3", "Tổ dân phố số 4"
		w.samples["child"] = w.addChild("m", "ho-ten", "Lò Thị Khuê", "thon", mine, "me", "Lò Thị Mẹ", "dia-chi", "Ngõ 3", "so-dinh-danh", "033318000123", "dien-thoai", "0912000111")
		w.samples["other_child"] = w.addChild("o", "ho-ten", "Quàng "+marker, "thon", others, "me", "Vì "+marker, "khac", "1", "ngay-sinh", "01/02/2015")
		const page = "/u/{unit}/{year}/tre-em-to-thon"
		if text := w.readable("cuc.nt", page); strings.Contains(text, "Khuê") || !strings.Contains(text, "chưa được giao tổ, thôn nào") {
			t.Error("without a hamlet the collaborator sees children")
		}
		w.samples["collaborator"] = w.accountID("cuc.nt")
		w.samples["post"] = w.found(postOpen, w.samples["collaborator"])
		hamlet := w.found(hamletsNamed, mine)
		give := request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{collaborator}/chuc-danh/{post}/to-thon", Form: url.Values{"to-thon": {hamlet}, "once": {web.NewKey()}}}
		w.run([]scenario{
			{Name: "given by the administrator", request: give, Want: 303},
			{Name: "by nobody else", request: request{As: "hoa.tt", Path: give.Path, Form: url.Values{"to-thon": {hamlet}, "once": {web.NewKey()}}}, Want: 403},
			{Name: "the form remembers", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{collaborator}"}, Want: 200, Selector: "input[name=to-thon][checked][value='" + hamlet + "'] + label", Has: mine},
			{Name: "the own children", request: request{As: "cuc.nt", Path: page}, Want: 200, Selector: "main", Has: "Lò Thị Khuê2018Lò Thị Mẹ"},
			{Name: "no list of the register", request: request{As: "cuc.nt", Path: children}, Want: 403},
			{Name: "no record", request: request{As: "cuc.nt", Path: children + "/{child}"}, Want: 403},
			{Name: "met", request: request{As: "cuc.nt", Path: page + "/{child}/gap", Form: form("once", web.NewKey())}, Want: 303},
			{Name: "once a day", request: request{As: "cuc.nt", Path: page + "/{child}/gap", Form: form("once", web.NewKey())}, Want: 409},
			{Name: "the officer reads it", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "Thăm, Ngô Thị Cúc"},
			{Name: "not in another hamlet", request: request{As: "cuc.nt", Path: page + "/{other_child}/gap", Form: form("once", web.NewKey())}, Want: 404},
			{Name: "nor proposes there", request: request{As: "cuc.nt", Path: page + "/{other_child}/de-nghi", Form: form("muc", "name", "sua-thanh", "X", "vi-sao", "Y", "once", web.NewKey())}, Want: 404},
			{Name: "what is wrong", request: request{As: "cuc.nt", Path: page + "/{child}/de-nghi", Form: form("muc", "phone", "sua-thanh", "", "vi-sao", "", "once", web.NewKey())}, Want: 422, Selector: "main", Has: "Chọn mục cần sửa"},
			{Name: "proposes", request: request{As: "cuc.nt", Path: page + "/{child}/de-nghi", Form: form("muc", "mother", "sua-thanh", "Lò Thị Mế", "vi-sao", "Đã xem giấy khai sinh", "once", web.NewKey())}, Want: 303},
			{Name: "nothing is changed yet", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "Lò Thị Mẹ"},
			{Name: "the officer sees it", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/de-nghi-sua-tre-em"}, Want: 200, Selector: "main", Has: "Lò Thị Mế"},
		})
		own := w.readable("cuc.nt", page)
		for _, more := range []string{"033318000123", "0912000111", "05/06", marker} {
			if strings.Contains(own, more) {
				t.Errorf("the collaborator reads %q", more)
			}
		}
		w.samples["correction"] = w.found(correctionOf)
		w.run([]scenario{
			{Name: "not by the collaborator", request: request{As: "cuc.nt", Path: "/u/{unit}/{year}/de-nghi-sua-tre-em/{correction}/nhan", Form: form("once", web.NewKey())}, Want: 403},
			{Name: "accepted", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/de-nghi-sua-tre-em/{correction}/nhan", Form: form("once", web.NewKey())}, Want: 303},
			{Name: "corrected", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: "main", Has: "Lò Thị Mế"},
			{Name: "with its reason", request: request{As: "hoa.tt", Path: children + "/{child}/lich-su-muc"}, Want: 200, Selector: "main", Has: "Đã xem giấy khai sinh. Căn cứ: Đề nghị của cộng tác viên"},
			{Name: "not twice", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/de-nghi-sua-tre-em/{correction}/nhan", Form: form("once", web.NewKey())}, Want: 409},
			{Name: "the answer", request: request{As: "cuc.nt", Path: page}, Want: 200, Selector: "main", Has: "đã nhận"},
		})
		// The end of the post is the end of its hamlets, also for another post of the same kind.
		w.exec2(`UPDATE position SET valid_to = '2026-12-31' WHERE id = '` + w.samples["post"] + `'`)
		if text := w.readable("cuc.nt", page); strings.Contains(text, "Khuê") {
			t.Error("an ended post still opens the hamlet")
		}
	})
}

func (w *world) exec2(query string) {
	w.t.Helper()
	writer, _ := w.app.DB.Raw()
	if _, err := writer.Exec(query); err != nil {
		w.t.Fatal(err)
	}
}

// A child of another hamlet is nowhere for a collaborator who has a hamlet of the own.
func TestAChildOfAnotherHamletIsNowhere(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.samples["collaborator"] = w.accountID("cuc.nt")
	w.samples["post"] = w.found(postOpen, w.samples["collaborator"])
	w.post("phong.lh", "/u/{unit}/{year}/tai-khoan/{collaborator}/chuc-danh/{post}/to-thon", url.Values{"to-thon": {w.found(hamletsNamed, "Tổ dân phố số 3")}, "once": {web.NewKey()}})
	w.programsOf("cuc.nt")
	before := w.everyPage("cuc.nt", w.samples, "")
	id := w.addChild("k", "ho-ten", "Lò "+marker, "me", "Quàng "+marker, "thon", "Tổ dân phố số 4")
	for address, page := range w.everyPage("cuc.nt", w.samples, "") {
		if was := before[address]; was != page {
			t.Errorf("%s tells that a child of another hamlet was added: %s", address, difference(was, page))
		}
	}
	w.asksFor("cuc.nt", leftovers{words: marker, ids: []string{id}, samples: map[string]string{"child": id}}, true)
	if a := w.do(request{As: "cuc.nt", Path: "/u/{unit}/{year}/tre-em-to-thon/" + id + "/de-nghi"}); a.Code != http.StatusNotFound {
		t.Errorf("the form of a proposal answers %d", a.Code)
	}
}
