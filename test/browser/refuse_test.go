package browser

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/chromedp"
)

// refusal is a form sent with something wrong in it, and what the page must then say.
type refusal struct {
	name   string
	path   string
	fill   func(p *tab)
	send   string // words on the button
	says   string // words of the summary
	field  string // the field to which the line with those words leads; empty when it leads nowhere
	keeps  map[string]string
	status int // 422 when zero
}

// check sends the form and looks at the answer as somebody who cannot see it would.
func (r refusal) check(t *testing.T, w *ward, p *tab) {
	p.open(w.fill(r.path))
	if r.fill != nil {
		r.fill(p)
	}
	if want, got := max(r.status, http.StatusUnprocessableEntity), p.follow(r.send); got != want {
		t.Fatalf("answer %d, want %d\n%s", got, want, p.where())
	}
	if title := ask[string](p, `document.title`); !strings.HasPrefix(title, "Lỗi:") {
		t.Errorf("the title is %q", title)
	}
	if id := ask[string](p, `document.activeElement.id`); id != "loi" {
		t.Errorf("the focus is on %q, not on the summary", id)
	}
	p.sees("#loi", "Có lỗi cần sửa", r.says)
	p.lineLeadsTo(r.says, r.field)
	for id, want := range r.keeps {
		if got := ask[string](p, `document.getElementById("`+id+`").value`); got != want {
			t.Errorf("%s holds %.100q after the refusal, want %.100q", id, got, want)
		}
	}
	p.forgetTyped()
}

// lineLeadsTo presses the line of the summary and demands the focus in its field, with the same words beside it.
func (p *tab) lineLeadsTo(words, field string) {
	p.t.Helper()
	for _, dead := range ask[[]string](p, `[...document.querySelectorAll("#loi a")].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.textContent + " " + a.hash)`) {
		p.t.Errorf("a line of the summary leads nowhere: %s", dead)
	}
	if field == "" {
		return
	}
	p.do("line "+words, chromedp.Click(chromedp.Search(`//*[@id="loi"]//a[contains(., "`+words+`")]`)))
	if id := ask[string](p, `document.activeElement.id`); id != field {
		p.t.Errorf("the line leads to %q, want %q", id, field)
	}
	if !ask[bool](p, `document.getElementById("`+field+`").getAttribute("aria-invalid") === "true" || !!document.getElementById("`+field+`").closest("fieldset.bad")`) {
		p.t.Errorf("%s is not marked as wrong", field)
	}
	if said := p.text("#" + field + "-loi"); !strings.Contains(said, words) {
		p.t.Errorf("beside %s stands %q, want %q", field, said, words)
	}
}

func TestBadInputBeforeSigningIn(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sit(t, w, desk)
	for _, r := range []refusal{
		{name: "sign-in, nothing typed", path: "/dang-nhap", send: "Đăng nhập", says: "Ghi mật khẩu", field: "mat-khau"},
		{name: "sign-in, wrong password", path: "/dang-nhap", send: "Đăng nhập", says: "chưa đúng", field: "ten-dang-nhap",
			fill: func(p *tab) { p.write("Tên đăng nhập", "hoa.tt"); p.write("Mật khẩu", "sai hoàn toàn") }, keeps: map[string]string{"ten-dang-nhap": "hoa.tt", "mat-khau": ""}},
		{name: "reset, wrong code", path: "/dat-lai-mat-khau", send: "Đặt mật khẩu", says: "mã chưa đúng", field: "ma", keeps: map[string]string{"ten-dang-nhap": "hoa.tt", "ma": "AAA-BBB-CCC-DDD"},
			fill: func(p *tab) {
				p.write("Tên đăng nhập", "hoa.tt")
				p.write("Mã dùng một lần", "AAA-BBB-CCC-DDD")
				p.write("Mật khẩu mới", "ao đình có rào mới")
			}},
		{name: "reset, short password", path: "/dat-lai-mat-khau", send: "Đặt mật khẩu", says: "12 ký tự", field: "mat-khau-moi", keeps: map[string]string{"ten-dang-nhap": "hoa.tt"},
			fill: func(p *tab) {
				p.write("Tên đăng nhập", "hoa.tt")
				p.write("Mã dùng một lần", "AAA-BBB-CCC-DDD")
				p.write("Mật khẩu mới", "ngắn")
			}},
	} {
		t.Run(r.name, func(t *testing.T) { r.check(t, w, p.as(t)) })
	}
}

