package match_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func today() day.Day { d, _ := day.Of(2026, 11, 24); return d }

var known = match.Words{Today: today(), Code: "TE", HouseholdCode: "HO", Hamlets: []ui.Option{
	{Value: "h1", Text: "Tổ dân phố số 1"}, {Value: "h3", Text: "Tổ dân phố số 3", Hint: "Thôn Cầu Đá"}, {Value: "h13", Text: "Tổ dân phố số 13"}, {Value: "t3", Text: "Thôn 3"}, {Value: "pd", Text: "Tổ dân phố Phú Đa"}},
	Here: func(name string) (string, bool) {
		if strings.EqualFold(name, "Tân Lập") {
			return "xã Tân Lập nay thuộc phường này", true
		}
		return "", false
	}}

func TestParse(t *testing.T) {
	at := linkage.NewDate(2026, 11, 24)
	for typed, want := range map[string]match.Read{
		"nguyễn thị an 2018 mẹ hoa tdp 3": {Query: linkage.Query{Name: "nguyễn thị an", Birth: linkage.NewDate(2018, 0, 0), Mother: "hoa", Hamlet: "h3"}},
		"Nguyễn Thị An":                   {Query: linkage.Query{Name: "Nguyễn Thị An"}},
		"an 5/7/2019":                     {Query: linkage.Query{Name: "an", Birth: linkage.NewDate(2019, 7, 5)}},
		"an sinh ngày 05-07-2019":         {Query: linkage.Query{Name: "an", Birth: linkage.NewDate(2019, 7, 5)}},
		"an 05072019":                     {Query: linkage.Query{Name: "an", Birth: linkage.NewDate(2019, 7, 5)}},
		"an 2019-07-05":                   {Query: linkage.Query{Name: "an", Birth: linkage.NewDate(2019, 7, 5)}},
		"an 7/2019":                       {Query: linkage.Query{Name: "an", Birth: linkage.NewDate(2019, 7, 0)}},
		"Trần An, sinh năm 2019, con chị Lê Thị Hoa": {Query: linkage.Query{Name: "Trần An", Birth: linkage.NewDate(2019, 0, 0), Mother: "Lê Thị Hoa"}},
		"tran an bo le van hung me hoa":              {Query: linkage.Query{Name: "tran an", Father: "le van hung", Mother: "hoa"}},
		"gia bình 7 tuổi thôn 3":                     {Query: linkage.Query{Name: "gia bình", Age: 7, At: at, Hamlet: "t3"}},
		"gia bình 7t to 13":                          {Query: linkage.Query{Name: "gia bình", Age: 7, At: at, Hamlet: "h13"}},
		"gia bình tổ dân phố số 3":                   {Query: linkage.Query{Name: "gia bình", Hamlet: "h3"}},
		"gia bình phú đa":                            {Query: linkage.Query{Name: "gia bình", Hamlet: "pd"}},
		"lê an thôn cầu đá":                          {Query: linkage.Query{Name: "lê an", Hamlet: "h3"}},
		"001219000123":                               {Query: linkage.Query{Number: "001219000123"}},
		"an 001 219 000123":                          {Query: linkage.Query{Name: "an", Number: "001219000123"}},
		"0912.345.678":                               {Query: linkage.Query{Phone: "0912345678"}},
		"an 0912 345 678":                            {Query: linkage.Query{Name: "an", Phone: "0912345678"}},
		"hộ 12":                                      {Household: 12},
		"hộ HO-0012 an":                              {Household: 12, Query: linkage.Query{Name: "an"}},
		"ho0012":                                     {Household: 12},
		"TE-0005":                                    {Code: 5},
		"mẹ trần thị hoa":                            {Query: linkage.Query{Mother: "trần thị hoa"}},
		"Hồ Thị Bo":                                  {Query: linkage.Query{Name: "Hồ Thị Bo"}},
		"Me Linh":                                    {Query: linkage.Query{Name: "Me Linh"}},
		"Tô Hoài Nam":                                {Query: linkage.Query{Name: "Tô Hoài Nam"}},
		"nguyễn sinh nam":                            {Query: linkage.Query{Name: "nguyễn sinh nam"}},
		"Lê An xã Tân Lập 2018":                      {Query: linkage.Query{Name: "Lê An", Birth: linkage.NewDate(2018, 0, 0)}},
		"Trần Thị Trấn":                              {Query: linkage.Query{Name: "Trần Thị Trấn"}},
		"   ":                                        {},
		"1850":                                       {Query: linkage.Query{Name: "1850"}},
	} {
		got := match.Parse(typed, known)
		got.Told = nil
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", typed, got, want)
		}
	}
}

func TestParseTellsWhatItUnderstood(t *testing.T) {
	got := strings.Join(match.Parse("lê an 2018 mẹ hoa tdp 3 xã tân lập", known).Told, "; ")
	if want := "sinh năm 2018; mẹ hoa; ở Tổ dân phố số 3; xã Tân Lập nay thuộc phường này"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzParse: whatever is typed, the reading ends, loses no letter silently to a wrong encoding and gives no impossible date.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"nguyễn thị an 2018 mẹ hoa tdp 3", "mẹ", "hộ", "tdp", "con bà", "0912 345", "31/31/2019", "mẹ , bố , 7 tuổi", "\xff\xfe", "tổ dân phố số", "xã", "te-", strings.Repeat("an ", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := match.Parse(s, known)
		for _, v := range []string{r.Query.Name, r.Query.Mother, r.Query.Father, r.Query.Number, r.Query.Phone} {
			if !utf8.ValidString(v) {
				t.Fatalf("%q gives %q", s, v)
			}
		}
		if b := r.Query.Birth; b.Month() > 12 || b.Day() > 31 || r.Query.Age < 0 || r.Code < 0 || r.Household < 0 {
			t.Fatalf("%q gives %+v", s, r)
		}
		if n := len(r.Query.Number); n != 0 && n != 12 {
			t.Fatalf("%q gives a number of %d digits", s, n)
		}
	})
}
