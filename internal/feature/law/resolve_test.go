package law

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func someCite(seq int, number, date, issuer string) Cite {
	return Cite{ID: fmt.Sprint("c", seq), PlanID: "p", Seq: seq, Kind: "Quyết định", Number: number, NumberFold: numberFold(number), Date: date, Issuer: issuer}
}

// told says of each citation, by its Seq, which document it was found to be: its day, or nothing.
func told(r resolved) string {
	var out []string
	for _, c := range r.Cites {
		words := "?"
		for _, d := range r.Docs {
			if d.ID == c.DocumentID {
				words = orElse(d.IssuedOn.String(), "undated")
			}
		}
		out = append(out, fmt.Sprintf("%d=%s", c.Seq, words))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestACitationFindsItsDocument(t *testing.T) {
	const n = "06/QĐ-TTg"
	for _, c := range []struct {
		name  string
		cites []Cite
		docs  int
		want  string
	}{
		{"two decisions of one number", []Cite{someCite(1, n, "03/01/2019", ""), someCite(2, n, "06/01/2022", "")}, 2, "1=03/01/2019 2=06/01/2022"},
		{"without a date it could be either", []Cite{someCite(1, n, "03/01/2019", ""), someCite(2, n, "06/01/2022", ""), someCite(3, n, "", "")}, 2, "1=03/01/2019 2=06/01/2022 3=?"},
		{"an impossible date is no date", []Cite{someCite(1, n, "03/01/20219", "")}, 1, "1=undated"},
		{"an impossible date beside one document", []Cite{someCite(1, n, "03/01/20219", ""), someCite(2, n, "03/01/2019", "")}, 1, "1=03/01/2019 2=03/01/2019"},
		{"a year alone finds the day", []Cite{someCite(1, n, "2019", ""), someCite(2, n, "03/01/2019", "")}, 1, "1=03/01/2019 2=03/01/2019"},
		{"issuer left out", []Cite{someCite(1, "69/KH-UBND", "25/3/2025", ""), someCite(2, "69/KH-UBND", "25/3/2025", "UBND tỉnh")}, 1, "1=25/03/2025 2=25/03/2025"},
		{"issuer left out of two", []Cite{someCite(1, "69/KH-UBND", "25/3/2025", ""), someCite(2, "69/KH-UBND", "25/3/2025", "UBND tỉnh"), someCite(3, "69/KH-UBND", "25/3/2025", "UBND thị xã")},
			2, "1=? 2=25/03/2025 3=25/03/2025"},
	} {
		r := resolve("u", nil, c.cites)
		if got := told(r); got != c.want || len(r.Docs) != c.docs {
			t.Errorf("%s: %s, %d documents; want %s, %d", c.name, got, len(r.Docs), c.want, c.docs)
		}
	}
}

// A person's choice stands whatever is cited later.
func TestAChoiceStays(t *testing.T) {
	r := resolve("u", nil, []Cite{someCite(1, "06/QĐ-TTg", "03/01/2019", ""), someCite(2, "06/QĐ-TTg", "06/01/2022", ""), someCite(3, "06/QĐ-TTg", "", "")})
	later := r.Docs[1].ID
	for i := range r.Cites {
		if r.Cites[i].Seq == 3 {
			r.Cites[i].DocumentID, r.Cites[i].ChosenBy = later, "Trần Thu Hoa"
		}
	}
	again := resolve("u", r.Docs, append(r.Cites, someCite(4, "06/QĐ-TTg", "05/05/2023", "")))
	for _, c := range again.Cites {
		if c.Seq == 3 && c.DocumentID != later {
			t.Errorf("the choice became %q", c.DocumentID)
		}
	}
}

// checkGrown checks citations that came one by one: a whole one lies with the document of its day and issuer, none with a
// document that contradicts it, and no document is there twice.
func checkGrown(t *rapid.T, r resolved) {
	keys := map[Key]bool{}
	byID := map[string]Key{}
	for _, d := range r.Docs {
		if keys[d.key()] {
			t.Fatalf("two documents are %v", d.key())
		}
		keys[d.key()], byID[d.ID] = true, d.key()
	}
	for _, c := range r.Cites {
		key, found := byID[c.DocumentID]
		if whole := !c.key().Day.IsZero() && c.key().Issuer != ""; whole && key != c.key() || found && !c.key().meets(key) {
			t.Fatalf("citation %v lies with %v", c.key(), key)
		}
	}
}

// The order in which citations are given does not matter, and looking again changes nothing.
func TestResolvingDependsOnNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cites []Cite
		for i := range rapid.IntRange(1, 7).Draw(t, "citations") {
			date := rapid.SampledFrom([]string{"", "03/01/2019", "06/01/2022", "03/01/20219", "07/02/2019"}).Draw(t, "date")
			issuer := rapid.SampledFrom([]string{"", "UBND tỉnh", "UBND thị xã"}).Draw(t, "issuer")
			cites = append(cites, someCite(i+1, "6/KH-UBND", date, issuer))
		}
		want := resolve("u", nil, cites)
		again := resolve("u", want.Docs, want.Cites)
		if len(again.Added)+len(again.Altered) > 0 || told(again) != told(want) {
			t.Fatalf("looking again: %s, then %s, %d added", told(want), told(again), len(again.Added))
		}
		mixed := rapid.Permutation(cites).Draw(t, "order")
		if got := resolve("u", nil, mixed); told(got) != told(want) {
			t.Fatalf("%s in order, %s mixed", told(want), told(got))
		}
		var grown resolved
		for _, c := range mixed {
			grown = resolve("u", grown.Docs, append(grown.Cites, c))
		}
		checkGrown(t, grown)
	})
}
