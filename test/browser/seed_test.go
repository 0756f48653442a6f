package browser

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/mangnon/mangnon/internal/app"
)

// walk is a new user's way, counted.
type walk struct {
	*tab
	clicks, total int
	began         time.Time
}

func (w *walk) hit(n int) { w.clicks += n }

// step does one thing that the person wants and tells what it took. The seconds are those of the machine: the person's own
// reading comes on top.
func (w *walk) step(what string, do func()) {
	w.t.Helper()
	w.clicks, w.began = 0, time.Now()
	do()
	w.total += w.clicks
	w.t.Logf("%-60s %3d clicks or keys, %5.1f s", what, w.clicks, time.Since(w.began).Seconds())
}

// TestARealPlanIsBroughtIn walks a new officer's way with a plan that nobody wrote for this program: file, doubts, confirmation,
// a result with a file on behalf of a body, the table on paper, the lists of the bodies.
func TestARealPlanIsBroughtIn(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("MANGNON_CORPUS")
	files, _ := filepath.Glob(filepath.Join(dir, "seed", "*.txt"))
	if dir == "" || len(files) == 0 {
		t.Skip("MANGNON_CORPUS is not set: the real plan is not here")
	}
	w := &walk{tab: sit(t, demo(t), desk)}
	w.step("sign in", func() { w.signIn("hoa.tt", app.DemoPassword); w.hit(3) })
	w.step("to the import", func() { w.follow("Kế hoạch"); w.press("Thêm việc"); w.follow("Nhập kế hoạch"); w.hit(3) })
	w.step("choose the file and have it read", func() {
		w.attach("Tệp kế hoạch", files[0])
		w.follow("Đọc kế hoạch")
		w.hit(3)
		w.sees("h1", "Đối chiếu")
	})
	open := func() int { return ask[int](w.tab, `document.querySelectorAll(".doubt.open").length`) }
	all := open()
	w.step("take all "+strconv.Itoa(all)+" doubts with the keyboard", func() { w.takeAll(open) })
	if n := open(); n != 0 || all < 10 {
		t.Errorf("%d of %d doubts are open", n, all)
	}
	work := ask[int](w.tab, `document.querySelectorAll("article.card .nth").length`)
	w.step("confirm "+strconv.Itoa(work)+" pieces of work", func() {
		w.followCSS(`form[action$="/xac-nhan"] button`)
		w.hit(1)
		w.sees(".toast", "Đã xác nhận")
	})
	if work < 30 {
		t.Errorf("%d pieces of work", work)
	}
	w.step("record a result with a file for a body that never signs in", func() {
		w.followCSS(`main a[href*="/nhiem-vu/"]`)
		w.follow("Nộp kết quả")
		w.write("Kết quả", deed)
		w.attach("Tệp chứng minh", w.file("bien-ban.txt", []byte(proof)))
		w.follow("Ghi kết quả")
		w.hit(6)
		w.sees(".result", deed, "bien-ban.txt")
	})
	w.step("to the assignment table, ready for paper", func() {
		w.followCSS(`nav a[href*="/ke-hoach/"]`)
		w.follow("Bảng phân công")
		w.hit(2)
		if n := ask[int](w.tab, `document.querySelectorAll("#bang-phan-cong tbody tr").length`); n < work/2 {
			t.Errorf("%d rows for %d pieces of work", n, work)
		}
	})
	t.Logf("%d clicks or keys in all", w.total)
}

// takeAll answers one doubt after the other: after each answer the focus is on the next.
func (w *walk) takeAll(open func() int) {
	w.t.Helper()
	w.press("Chỗ ngờ kế")
	w.hit(1)
	for left := open(); left > 0; left = open() {
		id := ask[string](w.tab, `document.activeElement.closest(".doubt.open")?.id ?? ""`)
		if id == "" || !strings.HasPrefix(id, "ngo-") {
			w.t.Fatalf("%d doubts are left and the focus is on none: %s", left, w.where())
		}
		w.key(kb.Enter)
		w.hit(1)
		w.do("answered", chromedp.WaitVisible(chromedp.CSS(`#`+id+`:not(.open)`)))
	}
}
