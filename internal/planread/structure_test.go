package planread

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/doctext"
)

func docOf(s string) doctext.Document {
	var doc doctext.Document
	for l := range strings.SplitSeq(s, "\n") {
		doc.Lines = append(doc.Lines, doctext.Line{Text: l})
	}
	return doc
}

func TestMarkOf(t *testing.T) {
	for text, want := range map[string]string{
		"I. MỤC ĐÍCH":            "roman I",
		"IV. TỔ CHỨC":            "roman IV",
		"A. MỤC TIÊU":            "upper A",
		"1. Mục đích":            "number 1",
		"1.Mục đích":             "number 1",
		"2.3.1. Rà soát":         "number 2.3.1",
		"2.3 Rà soát":            "number 2.3",
		"10) Rà soát":            "number 10",
		"a) Nội dung":            "letter a",
		"đ) Nội dung":            "letter đ",
		"a. Thời gian":           "letter a",
		"- Tuyên truyền":         "dash ",
		"– Tuyên truyền":         "dash ",
		"+ Tuyên truyền":         "plus ",
		"Phần thứ nhất":          "part Phần thứ nhất",
		"PHỤ LỤC II":             "part Phụ lục II",
		"PHỤ LỤC":                "part Phụ lục",
		"Chương trình hành động": "none ",
		"Phần mềm quản lý":       "none ",
		"1.000 đồng":             "none ",
		"15/6/2026 là ngày":      "none ",
		"12.5 tỷ đồng":           "none ",
		"Mục tiêu":               "none ",
		"vui chơi":               "none ",
	} {
		m := markOf(text)
		name := []string{"none", "part", "upper", "roman", "number", "letter", "dash", "plus"}[m.kind]
		if got := name + " " + m.label; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestParagraphs joins what a page or a width has broken and nothing else.
func TestParagraphs(t *testing.T) {
	wrapped := strings.Repeat("Trẻ em được chăm sóc, giáo dục và bảo vệ theo quy định của pháp luật hiện hành\nvà được tham gia ý kiến về những việc có liên quan đến mình ở mọi nơi mọi lúc.\n\n", 4)
	for name, c := range map[string]struct{ text, want string }{
		"page break":               {"Xây dựng môi trường an toàn ở nhà và cộng\n\nđồng cho trẻ em.", "Xây dựng môi trường an toàn ở nhà và cộng đồng cho trẻ em."},
		"heading":                  {"1. Mục đích\n\nNâng cao nhận thức.", "1. Mục đích|Nâng cao nhận thức."},
		"no stop before a heading": {"- Thời gian: Trong năm\n2.5. Rà soát", "- Thời gian: Trong năm|2.5. Rà soát"},
		"labels":                   {"- Đơn vị chủ trì: Đoàn xã\n- Thời gian: Quý I", "- Đơn vị chủ trì: Đoàn xã|- Thời gian: Quý I"},
		"mark alone":               {"a)\n\nTiếp tục rà soát.", "a) Tiếp tục rà soát."},
		"hyphen":                   {wrapped + "Thực hiện Kế hoạch số 12/KH-\nUBND của Ủy ban nhân dân.", "Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân."},
		"years":                    {wrapped + "Trong giai đoạn 2026\n- 2030 phấn đấu giảm một nửa.", "Trong giai đoạn 2026 - 2030 phấn đấu giảm một nửa."},
		"capitals":                 {wrapped + "I. MỤC ĐÍCH,\nYÊU CẦU", "I. MỤC ĐÍCH, YÊU CẦU"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, b := range blocks(sourceLines(docOf(c.text))) {
				got = append(got, b.p.text)
			}
			want := strings.Split(c.want, "|")
			if diff := cmp.Diff(want, got[len(got)-len(want):]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLineOfOffset checks that a joined paragraph still knows on which line each word stands.
func TestLineOfOffset(t *testing.T) {
	bs := blocks(sourceLines(docOf("một hai ba\n\nbốn năm sáu")))
	p := bs[0].p
	for word, want := range map[string]int{"một": 1, "ba": 1, "bốn": 3, "sáu": 3} {
		if got := p.lineAt(strings.Index(p.text, word)); got != want {
			t.Errorf("%s stands on line %d, want %d", word, got, want)
		}
	}
}

func TestOutlinePaths(t *testing.T) {
	text := "I. A\n1. B\na) C\nb) D\n2. E\n2.1. F\n2.1.1. G\n2.2. H\nII. K\n1. L\nPHỤ LỤC\n1. M"
	var got []string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids() {
			got = append(got, k.path)
			walk(k)
		}
	}
	walk(outline(blocks(sourceLines(docOf(text)))))
	want := "I I.1 I.1.a I.1.b I.2 I.2.1 I.2.1.1 I.2.2 II II.1 Phụ lục Phụ lục.1"
	if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
}

// TestLettersAndRomans tells the letters C and D of a row A, B, C, D from Roman numbers.
func TestLettersAndRomans(t *testing.T) {
	var got []string
	for _, n := range outline(blocks(sourceLines(docOf("A. Một\nB. Hai\nC. Ba\nI. Nhỏ\nD. Bốn")))).kids() {
		got = append(got, n.path)
		for _, k := range n.kids() {
			got = append(got, k.path)
		}
	}
	if diff := cmp.Diff("A B C C.I D", strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
}

func TestLabelOf(t *testing.T) {
	for label, want := range map[string]labelKind{
		"Đơn vị chủ trì": labelLead, "Cơ quan, đơn vị chủ trì": labelLead, "Đơn vị chủ trì tham mưu thực hiện": labelLead, "Chủ trì": labelLead,
		"Đơn vị thực hiện": labelImplement, "Cơ quan thực hiện": labelImplement, "Phân công thực hiện": labelImplement, "Người thực hiện": labelImplement,
		"Đơn vị phối hợp": labelCoop, "Cơ quan phối hợp thực hiện": labelCoop, "Phối hợp": labelCoop, "Đơn vị tham gia": labelCoop,
		"Cơ quan tham mưu": labelAdvise, "Cơ quan thường trực": labelAdvise, "Đơn vị theo dõi, đôn đốc": labelMonitor,
		"Thời gian thực hiện": labelTime, "Thời gian": labelTime, "Thời hạn hoàn thành": labelTime, "Tiến độ thực hiện": labelTime,
		"Thời gian dự kiến": labelTime, "Thời gian, địa điểm": labelTime,
		"Đơn vị thực hiện và thời gian thực hiện": labelAll,
		"Nội dung": labelContent, "Nội dung thực hiện": labelContent, "Sản phẩm": labelNote, "Địa điểm": labelNote, "Kinh phí": labelNote,
		"Các mô hình": labelNone, "Như sau": labelNone, "Thời gian thi đua chia thành 02 đợt": labelNone, "Thường trực Hội đồng": labelNone,
	} {
		if got := labelOf(label); got != want {
			t.Errorf("%q is %d, want %d", label, got, want)
		}
	}
}

func TestSectionOf(t *testing.T) {
	for title, want := range map[string]section{
		"MỤC ĐÍCH, YÊU CẦU": secGeneral, "NHIỆM VỤ, GIẢI PHÁP": secTasks, "MỤC TIÊU, NHIỆM VỤ": secTasks, "KINH PHÍ THỰC HIỆN": secFunding,
		"TỔ CHỨC THỰC HIỆN": secOrganise, "PHÂN CÔNG NHIỆM VỤ": secOrganise, "NỘI DUNG VÀ PHÂN CÔNG": secTasks, "CHẾ ĐỘ THÔNG TIN, BÁO CÁO": secReporting,
		"KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2025": secGeneral, "THỜI GIAN, ĐỊA ĐIỂM": secTime, "LỜI NÓI ĐẦU": secUnknown,
	} {
		if got := sectionOf(title); got != want {
			t.Errorf("%q is %d, want %d", title, got, want)
		}
	}
	for title, want := range map[string]section{"Mục tiêu cụ thể": secGeneral, "Kinh phí thực hiện": secFunding, "Mục tiêu về sự tham gia của trẻ em vào các vấn đề chung": secTasks} {
		if got := subsectionOf(title, secTasks); got != want {
			t.Errorf("below tasks %q is %d, want %d", title, got, want)
		}
	}
}

// TestTableRows reads the same table of tasks in the four ways in which files carry it.
func TestTableRows(t *testing.T) {
	cells := [][]string{{"TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"}, {"I", "NHÓM VIỆC MỘT", "", "", ""},
		{"1", "Dạy bơi cho trẻ em", "Đoàn xã", "Các trường học", "Tháng 6"}, {"2", "Tặng học bổng", "Hội Khuyến học xã", "", "Quý III"}}
	var rows doctext.Document
	var bars, lines, markdown []string
	for _, r := range cells {
		rows.Lines = append(rows.Lines, doctext.Line{Text: strings.Join(r, "\t"), Cells: r, Table: 1})
		bars = append(bars, "|")
		for _, c := range r {
			if c != "" {
				bars, lines = append(bars, c), append(lines, c)
			}
			bars = append(bars, "|")
		}
		markdown = append(markdown, "| "+strings.Join(r, " | ")+" |")
	}
	head := "I. NHIỆM VỤ\n\nChi tiết tại bảng sau:\n\n"
	docs := map[string]doctext.Document{
		"rows":     {Lines: append(docOf(head).Lines, rows.Lines...)},
		"bars":     docOf(head + strings.Join(bars, "\n")),
		"lines":    docOf(head + strings.Join(lines, "\n")),
		"markdown": docOf(head + strings.Join(markdown, "\n")),
	}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, task := range Read(doc, Options{}).Tasks {
				got = append(got, fmt.Sprintf("%s %s %v %v %s", task.Path, task.Title, names(task.Actors, RoleLead), names(task.Actors, RoleCooperate), task.When.Raw))
			}
			want := []string{"I.1 Dạy bơi cho trẻ em [Đoàn xã] [Các trường học] Tháng 6", "I.2 Tặng học bổng [Hội Khuyến học xã] [] Quý III"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRolesInsideACell reads "Chủ trì: … Phối hợp: …" in one cell, a repeated head and a head of two rows.
func TestRolesInsideACell(t *testing.T) {
	row := func(cells ...string) doctext.Line {
		return doctext.Line{Text: strings.Join(cells, "\t"), Cells: cells, Table: 1}
	}
	doc := doctext.Document{Lines: []doctext.Line{{Text: "PHỤ LỤC"}, row("TT", "Nhiệm vụ", "Phân công", "", "Tiến độ"), row("", "", "Chủ trì", "Phối hợp", ""),
		row("1", "Khảo sát", "Công an xã", "Các thôn", "Quý I"), row("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ"),
		row("2", "Cắm biển", "Chủ trì: Đoàn xã (phần việc hè); Trạm Y tế xã. Phối hợp: các thôn", "", "Khởi động quý II; xong quý III")}}
	p := Read(doc, Options{})
	if len(p.Tasks) != 2 {
		t.Fatalf("%d tasks", len(p.Tasks))
	}
	got := actorLine(p.Tasks[0]) + "|" + actorLine(p.Tasks[1])
	want := "lead=Công an xã cooperate=Các thôn|lead=Đoàn xã (phần việc hè) colead=Trạm Y tế xã cooperate=các thôn"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func actorLine(t Task) string {
	var out []string
	for _, a := range t.Actors {
		out = append(out, string(a.Role)+"="+a.Name)
	}
	return strings.Join(out, " ")
}

// TestLowKeepsLength checks the promise on which all offsets rest.
func TestLowKeepsLength(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"Hoà", "Uỷ", "QUÝ", "İ", "ß", "\u212a", "Ǆ", " ", "\xff", "oà", "UỶ", "e\u0301"})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text") + strings.Join(rapid.SliceOf(pieces).Draw(t, "pieces"), "")
		if len(low(text)) != len(text) {
			t.Fatalf("%q has %d bytes, in lower case %d", text, len(text), len(low(text)))
		}
	})
	for in, want := range map[string]string{"UỶ BAN": "ủy ban", "Khoá XIII": "khóa XIII", "Quý IV": "quý iv", "hoàn toàn": "hoàn toàn", "Hoà": "hòa", "Hào": "hào"} {
		if got := low(in); got != low(want) || got != strings.ToLower(want) {
			t.Errorf("%s becomes %s", in, got)
		}
	}
}
