package handover

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// leaveOpen writes "chưa rõ" on every line without an heir.
func (h *Handover) leaveOpen(w http.ResponseWriter, r *web.Request) error {
	o, err := h.openDraft(r)
	if err != nil {
		return err
	}
	n := 0
	err = o.write(r, func(ctx context.Context, tx *store.Tx) error {
		for _, l := range o.undecided() {
			after := l
			after.State, after.Confidence = Unknown, "stated"
			if err := after.decide(ctx, tx, l, func(string) string { return "" }); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n > 0 {
		r.Say(w, "Đã để “chưa rõ”. Các chức năng này nằm trong danh sách chưa có nơi giữ đến khi có người nhận.")
	}
	return r.Go(w, o.base(r))
}

// again proposes the lines of a draft anew, from what the register says now.
func (h *Handover) again(w http.ResponseWriter, r *web.Request) error {
	o, err := h.openDraft(r)
	if err != nil {
		return err
	}
	var chosen, codes []string
	for _, l := range o.Lines {
		chosen = append(chosen, l.BodyID)
	}
	for _, t := range o.Targets {
		codes = append(codes, t.Code)
	}
	if o.Kind == Rename && !o.Whole {
		return r.Go(w, o.base(r))
	}
	s, err := h.survey(r.Context(), o.from, o.unit, o.Act, slices.Compact(chosen), codes)
	if err != nil {
		return err
	}
	fresh, err := compose(s)
	if err != nil {
		return err
	}
	err = o.write(r, func(ctx context.Context, tx *store.Tx) error {
		if err := clearParts(ctx, tx, o.ID); err != nil {
			return err
		}
		if err := fresh.saveParts(ctx, tx); err != nil {
			return err
		}
		if err := tx.UpdateOne(ctx, actTouch, o.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "handover", ID: o.ID, UnitID: o.UnitID, Action: "Đề xuất lại bảng bàn giao"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã đề xuất lại theo sổ tổ chức lúc này. Các dòng đã sửa tay phải chọn lại.")
	return r.Go(w, o.base(r))
}

// dropDraft takes a draft away.
func (h *Handover) dropDraft(w http.ResponseWriter, r *web.Request) error {
	o, err := h.openDraft(r)
	if err != nil {
		return err
	}
	if err := o.write(r, func(ctx context.Context, tx *store.Tx) error { return o.drop(ctx, tx) }); err != nil {
		return err
	}
	r.Say(w, "Đã bỏ bản nháp. Tổ chức và hồ sơ không đổi.")
	return r.Go(w, r.In("ban-giao"))
}
