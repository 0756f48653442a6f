package browser

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/examples"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/store"
)

// amend brings an amended text of the demonstration's plan and gives the draft.
func (w *ward) amend(t *testing.T) string {
	t.Helper()
	text := string(examples.PlanText)
	at, end := strings.Index(text, "4.5. "), strings.Index(text, "4.6. ")
	text = text[:at] + text[end:]
	raw := []byte(strings.NewReplacer("4.6. ", "4.5. ", "4.7. ", "4.6. ", "4.8. ", "4.7. Mời luật sư trực một buổi mỗi tuần; ",
		"Hoàn thành trước ngày 20/5/2026", "Hoàn thành trước ngày 05/6/2026", "Đơn vị chủ trì: Trung tâm Phục vụ hành chính công", "Đơn vị chủ trì: Văn phòng HĐND và UBND").Replace(text))
	doc, err := docfile.Read(t.Context(), "ban-sua-doi.txt", raw)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := w.Files.Put(bytes.NewReader(raw), store.MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	id, by := "", w.officer(t)
	err = w.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		pl, err := w.Plans.Import(t.Context(), tx, plan.Brought{UnitID: by.UnitID, Year: today.Year(), Name: "ban-sua-doi.txt", Kept: kept, Doc: doc, At: clock(),
			Amends: plan.Plan{ID: w.fill("{plan}"), Year: today.Year()}})
		id = pl.ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestTwoTextsOfAPlan looks at what changes, at two texts side by side, and signs the new one as a person does.
func TestTwoTextsOfAPlan(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	draft := w.amend(t)
	const in = "/u/{unit}/{year}/ke-hoach/"
	for _, page := range []struct{ name, path string }{
		{"thay-doi", in + draft + "/thay-doi"}, {"thay-doi-co-quan", in + draft + "/thay-doi?xem=co-quan"},
		{"so-sanh-hai-ban", in + "{plan}/so-sanh?voi=" + draft}, {"so-sanh-tat-ca", in + "{plan}/so-sanh?xem=tat-ca&voi=" + draft},
		{"nhap-ban-sua-doi", in + "nhap?cua={plan}"}, {"ke-hoach-cho-ban-sua-doi", in + "{plan}"}, {"doi-chieu-ban-sua-doi", in + draft + "/doi-chieu"},
	} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
	}
	p.open(w.fill(in + draft + "/thay-doi"))
	p.follow("Áp dụng bản sửa đổi")
	p.sees("main", "Các bản của kế hoạch")
	for _, page := range []struct{ name, path string }{
		{"ke-hoach-nhieu-ban", in + "{plan}"}, {"ban-da-thay", in + draft + "/doi-chieu"}, {"da-thay-doi", in + "{plan}/thay-doi"},
	} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
	}
}
