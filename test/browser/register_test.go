package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestADraftIsKeptWhileTyping leaves a form without sending it and finds the words again.
func TestADraftIsKeptWhileTyping(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	form := w.fill("/u/{unit}/{year}/nguy-co/them")
	p.open(form)
	p.write("Nơi", "Mương sau chợ mới")
	p.write("Chủ sở hữu, người quản lý", "Hợp tác xã")
	p.do("wait", chromedp.WaitVisible(chromedp.CSS(".draft-note")))
	p.sees(".draft-note", "Đã lưu nháp lúc")
	p.forgetTyped()

	p.open(form)
	p.sees(".draft", "Bản nháp", "hôm nay")
	p.look("ban-nhap")
	p.follow("Dùng")
	if got := ask[string](p, `document.querySelector("[name=noi]").value`); got != "Mương sau chợ mới" {
		t.Errorf("the draft gives %q", got)
	}
	p.follow("Bỏ")
	if n := ask[int](p, `document.querySelectorAll(".draft").length`); n != 0 {
		t.Error("a draft that was thrown away is offered")
	}
}

// TestARegisterOnPaper prints a list and a record: what they say and nothing to press.
func TestARegisterOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for name, says := range map[string][]string{"nguy-co": {"Điểm nguy cơ", "Ao đầu làng", "đang xử lý", "21/05/2026"}, "nguy-co/{hazard}": {"Ảnh trước khi xử lý", "Kiểm tra lại"}} {
		t.Run(name, func(t *testing.T) {
			p := p.as(t)
			p.open(w.fill("/u/{unit}/{year}/" + name))
			sheets := p.paper("giay-" + strings.ReplaceAll(name, "/", "-"))
			all := strings.Join(sheets, "")
			if len(sheets) > 2 {
				t.Errorf("%d sheets", len(sheets))
			}
			for _, words := range says {
				if !strings.Contains(all, words) {
					t.Errorf("the paper does not say %q", words)
				}
			}
			for _, absent := range []string{"Xuất Excel", "Tìm trong sổ", "Thêm ảnh", "Gửi trao đổi", "Trao đổi", "thùng rác", "Lọc"} {
				if strings.Contains(all, absent) {
					t.Errorf("the paper says %q, which one cannot press there", absent)
				}
			}
		})
	}
}
