package org_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// ask opens the look-up page for a name and a day.
func (s *site) ask(q, at string) answer {
	s.t.Helper()
	return s.send("leader/", home+"/dia-danh?"+url.Values{"q": {q}, "ngay": {at}}.Encode(), nil)
}

func TestPlacesAreLookedUp(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	tests := []struct {
		typed, day string
		heading    string
		says       []string
	}{
		{"bần yên nhân", "", "phường Bần Yên Nhân → phường Mỹ Hào từ 01/07/2025",
			[]string{"Cấp trên cũthị xã Mỹ Hào, tỉnh Hưng Yên", "Cấp trên mớitỉnh Hưng Yên", "Toàn bộ địa bàn", "Nghị quyết 1666/NQ-UBTVQH15"}},
		{"ban yen nhan", "", "phường Bần Yên Nhân → phường Mỹ Hào từ 01/07/2025", nil},
		{"P. BAN YEN NHAN, TX MY HAO", "", "phường Bần Yên Nhân → phường Mỹ Hào từ 01/07/2025", nil},
		{"ban yen nhan", "30/6/2025", "phường Bần Yên Nhân, tỉnh Hưng Yên", []string{"có đến hết 30/06/2025"}},
		{"12103", "", "phường Mỹ Hào, tỉnh Hưng Yên", []string{"Lập từ 4 đơn vị, từ 01/07/2025", "xã Cẩm Xá, thị xã Mỹ Hào", "phường Bần Yên Nhân → phường Mỹ Hào"}},
		{"phường mỹ hào", "30/6/2025", "phường Mỹ Hào: có từ 01/07/2025", []string{"Trước đó địa bàn này là 4 đơn vị"}},
		{"tx my hao", "", "thị xã Mỹ Hào: địa bàn nay thuộc 3 đơn vị", []string{"phường Đường Hào từ 01/07/2025", "phường Thượng Hồng từ 01/07/2025", "72/2025/QH15"}},
		{"phường Cống Vị", "", "phường Cống Vị: chia cho 2 đơn vị từ 01/07/2025", []string{"phường Ngọc Hà", "phường Giảng Võ", "phải hỏi thôn hoặc địa chỉ"}},
		{"tinh thai binh", "", "tỉnh Thái Bình → tỉnh Hưng Yên từ 01/07/2025", []string{"Nghị quyết 202/2025/QH15"}},
		{"xã Dầu Giây, Thống Nhất", "", "", nil},
		{"thuong hong", "", "xã Thượng Hồng, thành phố Hải Phòng", []string{"phường Thượng Hồng, tỉnh Hưng Yên"}},
		{"Yên Hoà", "", "phường Yên Hòa, thành phố Hà Nội", nil},
		{"Hiệp Hòa, Bắc Ninh", "1/8/2025", "xã Hiệp Hòa, tỉnh Bắc Ninh", nil},
	}
	for _, tt := range tests {
		page := s.ask(tt.typed, tt.day)
		page.want(t, http.StatusOK, "main", tt.heading)
		for _, words := range tt.says {
			page.want(t, http.StatusOK, "main", words)
		}
	}
}

// A commune of before 2025 whose heir changed its kind in 2026 is told step by step.
func TestALookUpTellsEveryStep(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.ask("thị trấn Thắng, huyện Hiệp Hòa", "1/10/2026")
	page.want(t, http.StatusOK, "main", "→ xã Hiệp Hòa từ 01/07/2025 → phường Hiệp Hòa từ 20/09/2026")
	page.want(t, http.StatusOK, "main", "Nghị quyết 388/NQ-UBTVQH16 (từ 20/09/2026)")
	page = s.ask("thị trấn Thắng, huyện Hiệp Hòa", "19/9/2026")
	if words := page.text("main"); strings.Contains(words, "phường Hiệp Hòa từ") {
		t.Errorf("on the eve the ward is there: %s", words)
	}
	s.ask("phường Hiệp Hòa", "1/10/2026").want(t, http.StatusOK, "main", "thị trấn Thắng, huyện Hiệp Hòa")
}

func TestALookUpShowsWhichProvinceEachUnitOfANameLiesIn(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.ask("tân lập", "")
	if n := page.doc.Find("main section").Length(); n < 10 {
		t.Errorf("%d units of the name", n)
	}
	page.want(t, http.StatusOK, ".lead", "cùng tên")
	page.want(t, http.StatusOK, "main", "tỉnh Thái Nguyên")
	narrower := s.ask("tân lập, lạng sơn", "")
	if n := narrower.doc.Find("main section").Length(); n == 0 || n > 3 {
		t.Errorf("%d units of the name in one province", n)
	}
}

func TestALookUpKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t, template.SQLite(t))
	page := s.ask("my hao", "31/2/2026")
	page.want(t, http.StatusUnprocessableEntity, ".errors", "Không có ngày 31/2/2026")
	if q, _ := page.doc.Find("main input[name=q]").Attr("value"); q != "my hao" {
		t.Errorf("what was typed is %q", q)
	}
	if d, _ := page.doc.Find("main input[name=ngay]").Attr("value"); d != "31/2/2026" {
		t.Errorf("the day is %q", d)
	}
	s.ask("", "").want(t, http.StatusOK, ".lead", "Gõ tên cũ hoặc tên mới")
	s.ask("zzqq", "").want(t, http.StatusOK, "main", "Không tìm thấy")
	s.ask("my ha hung", "").want(t, http.StatusOK, ".lead", "gần giống")
	s.ask("<script>", "").want(t, http.StatusOK, "main", "<script>")
	s.send("leader/", home, nil).want(t, http.StatusOK, "main", "Tra cứu địa danh")
}

func BenchmarkLookUp(b *testing.B) {
	for name, q := range map[string]string{"one": "ban yen nhan", "many": "tân lập", "district": "thành phố Thủ Đức", "letters": "t"} {
		b.Run(name, func(b *testing.B) {
			s := newSite(b, template.SQLite(b))
			path := home + "/dia-danh?" + url.Values{"q": {q}}.Encode()
			for b.Loop() {
				if w := s.serve("leader/", path, nil); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
