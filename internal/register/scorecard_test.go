package register_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
)

// bringCard keeps a whole checklist of the safe home: two items, one of which must pass, from a day before the records here.
func bringCard(t *testing.T, s *site) {
	t.Helper()
	v := pack.Version{Pack: "safe-home", From: "2026-05-01", Source: "Quyết định 1 (mẫu thử)", Confidence: pack.Read, Rule: pack.Rule{Total: 2, Must: 1, Least: 1},
		Items: []pack.Item{{Code: "A1", Text: "Ao có rào", Must: pack.MustPass}, {Code: "A2", Text: "Sân không trơn"}}}
	err := s.db.Write(t.Context(), actor.ForUnit(s.units[0].ID), func(tx *store.Tx) error {
		_, err := pack.Add(context.Background(), tx, s.units[0].ID, v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A record keeps the version by which it was scored, also when a newer one is brought for its day and when it is written again.
func TestAScoreStandsByItsVersion(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		old := s.add("bang-kiem", "N04: có; N05: không")
		page := func(id, words string) {
			t.Helper()
			s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, ".facts", words)
		}
		page(old, "Chấm theobản của chương trình, dùng từ 06/05/2011, Quyết định 548/QĐ-LĐTBXH")
		page(old, "Kết luậnChưa kết luận")
		page(old, "bảng kiểm mới có 17 trong 33 mục")

		bringCard(t, s)
		page(old, "Chấm theobản của chương trình")
		edit := s.send(hoa, "so-thu/"+old+"/sua", nil)
		edit.want(t, http.StatusOK, ".checklist", "Ao, hố nước")
		s.send(hoa, "so-thu/"+old+"/sua", answers("e1", "ban", "1", "dien-bien", "Sửa câu chuyện", "bang-kiem", "N04: có; N05: có")).id(t)
		page(old, "Chấm theobản của chương trình")
		page(old, "Kết luậnChưa kết luận")

		s.send(hoa, "so-thu/them", nil).want(t, http.StatusOK, ".checklist", "Sân không trơn")
		for _, tt := range []struct{ card, verdict, why string }{
			{"A1: có; A2: không", "Kết luậnĐạt", "Đạt 1 trong 2 mục"},
			{"A1: không; A2: có", "Kết luậnKhông đạt", "Không đạt mục bắt buộc: Ao có rào"},
			{"A1: có", "Kết luậnChưa kết luận", "Còn 1 mục chưa trả lời"},
			{"A1: không áp dụng; A2: có", "Kết luậnĐạt", "Đạt 1 trong 1 mục"},
		} {
			id := s.add("ten", "Nhà "+tt.card, "bang-kiem", tt.card)
			page(id, "Chấm theobản tải lên số 1")
			page(id, tt.verdict)
			page(id, tt.why)
		}
		s.send(hoa, "so-thu?ket-luan=dat", nil).want(t, http.StatusOK, "[role=status]", "2 mục thử")
		before := s.add("ten", "Nhà tháng tư", "ngay", "30/4/2026", "bang-kiem", "N04: có")
		page(before, "Chấm theobản của chương trình")
		refused := s.send(hoa, "so-thu/them", answers("x1", "ngay", "30/4/2026", "bang-kiem", "A1: có"))
		refused.want(t, http.StatusUnprocessableEntity, "#loi", "không có trong danh mục")
		if said := refused.text(".checklist"); strings.Contains(said, "Sân không trơn") || !strings.Contains(said, "Ao, hố nước") {
			t.Errorf("the form of April offers %.200s", said)
		}
	})
}
