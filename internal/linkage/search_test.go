package linkage_test

import (
	"fmt"
	"testing"

	"github.com/mangnon/mangnon/internal/linkage"
)

func TestSearchAsPeopleType(t *testing.T) {
	people := append([]linkage.Person{binh}, rows(t, 4000, 31)...)
	x := linkage.NewIndex(register(people...))
	born := binh.Birth
	for _, q := range []linkage.Query{
		{Name: "Nguyễn Gia Bình", Birth: born},
		{Name: "nguyen gia binh", Birth: born},
		{Name: "Nguyễn Bình", Birth: born},
		{Name: "Nguyễn Bình Gia", Birth: born},
		{Name: "Nguyễn G. Bình", Birth: born},
		{Name: "Nguyễn Gia Bìhn", Birth: born},
		{Name: "Nguyễn GiaBình", Birth: born},
		{Name: "Nguyeenx Gia Binhf", Birth: born},
		{Name: "Nguyễn Gia Bình", Birth: linkage.NewDate(2019, 5, 7)},
		{Name: "Nguyễn Gia Bình", Birth: linkage.NewDate(2018, 7, 5)},
		{Name: "Nguyễn Gia Bình", Birth: linkage.NewDate(2019, 0, 0), Mother: "Hoa"},
		{Name: "Nguyễn Gia Bình", Mother: "tran thi hoa"},
		{Name: "Nguyễn Gia Bình", Hamlet: "Thôn 2", Mother: "Trần Hoa"},
		{Name: "Gia Bình", Age: 7, At: linkage.NewDate(2026, 9, 1), Mother: "Trần Thị Hoa"},
	} {
		hits := x.Search(q, 10)
		if len(hits) == 0 || hits[0].Place != 0 {
			t.Errorf("%+v: %+v", q, hits)
		}
	}
}

func TestSearchShowsExactFirst(t *testing.T) {
	x := linkage.NewIndex(register(linkage.Person{Name: "Lê Thị Hạ"}, linkage.Person{Name: "Le Thi Ha"}, linkage.Person{Name: "Lê Thị Hà"}, linkage.Person{Name: "Lê Hà"}))
	got := ""
	for _, h := range x.Search(linkage.Query{Name: "Lê Thị Hà"}, 10) {
		got += fmt.Sprint(h.Place)
	}
	if got != "2103" {
		t.Errorf("order %s, want the same, without marks, other marks, without the middle name", got)
	}
}

func TestSearchBearsAnything(t *testing.T) {
	empty := linkage.NewIndex(register())
	some := linkage.NewIndex(register(binh, linkage.Person{}))
	for _, q := range []linkage.Query{{}, {Name: "("}, {Name: "Zzz Qqq"}, {Name: "An", Birth: linkage.NewDate(9999, 12, 31)}, {Mother: "Hoa"}, {Hamlet: "x", Commune: "y", Age: 200},
		{Birth: binh.Birth}, {Name: "Bình", Birth: binh.Birth}, {Name: "B", Birth: binh.Birth, Mother: "a b c d e f g h i k l m"}} {
		if hits := empty.Search(q, 10); len(hits) != 0 {
			t.Errorf("%+v found %+v in an empty register", q, hits)
		}
		if hits := some.Search(q, 0); len(hits) != 0 {
			t.Errorf("%+v: nobody was wanted, got %+v", q, hits)
		}
		if hits := some.Search(q, 10); len(hits) > 2 {
			t.Errorf("%+v: two persons, %d answers", q, len(hits))
		}
	}
}

func TestEveryoneIsFoundByNameAndDay(t *testing.T) {
	people := rows(t, 2000, 32)
	x := linkage.NewIndex(register(people...))
	for i, p := range people {
		if p.Birth.Day() == 0 {
			continue
		}
		hits := x.Search(linkage.Query{Name: p.Name, Birth: p.Birth}, 10)
		if len(hits) == 0 || hits[0].Score > .5 || people[hits[0].Place].Birth != people[i].Birth {
			t.Fatalf("record %d is not found by what is written in it", i)
		}
	}
}
