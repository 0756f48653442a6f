package browser

import (
	"net/http"
	"strings"
	"testing"
)

// smallTargets are the controls that a thumb would miss.
const smallTargets = `[...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]):not([type=checkbox]), main textarea, main select, main label:has(~ *[type=checkbox]), main .choice")]
	.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 120))`

// TestLink is the way of a link: the officer copies its message, a body sends by it from a phone, the officer takes it over,
// the body reads that.
func TestLink(t *testing.T) {
	t.Parallel()
	w := demo(t)
	officer := sitAs(t, w, "hoa.tt", desk)
	officer.open(w.fill("/u/{unit}/{year}/nhiem-vu/{task}"))
	officer.choose("Cơ quan nhận đường dẫn", "Phòng Văn hóa - Xã hội (gửi báo cáo)")
	officer.follow("Tạo đường dẫn cho cơ quan này")
	message := ask[string](officer, `document.querySelector("#tin-nhan").value`)
	_, address, found := strings.Cut(message, w.base)
	address, _, _ = strings.Cut(address, "\n")
	if !found || !strings.HasPrefix(address, "/l/") {
		t.Fatalf("no address in the message\n%s", message)
	}
	officer.look("duong-dan-moi")
	officer.press("Chép tin nhắn")
	officer.sees("#bao", "Đã chép tin nhắn")

	sent := sit(t, w, phone)
	sent.inspect(address, "duong-dan-gui")
	sent.resize(phone)
	for _, e := range ask[[]string](sent, smallTargets) {
		t.Errorf("lower than 48 px: %s", e)
	}
	sent = sent.withoutScript()
	sent.open(address)
	if status := sent.follow("Gửi cho UBND phường Mỹ Hào"); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty form answers %d", status)
	}
	sent.sees(".errors", "Ghi họ tên người gửi", "Ghi chức danh", "Ghi kết quả")
	sent.write("Họ tên người gửi", "Ngô Thị Lụa")
	sent.write("Chức danh", "Chuyên viên")
	sent.write("Kết quả", deed)
	sent.attach("Tệp chứng minh", sent.file("bien-ban.txt", []byte(proof)))
	sent.follow("Gửi cho UBND phường Mỹ Hào")
	sent.sees("#bien-nhan", "Đã nhận lúc 08:05 12/05/2026, mã")
	sent.sees("article.result", "chờ xem", "bien-ban.txt")

	officer.open(w.fill("/u/{unit}/{year}/nhiem-vu/{task}"))
	officer.sees("article.result", "Ngô Thị Lụa, Chuyên viên, gửi bằng đường dẫn", "bien-ban.txt")
	officer.follow("Nhận")
	officer.sees("article.result", "Trần Thu Hoa xác nhận lúc")

	sent.open(address)
	sent.sees("article.result", "đã nhận")
}
