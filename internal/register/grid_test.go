package register_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

const sheet = "so-thu/bang"

// told is what the script of the grid hears.
type told struct {
	Cells []struct{ T, F, State, Words, Theirs string }
	Rows  []struct {
		T, Code string
		V       int
		Gone    bool
		Cells   map[string]string
	}
	Row *struct {
		B, ID, Twin string
		N           int
		Wrong       map[string]string
		Choose      bool
		Gone        bool
	}
	Paste, Said, Error, See string
	More                    bool
	Done, All, Wait         int
}

type cellEdit struct {
	T   string `json:"t"`
	V   int    `json:"v"`
	F   string `json:"f"`
	Was string `json:"was"`
	To  string `json:"to"`
}

// tell sends what the script would send.
func (s *site) tell(as, path string, data any, once ...string) told {
	s.t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		s.t.Fatal(err)
	}
	f := form("du-lieu", string(raw))
	if len(once) > 0 {
		f.Set("once", once[0])
	}
	a := s.send(as, path, f)
	var out told
	if err := json.Unmarshal(a.Body.Bytes(), &out); err != nil {
		s.t.Fatalf("%s answers %d without words for a script: %.300s", path, a.Code, a.Body.String())
	}
	return out
}

// become is the state and words of the only cell of an answer.
func (x told) become(t *testing.T, state, words string) {
	t.Helper()
	if len(x.Cells) != 1 || x.Cells[0].State != state || !strings.Contains(x.Cells[0].Words, words) {
		t.Fatalf("the cell became %+v (%s), want %s %q", x.Cells, x.Error, state, words)
	}
}

func TestTheGrid(t *testing.T) {
	for name, run := range map[string]func(*testing.T, *site){"rights": gridRights, "cells": gridCells, "undo": gridUndo, "rows": gridRows, "paste": gridPaste} {
		t.Run(name, func(t *testing.T) {
			template.Each(t, func(t *testing.T, db *store.DB) { run(t, newSite(t, db)) })
		})
	}
}

func gridRights(t *testing.T, s *site) {
	id := s.add()
	for _, who := range []struct {
		as   string
		want int
	}{{hoa, 200}, {leader, 403}, {member, 403}, {admin, 403}, {other, 404}} {
		if a := s.send(who.as, sheet, nil); a.Code != who.want {
			t.Errorf("%s opens the grid: %d, want %d", who.as, a.Code, who.want)
		}
		for _, path := range []string{sheet, sheet + "/dong", sheet + "/dan", sheet + "/hoan-tac"} {
			if a := s.send(who.as, path, form("du-lieu", "[]")); who.want != 200 && a.Code != who.want {
				t.Errorf("%s writes to %s: %d, want %d", who.as, path, a.Code, who.want)
			}
		}
	}
	page := s.send(hoa, sheet, nil)
	page.want(t, 200, "tbody th a", "ST-0001")
	page.want(t, 200, "thead", "Xếp loại")
	if page.doc.Find(`form textarea[name="bang"]`).Length() != 1 || page.doc.Find(`th[data-f="diem"][data-fixed]`).Length() != 1 {
		t.Error("there is no way to paste without a script, or a computed column can be typed")
	}
	if a := s.send(hoa, "so-thu", nil); a.doc.Find(`a[href$="/so-thu/bang"]`).Length() == 0 {
		t.Error("the list does not lead to the grid")
	}
	if a := s.send(leader, "so-thu/"+id, nil); a.Code != http.StatusOK {
		t.Fatalf("a reader: %d", a.Code)
	}
}

