package register_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

// below is an address as send takes it.
func (s *site) below(address string) string {
	return strings.TrimPrefix(address, "/u/"+s.units[0].Slug+"/2026/")
}

// walked answers every question of a form, one a screen, and gives the last page and how many there were.
func (s *site) walked(path string, answers url.Values, skip ...string) (last answer, questions []string) {
	s.t.Helper()
	page := s.send(hoa, path+"?tung-cau=1", nil)
	for range 60 {
		asked, ok := page.doc.Find(".walk form input[name=cau]").Attr("value")
		if !ok {
			return page, questions
		}
		questions = append(questions, asked)
		sent := page.fields(".walk form")
		sent.Set("di", "tiep")
		for name, values := range answers {
			if name == asked || strings.HasPrefix(name, asked+"-") {
				sent[name] = values
			}
		}
		if strings.Contains(" "+strings.Join(skip, " ")+" ", " "+asked+" ") {
			sent.Set("di", "chua-hoi")
		}
		went := s.send(hoa, s.below(page.doc.Find(".walk form").AttrOr("action", "")), sent)
		if went.Code != http.StatusSeeOther {
			s.t.Fatalf("%s is answered with %d: %s", asked, went.Code, went.text("main"))
		}
		page = s.send(hoa, s.below(went.Header().Get("Location")), nil)
	}
	s.t.Fatal("the walk has no end")
	return page, questions
}

func TestAFormIsWalkedQuestionByQuestion(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		first := s.send(hoa, "so-thu/them?tung-cau=1", nil)
		first.want(t, http.StatusOK, "h1", "Câu 1/")
		first.want(t, http.StatusOK, ".walk legend", "Cấp độ") // what is tapped before what is typed
		cau := "ban-nhap-so-thu/cau"
		s.send(hoa, cau, form("cau", "ten", "di", "tiep", "ten", "")).want(t, http.StatusUnprocessableEntity, "#loi", "Chưa hỏi được")
		s.send(hoa, cau, form("cau", "ho", "di", "tiep", "ho", "mười")).want(t, http.StatusUnprocessableEntity, "#loi", "ghi bằng chữ số")
		s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")

		given := answers("w", line(1, "Thuê loa", "quy", "500000", "", "")...)
		end, asked := s.walked("so-thu/them", given, "ty-le", "nguoi")
		if len(asked) < 18 {
			t.Errorf("only %d questions: %v", len(asked), asked)
		}
		for _, words := range []string{"Bến đò cũ", "Thuyền; Đi bộ", "1.250 hộ", "Thuê loa | Quỹ | 500.000 đồng", "1/3 (Rào chắn: có; Biển báo: không)", "chưa hỏi được", "để trống"} {
			end.want(t, http.StatusOK, ".facts", words)
		}
		back := s.send(hoa, "so-thu/them?tung-cau=1&cau=dien-bien", nil)
		if got := back.doc.Find(".walk textarea").Text(); strings.TrimSpace(got) != "Dòng một\nDòng hai" {
			t.Errorf("going back, the answer is %q", got)
		}
		id := s.send(hoa, "so-thu/them", end.fields(".walk form.form")).id(t)
		page := s.send(hoa, "so-thu/"+id, nil)
		page.want(t, http.StatusOK, ".facts", "Thuyền; Đi bộ")
		page.want(t, http.StatusOK, ".reg-lines", "Thuê loa")
		if s.send(hoa, "so-thu/them", nil).doc.Find(".draft").Length() > 0 {
			t.Error("the draft outlives the form")
		}

		if slices.Contains(asked, "rao-gi") {
			t.Error("a question is asked that the answers before it leave no room for")
		}
		_, asked = s.walked("so-thu/them", answers("w3", "rao", "co"))
		if !slices.Contains(asked, "rao-gi") {
			t.Errorf("a question that an answer opens is not asked: %v", asked)
		}
		before := snapshot(t, s)
		end, _ = s.walked("so-thu/"+id+"/sua", form("ho", "77"))
		end.want(t, http.StatusOK, ".facts", "77 hộ")
		if got := snapshot(t, s); got != before {
			t.Error("an answer is written before the end")
		}
		s.send(lan, "so-thu/"+id+"/sua", answers("w2", "ban", "1", "sau", "9")).id(t)
		s.send(hoa, "so-thu/"+id+"/sua", end.fields(".walk form.form")).want(t, http.StatusConflict, ".conflict", "9 m")

		for as, want := range map[string]int{leader: http.StatusForbidden, admin: http.StatusForbidden, other: http.StatusNotFound} {
			if a := s.send(as, cau, form("cau", "ten", "ten", "x")); a.Code != want {
				t.Errorf("%s answers a question: %d, want %d", as, a.Code, want)
			}
		}
		for _, values := range []url.Values{form("cau", "la"), form("cau", "ten", "nhap-cua", "x"), form("cau", "ten", "nhap-cua", id+"/trinh")} {
			if a := s.send(hoa, cau, values); a.Code != http.StatusNotFound {
				t.Errorf("%v: %d", values, a.Code)
			}
		}
	})
}
