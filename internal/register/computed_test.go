package register_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

func TestAComputedAnswerFollowsTheOthers(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		id := s.add("diem", "999", "xep-loai", "thuong") // nobody types them
		page := func(words string) {
			t.Helper()
			s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, ".facts", words)
		}
		page("Điểm153,8")
		page("Xếp loạiPhải làm ngay")
		s.send(hoa, "so-thu/"+id+"/sua", answers("c1", "ban", "1", "sau", "", "rao", "co")).id(t)
		page("Điểm156,3")
		page("Xếp loạiTheo kế hoạch")
		s.send(hoa, "so-thu/"+id+"/sua", answers("c2", "ban", "2", "ty-le", "")).id(t)
		if got := s.send(hoa, "so-thu/"+id, nil).text(".facts"); strings.Contains(got, "156,3") {
			t.Errorf("a number without an answer gives a result: %s", got)
		}
		s.send(hoa, "so-thu/"+id+"/buoc/trinh", form("ban", "3", "co-quan", s.body())).id(t) // a move keeps it true as well
		page("Xếp loạiPhải làm ngay")
		too := s.send(hoa, "so-thu/them", answers("c3", "ho", "1.000.000.000.000", "ty-le", "100", "sau", "100"))
		too.want(t, http.StatusUnprocessableEntity, "#loi", "Điểm: kết quả tính được phải từ")

		for i, ho := range []string{"100", "", "300", "200", ""} {
			s.add("ten", fmt.Sprint("Bến ", i), "ho", ho, "ty-le", "10", "sau", "0", "cap", []string{"Cao", "Thấp"}[i%2])
		}
		var order []string
		for _, n := range s.send(hoa, "so-thu?sap-xep=diem", nil).doc.Find("tbody th").EachIter() {
			order = append(order, strings.TrimSpace(n.Text()))
		}
		if got := strings.Join(order[:3], ", "); got != "Bến 2, Bến 3, Bến 0" {
			t.Errorf("in the order of the points: %s", strings.Join(order, ", "))
		}
		s.send(hoa, "so-thu?xep-loai=thuong", nil).want(t, http.StatusOK, "[role=status]", "2 mục thử")
	})
}

// Records without a number stand in one place of the order on both engines, and on one page each.
func TestTheOrderOfAComputedNumberHasEveryRecordOnce(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for i := range 7 {
			s.add("ten", fmt.Sprint("Bến ", i), "ho", []string{"", "100", "200"}[i%3], "ty-le", "10", "sau", "")
		}
		us := actor.Actor{AccountID: "a-Hoa", UnitID: s.units[0].ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
		seen := map[string]bool{}
		for ask := (register.Ask{Sort: "diem", Size: 2}); ; {
			p, _, err := s.register.List(t.Context(), db.Reader(us), us.UnitID, ask, day.Must(2026, 5, 12))
			if err != nil {
				t.Fatal(err)
			}
			for _, rec := range p.Records {
				if seen[rec.ID] {
					t.Fatal("a record stands on two pages")
				}
				seen[rec.ID] = true
			}
			if ask.After = p.Next; p.Next == "" {
				break
			}
		}
		if len(seen) != 7 {
			t.Errorf("the pages have %d of 7 records", len(seen))
		}
	})
}

// What is wrong with a declaration is said when the program starts.
func TestADeclarationThatCannotWorkIsRefused(t *testing.T) {
	base := func(fields ...register.Field) register.Declaration {
		return register.Declaration{Name: "wrong", Title: "Sổ sai", One: "mục", Path: "sai", ReadRight: actor.HazardRead, EditRight: actor.HazardEdit, Label: "name",
			Fields: append([]register.Field{{Column: "name", Name: "ten", Label: "Tên", Kind: register.Text{}}, {Column: "n", Name: "so", Label: "Số", Kind: register.Number{}}}, fields...),
			States: []register.State{{Key: "a", Text: "a", Glyph: "!"}}, Sorts: []register.Sort{{Column: "name"}}}
	}
	computed := func(expression string) register.Field {
		return register.Field{Column: "c", Name: "tinh", Label: "Tính", Kind: register.Computed{As: register.Number{}, Expr: expression}}
	}
	by := base()
	by.Sorts = []register.Sort{{Column: "n"}}
	move := base(computed("n + 1"))
	move.Moves = []register.Move{{Key: "m", Text: "m", From: []string{"a"}, To: "a", Needs: []string{"c"}}}
	files := base(register.Field{Column: "f", Name: "tep", Label: "Tệp", Kind: register.Files{Pair: "ghost"}})
	for words, d := range map[string]register.Declaration{
		"unknown name ghost": base(computed("ghost + 1")), "the expression of c": base(computed("n +")), "invalid operation": base(computed("n + name")),
		"expected float64": base(computed(`name == "a"`)), "in the order of \"n\"": by, "no move can ask for the computed": move, "no files in column ghost": files,
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, words) {
					t.Errorf("it is refused with %q, want words with %q", got, words)
				}
			}()
			register.New(d)
		}()
	}
}
