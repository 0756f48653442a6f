package officialdoc

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/docx"
	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

var update = flag.Bool("update", false, "write the golden files anew")

// plan is an invented plan with everything that the frame can hold.
func plan() Document {
	return Document{
		Superior: "UBND TỈNH HƯNG YÊN", Issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG MỸ HÀO"}, Number: "5", Symbol: "KH-UBND",
		Place: "Mỹ Hào", Date: day.Must(2026, 2, 3), Kind: "Kế hoạch", Subject: "Phòng, chống đuối nước trẻ em năm 2026",
		Grounds: []string{"Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016", "Theo đề nghị của Phòng Văn hóa - Xã hội"},
		Body: []Block{
			Heading{Roman, "I.", "Mục đích"}, Text("Giảm số trẻ em bị tai nạn <đuối nước> & thương tích."),
			Heading{Arabic, "1.", "Rà soát ao, hồ"}, Heading{Letter, "a)", "Cắm biển cảnh báo"}, Text("Các đơn vị tổ chức thực hiện."),
		},
		Signature:  Signature{Authority: []string{"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"}, Post: "PHÓ CHỦ TỊCH", Name: "Lê Quang Đạt"},
		Recipients: []string{"Phòng Văn hóa - Xã hội", "Trạm Y tế", "Lưu: VT, VHXH"},
		Annexes:    []Annex{assignment(0, 3)},
		Draft:      true,
	}
}

