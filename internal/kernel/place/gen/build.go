package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

const source = "thanglequoc/vietnamese-provinces-database v2.4.1 and state of 2026-07-25 (MIT); dvhcvn/20250701 (MIT)"

// start is the day on which the two levels of today took over.
var start = day.Must(2025, 7, 1)

// officialCode corrects codes of the tables: the statistics office's list of 25/06/2025 and the data set's release 5.0.0
// give Ba Chẽ the second code.
var officialCode = map[string]string{"06978": "06970"}

// unit is a row of the catalogue.
type unit struct {
	code, full, parent string
	from, to           day.Day
	also               []string // other spellings of the name, and other codes
	source             string   // when it is not the one of the file
}

// build makes the rows of both files, each with its line of column names, in the order of code and day.
func build(t tables) (places, successions [][]string, err error) {
	units := slices.Concat(unitsOfToday(t), oldUnits(t))
	for i := range units {
		if err := units[i].tidy(); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(units, func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.from.ISO(), b.from.ISO()))
	})
	places = [][]string{{"code", "full_name", "parent_code", "from", "to", "also", "source"}}
	for _, u := range units {
		places = append(places, []string{u.code, u.full, u.parent, u.from.ISO(), u.to.ISO(), strings.Join(u.also, "|"), u.source})
	}
	return places, successionRows(t), nil
}

// unitsOfToday are the units since 01/07/2025; one whose kind changed later gives two.
func unitsOfToday(t tables) []unit {
	amended := map[string]record{}
	for _, a := range t.amendments {
		amended[a["code"]] = a
	}
	codes := map[string]string{}
	for _, a := range t.aliases {
		codes[a["code_2026"]], codes[a["code_in_1027_CTK"]] = a["code_in_1027_CTK"], a["code_2026"]
	}
	var units []unit
	for _, r := range slices.Concat(t.provinces, t.communes) {
		code := cmp.Or(officialCode[r["code"]], r["code"])
		u := unit{code: code, full: r["full_name"], parent: r["province_code"], from: start}
		if other := codes[code]; other != "" {
			u.also = []string{other}
		}
		if a, ok := amended[code]; ok {
			until, then := amend(u, a, r["name"])
			units = append(units, until, then)
			continue
		}
		units = append(units, u)
	}
	return units
}

// amend splits a unit on the day from which it has another kind.
func amend(u unit, a record, name string) (until, then unit) {
	changed, _ := day.ParseISO(a["date"])
	until, then = u, u
	until.full, until.to = a["was"]+" "+name, changed.Add(-1)
	then.full, then.from, then.source = a["kind"]+" "+name, changed, a["resolution"]
	return until, then
}

// oldUnits are the units that ended on 30/06/2025. Since when they had been there is not known.
func oldUnits(t tables) []unit {
	var units []unit
	spellings := spellingsOf(t)
	for _, r := range slices.Concat(t.oldProvinces, t.oldDistricts, t.oldCommunes) {
		parent := cmp.Or(r["district_code"], r["province_code"])
		units = append(units, unit{code: r["code"], full: r["full_name"], parent: parent, to: start.Add(-1), also: spellings[r["code"]]})
	}
	return append(units, mergedEarlier(t)...)
}

// mergedEarlier are units that the mapping still names though the list of communes no longer has them. Their district is
// not in the tables; their province is that of the other units that went the same way.
func mergedEarlier(t tables) []unit {
	provinceOf := map[string]string{}
	for _, r := range t.oldDistricts {
		provinceOf[r["code"]] = r["province_code"]
	}
	for _, r := range t.oldCommunes {
		provinceOf[r["code"]] = provinceOf[r["district_code"]]
	}
	provinceOfGroup := map[string]string{}
	for _, m := range t.communeMap {
		if p := provinceOf[m["old_code"]]; p != "" {
			provinceOfGroup[m["new_code"]] = p
		}
	}
	var units []unit
	for _, m := range t.communeMap {
		if provinceOf[m["old_code"]] == "" {
			units = append(units, unit{code: m["old_code"], full: m["old_name"], parent: provinceOfGroup[m["new_code"]], to: start.Add(-1)})
		}
	}
	return units
}

// spellingsOf gathers how the sources write the names of the old communes, by code.
func spellingsOf(t tables) map[string][]string {
	all := map[string][]string{}
	for _, v := range t.variants {
		all[v["old_code"]] = append(all[v["old_code"]], v["spelling_statistics_office"], v["spelling_map_publisher"])
	}
	for _, m := range t.communeMap {
		if _, name, ok := place.SplitKind(m["old_name"]); ok {
			all[m["old_code"]] = append(all[m["old_code"]], name)
		}
	}
	return all
}

// tidy writes the name as official documents do and keeps those other spellings that differ from it.
func (u *unit) tidy() error {
	kind, name, ok := place.SplitKind(clean(u.full))
	if !ok {
		return fmt.Errorf("%s: no kind in %q", u.code, u.full)
	}
	u.full = place.FullName(kind, clean(name))
	others := u.also[:0:0]
	for _, other := range u.also {
		other = clean(other)
		if !strings.EqualFold(other, name) && !slices.Contains(others, other) {
			others = append(others, other)
		}
	}
	slices.Sort(others)
	u.also = others
	return nil
}

// clean gives one spelling, single blanks and no abbreviation.
func clean(s string) string {
	s = strings.Join(strings.Fields(vi.Spell(vi.NFC(s))), " ")
	return strings.Replace(s, "N.T ", "Nông trường ", 1)
}

// successionRows tell who went into whom and when, whole or in part.
func successionRows(t tables) [][]string {
	var rows [][]string
	for _, m := range slices.Concat(t.provinceMap, t.communeMap) {
		rows = append(rows, []string{start.ISO(), m["old_code"], cmp.Or(officialCode[m["new_code"]], m["new_code"]), m["part"]})
	}
	for _, a := range t.amendments {
		rows = append(rows, []string{a["date"], a["code"], a["code"], "full"})
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
	})
	return slices.Insert(rows, 0, []string{"date", "old_code", "new_code", "part"})
}
