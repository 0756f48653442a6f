package browser

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/app"
)

const (
	ownTask = "Rà soát hồ bơi tư nhân"
	proof   = "Biên bản rà soát: 7 hồ bơi, 5 hồ đã treo bảng độ sâu.\n"
	deed    = "Đã đến 7 hồ bơi cùng trạm y tế; 5 hồ đã treo bảng độ sâu, 2 hồ hẹn tuần sau."
)

// TestStory is the officer's way from the paper to the proof, by clicks and typing.
func TestStory(t *testing.T) {
	t.Parallel()
	t.Run("with JavaScript", func(t *testing.T) {
		p := sit(t, demo(t), desk)
		story{tab: p, correct: p.correctInCard, startSearch: func() { p.key("/") }}.run()
	})
	t.Run("without JavaScript", func(t *testing.T) {
		p := sit(t, demo(t), desk).withoutScript()
		story{tab: p, correct: p.correctOnPage, startSearch: func() { p.do("search box", chromedp.Click(chromedp.ID("q"))) }}.run()
	})
}

// story differs with and without JavaScript in two comforts only.
type story struct {
	*tab
	correct     func()
	startSearch func()
}

func (s story) run() {
	s.signIn("hoa.tt", app.DemoPassword)
	s.bringPlan()
	s.compare()
	s.correctLead()
	s.confirm()
	s.recordResult()
	s.download("bien-ban.txt", named("bien-ban.txt"), proof)
	s.search()
	s.takeAssignment()
	s.takeEverything()
}

func (p *tab) signIn(username, password string) {
	p.t.Helper()
	p.open("/dang-nhap")
	p.write("Tên đăng nhập", username)
	p.write("Mật khẩu", password)
	p.follow("Đăng nhập")
	p.sees("h1", "Thứ Ba, 12/05/2026")
}

func (s story) bringPlan() {
	s.follow("Kế hoạch")
	s.press("Thêm việc")
	s.follow("Nhập kế hoạch")
	s.write("Hoặc dán nguyên văn", ownPlan)
	s.follow("Đọc kế hoạch")
	s.sees("h1", "Đối chiếu")
}

// compare demands the numbered sentence and its card on one height.
func (s story) compare() {
	s.t.Helper()
	type beside struct {
		Line, Card string
		Apart      float64
	}
	got := ask[beside](s.tab, `(() => {
		const card = [...document.querySelectorAll(".card")].find(c => c.textContent.includes("`+ownTask+`"));
		const line = card.closest(".pair").querySelector(".src li");
		return {Line: line.dataset.n + " " + line.textContent, Card: card.innerText.replace(/\s+/g, " "),
			Apart: Math.abs(line.getBoundingClientRect().top - card.getBoundingClientRect().top)};
	})()`)
	before, _, _ := strings.Cut(ownPlan, "1. "+ownTask)
	if want := strconv.Itoa(strings.Count(before, "\n")+1) + " 1. " + ownTask; !strings.HasPrefix(got.Line, want) {
		s.t.Errorf("beside the card stands %q, want line %q", got.Line, want)
	}
	if got.Apart > 30 {
		s.t.Errorf("the card stands %v px away from its sentence", got.Apart)
	}
	for _, w := range []string{"Phòng Văn hóa - Xã hội", "Công an phường", "29/05/2026"} {
		if !strings.Contains(got.Card, w) {
			s.t.Errorf("the card does not say %q: %q", w, got.Card)
		}
	}
}

func (s story) correctLead() {
	s.t.Helper()
	s.correct()
	card := ask[string](s.tab, `[...document.querySelectorAll(".card")].find(c => c.textContent.includes("`+ownTask+`")).innerText`)
	if !strings.Contains(card, "Công an phường") || strings.Contains(card, "Văn hóa") {
		s.t.Errorf("the corrected card says %q", card)
	}
}

// correctInCard opens the form in the card, types without marks and takes the name that is offered.
func (p *tab) correctInCard() {
	p.t.Helper()
	p.press("Sửa " + ownTask)
	p.do("form in the card", chromedp.WaitVisible(chromedp.CSS(`.card.editing`)))
	if id := ask[string](p, `document.activeElement.id`); !strings.HasPrefix(id, "chu-tri-") {
		p.t.Errorf("the form opens with the focus on %q, want the lead", id)
	}
	for _, v := range ask[[]string](p, tooWide) {
		p.t.Errorf("too wide: %s", v)
	}
	p.write("Chủ trì", "")
	p.put("cong an")
	p.do("names", chromedp.WaitVisible(chromedp.CSS(`.suggest:not([hidden]) li`)))
	p.key(kb.ArrowDown)
	p.key(kb.Enter)
	p.press("Lưu " + ownTask)
	p.do("saved", chromedp.WaitNotPresent(chromedp.CSS(`.card.editing`)))
}

