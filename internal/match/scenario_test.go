package match_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	binh = []string{"ten", "Nguyễn Gia Bình", "sinh", "5/7/2019", "gioi", "Nam", "me", "Trần Thị Hoa", "cha", "Nguyễn Văn Lâm", "thon", "Tổ dân phố số 3", "dien-thoai", "0912345678"}
	hân  = []string{"ten", "Nguyễn Gia Hân", "sinh", "9/1/2022", "gioi", "Nữ", "me", "Trần Thị Hoa", "cha", "Nguyễn Văn Lâm", "thon", "Tổ dân phố số 3"}
)

// found are the names on the page of a search.
func (w *world) found(as, typed string) string {
	w.Helper()
	a := w.send(as, "tim-tre-thu?"+values("tim", typed).Encode(), nil)
	if a.Code != http.StatusOK {
		w.Fatalf("search: %d %.300s", a.Code, a.text("main"))
	}
	return a.text("tbody th")
}

func TestSearchFollowsTheRegister(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.add(hoa, binh...)
		for _, typed := range []string{"nguyen gia binh", "Nguyễn Bình 2019", "gia bình mẹ hoa tdp 3", "0912 345 678", "mẹ trần thị hoa", "TT-0001", "nguyen gia bihn 5/7/2019"} {
			if got := w.found(hoa, typed); got != "Nguyễn Gia Bình" {
				t.Errorf("%q finds %q", typed, got)
			}
		}
		if got := w.found(other, "nguyen gia binh"); got != "" {
			t.Errorf("another unit finds %q", got)
		}
		if a := w.send(hoa, "tre-thu/"+id+"/sua", values("ban", "1", "ten", "Nguyễn Gia Khánh", "sinh", "5/7/2019", "me", "Trần Thị Hoa")); a.Code != http.StatusSeeOther {
			t.Fatalf("edit: %d %.300s", a.Code, a.text("main"))
		}
		if got := w.found(hoa, "nguyen gia khanh 2019"); got != "Nguyễn Gia Khánh" {
			t.Errorf("after a change: %q", got)
		}
		w.send(hoa, "tre-thu/"+id+"/bo", values())
		if got := w.found(hoa, "nguyen gia khanh"); got != "" {
			t.Errorf("in the trash: %q", got)
		}
		w.send(hoa, "tre-thu/"+id+"/lay-lai", values())
		if got := w.found(hoa, "nguyen gia khanh"); got == "" {
			t.Error("not found when it came back")
		}
	})
}

// TestTwoProcesses: what one process writes the other finds at once.
func TestTwoProcesses(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		here, there := newWorld(t, db), newWorld(t, db)
		here.add(hoa, binh...)
		if there.found(hoa, "gia binh 2019") == "" {
			t.Fatal("filled without the child")
		}
		here.n = 100
		here.add(hoa, hân...)
		if got := there.found(hoa, "nguyễn gia hân"); got == "" {
			t.Error("what another process wrote is not found")
		}
	})
}

func TestTheFormAsksBeforeASecondRecord(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.add(hoa, binh...)
	again := values("ten", "NGUYEN GIA BINH", "sinh", "2019", "me", "Trần T. Hoa", "thon", "Tổ dân phố số 3")
	a := w.send(hoa, "tre-thu/them", again)
	if a.Code == http.StatusSeeOther || !strings.Contains(a.text("main"), "TT-0001 Nguyễn Gia Bình") || !strings.Contains(a.text("main"), "tên mẹ gần giống") {
		t.Fatalf("%d: %.900s", a.Code, a.text("main"))
	}
	again.Set("khac", "1")
	if a := w.send(hoa, "tre-thu/them", again); a.Code != http.StatusSeeOther {
		t.Fatalf("adding anyway: %d %.600s", a.Code, a.text("main"))
	}
	if a := w.send(hoa, "tre-thu/them", values(hân...)); a.Code != http.StatusSeeOther {
		t.Fatalf("a sister is asked about: %.900s", a.text("main"))
	}
}

// TestMergeAndBack: the export before a merge and after its undo is the same to the byte, on both engines.
func TestMergeAndBack(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		first := w.add(hoa, binh...)
		second := w.add(hoa, "ten", "Nguyen Gia Binh", "sinh", "5/7/2019", "gioi", "Nam", "me", "Trần Thị Hoa", "so", "001219000123", "so-the-nao", "Khớp")
		w.send(hoa, "tre-thu/"+second+"/trao-doi", values("loi", "Đã gọi cho mẹ", "text", "Đã gọi cho mẹ"))
		before := w.rows()
		if err := w.finder.Look(t.Context(), w.units[0].ID); err != nil {
			t.Fatal(err)
		}
		list := w.send(hoa, "trung-tre-thu", nil)
		if !strings.Contains(list.text("main"), "cùng ngày sinh") || !strings.Contains(list.text("main"), "TT-0002") {
			t.Fatalf("list of doubles: %.900s", list.text("main"))
		}
		side := w.send(hoa, "trung-tre-thu/doi-chieu?a="+first+"&b="+second, nil)
		chosen := values("a", first, "b", second)
		side.doc.Find("input[type=radio][checked]").Each(func(_ int, s *goqueryNode) { chosen.Set(s.AttrOr("name", ""), s.AttrOr("value", "")) })
		chosen.Set("lay-ten", "a")
		if id := w.send(hoa, "trung-tre-thu/gop", chosen).id(t); id != first {
			t.Fatalf("the older number stays, got %s", id)
		}
		now, err := w.kids.Get(t.Context(), w.officer(), first)
		if err != nil || now.Str("name") != "Nguyễn Gia Bình" || now.Str("person_number") != "001219000123" || now.Str("phone") != "0912345678" {
			t.Fatalf("merged: %v %v", now.Values, err)
		}
		if a := w.send(hoa, "tre-thu/"+second, nil); a.Code != http.StatusSeeOther || !strings.HasSuffix(a.Header().Get("Location"), first) {
			t.Errorf("the other record leads to %d %s", a.Code, a.Header().Get("Location"))
		}
		if a := w.send(hoa, "tre-thu/"+second+"/lay-lai", values()); a.Code == http.StatusSeeOther {
			t.Error("a merged record came out of the trash by itself")
		}
		merges, err := w.kids.MergesOf(t.Context(), w.officer(), first)
		if err != nil || len(merges) != 1 {
			t.Fatalf("%d merges: %v", len(merges), err)
		}
		if a := w.send(hoa, "trung-tre-thu/tach", values("lan", merges[0].ID)); a.Code != http.StatusSeeOther {
			t.Fatalf("undo: %d %.600s", a.Code, a.text("main"))
		}
		if after := w.rows(); after != before {
			t.Errorf("before\n%s\nafter\n%s", before, after)
		}
		if a := w.send(hoa, "trung-tre-thu/tach", values("lan", merges[0].ID)); a.Code == http.StatusSeeOther {
			t.Error("a merge was undone twice")
		}
	})
}