func TestBadInputOfTheOfficer(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	const edit, result, body = "/u/{unit}/{year}/nhiem-vu/{task}/sua", "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", "/u/{unit}/{year}/to-chuc/them"
	long := strings.TrimSpace(strings.Repeat("dài ", 1300))
	for _, r := range []refusal{
		{name: "import, nothing", path: "/u/{unit}/{year}/ke-hoach/nhap", send: "Đọc kế hoạch", says: "Chọn một tệp, hoặc dán", field: "tep"},
		{name: "task without a name", path: edit, send: "Lưu nhiệm vụ", says: "Ghi tên việc", field: "ten", keeps: map[string]string{"phoi-hop": "Công an phường"},
			fill: func(p *tab) { p.write("Tên việc", ""); p.write("Phối hợp", "Công an phường") }},
		{name: "task with a long name", path: edit, send: "Lưu nhiệm vụ", says: "dài nhất 300 ký tự", field: "ten", keeps: map[string]string{"ten": strings.Repeat("ă", 301)},
			fill: func(p *tab) { p.write("Tên việc", strings.Repeat("ă", 301)) }},
		{name: "task with a day that does not exist", path: edit, send: "Lưu nhiệm vụ", says: "30/2/2026", field: "han", keeps: map[string]string{"han": "30/2/2026"},
			fill: func(p *tab) { p.write("Hạn, ngày cuối", "30/2/2026") }},
		{name: "task that ends before it starts", path: edit, send: "Lưu nhiệm vụ", says: "đứng trước", field: "han", keeps: map[string]string{"bat-dau": "10/5/2026", "han": "9/5/2026"},
			fill: func(p *tab) { p.write("Bắt đầu", "10/5/2026"); p.write("Hạn, ngày cuối", "9/5/2026") }},
		{name: "result without anything", path: result, send: "Ghi kết quả", says: "Ghi kết quả, một con số", field: "ket-qua"},
		{name: "result of tomorrow", path: result, send: "Ghi kết quả", says: "hôm nay hoặc trước đó", field: "ngay", keeps: map[string]string{"ngay": "13/5/2026", "ket-qua": deed},
			fill: func(p *tab) { p.write("Ngày làm", "13/5/2026"); p.write("Kết quả", deed) }},
		{name: "result with a wrong day", path: result, send: "Ghi kết quả", says: "ngày/tháng/năm", field: "ngay", keeps: map[string]string{"ngay": "ngày ba mươi", "ket-qua": deed},
			fill: func(p *tab) { p.write("Ngày làm", "ngày ba mươi"); p.write("Kết quả", deed) }},
		{name: "result too long", path: result, send: "Ghi kết quả", says: "5.000 ký tự", field: "ket-qua", keeps: map[string]string{"ket-qua": long},
			fill: func(p *tab) { p.write("Kết quả", long) }},
		{name: "body without a name", path: body, send: "Thêm cơ quan", says: "Ghi tên", field: "ten", keeps: map[string]string{"tu-ngay": "12/05/2026", "can-cu": "Quyết định 12"},
			fill: func(p *tab) { p.write("Căn cứ", "Quyết định 12") }},
		{name: "body with a wrong day", path: body, send: "Thêm cơ quan", says: "32/1/2026", field: "tu-ngay", keeps: map[string]string{"ten": "Câu lạc bộ Bơi"},
			fill: func(p *tab) {
				p.write("Tên cơ quan", "Câu lạc bộ Bơi")
				p.write("Hoạt động từ ngày", "32/1/2026")
			}},
		{name: "own password, all empty", path: "/tai-khoan", send: "Đổi mật khẩu", says: "Ghi mật khẩu đang dùng", field: "mat-khau-cu"},
	} {
		t.Run(r.name, func(t *testing.T) { r.check(t, w, p.as(t)) })
	}
}

