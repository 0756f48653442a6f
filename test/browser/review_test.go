package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// doubtfulPlan is the invented plan with an impossible date among its grounds, a misspelled body and a sentence that
// belongs to no task.
var doubtfulPlan = strings.NewReplacer(
	"Căn cứ Luật Trẻ em;", "Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/20211 của Thủ tướng Chính phủ;",
	"- Đơn vị chủ trì: Trạm Y tế phường.\n- Đơn vị phối hợp: Phòng Văn hóa - Xã hội.", "- Đơn vị chủ trì: Ủy ban nhân các xã, phường.",
).Replace(ownPlan)

// TestReview is the check of a plan by keyboard and by mouse, with the page staying where it is.
func TestReview(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/" + w.importText(t, doubtfulPlan) + "/doi-chieu"))
	p.look("doi-chieu-ngo")
	p.resize(desk)

	open := func() int { return ask[int](p, `document.querySelectorAll(".doubt.open").length`) }
	all := open()
	if all < 3 {
		t.Fatalf("%d doubts, want the date, the body and the weekend at least", all)
	}
	p.press("Chỗ ngờ kế")
	first := ask[string](p, `document.activeElement.closest(".doubt").id`)
	p.key(kb.Enter)
	p.do("answered", chromedp.WaitVisible(chromedp.CSS(`#`+first+`:not(.open)`)))
	if at := ask[string](p, `document.activeElement.closest(".doubt.open")?.id || document.activeElement.outerHTML`); at == first || !strings.HasPrefix(at, "ngo-") {
		t.Errorf("after the answer the focus is on %s, want the next doubt", at)
	}
	if n := open(); n != all-1 {
		t.Errorf("%d doubts are open, want %d", n, all-1)
	}

	second := ask[string](p, `document.activeElement.closest(".doubt").id`)
	p.do("dismiss", chromedp.Click(chromedp.CSS(`#`+second+` summary`)))
	p.examine("a reason is asked")
	p.do("without a reason", chromedp.Click(chromedp.CSS(`#`+second+` .dismiss button`)))
	p.do("refused", chromedp.WaitVisible(chromedp.CSS(`#`+second+` .error`)))
	p.put("Đúng như bản đã ký")
	p.key(kb.Enter)
	p.do("dismissed", chromedp.WaitVisible(chromedp.CSS(`#`+second+`:not(.open)`)))
	p.sees("#"+second, "Đã bỏ qua", "Đúng như bản đã ký")

	p.do("begin", chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	for range 20 {
		p.key("j")
		if ask[bool](p, `!!document.activeElement.closest("article[data-from]") && document.activeElement.matches("[data-key=e]")`) {
			break
		}
	}
	if lit := ask[[]string](p, `[...document.querySelectorAll("li.lit")].map(l => l.dataset.n)`); len(lit) == 0 {
		t.Error("the lines of the card are not lit")
	}
	p.key(kb.Enter)
	p.do("form", chromedp.WaitVisible(chromedp.CSS(`.card.editing`)))
	p.look("doi-chieu-sua")
	p.resize(desk)
	p.write("Tên việc", "")
	p.key(kb.Enter)
	p.do("mistake", chromedp.WaitVisible(chromedp.CSS(`.card.editing .errors`)))
	p.sees(".card.editing .errors", "Ghi tên việc")
	p.examine("a mistake in the card")
	p.write("Tên việc", "Kiểm tra hồ bơi")
	p.press("Lưu ")
	p.do("saved", chromedp.WaitNotPresent(chromedp.CSS(`.card.editing`)))
	p.sees(".review", "Kiểm tra hồ bơi")

	p.press("Sửa Kiểm tra hồ bơi")
	p.do("form", chromedp.WaitVisible(chromedp.CSS(`.card.editing`)))
	p.press("Gộp, tách, chuyển, xóa")
	p.follow("Xóa")
	p.sees(".toast", "Đã xóa “Kiểm tra hồ bơi”")
	p.follow("Hoàn tác")
	p.sees(".toast", "Đã khôi phục")
	p.sees(".review", "Kiểm tra hồ bơi")
}

// TestReviewWithoutScript does the same on whole pages.
func TestReviewWithoutScript(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk).withoutScript()
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/" + w.importText(t, doubtfulPlan) + "/doi-chieu"))
	p.follow("Nhận chỗ ngờ 1")
	if hash := ask[string](p, `location.hash`); hash != "#ngo-2" {
		t.Errorf("after the answer the page stands at %q, want the next doubt", hash)
	}
	p.press("Bỏ qua chỗ ngờ 2")
	p.followCSS("#ngo-2 .dismiss button")
	p.sees(".errors", "Ghi lý do bỏ qua chỗ ngờ 2")
	p.write("Lý do bỏ qua", "Đúng như bản đã ký")
	p.followCSS("#ngo-2 .dismiss button")
	p.sees("#ngo-2", "Đã bỏ qua", "Đúng như bản đã ký")
	p.press("Thêm việc từ các dòng")
	p.write("Từ dòng số", "1")
	p.write("Đến dòng số", "2")
	p.write("Tên việc", "Việc ghi tay")
	p.follow("Thêm việc")
	p.sees(".review", "Việc ghi tay")
}
