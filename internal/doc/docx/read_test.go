package docx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestReadText(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"paragraphs and blanks", p(r("Một")) + p() + p(r("Hai")), []string{"Một", "", "Hai"}},
		{"runs join without a gap", p(r("Phòng Văn"), r(" hóa - Xã"), r(" hội")), []string{"Phòng Văn hóa - Xã hội"}},
		{"entities", p(r("A &amp; B &lt;111&gt; &#x1EBB;")), []string{"A & B <111> ẻ"}},
		{"decomposed letters in two runs", p(r("tre"), r("\u0309")), []string{"trẻ"}},
		{"tab, hyphens", p(`<w:r><w:t>Số:</w:t><w:tab/><w:t>18</w:t><w:noBreakHyphen/><w:t>KH</w:t><w:softHyphen/><w:t>A</w:t></w:r>`), []string{"Số:\t18-KHA"}},
		{"line breaks", p(`<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:br w:type="page"/><w:t> ba</w:t><w:cr/><w:t>bốn</w:t></w:r>`), []string{"một", "hai ba", "bốn"}},
		{"line ends in the file are no line ends", p(r("một\nhai")), []string{"một hai"}},
		{"insertion and deletion",
			p(r("trước "), `<w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del>`, `<w:ins>`+r("mới")+`</w:ins>`), []string{"trước mới"}},
		{"moved text stands where it went", p(`<w:moveFrom>`+r("đi")+`</w:moveFrom>`, r("ở lại")) + p(`<w:moveTo>`+r("đi")+`</w:moveTo>`), []string{"ở lại", "đi"}},
		{"deleted paragraph end joins", p(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`, r("nửa đầu ")) + p(r("nửa sau")), []string{"nửa đầu nửa sau"}},
		{"deleted paragraph leaves nothing", p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`, `<w:del>`+r("bỏ")+`</w:del>`) + p(r("giữ")), []string{"giữ"}},
		{"deleted end at the end of the text", p(r("một")) + p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`, r("hai")), []string{"một", "hai"}},
		{"field result without its code",
			p(r("trang "), `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>mã</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, r("7"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, r(" hết")),
			[]string{"trang 7 hết"}},
		{"field within the code of a field",
			p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, r("ẩn"), `<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, r("hiện"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`),
			[]string{"hiện"}},
		{"broken field swallows no later paragraph", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, r("mã")) + p(r("còn")), []string{"", "còn"}},
		{"simple field, link, form field",
			p(`<w:fldSimple w:instr=" DATE ">`+r("26/01")+`</w:fldSimple>`, `<w:hyperlink>`+r(" tại đây")+`</w:hyperlink>`, `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>`+r(" nhé")+`</w:sdtContent></w:sdt>`),
			[]string{"26/01 tại đây nhé"}},
		{"block form field", `<w:sdt><w:sdtContent>` + p(r("trong khung")) + `</w:sdtContent></w:sdt>`, []string{"trong khung"}},
		{"hidden text", p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>mật</w:t></w:r>`, r("thường")), []string{"thường"}},
		{"capitals as printed", p(`<w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch</w:t></w:r>`), []string{"KẾ HOẠCH"}},
		{"formula", p(r("tỷ lệ "), `<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>`), []string{"tỷ lệ ab"}},
		{"symbols", p(`<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t> có</w:t></w:r>`), []string{"☐ có"}},
		{"old fonts", p(`<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>b¶o vÖ trÎ em</w:t></w:r>`), []string{"bảo vệ trẻ em"}},
		{"old font in capitals", p(`<w:r><w:rPr><w:rFonts w:hAnsi=".VnTimeH"/></w:rPr><w:t>kÕ ho¹ch</w:t></w:r>`), []string{"KẾ HOẠCH"}},
		{"letter and mark in two runs", p(`<w:r><w:rPr><w:rFonts w:hAnsi="VNI-Times"/></w:rPr><w:t>tre</w:t></w:r><w:r><w:rPr><w:rFonts w:hAnsi="VNI-Times"/><w:b/></w:rPr><w:t>û em</w:t></w:r>`), []string{"trẻ em"}},
		{"Unicode typed under an old font", p(`<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>bảo vệ</w:t></w:r>`), []string{"bảo vệ"}},
		{"old text whose font was changed", p(r("Céng hoµ x· héi chñ nghÜa ViÖt Nam, ph\u00ad\u00acng Mü Hµo")), []string{"Cộng hoà xã hội chủ nghĩa Việt Nam, phương Mỹ Hào"}},
		{"characters that nobody sees", p(r("a\u200bb\u00ad\u202ec\u00a0 d")), []string{"abc  d"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(testDoc{body: tt.body}.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Text()); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTextBoxes(t *testing.T) {
	inner := `<w:txbxContent>` + p(r("trong hộp")) + `</w:txbxContent>`
	twice := `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>` + inner + `</wps:txbx></wps:wsp></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><v:shape><v:textbox>` + inner + `</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
	old := `<w:r><w:pict><v:shape><v:textbox>` + inner + `</v:textbox></v:shape></w:pict></w:r>`
	for name, box := range map[string]string{"written twice": twice, "of an older Word": old} {
		doc, err := Read(testDoc{body: p(r("ngoài"), box) + p(r("sau"))}.bytes(t))
		if err != nil {
			t.Fatal(err)
		}
		want := []doctext.Line{{Text: "ngoài"}, {Text: "trong hộp", Box: true}, {Text: "sau"}}
		if diff := cmp.Diff(want, doc.Lines); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReadLooks(t *testing.T) {
	styles := `<w:docDefaults><w:rPrDefault><w:rPr><w:i/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:i w:val="0"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Đề mục con"/><w:basedOn w:val="u1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>` +
		`<w:style w:type="character" w:styleId="Nghieng"><w:name w:val="x"/><w:rPr><w:i/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>`
	styled := func(id, runs string) string { return p(`<w:pPr><w:pStyle w:val="`+id+`"/></w:pPr>`, runs) }
	body := styled("u1", r("Một")) + styled("Con", r("Hai")) + p(`<w:pPr><w:outlineLvl w:val="9"/><w:pStyle w:val="u1"/></w:pPr>`, r("Ba")) +
		p(`<w:r><w:rPr><w:b/></w:rPr><w:t>Đậm</w:t></w:r>`, r(" nửa")) + p(r("Thường")) +
		p(`<w:r><w:rPr><w:rStyle w:val="Nghieng"/></w:rPr><w:t>Nghiêng</w:t></w:r>`) +
		styled("u1", `<w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>Tắt đậm</w:t></w:r>`) + styled("A", r("Vòng")) + styled("khác", r("Lạ"))
	want := []doctext.Line{
		{Text: "Một", Level: 1, Bold: true, Centre: true}, {Text: "Hai", Level: 3, Bold: true, Centre: true}, {Text: "Ba", Bold: true, Centre: true},
		{Text: "Đậm nửa"}, {Text: "Thường"}, {Text: "Nghiêng", Italic: true}, {Text: "Tắt đậm", Level: 1, Centre: true},
		{Text: "Vòng", Bold: true, Italic: true}, {Text: "Lạ"},
	}
	doc, err := Read(testDoc{body: body, styles: styles}.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, doc.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestReadNotes(t *testing.T) {
	body := p(r("Nuôi con nuôi"), `<w:r><w:footnoteReference w:id="5"/></w:r>`, r(" và giám hộ"), `<w:r><w:endnoteReference w:id="2"/></w:r>`) +
		p(r("Lại"), `<w:r><w:footnoteReference w:id="5"/></w:r>`)
	doc, err := Read(testDoc{
		body:      body,
		footnotes: `<w:footnote w:id="0">` + p(r("đường kẻ")) + `</w:footnote><w:footnote w:id="5">` + p(`<w:r><w:footnoteRef/></w:r>`, r(" Theo luật.")) + p(r("Dòng hai.")) + `</w:footnote>`,
		endnotes:  `<w:endnote w:id="2">` + p(r("Bộ luật Dân sự.")) + `</w:endnote>`,
	}.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Nuôi con nuôi[1] và giám hộ[2]", "Lại[1]", "", "[1] Theo luật.", "Dòng hai.", "[2] Bộ luật Dân sự."}
	if diff := cmp.Diff(want, doc.Text()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestReadRemarks(t *testing.T) {
	quiet, err := Read(testDoc{body: p(r("yên"))}.bytes(t))
	if err != nil || len(quiet.Notes) != 0 {
		t.Fatalf("a plain document gave %q, %v", quiet.Notes, err)
	}
	for says, body := range map[string]string{
		"sửa đổi":  p(`<w:ins>`+r("a")+`</w:ins>`, r("b")),
		"chữ ẩn":   p(r("a"), `<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>`),
		"ghi chú":  p(r("a"), `<w:r><w:commentReference w:id="1"/></w:r>`),
		"tệp khác": p(r("a")) + `<w:altChunk/>`,
		"phông":    p(r("a"), `<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>trÎ</w:t></w:r>`),
	} {
		doc, err := Read(testDoc{body: body}.bytes(t))
		if err != nil || len(doc.Notes) != 1 || !strings.Contains(doc.Notes[0], says) {
			t.Errorf("want one remark on %q, got %q, %v", says, doc.Notes, err)
		}
	}
}

func TestReadHeaderOnlyWithoutBody(t *testing.T) {
	header := p(r("Đầu trang"))
	doc, err := Read(testDoc{body: p(), header: header}.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]doctext.Line{{}, {Text: "Đầu trang", Box: true}}, doc.Lines); diff != "" {
		t.Errorf("only a header (-want +got):\n%s", diff)
	}
	doc, err = Read(testDoc{body: p(r("Thân")), header: header}.bytes(t))
	if err != nil || len(doc.Lines) != 1 {
		t.Errorf("a header beside a body was read: %q, %v", doc.Text(), err)
	}
}

func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 400) + p(r("a")) + strings.Repeat("</w:sdtContent></w:sdt>", 400)
	skipped := strings.Repeat("<w:x>", 400) + strings.Repeat("</w:x>", 400)
	tests := []struct {
		name string
		raw  []byte
		kind errs.Kind
		says string
	}{
		{"no archive", []byte("PK\x03\x04 nothing"), errs.Invalid, "hỏng"},
		{"another archive", zipped(t, map[string]string{"a.txt": "a"}), errs.Invalid, "không phải văn bản Word"},
		{"no text", testDoc{body: p() + p(r("  "))}.bytes(t), errs.Invalid, "không có chữ"},
		{"pictures only", testDoc{body: p(`<w:r><w:drawing><pic:pic/></w:drawing></w:r>`)}.bytes(t), errs.Invalid, "hình chụp"},
		{"broken markup", testDoc{body: "<w:p>"}.bytes(t), errs.Invalid, "hỏng"},
		{"unknown entity", testDoc{body: p(r("&bomb;"))}.bytes(t), errs.Invalid, "hỏng"},
		{"nested too deep", testDoc{body: deep}.bytes(t), errs.Invalid, "hỏng"},
		{"nested too deep where it is skipped", testDoc{body: skipped}.bytes(t), errs.Invalid, "hỏng"},
		{"too much text", testDoc{body: strings.Repeat(p(r(randomWords(1<<16))), 170)}.bytes(t), errs.TooLarge, "quá dài"},
		{"bomb", testDoc{body: p(r(strings.Repeat("a", 9<<20)))}.bytes(t), errs.TooLarge, "phình"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(tt.raw)
			if errs.KindOf(err) != tt.kind || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %v saying %q", err, tt.kind, tt.says)
			}
		})
	}
}

// randomWords is text that does not pack well.
func randomWords(n int) string {
	var b strings.Builder
	for seed := uint32(7); b.Len() < n; seed = seed*1664525 + 1013904223 {
		b.WriteByte('a' + byte(seed>>24)%26)
	}
	return b.String()
}
