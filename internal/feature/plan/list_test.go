package plan

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
)

func TestHeadOf(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		rows  int
		want  string
	}{
		"one row":         {"Tên việc\tChủ trì\tHạn\nA\tB\t1/1", 1, "ten chu-tri han"},
		"any order":       {"TT\tThời hạn hoàn thành\tCơ quan phối hợp\tNhiệm vụ, giải pháp\tSản phẩm dự kiến\tĐơn vị chủ trì thực hiện\n1", 1, "- han phoi-hop ten san-pham chu-tri"},
		"below titles":    {"UBND PHƯỜNG\nDANH SÁCH\n\nSTT\tNội dung\tPhụ trách\n1\tA\tB", 4, "- ten chu-tri"},
		"merged title":    {"Kế hoạch hè\tKế hoạch hè\tKế hoạch hè\nSTT\tNội dung\tPhụ trách\n1\tA\tB", 2, "- ten chu-tri"},
		"two rows":        {"STT\tViệc\tThời gian\t\tPhân công\t\n\t\tTừ ngày\tĐến ngày\tChủ trì\tPhối hợp\n1\tA\t1/1\t2/2\tB\tC", 2, "- ten bat-dau han chu-tri phoi-hop"},
		"two rows merged": {"STT\tViệc\tThời gian\tThời gian\nSTT\tViệc\tBắt đầu\tKết thúc\n1\tA\t1/1\t2/2", 2, "- ten bat-dau han"},
		"numbered":        {"STT\tViệc\tHạn\n(1)\t(2)\t(3)\n1\tA\t2/2", 2, "- ten han"},
		"no head":         {"1\tRào ao\tCông an phường\n2\tSơn sân\tĐoàn", 0, "- ten chu-tri"},
		"no head, plain":  {"Rào ao\tCông an phường", 0, "ten chu-tri"},
		"task like head":  {"Việc\tChủ trì\nThời gian biểu hè: in và phát\tĐoàn", 1, "ten chu-tri"},
	} {
		h := headOf(xlsx.ParseTSV(c.table))
		for i, field := range h.Columns {
			if field == "" {
				h.Columns[i] = "-"
			}
		}
		if got := strings.Join(h.Columns, " "); got != c.want || h.Rows != c.rows {
			t.Errorf("%s: %d rows, %s; want %d, %s", name, h.Rows, got, c.rows, c.want)
		}
	}
}

func TestOrderOfDates(t *testing.T) {
	for values, want := range map[string]struct {
		order dateOrder
		asked bool
	}{
		"":                      {dayFirst, false},
		"13/04/2026 03/04/2026": {dayFirst, false},
		"03/04/2026 05/06/2026": {dayFirst, true},
		"04/13/2026 03/04/2026": {monthFirst, false},
		"5/5/2026":              {dayFirst, false},
		"quý 46178":             {dayFirst, false},
	} {
		if order, asked := orderOf(strings.Fields(values)); order != want.order || asked != want.asked {
			t.Errorf("%q: %s, %t", values, order, asked)
		}
	}
	for typed, want := range map[string]string{"04/13/2026": "13/04/2026", "4-13": "13-4", "quý III": "quý III", "46178": "46178"} {
		if got := monthFirst.dayBeforeMonth(typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
}

// A list typed for an old font is found out, and turned only when the person wants it.
func TestAnOldFontIsOffered(t *testing.T) {
	cells, err := readTable("viec.tsv", []byte("Néi dung\tChñ tr×\nPh¸t ¸o phao cho trÎ em\tC«ng an ph­êng\nD¹y b¬i cho häc sinh\tTr­êng TiÓu häc\n"))
	if err != nil || cells.Charset != oldfont.TCVN3 {
		t.Fatalf("%q, %v", cells.Charset, err)
	}
	l := broughtList{Cells: jsonOf[listCells]{cells}, Shape: jsonOf[listShape]{shapeOf(cells)}}
	rows := l.rowsOf()
	want := TypedWork{Title: "Phát áo phao cho trẻ em", Lead: "Công an phường"}
	if len(rows) != 2 || rows[0].Work != want {
		t.Errorf("%+v", rows)
	}
}

// What a stranger pastes is read without a failure, loses no row, and survives being kept.
func FuzzList(f *testing.F) {
	for _, seed := range []string{"", "\t\n", "STT\tViệc\tHạn\n1\tA\t1/1", "\"a\tb\nc\"\td", "\"", "Việc\tHạn\n\xff\xfe\x00\t46178", "Việc\tChủ trì\tViệc\n\u202e\t\u0301\tA",
		"a\ta\ta\nb\tb", strings.Repeat("\t", 300) + "x", "1\n2\n3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		cells, err := readTable(pastedList, []byte(pasted))
		if err != nil {
			if wordsOf(err) == "" {
				t.Fatalf("no words in %v", err)
			}
			return
		}
		l := broughtList{Year: 2026, Cells: jsonOf[listCells]{cells}, Shape: jsonOf[listShape]{shapeOf(cells)}}
		kept, err := json.Marshal(l.Shape.V)
		var again listShape
		if err == nil {
			err = json.Unmarshal(kept, &again)
		}
		if diff := cmp.Diff(l.Shape.V, again); err != nil || diff != "" {
			t.Fatalf("kept and read: %v %s", err, diff)
		}
		rows := l.rowsOf()
		if limit := len(broughtRows(cells.Table, l.Shape.V.Head)); len(rows) > limit {
			t.Fatalf("%d pieces of work from %d rows", len(rows), limit)
		}
		for i := range rows {
			rows[i].judge(l.Year)
			if len(rows[i].Wrong) == 0 {
				rows[i].Work.draft(1, 1, l.Year, func(string) (Body, bool) { return Body{}, false })
			}
		}
	})
}
