package ui_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/web/ui"
)

var stateKeys = []string{"Đ", "M", "Q", "!", "H", "G", "C", "L", "?", "B", ".", "S", "T", "N", "NM", "K", "KM"}

func TestGlyphHasAName(t *testing.T) {
	for _, key := range stateKeys {
		svg := render(t, ui.Glyph(key, "")).Find("svg[role=img]")
		if name := svg.Find("title").Text(); name == "" || name != ui.StateWords(key) {
			t.Errorf("%s is called %q, want %q", key, name, ui.StateWords(key))
		}
		want(t, "own words", render(t, ui.Glyph(key, "chậm 4 ngày")).Find("title").Text(), "chậm 4 ngày")
	}
}

// TestGlyphsDifferInGrey leaves out every colour: shape, letter or fill must still tell two states apart.
func TestGlyphsDifferInGrey(t *testing.T) {
	solid := map[string]bool{"Q": true, "!": true, "K": true, "KM": true}
	seen := map[string]string{}
	for _, key := range stateKeys {
		svg := render(t, ui.Glyph(key, "-")).Find("svg")
		svg.Find("title").Remove()
		inside, err := svg.Html()
		if err != nil {
			t.Fatal(err)
		}
		picture := fmt.Sprint(inside, solid[key])
		if other, ok := seen[picture]; ok {
			t.Errorf("%s and %s look alike in grey", key, other)
		}
		seen[picture] = key
	}
}

func TestUnknownStateIsNotDrawnAsDone(t *testing.T) {
	want(t, "words", ui.StateWords("Z"), ui.StateWords("?"))
	if render(t, ui.Glyph("Z", "")).Find(".gl-unknown").Length() != 1 {
		t.Error("a state that does not exist is not drawn as unknown")
	}
}

func TestStateTextIsReadOnce(t *testing.T) {
	doc := render(t, ui.StateText("Q", "quá 7 ngày làm việc"))
	want(t, "hidden from the reader", doc.Find("svg").AttrOr("aria-hidden", ""), "true")
	want(t, "words", words(doc, ".state > span"), "quá 7 ngày làm việc")
}

func TestPaperNeverTakesUnknownForMissing(t *testing.T) {
	for having, expected := range map[ui.Having]string{ui.PaperThere: "khai sinh: có", ui.PaperUnknown: "khai sinh: chưa rõ", ui.PaperMissing: "khai sinh: chưa có"} {
		want(t, "paper", words(render(t, ui.Paper("KS", "khai sinh", having)), ".sr"), expected)
	}
	want(t, "zero answer", words(render(t, ui.Paper("KS", "khai sinh", 0)), ".sr"), "khai sinh: chưa rõ")
}

func TestFactsSayWhatIsNotKnown(t *testing.T) {
	doc := render(t, ui.Facts([]ui.Fact{{Term: "Chủ trì"}, {Term: "Hạn", Text: "18/5", Href: "/han"}}))
	want(t, "empty", words(doc, "dd"), "chưa rõ")
	want(t, "link", doc.Find("dd a").AttrOr("href", ""), "/han")
}

func TestButtonIsLinkOrButton(t *testing.T) {
	for name, c := range map[string]struct {
		button   ui.Btn
		selector string
	}{
		"link":   {ui.Btn{Text: "Mở", Href: "/x"}, "a.btn[href='/x']"},
		"button": {ui.Btn{Text: "Mở", Name: "viec", Value: "mo"}, "button.btn[type=submit][name=viec][value=mo]"},
		"off":    {ui.Btn{Text: "Mở", Href: "/x", Off: true}, "button[disabled]"},
		"about":  {ui.Btn{Text: "Mở", About: "ca 14"}, "button .sr"},
	} {
		if render(t, ui.Button(c.button)).Find(c.selector).Length() != 1 {
			t.Errorf("%s: no %s", name, c.selector)
		}
	}
}

func TestGroupOfNothingIsNotShown(t *testing.T) {
	want(t, "group", words(render(t, ui.Group("Quá hạn", 0)), "body"), "")
	want(t, "group", words(render(t, ui.Group("Quá hạn", 2)), "h2"), "Quá hạn 2")
}

func TestConflictKeepsTheNewer(t *testing.T) {
	doc := render(t, ui.Conflict(ui.ConflictProps{Record: "nhiệm vụ", Who: "Vũ Văn Thịnh", When: "14:02", Rows: []ui.ConflictRow{
		{Name: "han", Field: "Hạn", Mine: "18/5", Theirs: "20/5"}, {Name: "ai", Field: "Ai làm", Mine: "A", Theirs: "", Who: "Phạm Thị Mến", When: "09:12"},
	}}))
	doc.Find("input[checked]").Each(func(_ int, input *goquery.Selection) { want(t, "chosen", input.AttrOr("value", ""), "theirs") })
	want(t, "chosen of each", fmt.Sprint(doc.Find("input[checked]").Length()), "2")
	want(t, "by whom", words(doc, "tr:nth-child(1) td:last-child"), "Vũ Văn Thịnh, 14:02")
	want(t, "by whom", words(doc, "tr:nth-child(2) td:last-child"), "Phạm Thị Mến, 09:12")
}

func TestPager(t *testing.T) {
	href := func(n int) string { return "?trang=" + strconv.Itoa(n) }
	want(t, "one page", words(render(t, ui.Pager(1, 1, href)), "body"), "")
	rapid.Check(t, func(rt *rapid.T) {
		pages := rapid.IntRange(2, 400).Draw(rt, "pages")
		page := rapid.IntRange(1, pages).Draw(rt, "page")
		doc := render(t, ui.Pager(page, pages, href))
		var shown []int
		doc.Find("a").Each(func(_ int, a *goquery.Selection) {
			n, err := strconv.Atoi(strings.TrimPrefix(a.AttrOr("href", ""), "?trang="))
			if err != nil {
				rt.Fatal(err)
			}
			shown = append(shown, n)
		})
		if len(shown) > 7 || !slices.IsSorted(shown) || len(slices.Compact(slices.Clone(shown))) != len(shown) {
			rt.Fatalf("pages %v", shown)
		}
		for _, n := range []int{1, page, pages, max(1, page-1), min(pages, page+1)} {
			if !slices.Contains(shown, n) {
				rt.Fatalf("page %d of %d shows %v, not %d", page, pages, shown, n)
			}
		}
		if current := doc.Find("[aria-current=page]"); current.Length() != 1 || current.AttrOr("href", "") != href(page) {
			rt.Fatal("the current page is not marked once")
		}
	})
}

func TestSteps(t *testing.T) {
	doc := render(t, ui.Steps(2, []string{"Chọn tệp", "Đối chiếu", "Xác nhận"}))
	want(t, "current", words(doc, "[aria-current=step]"), "2 Đối chiếu")
	want(t, "done", words(doc, ".done"), "Chọn tệp (đã xong)")
	want(t, "next", words(doc, ".next"), "3 Xác nhận")
}
