package register_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

func TestNoPictureOfAChildIsPublishedWithoutConsent(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		one := "so-thu/" + s.add("co-quan", s.body())
		s.send(hoa, one+"/them-tep/anh-dang", form(), file{"anh-dang", "le.jpg", aPhoto(t)}).id(t)
		judge, _ := s.send(hoa, one, nil).doc.Find(`.consent a`).Attr("href")
		judge = strings.TrimPrefix(judge, "/u/"+s.units[0].Slug+"/2026/")
		publish := func() answer { return s.send(hoa, one+"/buoc/trinh", form("ban", "1", "co-quan", s.body())) }
		step := func(pairs ...string) answer { return s.send(hoa, judge, form(pairs...)) }
		paper := func(pairs ...string) answer {
			return s.send(hoa, judge+"/phieu", form(pairs...), file{"tep-phieu", "phieu.pdf", "%PDF-1.4\n%%EOF\n"})
		}

		publish().want(t, http.StatusUnprocessableEntity, "#loi", "chưa ai xét trong ảnh")
		page := s.send(hoa, judge, nil)
		if page.doc.Find("input[checked]").Length() > 0 {
			t.Error("the page ticks something that nobody said")
		}
		step("viec", "xet").want(t, http.StatusUnprocessableEntity, "#loi", "Chọn trong ảnh")
		step("viec", "xet", "thay", "co").want(t, http.StatusUnprocessableEntity, "#loi", "Ghi số trẻ em")
		step("viec", "xet", "thay", "co", "so-tre", "2").id(t)
		step("viec", "cho").want(t, http.StatusConflict, "main", "nhận ra 2 trẻ em, mới có 0 phiếu")

		from7 := []string{"so-phieu", "12", "tuoi", "tu-7", "cach", "van-ban", "ngay", "1/5/2026"}
		paper(append(from7, "ai", "dai-dien")...).want(t, http.StatusUnprocessableEntity, "#loi", "cần cả trẻ và người đại diện")
		s.send(hoa, judge+"/phieu", form(append(from7, "ai", "dai-dien")...)).want(t, http.StatusUnprocessableEntity, "#loi", "đồng ý phải chứng minh được")
		both := form(from7...)
		both["ai"] = []string{"dai-dien", "tre"}
		s.send(hoa, judge+"/phieu", both, file{"tep-phieu", "phieu.pdf", "%PDF-1.4\n%%EOF\n"}).id(t)
		again := form(from7...)
		again["ai"] = both["ai"]
		s.send(hoa, judge+"/phieu", again, file{"tep-phieu", "phieu.pdf", "%PDF-1.4\n%%EOF\n"}).want(t, http.StatusUnprocessableEntity, "#loi", "mỗi trẻ một phiếu")
		publish().want(t, http.StatusUnprocessableEntity, "#loi", "nhận ra 2 trẻ em, mới có 1 phiếu")
		paper("so-phieu", "13", "tuoi", "duoi-7", "ai", "dai-dien", "cach", "dien-tu", "ngay", "2/5/2026").id(t)
		publish().want(t, http.StatusUnprocessableEntity, "#loi", "chưa được cho phép đăng")
		step("viec", "cho").id(t)
		s.send(member, one, nil).want(t, http.StatusOK, ".consent", "được phép đăng")

		consent, _ := s.send(hoa, judge, nil).doc.Find(`input[name=phieu]`).First().Attr("value")
		step("viec", "rut", "phieu", consent, "vi-sao", "Gia đình đổi ý").id(t)
		s.send(hoa, judge, nil).want(t, http.StatusOK, ".warn", "nếu đã đăng ở đâu thì gỡ xuống")
		s.send(member, one, nil).want(t, http.StatusOK, ".consent", "rút đồng ý ngày 12/05/2026")
		publish().want(t, http.StatusUnprocessableEntity, "#loi", "mới có 1 phiếu")
		s.send(hoa, one, nil).want(t, http.StatusOK, "ol.history", "rút đồng ý")

		again2 := form(append([]string{}, from7...)...)
		again2.Set("so-phieu", "14")
		again2["ai"] = both["ai"]
		s.send(hoa, judge+"/phieu", again2, file{"tep-phieu", "phieu.pdf", "%PDF-1.4\n%%EOF\n"}).id(t)
		step("viec", "cho").id(t)
		publish().id(t)

		evidence, _ := s.send(hoa, judge, nil).doc.Find(`ul.files a`).First().Attr("href")
		evidence = strings.TrimPrefix(evidence, "/u/"+s.units[0].Slug+"/2026/")
		for as, want := range map[string]int{hoa: http.StatusOK, member: http.StatusNotFound, leader: http.StatusNotFound, other: http.StatusNotFound} {
			if a := s.send(as, evidence, nil); a.Code != want {
				t.Errorf("%s opens a form of consent: %d, want %d", as, a.Code, want)
			}
		}
		for as, want := range map[string]int{member: http.StatusForbidden, admin: http.StatusForbidden, other: http.StatusNotFound} {
			if a := s.send(as, judge, nil); a.Code != want {
				t.Errorf("%s judges a picture: %d, want %d", as, a.Code, want)
			}
		}
	})
}

func TestAPictureWithoutChildrenNeedsNoConsent(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		one := "so-thu/" + s.add("co-quan", s.body())
		s.send(hoa, one+"/them-tep/anh-dang", form(), file{"anh-dang", "phong.jpg", aPhoto(t)}).id(t)
		judge, _ := s.send(hoa, one, nil).doc.Find(`.consent a`).Attr("href")
		judge = strings.TrimPrefix(judge, "/u/"+s.units[0].Slug+"/2026/")
		s.send(hoa, judge, form("viec", "xet", "thay", "khong")).id(t)
		s.send(hoa, judge, form("viec", "cho")).id(t)
		s.send(hoa, judge, form("viec", "xet", "thay", "co", "so-tre", "1")).id(t)
		s.send(hoa, one, nil).want(t, http.StatusOK, ".consent", "không đăng")
		s.send(hoa, one+"/buoc/trinh", form("ban", "1")).want(t, http.StatusUnprocessableEntity, "#loi", "nhận ra 1 trẻ em")
	})
}
