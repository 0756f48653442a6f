package admin

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestHolidaysReadWhatPeoplePaste(t *testing.T) {
	forms := map[string]string{
		"as the page shows them": "02/09/2027; nghỉ; Quốc khánh; đã đối chiếu\n11/09/2027; đi làm bù; làm bù cho thứ Sáu 03/9; chưa đối chiếu",
		"CSV with a head":        "date,kind,name,confidence\n2027-09-02,off,Quốc khánh,verified\n2027-09-11,work,làm bù cho thứ Sáu 03/9,recall",
		"from a spreadsheet":     "Ngày\tLoại\tTên\tMức\n11/9/2027\tlàm bù\tlàm bù cho thứ Sáu 03/9\n\n2/9/2027\tNghỉ\tQuốc khánh\tĐã đối chiếu\n",
	}
	want := []day.Special{{Day: day.Must(2027, 9, 2), Name: "Quốc khánh", Verified: true}, {Day: day.Must(2027, 9, 11), Work: true, Name: "làm bù cho thứ Sáu 03/9"}}
	for name, text := range forms {
		if got, err := parseHolidays(text, 2027); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if got := holidayLines(want); got != forms["as the page shows them"] {
		t.Errorf("written again: %q", got)
	}
}

func TestHolidaysNameTheLineOfAMistake(t *testing.T) {
	tests := []struct{ text, says string }{
		{"02/09/2027; nghỉ; Quốc khánh\n31/02/2027; nghỉ; Tết", "Dòng 2: phần đầu phải là ngày"},
		{"02/09/2026; nghỉ; Quốc khánh", "Dòng 1: ngày 02/09/2026 không thuộc năm 2027"},
		{"02/09/2027; nghỉ; Quốc khánh\n02/09/2027; nghỉ; Quốc khánh", "Dòng 2: ngày 02/09/2027 đã có ở dòng 1"},
		{"02/09/2027; đi làm bù; Quốc khánh", "vốn là ngày làm việc"},
		{"02/09/2027; bù; Quốc khánh", "“nghỉ” hoặc “đi làm bù”"},
		{"02/09/2027", "cần ba phần"},
		{"02/09/2027; nghỉ;", "ghi tên ngày nghỉ"},
		{"  \n", "Ghi ít nhất một ngày"},
	}
	for _, tt := range tests {
		_, err := parseHolidays(tt.text, 2027)
		e, ok := errors.AsType[*errs.Error](err)
		if !ok || len(e.Fields) == 0 || !strings.Contains(e.Fields[0].Message, tt.says) {
			t.Errorf("%q: %v, want %q", tt.text, err, tt.says)
		}
	}
}

func FuzzParseHolidays(f *testing.F) {
	f.Add("02/09/2027; nghỉ; Quốc khánh")
	f.Add("\t\t\n;;\n,,\n\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseHolidays(text, 2027)
		if err != nil {
			return
		}
		if again, err := parseHolidays(holidayLines(got), 2027); err != nil || !slices.Equal(again, got) {
			t.Fatalf("%q gives %v, written and read again %v, %v", text, got, again, err)
		}
	})
}
