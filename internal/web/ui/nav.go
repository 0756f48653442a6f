package ui

import "slices"

// The keys of the nine nouns of the rail.
const (
	NavToday     = "viec"
	NavPlan      = "ke-hoach"
	NavChildren  = "tre-em"
	NavCases     = "ca"
	NavReports   = "so-lieu"
	NavHazards   = "nguy-co"
	NavEvents    = "truyen-thong"
	NavFund      = "quy"
	NavDocuments = "van-ban"
)

// NavItem is one noun of the rail. One that is not Enabled is shown without a link and read as "sắp có".
type NavItem struct {
	Key, Text, Icon, Href string
	Count                 int
	Enabled               bool
	KeyHint               string // second letter of its shortcut: "k" for g k
}

// Nouns are the nine nouns in their fixed order, none of them enabled.
func Nouns() []NavItem {
	return []NavItem{
		{Key: NavToday, Text: "Việc hôm nay", Icon: "list-checks", KeyHint: "v"},
		{Key: NavPlan, Text: "Kế hoạch", Icon: "clipboard-list", KeyHint: "k"},
		{Key: NavChildren, Text: "Trẻ em", Icon: "users-round", KeyHint: "t"},
		{Key: NavCases, Text: "Ca bảo vệ", Icon: "shield", KeyHint: "c"},
		{Key: NavReports, Text: "Số liệu & báo cáo", Icon: "chart-column", KeyHint: "b"},
		{Key: NavHazards, Text: "Nguy cơ & mô hình", Icon: "triangle-alert"},
		{Key: NavEvents, Text: "Truyền thông & sự kiện", Icon: "megaphone"},
		{Key: NavFund, Text: "Quỹ & nguồn lực", Icon: "wallet"},
		{Key: NavDocuments, Text: "Văn bản & tổ chức", Icon: "landmark"},
	}
}

// nav is the rail of this page: always the nine nouns in their order, with what Shell.Nav and Shell.Counts say about them.
func (s Shell) nav() []NavItem {
	nouns := Nouns()
	for i := range nouns {
		if j := slices.IndexFunc(s.Nav, func(n NavItem) bool { return n.Key == nouns[i].Key }); j >= 0 {
			nouns[i] = fill(s.Nav[j], nouns[i])
		}
		if nouns[i].Count == 0 {
			nouns[i].Count = s.Counts[nouns[i].Key]
		}
	}
	return nouns
}

// fill completes a given item with the text, icon and shortcut of its noun.
func fill(given, noun NavItem) NavItem {
	if given.Text == "" {
		given.Text = noun.Text
	}
	if given.Icon == "" {
		given.Icon = noun.Icon
	}
	if given.KeyHint == "" {
		given.KeyHint = noun.KeyHint
	}
	return given
}

// home is where the name of the product leads: the first noun that is open.
func home(s Shell) string {
	for _, item := range s.nav() {
		if item.Enabled {
			return item.Href
		}
	}
	return "/"
}
