package ui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// UnitRef names a commune, ward or province in an address and in words.
type UnitRef struct{ Slug, Name string }

// Crumb is one step of the way to a page; the last one, the page itself, has no Href.
type Crumb struct{ Text, Href string }

// User is the person who is signed in.
type User struct{ Name, Username, Post, Body string }

// Flash tells what the last action did. With UndoAction it offers to take it back by a POST.
type Flash struct {
	Text       string
	UndoAction string
	UndoText   string // "Hoàn tác" when empty
	Kind       string // "" or "done" adds a tick; "error" reads it out at once
}

// Bell leads to the reminders, with the number of those that were not read.
type Bell struct {
	Count int
	Href  string
}

// Ended says that the unit of the page lasts no longer, and where its work goes on. An heir that the reader may not enter has no
// address.
type Ended struct {
	Text  string // "phường Bần Yên Nhân đã kết thúc ngày 30/06/2025"
	Heirs []Crumb
	Total Crumb // the page of the totals with those of the heirs; may be empty
}

func (e Ended) words() string {
	if len(e.Heirs) == 0 {
		return e.Text + "."
	}
	return e.Text + ", công việc tiếp tục ở"
}

// after is the mark behind an heir in the sentence.
func (e Ended) after(i int) string {
	if i+1 < len(e.Heirs) {
		return ", "
	}
	return "."
}

// text is the link in a menu; narrow screens have no other.
func (b Bell) text() string {
	if b.Count == 0 {
		return "Nhắc việc"
	}
	return "Nhắc việc (" + strconv.Itoa(b.Count) + " chưa đọc)"
}

// Acting says by which post a person acts, and offers the others by a POST with the fields chuc-danh, don-vi and tro-lai.
type Acting struct {
	Words  string
	Action string
	Unit   string
	Back   string
	Others []Option
}

// Shell is everything around the content of a page for people who are signed in.
type Shell struct {
	Title   string          // the heading; also the title of the window
	Lead    string          // one or two sentences under the heading: the finding, with its time
	Actions templ.Component // at the right of the heading; at the foot of a narrow screen
	Under   templ.Component // beneath the heading: steps, or states in a row

	Unit  UnitRef
	Units []UnitRef // what the reader may switch to
	Year  int
	Years []int
	Path  string // what follows /u/{unit}/{year}, so that the switchers stay on the page: "/ke-hoach"

	Acting *Acting // by which of several posts the reader acts; nil for who has one

	Here   string // Key of the noun this page belongs to
	Nav    []NavItem
	Counts map[string]int // by Key; shown beside the noun
	Crumbs []Crumb

	User          User
	Menu          []Crumb // further links of the person's menu, such as Quản trị
	SignOutAction string

	SearchAction string // where the search box leads; /u/{unit}/{year}/tim when empty
	Query        string // words in the search box

	Bell     *Bell // reminders of the reader; nil for people who get none
	News     *Bell // what happened to the reader's sign-in and was not read; nil when nothing did
	Ended    *Ended
	Demo     bool
	DemoHref string // page that explains how to remove the demonstration data
	Updated  string // "Cập nhật 08:05"
	Theme    string // "light", "dark" or empty for what the machine prefers
	Flash    *Flash
	Errors   []errs.Field
	Print    string // foot of the printed page: "In lúc 14:05 12/05/2026 bởi Trần Thu Hoa · mã kiểm tra 9F3A-71C2"
}

// Base is the start of every address of the unit and year: /u/{unit}/{year}; empty on pages that belong to no unit.
func (s Shell) Base() string {
	if s.Unit.Slug == "" {
		return ""
	}
	return base(s.Unit.Slug, s.Year)
}

func base(slug string, year int) string { return "/u/" + slug + "/" + strconv.Itoa(year) }

func (s Shell) searchAction() string {
	if s.SearchAction != "" {
		return s.SearchAction
	}
	return s.Base() + "/tim"
}

func (s Shell) switcher() bool { return s.Unit.Slug != "" && s.Year != 0 }

// personal are the links of the person's menu.
func (s Shell) personal() []Crumb {
	links := []Crumb{{"Tài khoản", "/tai-khoan"}, {"Phiên đăng nhập", "/tai-khoan/phien"}}
	if s.News != nil {
		links[0].Text += " (" + strconv.Itoa(s.News.Count) + " tin chưa đọc)"
	}
	if s.Bell != nil {
		links = append([]Crumb{{s.Bell.text(), s.Bell.Href}}, links...)
	}
	return append(links, s.Menu...)
}

// windowTitle puts "Lỗi: " first when something must be repaired, so that a screen reader says it before anything else.
func windowTitle(title string, errors []errs.Field) string {
	if len(errors) > 0 {
		title = "Lỗi: " + title
	}
	return title + " - Măng Non"
}

// initials are the first letters of the last two words of a name: Trần Thu Hoa is TH.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) > 2 {
		words = words[len(words)-2:]
	}
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return strings.ToUpper(b.String())
}