func TestBadInputOfTheAdministrator(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "phong.lh", desk)
	for _, r := range []refusal{
		{name: "account without a name", path: "/u/{unit}/{year}/tai-khoan/them", send: "Cấp tài khoản", says: "Ghi họ và tên", field: "ho-ten", keeps: map[string]string{"chuc-danh": "Cán bộ"},
			fill: func(p *tab) { p.write("Chức danh", "Cán bộ") }},
		{name: "account without a body", path: "/u/{unit}/{year}/tai-khoan/them", send: "Cấp tài khoản", says: "cơ quan", field: "co-quan", keeps: map[string]string{"ho-ten": "Đỗ Thị Lan Anh"},
			fill: func(p *tab) { p.write("Họ và tên", "Đỗ Thị Lan Anh") }},
		{name: "paste of nothing", path: "/u/{unit}/{year}/tai-khoan/dan", send: "Xem lại bảng", says: "Chưa có dòng nào", field: "bang"},
	} {
		t.Run(r.name, func(t *testing.T) { r.check(t, w, p.as(t)) })
	}
}

// TestPastedPeople shows a pasted table with its mistakes in their cells.
func TestPastedPeople(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "phong.lh", desk)
	p.open(w.fill("/u/{unit}/{year}/tai-khoan/dan"))
	p.write("Bảng chép từ Excel", "Họ và tên\tChức danh\tCơ quan\tVai trò\nĐỗ Thị Lan Anh\tCán bộ\tTrạm Y tế phường\tCơ quan phối hợp\nBùi Văn Tài\tCán bộ\tPhòng Không Có\tCơ quan phối hợp\n")
	p.follow("Xem lại bảng")
	p.sees("#loi", "Có lỗi cần sửa")
	p.lineLeadsTo("Phòng Không Có", "")
	p.look("tai-khoan_dan_xem-lai")
	p.do("leave out the wrong row", chromedp.Click(chromedp.CSS(`input[name=bo][value="3"]`)))
	p.followCSS("main form button.primary")
	p.sees("main", "Đỗ Thị Lan Anh", "Mã một lần")
	p.look("tai-khoan_phieu")
}

// ole is what a file of the older Office begins with, and the name of its main part.
func ole(part string) []byte {
	raw := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 504)...)
	return append(raw, utf16LE(part)...)
}

func utf16LE(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// TestFilesThatAreNoPlan gives the import what people have: each file gets words of its own, and what was pasted stays.
func TestFilesThatAreNoPlan(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for _, f := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"ke-hoach.doc", ole("WordDocument"), "Word kiểu cũ (.doc)"},
		{"trang-1.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "hình chụp"},
		{"hong.docx", []byte("PK\x03\x04\x14\x00\x06\x00word/document.xml"), "bị hỏng"},
		{"mat-khau.docx", ole("EncryptedPackage"), "mật khẩu mở"},
		{"trong.txt", []byte(" \r\n"), "trống"},
	} {
		t.Run(f.name, func(t *testing.T) {
			refusal{path: "/u/{unit}/{year}/ke-hoach/nhap", send: "Đọc kế hoạch", says: f.says, field: "tep", keeps: map[string]string{"van-ban": "Đoạn đã dán"},
				fill: func(p *tab) {
					p.attach("Tệp kế hoạch", p.file(f.name, f.content))
					p.write("Hoặc dán nguyên văn", "Đoạn đã dán")
				}}.check(t, w, p.as(t))
		})
	}
}

func TestUnicodeTextIsRead(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/nhap"))
	p.attach("Tệp kế hoạch", p.file("ke-hoach-notepad.txt", append([]byte("\xFF\xFE"), utf16LE(strings.ReplaceAll(ownPlan, "\n", "\r\n"))...)))
	p.follow("Đọc kế hoạch")
	p.sees(".review", ownTask)
}
