package browser

import "testing"

// TestAFormQuestionByQuestion opens the screens of a form that is answered one question at a time.
func TestAFormQuestionByQuestion(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", phone)
	form := w.fill("/u/{unit}/{year}/su-kien/them")
	for name, question := range map[string]string{"tung-cau-chon": "loai", "tung-cau-dong": "khoan", "tung-cau-chu": "ke-hoach", "tung-cau-xem-lai": "xem-lai"} {
		t.Run(name, func(t *testing.T) {
			p.as(t).inspect(form+"?tung-cau=1&cau="+question, name)
		})
	}
	p.open(form)
	p.resize(phone)
	p.follow("Trả lời từng câu")
	p.sees("h1", "Câu 1/")
	p.follow("Chưa hỏi được")
	p.sees("h1", "Câu 2/")
	p.follow("Quay lại")
	p.sees("h1", "Câu 1/")
	p.follow("Xem lại các câu đã trả lời")
	p.sees(".facts", "chưa hỏi được")
	p.follow("Bỏ bản nháp này")
}

// TestLinesAreAddedInTheirPlace adds a line to the budget of an event and takes it away.
func TestLinesAreAddedInTheirPlace(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/su-kien/them"))
	lines := func() int { return ask[int](p, `document.querySelectorAll("[data-more-lines=khoan] [data-line]").length`) }
	before := lines()
	for range 2 {
		ask[bool](p, `document.querySelector("[data-more-lines=khoan] [data-add-line]").click(), true`)
	}
	if n := lines(); n != before+2 {
		t.Errorf("%d lines after two more than %d", n, before)
	}
	if focus := ask[string](p, `document.activeElement.name`); focus == "" || ask[int](p, `document.querySelectorAll("[name='"+document.activeElement.name+"']").length`) != 1 {
		t.Errorf("the new line is not where one types: %q", focus)
	}
	p.look("dong-them")
	ask[bool](p, `document.querySelector("[data-more-lines=khoan] [data-line] .line-gone input").click(), true`)
	if n := lines(); n != before+1 {
		t.Errorf("%d lines after one was taken away, want %d", n, before+1)
	}
	p.forgetTyped()
}
