package law

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// programme is a plan for a period.
func programme(from, to int) Document {
	return Document{Kind: "Kế hoạch", Number: "1/KH-UBND", PeriodFrom: from, PeriodTo: to}.complete()
}

func TestHowADocumentStands(t *testing.T) {
	in := func(s State, from, to string) Document {
		return Document{State: s, ValidFrom: isoDay(from), ValidTo: isoDay(to)}.complete()
	}
	for _, c := range []struct {
		name string
		doc  Document
		at   string
		want string
	}{
		{"nobody compared it", in(Unknown, "", ""), "2026-01-01", "unknown chưa đối chiếu"},
		{"in force", in(Valid, "2020-01-01", ""), "2026-01-01", "ok còn hiệu lực"},
		{"not yet", in(Valid, "2026-07-01", ""), "2026-06-30", "wait có hiệu lực từ 01/07/2026"},
		{"on its last day", in(Expired, "", "2025-12-31"), "2025-12-31", "late sắp hết hiệu lực: 31/12/2025"},
		{"the day after", in(Expired, "", "2025-12-31"), "2026-01-01", "over hết hiệu lực từ 01/01/2026"},
		{"ended, nobody knows when", in(Expired, "", ""), "2026-01-01", "over hết hiệu lực"},
		{"in part", in(Partial, "", ""), "2026-01-01", "late hết hiệu lực một phần"},
		{"91 days before the end of a period", programme(2021, 2025), "2025-10-01", "unknown chưa đối chiếu"},
		{"90 days before", programme(2021, 2025), "2025-10-02", "late sắp hết giai đoạn: 31/12/2025"},
		{"last day of a period", programme(2021, 2025), "2025-12-31", "late sắp hết giai đoạn: 31/12/2025"},
		{"period over", programme(2021, 2025), "2026-01-01", "over hết giai đoạn từ 01/01/2026"},
	} {
		m := c.doc.MarkAt(isoDay(c.at))
		if got := m.Tag + " " + m.Words; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhenAReviewIsProposed(t *testing.T) {
	for _, c := range []struct {
		from, to int
		at       string
		want     string
	}{
		{2021, 2025, "2025-12-31", ""},
		{2021, 2025, "2026-01-01", "tong-ket 2025-12-31 2026-03-31"},
		{2021, 2025, "2026-12-31", "tong-ket 2025-12-31 2026-03-31"},
		{2021, 2025, "2027-01-01", ""},
		{2021, 2030, "2025-12-31", ""},
		{2021, 2030, "2026-01-01", "so-ket 2025-12-31 2026-03-31"},
		{2021, 2030, "2031-01-01", "tong-ket 2030-12-31 2031-03-31"},
		{2024, 2030, "2027-07-01", "so-ket 2027-06-30 2027-09-28"},
		{2025, 2027, "2026-07-01", ""}, // three years have no middle worth a review
		{0, 0, "2026-01-01", ""},
	} {
		var got []string
		for _, v := range reviewsOf(programme(c.from, c.to), isoDay(c.at)) {
			got = append(got, string(v.Kind)+" "+v.On.ISO()+" "+v.Due.ISO())
		}
		if words := strings.Join(got, ", "); words != c.want {
			t.Errorf("%d-%d on %s: %q, want %q", c.from, c.to, c.at, words, c.want)
		}
	}
}

// Every line of the data file is read, and only what was read in a source says how a document stands.
func TestTheDataFileIsWhole(t *testing.T) {
	lines := 0
	for line := range strings.Lines(validityFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) != factColumns {
			t.Fatalf("%d columns in %q", len(c), line)
		}
		f, ok := facts()[numberFold(c[1])]
		if !ok || f.doc.Number != c[1] {
			t.Errorf("%s is not found by its number", c[1])
		}
		for _, d := range []string{c[2], c[3], c[4]} {
			if _, err := day.ParseISO(d); d != "" && err != nil {
				t.Errorf("%s has the date %q", c[1], d)
			}
		}
		if c[8] != "read" && (c[5] != "" || c[4] != "") {
			t.Errorf("%s was not read in a source and says how it stands", c[1])
		}
		if c[9] == "" || !strings.Contains("read inferred recall", c[8]) {
			t.Errorf("%s has the confidence %q and the source %q", c[1], c[8], c[9])
		}
	}
	if lines != len(facts()) || lines < 20 {
		t.Errorf("%d lines, %d facts", lines, len(facts()))
	}
}

func TestFactsReachOnlyTheirDocument(t *testing.T) {
	doc := func(number, date string) Document {
		return documentOf(Cite{Kind: "Quyết định", Number: number, Date: date})
	}
	if d := doc("13/2023/NĐ-CP", ""); d.State != Expired || d.ValidTo.ISO() != "2025-12-31" || d.Confidence != Read {
		t.Errorf("a replaced decree: %+v", d)
	}
	if d := doc("23/QĐ-TTg", "07/01/2021"); d.State != Valid || d.PeriodTo != 2030 {
		t.Errorf("the national programme: %+v", d)
	}
	if d := doc("23/QĐ-TTg", "07/01/2020"); d.State != Unknown || d.Confidence != Cited {
		t.Errorf("another decision of the same number: %+v", d)
	}
	if d := doc("93/2019/NĐ-CP", ""); d.State != Unknown || d.Note == "" || d.Confidence != Cited {
		t.Errorf("what was inferred: %+v", d)
	}
}