// TestWhatWasSaidAfterwardsStays: an answer given after the merge is not lost by its undo.
func TestWhatWasSaidAfterwardsStays(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	first := w.add(hoa, binh...)
	second := w.add(hoa, "ten", "Nguyen Gia Binh", "sinh", "5/7/2019", "so", "001219000123", "dien-thoai", "0988888888")
	w.send(hoa, "trung-tre-thu/gop", values("a", first, "b", second, "lay-dien-thoai", "b"))
	now, err := w.kids.Get(t.Context(), w.officer(), first)
	if err != nil || now.Str("phone") != "0988888888" {
		t.Fatalf("%v %v", now.Values, err)
	}
	err = w.db.Write(t.Context(), w.by(), func(tx *store.Tx) error {
		_, err := w.kids.Edit(t.Context(), tx, now, now.Version, map[string]string{"dien-thoai": "0977777777"}, day.At(noon))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	merges, _ := w.kids.MergesOf(t.Context(), w.officer(), first)
	w.send(hoa, "trung-tre-thu/tach", values("lan", merges[0].ID))
	if now, _ = w.kids.Get(t.Context(), w.officer(), first); now.Str("phone") != "0977777777" || now.Str("person_number") != "" {
		t.Errorf("phone %s, number %q", now.Str("phone"), now.Str("person_number"))
	}
}

func TestADecisionIsNotAskedAgain(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	first := w.add(hoa, binh...)
	second := w.add(hoa, append([]string{}, "ten", "Nguyễn Gia Bình", "sinh", "5/7/2019", "gioi", "Nam", "me", "Trần Thị Hoa")...)
	for range 2 {
		if a := w.send(hoa, "trung-tre-thu", values()); a.Code != http.StatusSeeOther {
			t.Fatalf("look: %d", a.Code)
		}
		list := w.send(hoa, "trung-tre-thu", nil).text("main")
		if w.n > 0 && strings.Contains(list, "1 cặp") {
			w.send(hoa, "trung-tre-thu/khong-trung", values("a", first, "b", second, "la", match.Twins))
			continue
		}
		if strings.Contains(list, "TT-0002") {
			t.Errorf("asked again: %.600s", list)
		}
	}
	if a := w.send(hoa, "trung-tre-thu/khong-trung", values("a", first, "b", second, "la", "vo-chong")); a.Code == http.StatusSeeOther {
		t.Error("took a kin that there is not")
	}
	if a := w.send(other, "trung-tre-thu/khong-trung", values("a", first, "b", second, "la", match.Twins)); a.Code == http.StatusSeeOther {
		t.Error("another unit decided")
	}
	if a := w.send(leader, "trung-tre-thu", nil); a.Code != http.StatusForbidden {
		t.Errorf("who may not change sees the list: %d", a.Code)
	}
}

// TestSecretEvidenceIsSilent: who may not see a field is told nothing by it.
func TestSecretEvidenceIsSilent(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	first := w.add(hoa, append([]string{"dan-toc", "Tày"}, binh...)...)
	second := w.add(hoa, append([]string{"dan-toc", "Dao"}, binh...)...)
	page := w.send(hoa, "trung-tre-thu/doi-chieu?a="+first+"&b="+second, nil).text("main")
	if !strings.Contains(page, "cùng mẹ") || strings.Contains(page, "dân tộc") || strings.Contains(page, "Dao") {
		t.Errorf("%.900s", page)
	}
}

func (w *world) by() actor.Actor {
	return actor.Actor{AccountID: "a-Hoa", Name: "Hoa", UnitID: w.units[0].ID, Posts: []actor.Post{{ID: hoa, Role: actor.RoleOfficer}}}
}

func (w *world) officer() store.Reader { return w.db.Reader(w.by()) }

// rows are all answers and what hangs on them, as an export would have them.
func (w *world) rows() string {
	w.Helper()
	var b strings.Builder
	writer, _ := w.db.Raw()
	for _, q := range []string{"SELECT id, number, state, dropped, name, birth, sex, person_number, number_state, mother, father, hamlet, ethnic, phone FROM kid ORDER BY id",
		"SELECT id, record_id, text FROM register_comment ORDER BY id", "SELECT about, answer, n FROM register_tally WHERE n <> 0 ORDER BY about, answer",
		"SELECT word, record_id FROM register_word ORDER BY word, record_id"} {
		rows, err := writer.QueryContext(w.Context(), q)
		if err != nil {
			w.Fatal(err)
		}
		b.WriteString(printed(w.T, rows))
	}
	return b.String()
}
