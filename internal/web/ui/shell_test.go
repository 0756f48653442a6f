package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/web/ui"
)

func TestRailHasNineNouns(t *testing.T) {
	s := ward()
	s.Here = ui.NavPlan
	s.Nav = []ui.NavItem{{Key: ui.NavPlan, Href: "/u/song-truc/2026/ke-hoach", Enabled: true}, {Key: ui.NavToday, Href: "/u/song-truc/2026/viec", Enabled: true}}
	s.Counts = map[string]int{ui.NavToday: 17}
	doc := render(t, ui.Page(s))

	var nouns []string
	doc.Find(".rail-list .rail-item").Each(func(_ int, item *goquery.Selection) {
		nouns = append(nouns, strings.Join(strings.Fields(item.Text()), " "))
	})
	want(t, "rail", strings.Join(nouns, "|"), "Việc hôm nay 17|Kế hoạch|Trẻ em (sắp có)|Ca bảo vệ (sắp có)|Số liệu & báo cáo (sắp có)|"+
		"Nguy cơ & mô hình (sắp có)|Truyền thông & sự kiện (sắp có)|Quỹ & nguồn lực (sắp có)|Văn bản & tổ chức (sắp có)")
	want(t, "current noun", words(doc, ".rail [aria-current=page]"), "Kế hoạch")
	want(t, "links", fmt.Sprint(doc.Find(".rail-list a").Length()), "2")
	want(t, "nouns still to come", fmt.Sprint(doc.Find(".rail [aria-disabled=true]").Length()), "7")
	want(t, "name leads home", doc.Find(".brand-name").AttrOr("href", ""), "/u/song-truc/2026/viec")
}

func TestSwitchersStayOnThePage(t *testing.T) {
	doc := render(t, ui.Page(ward()))
	var hrefs []string
	doc.Find(".pick a").Each(func(_ int, a *goquery.Selection) { hrefs = append(hrefs, a.AttrOr("href", "")) })
	want(t, "switchers", strings.Join(hrefs, " "), "/u/song-truc/2026/ke-hoach/tien-do /u/bai-tre/2026/ke-hoach/tien-do "+
		"/u/song-truc/2026/ke-hoach/tien-do /u/song-truc/2025/ke-hoach/tien-do")
	want(t, "search", doc.Find("form[role=search]").AttrOr("action", ""), "/u/song-truc/2026/tim")
	want(t, "search method", doc.Find("form[role=search]").AttrOr("method", ""), "get")
}

func TestOneUnitIsNotSwitched(t *testing.T) {
	s := ward()
	s.Units, s.Years = s.Units[:1], s.Years[:1]
	doc := render(t, ui.Page(s))
	want(t, "menus", fmt.Sprint(doc.Find(".pick").Length()), "0")
	want(t, "words", words(doc, ".crumbs"), "Phường Sông Trúc Năm 2026")
	s.Unit = ui.UnitRef{}
	want(t, "without a unit", words(render(t, ui.Page(s)), ".crumbs"), "")
}

func TestDemonstrationIsAlwaysSaid(t *testing.T) {
	s := ward()
	if render(t, ui.Page(s)).Find(".demo").Length() != 0 {
		t.Error("real data is called a demonstration")
	}
	s.Demo = true
	want(t, "banner", words(render(t, ui.Page(s)), ".demo-tag"), "Minh họa")
}

func TestSignOutIsAPost(t *testing.T) {
	form := render(t, ui.Page(ward())).Find(".user form")
	want(t, "method", form.AttrOr("method", ""), "post")
	want(t, "action", form.AttrOr("action", ""), "/dang-xuat")
}

func TestFlash(t *testing.T) {
	s := ward()
	s.Flash = &ui.Flash{Text: "Đã chuyển vào thùng rác", UndoAction: "/hoan-tac/7"}
	doc := render(t, ui.Page(s))
	want(t, "words", words(doc, ".toast p"), "Đã chuyển vào thùng rác")
	want(t, "undo", words(doc, ".toast form[method=post][action='/hoan-tac/7'] button"), "Hoàn tác")
	s.Flash = nil
	if render(t, ui.Page(s)).Find(".toast").Length() != 0 {
		t.Error("a page without news shows a toast")
	}
}

func TestShortcutsAreThoseOfTheRail(t *testing.T) {
	s := ward()
	s.Nav = []ui.NavItem{{Key: ui.NavPlan, Href: "/ke-hoach", Enabled: true}}
	doc := render(t, ui.Page(s))
	want(t, "shortcut of the plan", doc.Find("[data-go=k]").AttrOr("href", ""), "/ke-hoach")
	want(t, "shortcuts to what does not exist", fmt.Sprint(doc.Find("[data-go]").Length()), "1")
	if text := words(doc, "#phim-tat"); strings.Contains(text, "Trẻ em") || !strings.Contains(text, "Kế hoạch") {
		t.Errorf("the dialog lists %q", text)
	}
}

func TestMessageSaysWhatWasKept(t *testing.T) {
	doc := render(t, ui.Message(ui.MessageProps{Title: "Anh/chị chưa được giao quyền này", What: "w", Kept: "k", Do: "d", BackHref: "/viec"}))
	want(t, "heading", words(doc, "h1"), "Anh/chị chưa được giao quyền này")
	want(t, "lines", doc.Find("main p").Text(), "wkd")
	want(t, "way back", words(doc, "main a[href='/viec']"), "Về việc hôm nay")
	doc = render(t, ui.Message(ui.MessageProps{Title: "Mất kết nối", What: "w"}))
	want(t, "lines", doc.Find("main p").Text(), "w")
	want(t, "links", fmt.Sprint(doc.Find("main a").Length()), "0")
}
