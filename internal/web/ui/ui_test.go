package ui_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// render is the HTML of a component as a browser reads it.
func render(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// words is the text of the first match with runs of blanks as one.
func words(doc *goquery.Document, selector string) string {
	return strings.Join(strings.Fields(doc.Find(selector).First().Text()), " ")
}

func want(t *testing.T, what, got, expected string) {
	t.Helper()
	if got != expected {
		t.Errorf("%s: %q, want %q", what, got, expected)
	}
}

func ward() ui.Shell {
	return ui.Shell{
		Title: "Tiến độ", Unit: ui.UnitRef{Slug: "song-truc", Name: "Phường Sông Trúc"}, Year: 2026, Path: "/ke-hoach/tien-do",
		Units: []ui.UnitRef{{Slug: "song-truc", Name: "Phường Sông Trúc"}, {Slug: "bai-tre", Name: "Xã Bãi Tre"}}, Years: []int{2026, 2025},
		User: ui.User{Name: "Trần Thu Hoa", Username: "hoa.tt"}, SignOutAction: "/dang-xuat",
	}
}

func TestWindowTitleSaysErrorFirst(t *testing.T) {
	s := ward()
	want(t, "title", words(render(t, ui.Page(s)), "title"), "Tiến độ - Măng Non")
	s.Errors = []errs.Field{{Name: "han", Message: "Hạn phải sau hôm nay"}}
	want(t, "title", words(render(t, ui.Page(s)), "title"), "Lỗi: Tiến độ - Măng Non")
}

func TestErrorSummaryLeadsToFields(t *testing.T) {
	mistakes := []errs.Field{{Name: "han", Message: "Hạn phải sau hôm nay"}, {Name: "vai", Message: "Chọn một vai"}, {Message: "Tệp hỏng"}}
	doc := render(t, templ.Join(
		ui.ErrorSummary(mistakes),
		ui.TextField(ui.FieldProps{Name: "han", Label: "Hạn", Error: ui.ErrorOf(mistakes, "han")}),
		ui.RadioGroup(ui.FieldProps{Name: "vai", Label: "Vai", Error: ui.ErrorOf(mistakes, "vai")}, []ui.Option{{Value: "a", Text: "A"}, {Value: "b", Text: "B"}}),
	))
	want(t, "number of lines", fmt.Sprint(doc.Find(".errors li").Length()), "3")
	doc.Find(".errors a").Each(func(_ int, link *goquery.Selection) {
		href := link.AttrOr("href", "")
		if field := doc.Find("input" + href); field.Length() != 1 {
			t.Errorf("%s leads to %d controls", href, field.Length())
		}
	})
	want(t, "words beside the field", words(doc, "#han-loi"), "Lỗi: Hạn phải sau hôm nay")
	want(t, "described by", doc.Find("#han").AttrOr("aria-describedby", ""), "han-loi")
	want(t, "invalid", doc.Find("#han").AttrOr("aria-invalid", ""), "true")
	want(t, "described by", doc.Find("fieldset").AttrOr("aria-describedby", ""), "vai-loi")
}

func TestNoErrorsNoSummary(t *testing.T) {
	if n := render(t, ui.Page(ward())).Find(".errors, .bad").Length(); n != 0 {
		t.Errorf("%d marks of mistakes on a page without any", n)
	}
}

func TestControls(t *testing.T) {
	hint := ui.FieldProps{Name: "o", Label: "Ô", Hint: "Gợi ý", Error: "Sửa ô", Value: "giá trị", Autocomplete: "username", Inputmode: "numeric", Optional: true, MaxLength: 20}
	for name, c := range map[string]templ.Component{
		"TextField":     ui.TextField(hint),
		"TextArea":      ui.TextArea(hint),
		"SelectField":   ui.SelectField(hint, []ui.Option{{Value: "giá trị", Text: "Một"}, {Value: "khác", Text: "Hai"}}),
		"PasswordField": ui.PasswordField(hint),
		"FileField":     ui.FileField(hint),
		"Checkbox":      ui.Checkbox(hint, true),
	} {
		doc := render(t, c)
		control := doc.Find("#o")
		want(t, name+" name", control.AttrOr("name", ""), "o")
		want(t, name+" described by", control.AttrOr("aria-describedby", ""), "o-goi-y o-loi")
		want(t, name+" label", doc.Find("label[for=o]").First().Text()[:len("Ô")], "Ô")
		want(t, name+" hint", words(doc, "#o-goi-y"), "Gợi ý")
		want(t, name+" error", words(doc, "#o-loi"), "Lỗi: Sửa ô")
	}
}

func TestTextFieldAttributes(t *testing.T) {
	doc := render(t, templ.Join(
		ui.TextField(ui.FieldProps{Name: "a", Label: "A"}),
		ui.TextField(ui.FieldProps{Name: "b", Label: "B", Autocomplete: "tel", Inputmode: "tel", List: "ds", ReadOnly: true}),
	))
	want(t, "autocomplete when not said", doc.Find("#a").AttrOr("autocomplete", ""), "off")
	want(t, "autocomplete", doc.Find("#b").AttrOr("autocomplete", ""), "tel")
	want(t, "inputmode", doc.Find("#b").AttrOr("inputmode", ""), "tel")
	want(t, "list", doc.Find("#b").AttrOr("list", ""), "ds")
	if _, ok := doc.Find("#b").Attr("readonly"); !ok {
		t.Error("a field for reading can be typed into")
	}
	if _, ok := doc.Find("#a").Attr("aria-describedby"); ok {
		t.Error("a field without hint and mistake is described by something")
	}
}

func TestPasswordIsNeverShownAgain(t *testing.T) {
	doc := render(t, ui.PasswordField(ui.FieldProps{Name: "mk", Label: "Mật khẩu", Value: "ao Đình có rào", Autocomplete: "current-password"}))
	if html, _ := doc.Html(); strings.Contains(html, "rào") {
		t.Error("the page repeats the password")
	}
	want(t, "autocomplete", doc.Find("#mk").AttrOr("autocomplete", ""), "current-password")
}

func TestChoicesKeepWhatWasChosen(t *testing.T) {
	options := []ui.Option{{Value: "x", Text: "X"}, {Value: "y", Text: "Y"}, {Value: "z", Text: "Z"}}
	for name, c := range map[string]struct {
		component templ.Component
		selector  string
		want      string
	}{
		"select": {ui.SelectField(ui.FieldProps{Name: "o", Value: "y"}, options), "option[selected]", "y"},
		"radio":  {ui.RadioGroup(ui.FieldProps{Name: "o", Value: "y"}, options), "input[checked]", "y"},
		"check":  {ui.CheckGroup(ui.FieldProps{Name: "o"}, options, []string{"x", "z"}), "input[checked]", "x z"},
		"none":   {ui.RadioGroup(ui.FieldProps{Name: "o"}, options), "input[checked]", ""},
	} {
		var values []string
		render(t, c.component).Find(c.selector).Each(func(_ int, s *goquery.Selection) { values = append(values, s.AttrOr("value", "")) })
		want(t, name, strings.Join(values, " "), c.want)
	}
}

func TestFormIsJudgedByTheServer(t *testing.T) {
	doc := render(t, ui.Form(ui.FormProps{Action: "/luu", Once: "k-1", Upload: true, Guard: true}))
	form := doc.Find("form")
	for name, value := range map[string]string{"method": "post", "action": "/luu", "enctype": "multipart/form-data", "novalidate": "", "data-guard": ""} {
		got, ok := form.Attr(name)
		if !ok {
			t.Errorf("the form has no %s", name)
		}
		want(t, name, got, value)
	}
	want(t, "key", form.Find("input[name="+ui.OnceField+"]").AttrOr("value", ""), "k-1")
}

func TestForeignWordsStayWords(t *testing.T) {
	s := ward()
	s.Title = `<script>alert(1)</script>`
	s.Crumbs = []ui.Crumb{{Text: "x", Href: "javascript:alert(1)"}}
	doc := render(t, ui.Page(s))
	want(t, "heading", words(doc, "h1"), s.Title)
	if n := doc.Find("script:not([src])").Length(); n != 0 {
		t.Errorf("%d scripts came from a title", n)
	}
	doc.Find("a").Each(func(_ int, a *goquery.Selection) {
		if strings.HasPrefix(a.AttrOr("href", ""), "javascript:") {
			t.Error("a link runs a script")
		}
	})
}