func assignment(number, rows int) Annex {
	t := Table{Columns: []Column{{"TT", 10, true}, {"Nội dung công việc", 100, false}, {"Cơ quan chủ trì", 50, false}, {"Thời gian", 40, false}}}
	for i := range rows {
		t.Rows = append(t.Rows, []string{string(rune('1' + i%9)), "Rà soát ao, hồ, cống hở và cắm biển cảnh báo", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trước ngày 30/4/2026"})
	}
	return Annex{Number: number, Title: "Bảng phân công nhiệm vụ", Landscape: true, Draft: true, Body: []Block{t},
		Of: Reference{Kind: "Kế hoạch", Number: "05/KH-UBND", Date: day.Must(2026, 2, 3), Issuer: "Ủy ban nhân dân phường Mỹ Hào"}}
}

func written(t testing.TB, d Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, ProfileOn(d.Date), d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The main part, one paragraph or row a line, is compared with a file that was opened in LibreOffice and looked at.
func TestTheFrameStaysAsItWasLookedAt(t *testing.T) {
	archive, err := safezip.Open(written(t, plan()), safezip.Office)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := archive.Read("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tr>", "\n<w:tr>", "<w:tbl>", "\n<w:tbl>", "<w:sectPr>", "\n<w:sectPr>").Replace(string(raw)) + "\n"
	golden := filepath.Join("testdata", "plan.document.xml")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("document.xml (-golden +now):\n%s", diff)
	}
}

func TestTheFrameReadsBack(t *testing.T) {
	doc, err := docx.Read(written(t, plan()))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(doc.Text(), "\n")
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/KH-UBND", "Mỹ Hào, ngày 03 tháng 02 năm 2026", "DỰ THẢO", "KẾ HOẠCH",
		"Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;", "Theo đề nghị của Phòng Văn hóa - Xã hội.", "I. MỤC ĐÍCH", "a) Cắm biển cảnh báo",
		"Các đơn vị tổ chức thực hiện./.", "- Trạm Y tế;", "- Lưu: VT, VHXH.", "KT. CHỦ TỊCH",
		"BẢNG PHÂN CÔNG NHIỆM VỤ", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân phường Mỹ Hào)",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}

func TestWhatIsNotKnownStaysOpen(t *testing.T) {
	d := Document{Symbol: "KH-UBND", Place: "Mỹ Hào"}
	if got := d.NumberWords(); strings.Contains(got, "0") || !strings.HasSuffix(got, "/KH-UBND") {
		t.Errorf("number: %q", got)
	}
	if got := d.PlaceDateWords(); strings.ContainsAny(got, "0123456789…") || !strings.Contains(got, "tháng") {
		t.Errorf("date: %q", got)
	}
	if got := (Reference{Kind: "Kế hoạch", Symbol: "KH-UBND", Issuer: "Ủy ban nhân dân xã A"}).Words(); strings.ContainsAny(got, "0123456789") || !strings.HasSuffix(got, "của Ủy ban nhân dân xã A)") {
		t.Errorf("reference: %q", got)
	}
}

// Every size lies in the range that the decree allows, and every number says how sure we are.
func TestProfilesKeepTheDecree(t *testing.T) {
	for _, p := range Profiles() {
		seen := map[Part]bool{}
		for _, l := range p.Letters {
			if l.Size < l.Min || l.Size > l.Max || l.Sure == "" || seen[l.Part] {
				t.Errorf("%s: %+v", p.Name, l)
			}
			seen[l.Part] = true
		}
		pg := p.Page
		for _, s := range []Span{pg.Top, pg.Bottom, pg.Left, pg.Right, pg.FirstLine, pg.ParagraphGap, pg.LineSpacing} {
			if s.Use < s.Min || s.Use > s.Max || s.Sure == "" {
				t.Errorf("%s: %+v", p.Name, s)
			}
		}
	}
	for _, d := range []day.Day{{}, day.Must(2019, 1, 1), day.Must(2026, 1, 1)} {
		if ProfileOn(d).Name == "" {
			t.Errorf("no frame on %s", d)
		}
	}
}

func TestRomanNumbersOfAnnexes(t *testing.T) {
	for n, want := range map[int]string{0: "PHỤ LỤC", 1: "Phụ lục I", 4: "Phụ lục IV", 9: "Phụ lục IX", 14: "Phụ lục XIV", 40: "Phụ lục XL"} {
		if got := (Annex{Number: n}).label(); got != want {
			t.Errorf("annex %d is %q, want %q", n, got, want)
		}
	}
}

// Whatever stands in it, a document can be written and read again, and no name of a signer is invented.
func TestWriteProperty(t *testing.T) {
	words := rapid.StringOf(rapid.SampledFrom([]rune("aăđợẢ 12&<>\"'\t\n-./;")))
	rapid.Check(t, func(t *rapid.T) {
		d := Document{Kind: words.Draw(t, "kind"), Subject: words.Draw(t, "subject"), Issuer: rapid.SliceOfN(words, 0, 3).Draw(t, "issuer"),
			Addressees: rapid.SliceOfN(words, 0, 3).Draw(t, "to"), Recipients: rapid.SliceOfN(words, 0, 3).Draw(t, "sent"),
			Body:    []Block{Text(words.Draw(t, "text")), Table{Columns: []Column{{Head: "A", Width: 1}}, Rows: [][]string{{words.Draw(t, "cell")}}}},
			Annexes: []Annex{{Body: []Block{Text("x")}}}}
		var out bytes.Buffer
		if err := Write(&out, ProfileOn(day.Day{}), d); err != nil {
			t.Fatal(err)
		}
		if _, err := docx.Read(out.Bytes()); err != nil {
			t.Fatalf("cannot be read again: %v", err)
		}
	})
}

// LibreOffice opens the document: the plan is upright, the annex lies, and its head returns on its second page.
// MANGNON_SCREENS names a folder that keeps the pages for looking at.
func TestLibreOfficeShowsTheFrame(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs soffice, and time")
	}
	d := plan()
	d.Annexes = []Annex{assignment(0, 40)}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plan.docx"), written(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "plan.docx"))
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	pdf := filepath.Join(dir, "plan.pdf")
	if keep := os.Getenv("MANGNON_SCREENS"); keep != "" {
		if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "60", "-png", pdf, filepath.Join(keep, "van-ban")).CombinedOutput(); err != nil {
			t.Errorf("pictures: %v %s", err, out)
		}
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Skip("needs pdftotext")
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) < 3 {
		t.Fatalf("%d pages, want the plan and an annex of two or more", len(pages))
	}
	for _, page := range pages[1:] {
		if !strings.Contains(page, "Nội dung công việc") {
			t.Errorf("a page of the annex lacks the head of the table:\n%s", page)
		}
	}
}
