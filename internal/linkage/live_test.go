package linkage_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/linkage"
)

func keyOf(n int) (k linkage.Key) {
	binary.BigEndian.PutUint32(k[:], uint32(n)*2654435761)
	return k
}

// TestALiveIndexAnswersAsOneMadeAnew writes at random and asks: what follows the database must not differ from what is loaded
// at a start.
func TestALiveIndexAnswersAsOneMadeAnew(t *testing.T) {
	people := rows(t, 1500, 51)
	rapid.Check(t, func(t *rapid.T) {
		live := linkage.NewLive(10)
		now := map[int]linkage.Person{}
		first := rapid.IntRange(0, 300).Draw(t, "first")
		for i := range first {
			now[i] = people[i]
			live.Fill([]linkage.Put{{Key: keyOf(i), Person: people[i]}})
		}
		live.Ready()
		for range rapid.IntRange(1, 60).Draw(t, "writes") {
			id, as := rapid.IntRange(0, 400).Draw(t, "id"), rapid.IntRange(0, len(people)-1).Draw(t, "as")
			if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
				delete(now, id)
				live.Apply([]linkage.Put{{Key: keyOf(id), Gone: true}})
				continue
			}
			now[id] = people[as]
			live.Apply([]linkage.Put{{Key: keyOf(id), Person: people[as]}})
		}
		anew := linkage.NewLive(0)
		for id, p := range now {
			anew.Fill([]linkage.Put{{Key: keyOf(id), Person: p}})
		}
		anew.Ready()
		if live.Len() != len(now) || anew.Len() != len(now) {
			t.Fatalf("%d and %d persons, want %d", live.Len(), anew.Len(), len(now))
		}
		for range 20 {
			p := people[rapid.IntRange(0, 420).Draw(t, "asked")]
			for _, q := range []linkage.Query{{Name: p.Name}, {Name: p.Name, Birth: p.Birth}, {Name: p.Name, Mother: p.Mother, Within: p.Commune}, {Name: p.Name, Hamlet: p.Hamlet},
				{Mother: p.Mother}, {Number: p.Number}, {Phone: p.Phone, Name: p.Name}, {Household: p.Household, Within: p.Commune}} {
				if a, b := live.Search(q, 5), anew.Search(q, 5); !slices.Equal(a, b) {
					t.Fatalf("%+v: followed %v, anew %v", q, a, b)
				}
			}
		}
	})
}

func TestWhoIsTypedAgainIsAskedAbout(t *testing.T) {
	live := linkage.NewLive(0)
	live.Fill([]linkage.Put{{Key: keyOf(1), Person: binh}})
	for i, p := range rows(t, 3000, 52) {
		p.Commune = binh.Commune
		live.Fill([]linkage.Put{{Key: keyOf(i + 2), Person: p}})
	}
	live.Ready()
	again := binh
	again.Name, again.Number, again.Phone = "NGUYEN GIA BINH", "", ""
	twins := live.Near(again, linkage.Key{}, 5)
	if len(twins) == 0 || twins[0].Key != keyOf(1) {
		t.Fatalf("not asked about: %+v", twins)
	}
	sister := binh
	sister.Name, sister.Sex, sister.Birth, sister.Number = "Nguyễn Gia Hân", linkage.Girl, linkage.NewDate(2022, 1, 9), ""
	if twins := live.Near(sister, linkage.Key{}, 5); len(twins) != 0 {
		t.Errorf("a sister is asked about: %s", twins[0])
	}
	if twins := live.Near(again, keyOf(1), 5); len(twins) != 0 {
		t.Errorf("a child is its own double: %s", twins[0])
	}
}

func TestDecisionsKeepPairsApart(t *testing.T) {
	live := linkage.NewLive(0)
	again := binh
	again.Name = "Nguyen Gia Binh"
	live.Fill([]linkage.Put{{Key: keyOf(1), Person: binh}, {Key: keyOf(2), Person: again}})
	for i, p := range rows(t, 500, 53) {
		live.Fill([]linkage.Put{{Key: keyOf(i + 3), Person: p}})
	}
	live.Ready()
	is := func(d linkage.Double) bool {
		return d.A == keyOf(1) && d.B == keyOf(2) || d.A == keyOf(2) && d.B == keyOf(1)
	}
	if !slices.ContainsFunc(live.Doubles(true, nil), is) {
		t.Fatal("the doubled record is not found")
	}
	if slices.ContainsFunc(live.Doubles(true, func(a, b linkage.Key) bool { return is(linkage.Double{A: a, B: b}) }), is) {
		t.Fatal("what a person decided is asked again")
	}
}
