package account

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestReadPaste(t *testing.T) {
	hoa := pastedRow{Name: "Trần Thu Hoa", Username: "hoa.tt", Title: "Chuyên viên", Body: "Phòng VH-XH", Role: "Cán bộ phụ trách"}
	at := func(row int) pastedRow { p := hoa; p.Row = row; return p }
	tests := []struct {
		name, text string
		want       []pastedRow
	}{
		{"with a head", "Họ và tên\tTên đăng nhập\tChức danh\tCơ quan\tVai trò\r\nTrần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách\r\n", []pastedRow{at(2)}},
		{"without a head", "Trần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách", []pastedRow{at(1)}},
		{"columns in another order, one unknown", "STT\tVAI TRÒ\tCơ quan, đơn vị\tSố máy\tHọ tên\tChức vụ\tTài khoản\n1\tCán bộ phụ trách\tPhòng VH-XH\t0900\tTrần Thu Hoa\tChuyên viên\thoa.tt", []pastedRow{at(2)}},
		{"numbered, without a head", "1\tTrần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách\n2\tTrần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách", []pastedRow{at(1), at(2)}},
		{"an empty line too", "Họ và tên\tTên đăng nhập\tChức danh\tCơ quan\tVai trò\n\nTrần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách", []pastedRow{at(3)}},
		{"blank rows keep the numbers of the others", "Họ và tên\tTên đăng nhập\tChức danh\tCơ quan\tVai trò\n\t\t\t\t\nTrần Thu Hoa\thoa.tt\tChuyên viên\tPhòng VH-XH\tCán bộ phụ trách", []pastedRow{at(3)}},
		{"a line end and blanks within cells", "Trần  Thu\u00a0Hoa \thoa.tt\t\"Chuyên\nviên\"\tPhòng VH-XH\tCán bộ phụ trách", []pastedRow{at(1)}},
		{"short rows", "Họ và tên\tCơ quan\nTrần Thu Hoa", []pastedRow{{Row: 2, Name: "Trần Thu Hoa"}}},
		{"a quote that is not closed", "Trần \"Hoa", []pastedRow{{Row: 1, Name: "Trần \"Hoa"}}},
	}
	for _, tt := range tests {
		got, err := readPaste(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

func TestReadPasteRefuses(t *testing.T) {
	tests := map[string]string{
		"":                   "Chưa có dòng nào",
		" \n\t\t\n":          "Chưa có dòng nào",
		"Họ và tên\tCơ quan": "Chưa có dòng nào",
		"Cơ quan\tVai trò\nPhòng VH-XH\tLãnh đạo":     "chưa có cột “Họ và tên”",
		strings.Repeat("Trần Thu Hoa\n", maxPasted+1): "nhiều nhất 300 người, đang có 301",
	}
	for text, want := range tests {
		if _, err := readPaste(text); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want words with %q", text, err, want)
		}
	}
}

// The head names the columns: their order makes no difference, and every person comes out as typed.
func TestOrderOfColumnsMakesNoDifference(t *testing.T) {
	names := []string{"Họ và tên", "Tên đăng nhập", "Chức danh", "Cơ quan", "Vai trò"}
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order")
		cell := rapid.StringMatching(`[A-Za-zạếĐđ]([A-Za-z ạếĐđ.-]{0,20}[a-z])?`)
		var text strings.Builder
		var want []pastedRow
		line := func(values [5]string) {
			for i, c := range order {
				if i > 0 {
					text.WriteByte('\t')
				}
				text.WriteString(values[c])
			}
			text.WriteByte('\n')
		}
		line([5]string(names))
		for i := range rapid.IntRange(1, 8).Draw(t, "people") {
			var v [5]string
			for j := range v {
				v[j] = strings.Join(strings.Fields(cell.Draw(t, "cell")), " ")
			}
			line(v)
			want = append(want, pastedRow{Row: i + 2, Name: v[0], Username: v[1], Title: v[2], Body: v[3], Role: v[4]})
		}
		got, err := readPaste(text.String())
		if err != nil || !cmp.Equal(want, got) {
			t.Fatalf("%v %s", err, cmp.Diff(want, got))
		}
	})
}

func FuzzReadPaste(f *testing.F) {
	f.Add("Họ và tên\tCơ quan\n\"Trần\tHoa")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := readPaste(text)
		if err != nil && !errs.Is(err, errs.Invalid) {
			t.Fatalf("not a person's error: %v", err)
		}
		if err == nil && (len(rows) == 0 || len(rows) > maxPasted) {
			t.Fatalf("%d rows without a word", len(rows))
		}
	})
}

func TestRoleOf(t *testing.T) {
	tests := map[string]actor.Role{
		"": actor.RoleBody, "Cán bộ phụ trách": actor.RoleOfficer, "can bo phu trach": actor.RoleOfficer, "officer": actor.RoleOfficer,
		"Phụ trách trẻ em": actor.RoleOfficer, "LÃNH ĐẠO": actor.RoleLeader, "Phó Chủ tịch": actor.RoleLeader,
		"Quản trị": actor.RoleAdmin, "cơ quan phối hợp": actor.RoleBody, "phối hợp": actor.RoleBody,
	}
	for typed, want := range tests {
		if got, ok := RoleOf(typed); !ok || got != want {
			t.Errorf("RoleOf(%q) = %q, %v, want %q", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"Trưởng bản", "x", "?"} {
		if got, ok := RoleOf(typed); ok {
			t.Errorf("RoleOf(%q) = %q", typed, got)
		}
	}
}

func TestSummaryNamesTheRow(t *testing.T) {
	got := summary([]errs.Field{{Name: "dong-7-co-quan", Message: "Chọn cơ quan"}, {Name: "bang", Message: "Chưa có dòng nào"}})
	want := []errs.Field{{Name: "dong-7-co-quan", Message: "Dòng 7: Chọn cơ quan"}, {Name: "bang", Message: "Chưa có dòng nào"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(fmt.Sprint(d))
	}
}