func gridCells(t *testing.T, s *site) {
	id := s.add()
	for _, tt := range []struct {
		name         string
		e            cellEdit
		state, words string
	}{
		{"a choice by its text", cellEdit{id, 1, "cap", "Cao", "vua"}, "saved", ""},
		{"a date", cellEdit{id, 2, "ngay", "05/05/2026", "4-5-26"}, "saved", ""},
		{"no date", cellEdit{id, 3, "ngay", "04/05/2026", "31/2/2026"}, "wrong", "không có ngày"},
		{"what is required", cellEdit{id, 3, "ten", "Bến đò cũ", ""}, "wrong", "Ghi tên mục"},
		{"a mistake of two cells", cellEdit{id, 3, "den-han", "", "1/5/2026"}, "wrong", "sau ngày ghi nhận"},
		{"a computed cell", cellEdit{id, 3, "diem", "", "7"}, "wrong", "không gõ được"},
		{"a column that is none", cellEdit{id, 3, "state", "", "duyet"}, "wrong", "không gõ được"},
		{"files", cellEdit{id, 3, "anh-sau", "", "x"}, "wrong", "không gõ được"},
		{"another's cell", cellEdit{id, 1, "cap", "Cao", "Thấp"}, "conflict", "Hoa vừa ghi “Vừa”"},
		{"beside another's cell", cellEdit{id, 1, "ho", "1.250 hộ", "7"}, "saved", ""},
		{"a record of nobody", cellEdit{"01999999-9999-7999-8999-999999999999", 1, "ho", "", "7"}, "wrong", "không còn trong sổ"},
	} {
		as := hoa
		if tt.state == "conflict" {
			as = lan
		}
		t.Run(tt.name, func(t *testing.T) {
			s.t = t
			s.tell(as, sheet, []cellEdit{tt.e}).become(t, tt.state, tt.words)
		})
	}
	s.t = t
	both := s.tell(hoa, sheet, []cellEdit{{id, 4, "ngay", "04/05/2026", "6/5/2026"}, {id, 4, "den-han", "", "1/5/2026"}, {id, 4, "ho", "7 hộ", "8"}})
	if len(both.Cells) != 3 || len(both.Rows) != 1 || both.Rows[0].Cells["ho"] != "8 hộ" || both.Rows[0].Cells["ngay"] != "06/05/2026" || both.Rows[0].Cells["den-han"] != "" {
		t.Errorf("of three cells with one that does not fit: %+v", both)
	}
	first := s.tell(hoa, sheet, []cellEdit{{id, 5, "ho", "8 hộ", "9"}}, "again")
	again := s.tell(hoa, sheet, []cellEdit{{id, 5, "ho", "8 hộ", "9"}}, "again")
	if len(again.Cells) != 1 || again.Cells[0] != first.Cells[0] || again.Rows[0].V != first.Rows[0].V {
		t.Errorf("asked again it answers %+v, first %+v", again, first)
	}
	s.send(hoa, "so-thu/"+id, nil).want(t, 200, "ol.history", "trong bảng nhập nhanh")
	if x := s.tell(hoa, sheet, "no list"); x.Error == "" {
		t.Error("a broken request is taken")
	}
}

func gridUndo(t *testing.T, s *site) {
	id := s.add()
	before := snapshot(t, s)
	s.tell(hoa, sheet, []cellEdit{{id, 1, "cap", "Cao", "Thấp"}, {id, 1, "ho", "1.250 hộ", ""}})
	s.tell(hoa, sheet, []cellEdit{{id, 2, "dien-bien", "", "một dòng\nhai dòng"}})
	if x := s.tell(lan, sheet+"/hoan-tac", nil); !strings.Contains(x.Said, "Không còn gì") {
		t.Errorf("another person takes my step back: %+v", x)
	}
	s.tell(hoa, sheet+"/hoan-tac", nil)
	s.tell(hoa, sheet+"/hoan-tac", nil)
	if got := snapshot(t, s); got != before {
		t.Errorf("two steps back the record is\n%s\nit was\n%s", got, before)
	}
	s.send(hoa, "so-thu/"+id, nil).want(t, 200, "ol.history", "oàn tác trong bảng nhập nhanh")

	s.tell(hoa, sheet, []cellEdit{{id, 5, "cap", "Cao", "Thấp"}, {id, 5, "ho", "1.250 hộ", "3"}})
	s.tell(lan, sheet, []cellEdit{{id, 6, "ho", "3 hộ", "4"}})
	x := s.tell(hoa, sheet+"/hoan-tac", nil)
	if len(x.Rows) != 1 || x.Rows[0].Cells["cap"] != "Cao" || x.Rows[0].Cells["ho"] != "4 hộ" || !strings.Contains(x.Said, "1 ô giữ nguyên") {
		t.Errorf("with another's answer between: %+v", x)
	}
	for i := range 55 {
		s.tell(hoa, sheet, []cellEdit{{id, 8 + i, "sau", "", strings.Repeat("1", 1+i%2)}})
	}
	n := 0
	for ; n < 60 && !strings.Contains(s.tell(hoa, sheet+"/hoan-tac", nil).Said, "Không còn gì"); n++ {
	}
	if n != 50 {
		t.Errorf("%d steps can be taken back, want 50", n)
	}
}

type rowEdit struct {
	B      string            `json:"b"`
	N      int               `json:"n"`
	C      map[string]string `json:"c"`
	Choice string            `json:"choice"`
}

