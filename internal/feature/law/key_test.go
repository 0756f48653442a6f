package law

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestKeysThatAreOne(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b [4]string
	}{
		{"dash or blank", k("Chỉ thị", "28 CT/TW", "Bộ Chính trị", "25/12/2023"), k("Chỉ thị", "28-CT/TW", "Ban Bí thư", "25/12/2023")},
		{"zero in front", k("Kế hoạch", "09/KH-UBND", "UBND thị xã", "14/01/2021"), k("Kế hoạch", "9/KH-UBND", "Ủy ban nhân dân thị xã", "14/1/2021")},
		{"long date", k("Quyết định", "06/QĐ-TTg", "", "03 tháng 01 năm 2019"), k("Quyết định", "06/QĐ-TTg", "Thủ tướng Chính phủ", "03/01/2019")},
		{"wrong issuer beside a symbol that knows", k("Nghị định", "33/2023/NĐ-CP", "Thủ tướng Chính phủ", "10/06/2023"), k("Nghị định", "33/2023/NĐ-CP", "Chính phủ", "")},
		{"wrong kind beside a symbol that knows", k("Kế hoạch", "23/QĐ-TTg", "", "07/01/2021"), k("Quyết định", "23/QĐ-TTg", "", "07/01/2021")},
		{"symbol run together", k("Chỉ thị", "23/CTTg", "", "26/5/2020"), k("Chỉ thị", "23/CT-TTg", "", "26/05/2020")},
	} {
		if a, b := keyOf(c.a), keyOf(c.b); a != b {
			t.Errorf("%s: %v and %v", c.name, a, b)
		}
	}
}

func TestKeysThatAreTwo(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b [4]string
	}{
		{"two decisions of one number", k("Quyết định", "06/QĐ-TTg", "", "03/01/2019"), k("Quyết định", "06/QĐ-TTg", "", "06/01/2022")},
		{"province and town", k("Kế hoạch", "69/KH-UBND", "UBND tỉnh Hưng Yên", "25/3/2025"), k("Kế hoạch", "69/KH-UBND", "UBND thị xã", "25/3/2025")},
		{"contract and guidance", k("", "5/HĐ-UBND", "", "1/1/2025"), k("", "5/HD-UBND", "", "1/1/2025")},
		{"number with a letter", k("", "6a/KH-UBND", "", "1/1/2025"), k("", "6/KH-UBND", "", "1/1/2025")},
		{"year of its own", k("", "12/2020/NĐ-CP", "", ""), k("", "12/2021/NĐ-CP", "", "")},
	} {
		if a, b := keyOf(c.a), keyOf(c.b); a == b || a.String() == b.String() {
			t.Errorf("%s: both are %v", c.name, a)
		}
	}
}

func k(kind, number, issuer, date string) [4]string { return [4]string{kind, number, issuer, date} }

func keyOf(c [4]string) Key { return KeyOf(c[0], c[1], c[2], c[3]) }

// cited is a number in its parts, to be written in several ways.
type cited struct {
	number int
	letter string
	groups []string
	slash  string // between the groups
	date   day.Day
}

func someCited(t *rapid.T) cited {
	c := cited{number: rapid.IntRange(1, 9999).Draw(t, "number"), letter: rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "letter")}
	c.groups = rapid.SampledFrom([][]string{{"QĐ", "TTg"}, {"KH", "UBND"}, {"CT", "TTg"}, {"NQ", "HĐND"}, {"HĐ", "UBND"}, {"HD", "UBND"}, {"QĐ", "UBND"}, {"KH", "BCĐ"}}).Draw(t, "groups")
	c.date = day.Must(rapid.IntRange(2010, 2030).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	return c
}

// write prints a citation in one of the ways that plans do.
func (c cited) write(t *rapid.T, label string) (number, date string) {
	zeros := rapid.SampledFrom([]string{"", "0", "00"}).Draw(t, label+" zeros")
	if c.number > 999 {
		zeros = ""
	}
	sep := rapid.SampledFrom([]string{"/", " / ", "/ "}).Draw(t, label+" separator")
	number = fmt.Sprintf("%s%d%s%s%s", zeros, c.number, c.letter, sep, strings.Join(c.groups, "-"))
	if c.letter != "" {
		number = strings.ReplaceAll(number, " ", "")
	}
	date = rapid.SampledFrom([]string{c.date.String(), fmt.Sprintf("%d/%d/%d", c.date.Date(), c.date.Month(), c.date.Year()),
		fmt.Sprintf("%02d tháng %d năm %d", c.date.Date(), c.date.Month(), c.date.Year())}).Draw(t, label+" date")
	return number, date
}

// However a document is written its key is one, and two documents never share a key.
func TestKeysAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someCited(t), someCited(t)
		n1, d1 := a.write(t, "first")
		n2, d2 := a.write(t, "second")
		n3, d3 := b.write(t, "other")
		one, again, other := KeyOf("", n1, "", d1), KeyOf("", n2, "", d2), KeyOf("", n3, "", d3)
		if one.String() != again.String() {
			t.Fatalf("%q %q and %q %q are one document: %s, %s", n1, d1, n2, d2, one, again)
		}
		same := a.number == b.number && a.letter == b.letter && strings.Join(a.groups, "-") == strings.Join(b.groups, "-") && a.date == b.date
		if (one.String() == other.String()) != same {
			t.Fatalf("%q %q and %q %q: %s, %s", n1, d1, n3, d3, one, other)
		}
	})
}

// A page is found by the path that its own number gives.
func TestDocumentPathsLeadBack(t *testing.T) {
	for _, number := range []string{"23/QĐ-TTg", "28-CT/TW", "06/QĐ-TTg", "121/2020/QH14", "0204/KH-UBND"} {
		fold := numberFold(number)
		if got := foldOfPath(documentPath(fold)); got != fold || fold == "" {
			t.Errorf("%s: key %q, path leads to %q", number, fold, got)
		}
	}
}

func FuzzKey(f *testing.F) {
	f.Add("Quyết định", "06/QĐ-TTg", "Thủ tướng", "03/01/20219")
	f.Add("", "28 CT/TW", "\xff", "31/02/2020")
	f.Fuzz(func(t *testing.T, kind, number, issuer, date string) {
		key := KeyOf(kind, number, issuer, date)
		if strings.Count(key.String(), "|") != 5 {
			t.Errorf("a part holds the sign between parts: %q", key.String())
		}
		if !key.meets(key) {
			t.Errorf("%v does not meet itself", key)
		}
	})
}
