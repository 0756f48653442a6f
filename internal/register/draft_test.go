package register_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

func TestWhatIsTypedWaitsAsADraft(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		keep := func(as, of string, more ...string) {
			t.Helper()
			at := "ban-nhap-so-thu"
			if _, move, ok := strings.Cut(of, "/"); ok {
				at += "/buoc/" + move
			}
			if a := s.send(as, at, answers("d-"+of, append(more, "nhap-cua", of)...)); a.Code != http.StatusNoContent {
				t.Fatalf("a draft is answered with %d: %s", a.Code, a.text("main"))
			}
		}
		offered := func(as, path string) bool {
			t.Helper()
			return s.send(as, path, nil).doc.Find(".draft").Length() > 0
		}
		history := len(rawRows(t, db, "SELECT id FROM audit"))
		keep(hoa, "", "ten", "Bến dở", "ho", "mười")
		if n := len(rawRows(t, db, "SELECT id FROM audit")); n != history {
			t.Error("a draft leaves a row in the history")
		}
		s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")
		s.send(hoa, "so-thu/them", nil).want(t, http.StatusOK, ".draft", "Bản nháp 12:00 hôm nay")
		if offered(lan, "so-thu/them") {
			t.Error("somebody else is offered the draft")
		}
		if got := s.send(hoa, "so-thu/them", nil).fields("main form.form").Get("ten"); got != "" {
			t.Errorf("the draft stands in the form unasked: %q", got)
		}
		used := s.send(hoa, "so-thu/them?nhap=1", nil)
		fields := used.fields("main form.form")
		for name, want := range map[string]string{"ten": "Bến dở", "ho": "mười", "dien-bien": "Dòng một\nDòng hai", "rao": "khong"} {
			if fields.Get(name) != want {
				t.Errorf("%s: the draft gives %q, want %q", name, fields.Get(name), want)
			}
		}
		if strings.Join(fields["kiem"], ",") != "rao: co,bien: khong," || strings.Join(fields["phuong-tien"], ",") != "thuyen,bo" {
			t.Errorf("answers of several come back as %q, %q", fields["kiem"], fields["phuong-tien"])
		}
		db.Clock = func() store.Instant { return store.Instant{Time: noon.Add(24 * time.Hour)} }
		s.send(hoa, "so-thu/them", nil).want(t, http.StatusOK, ".draft", "Bản nháp 12:00 hôm qua")

		id := s.send(hoa, "so-thu/them", answers("d-")).id(t) // the key under which the draft was kept is still good
		if offered(hoa, "so-thu/them") {
			t.Error("the draft outlives the form")
		}
		if a := s.send(hoa, "ban-nhap-so-thu", answers("d-", "nhap-cua", "")); a.Code != http.StatusSeeOther || offered(hoa, "so-thu/them") {
			t.Errorf("a draft that comes late is kept: %d", a.Code)
		}

		keep(hoa, id, "ban", "1", "ho", "77")
		s.send(hoa, "so-thu/"+id+"/sua", nil).want(t, http.StatusOK, ".draft", "Bản nháp")
		s.send(lan, "so-thu/"+id+"/sua", answers("d2", "ban", "1", "ho", "5")).id(t)
		late := s.send(hoa, "so-thu/"+id+"/sua?nhap=1", nil).fields("main form.form")
		s.send(hoa, "so-thu/"+id+"/sua", late).want(t, http.StatusConflict, ".conflict", "5 hộ")
		s.send(hoa, "ban-nhap-so-thu/bo", form("nhap-cua", id)).id(t)
		if offered(hoa, "so-thu/"+id+"/sua") {
			t.Error("a draft that was thrown away is offered")
		}
		step := id + "/trinh"
		keep(hoa, step, "ban", "2", "tien", "9.000.000")
		if got := s.send(hoa, "so-thu/"+id+"/buoc/trinh?nhap=1", nil).fields("main form.form").Get("tien"); got != "9.000.000" {
			t.Errorf("the draft of a move gives %q", got)
		}
		for as, want := range map[string]int{leader: http.StatusForbidden, admin: http.StatusForbidden, other: http.StatusNotFound} {
			if a := s.send(as, "ban-nhap-so-thu", form("nhap-cua", id, "ten", "x")); a.Code != want {
				t.Errorf("%s keeps a draft: %d, want %d", as, a.Code, want)
			}
		}
		for _, of := range []string{"x", id + "/la", id + "/trinh", "../" + id} {
			if a := s.send(hoa, "ban-nhap-so-thu", form("nhap-cua", of, "ten", "x")); a.Code != http.StatusNotFound {
				t.Errorf("a draft of %q: %d", of, a.Code)
			}
		}
	})
}

func TestADraftIsForgottenAfterThirtyDays(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, of := range []struct {
			after time.Duration
			left  int
		}{{30 * 24 * time.Hour, 1}, {30*24*time.Hour + time.Minute, 0}} {
			db.Clock = func() store.Instant { return store.Instant{Time: noon} }
			s.send(hoa, "ban-nhap-so-thu", form("ten", "Bến dở"))
			db.Clock = func() store.Instant { return store.Instant{Time: noon.Add(of.after)} }
			if got := s.send(hoa, "so-thu/them", nil).doc.Find(".draft").Length(); got != of.left {
				t.Errorf("after %s it is offered %d times, want %d", of.after, got, of.left)
			}
			if err := register.Tidy(t.Context(), db); err != nil {
				t.Fatal(err)
			}
			if n := len(rawRows(t, db, "SELECT form FROM register_draft")); n != of.left {
				t.Errorf("after %s %d are left, want %d", of.after, n, of.left)
			}
		}
	})
}