func gridRows(t *testing.T, s *site) {
	twin := s.add("ten", "Ao làng", "ngay", "1/5/2026")
	before := snapshot(t, s)
	at := sheet + "/dong"
	x := s.tell(hoa, at, rowEdit{C: map[string]string{"ten": "Bãi bồi"}})
	if x.Row == nil || x.Row.ID != "" || x.Row.Wrong["cap"] == "" {
		t.Fatalf("a row that lacks an answer: %+v", x)
	}
	s.send(hoa, sheet, nil).want(t, 200, "tr.unsaved", "Bãi bồi")
	if s.send(lan, sheet, nil).doc.Find("tr.unsaved").Length() != 0 {
		t.Error("another person has my unfinished row")
	}
	if snapshot(t, s) != before {
		t.Error("an unfinished row is in the register")
	}
	x = s.tell(hoa, at, rowEdit{B: x.Row.B, N: x.Row.N, C: map[string]string{"cap": "Cao"}})
	if x.Row.ID == "" || len(x.Rows) != 1 || x.Rows[0].Cells["ten"] != "Bãi bồi" {
		t.Fatalf("the whole row: %+v", x)
	}
	added := x.Row.ID
	x = s.tell(hoa, at, rowEdit{C: map[string]string{"ten": "ao lang", "cap": "Cao", "ngay": "1/5/2026"}})
	if !x.Row.Choose || !strings.Contains(x.Row.Twin, "Ao làng") {
		t.Fatalf("a possible twin: %+v", x.Row)
	}
	s.tell(hoa, at, rowEdit{B: x.Row.B, N: x.Row.N, C: map[string]string{"ho": "5"}, Choice: "ghi-de"})
	s.send(hoa, "so-thu/"+twin, nil).want(t, 200, ".facts", "5 hộ")
	x = s.tell(hoa, at, rowEdit{C: map[string]string{"ten": "Sót lại"}})
	if x = s.tell(hoa, at, rowEdit{B: x.Row.B, N: x.Row.N, C: map[string]string{"ten": ""}}); !x.Row.Gone {
		t.Errorf("an emptied row: %+v", x.Row)
	}
	s.tell(hoa, sheet+"/hoan-tac", nil)
	x = s.tell(hoa, sheet+"/hoan-tac", nil)
	if len(x.Rows) != 1 || !x.Rows[0].Gone || x.Rows[0].T != added {
		t.Errorf("the added row taken back: %+v", x)
	}
	if got := snapshot(t, s); got != before {
		t.Errorf("the register is\n%s\nit was\n%s", got, before)
	}
	if s.send(hoa, sheet, nil).doc.Find("tr.unsaved").Length() != 0 {
		t.Error("a finished row still waits")
	}
}

func gridPaste(t *testing.T, s *site) {
	id := s.add("ten", "Ao làng", "ngay", "1/5/2026")
	before := snapshot(t, s)
	block := map[string]any{"cols": []string{"ten", "cap", "ho", "ngay"},
		"rows":  [][]string{{"Bến một", "Cao", "1", "2/5/2026"}, {"Bến hai", "Vừa", "mười", "2/5/2026"}, {"Ao làng", "Cao", "1", "1/5/2026"}, {"Bến một", "thap", "", "2/5/2026"}, {"Bến ba", "thap"}},
		"edits": []cellEdit{{id, 1, "ho", "1.250 hộ", "6"}}}
	if x := s.tell(hoa, sheet+"/dan", map[string]any{"cols": []string{"diem"}, "rows": [][]string{{"1"}}}); x.Error == "" {
		t.Error("a computed column is pasted into")
	}
	x := s.tell(hoa, sheet+"/dan", block, "p1")
	if x.Paste == "" || x.All != 5 || x.Done != 0 || !x.More {
		t.Fatalf("kept: %+v", x)
	}
	if again := s.tell(hoa, sheet+"/dan", block, "p1"); again.Paste != x.Paste {
		t.Error("sent twice it is kept twice")
	}
	batch := "dan-so-thu/" + x.Paste
	for range 9 {
		if x = s.tell(hoa, batch+"/ghi", nil); !x.More {
			break
		}
	}
	if x.Wait != 3 || x.Done != 5 {
		t.Fatalf("written: %+v", x)
	}
	see := sheet + "?dan=" + x.Paste
	s.send(hoa, see, nil).want(t, 200, "main", "Dán 5 dòng")
	wait := s.send(hoa, see+"&nhom=sua", nil)
	wait.want(t, 200, "tr.unsaved:nth-child(1)", "mười")
	wait.want(t, 200, "tr.unsaved:nth-child(2)", "có thể trùng ST-0001")
	wait.want(t, 200, "tr.unsaved:nth-child(3)", "Trùng với dòng 1")
	s.tell(hoa, sheet+"/dong", rowEdit{B: x.Paste, N: 2, C: map[string]string{"ho": "10"}})
	s.tell(hoa, sheet+"/dong", rowEdit{B: x.Paste, N: 4, Choice: "them"})
	s.send(hoa, "so-thu", nil).want(t, 200, "[role=status]", "5 mục thử")
	if a := s.tell(hoa, sheet+"/hoan-tac", nil); a.Paste != "" {
		t.Errorf("the newest step is the corrected row: %+v", a)
	}
	s.tell(hoa, sheet+"/hoan-tac", nil)
	if a := s.tell(hoa, sheet+"/hoan-tac", nil); a.Paste != x.Paste {
		t.Errorf("the step before is the paste: %+v", a)
	}
	s.send(hoa, batch+"/hoan-tac", form()).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("taken back, the register is\n%s\nit was\n%s", got, before)
	}
	if s.send(hoa, sheet, nil).doc.Find("tr.unsaved").Length() != 0 {
		t.Error("rows of a paste that was taken back still wait")
	}
}