// correctOnPage is the same on the page of the form.
func (p *tab) correctOnPage() {
	p.t.Helper()
	p.follow("Sửa " + ownTask)
	p.sees("blockquote", ownTask)
	p.write("Chủ trì", "")
	p.put("Công an phường")
	p.follow("Lưu nhiệm vụ")
	if hash := ask[string](p, `location.hash`); !strings.HasPrefix(hash, "#viec-") {
		p.t.Errorf("after saving the address ends with %q, want the card's place", hash)
	}
	p.sees(".toast", "Đã lưu")
}

func (s story) confirm() {
	s.follow("Xác nhận 5 việc")
	s.sees(".toast", "Đã xác nhận")
	s.sees("h1", "Chuẩn bị mùa hè an toàn")
}

func (s story) recordResult() {
	s.t.Helper()
	s.follow(ownTask)
	s.follow("Nộp kết quả")
	s.report("Trạm Y tế phường", deed)
	s.sees(".result", "Trạm Y tế phường", deed, "bien-ban.txt", "Trần Thu Hoa")
	s.sees(".history", "Trần Thu Hoa", "thay mặt Trạm Y tế phường")
	s.sees(".toast", "Đã ghi kết quả của Trạm Y tế phường")
}

// report fills the form of a result and sends it.
func (p *tab) report(body, words string) {
	p.t.Helper()
	p.choose("Cơ quan đã làm", body)
	p.write("Ngày làm", "11/5/2026")
	p.write("Kết quả", words)
	p.attach("Tệp chứng minh", p.file("bien-ban.txt", []byte(proof)))
	p.follow("Ghi kết quả")
}

// file writes a file that a person chooses.
func (p *tab) file(name string, content []byte) string {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

func (s story) search() {
	s.startSearch()
	s.put("ra soat ho boi")
	s.leads("search", strokes(kb.Enter))
	s.sees("main", ownTask)
	s.follow(ownTask)
	s.sees(".crumbs", "52/KH-UBND")
}

// takeAssignment prints the table and saves it as a workbook.
func (s story) takeAssignment() {
	s.t.Helper()
	s.follow("Kế hoạch số 52/KH-UBND")
	s.follow("Bảng phân công")
	pages := s.paper("bang-phan-cong-ngan")
	if len(pages) != 1 || !strings.Contains(pages[0], ownTask) {
		s.t.Errorf("five tasks are printed on %d pages:\n%s", len(pages), strings.Join(pages, "\f"))
	}
	book, err := excelize.OpenReader(bytes.NewReader(s.saved("bang-phan-cong-52-KH-UBND.xlsx", named("Xuất Excel"))))
	if err != nil {
		s.t.Fatal(err)
	}
	rows, err := book.GetRows("Phân công")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, row := range rows {
		if len(row) > 3 && strings.HasPrefix(row[2], ownTask) && row[3] == "Công an phường" {
			return
		}
	}
	s.t.Errorf("the workbook has no row of the corrected task: %q", rows)
}

// takeEverything downloads all data of the unit and finds the task and the proof in it.
func (s story) takeEverything() {
	s.t.Helper()
	s.do("menu", chromedp.Click(chromedp.CSS(".user summary")))
	s.followCSS(`.user a[href$="/du-lieu"]`)
	s.followCSS(`main form button`)
	s.do("wait", chromedp.WaitVisible(named("Tải tệp về máy")))
	s.look("du-lieu-xong")
	raw := s.saved("mang-non-phuong-my-hao-2026-05-12.zip", named("Tải tệp về máy"))
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, words := range []string{ownTask, deed, strings.TrimSpace(proof)} {
		if !holds(s.t, archive, words) {
			s.t.Errorf("no file of the archive holds %q", words)
		}
	}
}

func holds(t *testing.T, archive *zip.Reader, words string) bool {
	t.Helper()
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		_ = in.Close()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if bytes.Contains(content, []byte(words)) {
			return true
		}
	}
	return false
}

// download saves a file and demands its content.
func (s story) download(name string, link chromedp.JSPath, want string) {
	s.t.Helper()
	if got := s.saved(name, link); string(got) != want {
		s.t.Errorf("%s holds %q, want %q", name, got, want)
	}
}

// TestStoryOnAPhone is what is done away from the desk.
func TestStoryOnAPhone(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", phone)
	p.open("/")
	p.sees("h1", "Thứ Ba")
	p.follow("Rà soát ao, hồ")
	p.sees("blockquote", "hố đào của công trình")
	p.follow("Nộp kết quả")
	p.report("Công an phường", deed)
	p.sees(".result", "Công an phường", deed, "bien-ban.txt")
	for _, v := range ask[[]string](p, tooWide) {
		t.Errorf("too wide: %s", v)
	}
}
