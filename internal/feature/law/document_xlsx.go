package law

import (
	"bytes"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	// listLimit is how many rows the register has as a file: more than a unit will ever cite.
	listLimit = 20_000
)

// listXLSX is the list with its filters as a file. The same file comes back in by the import, row for row.
func (l *Law) listXLSX(w http.ResponseWriter, r *web.Request) error {
	f := filterOf(r)
	f.Page = 1
	docs, err := find(r.Context(), r.Reader(), r.Unit.ID, f, r.Today(), listLimit)
	if err != nil {
		return err
	}
	t := xlsx.Table{Sheet: "Văn bản", Title: "SỔ VĂN BẢN LÀM CĂN CỨ", Subtitle: []string{"UBND " + r.Unit.Name + ", " + r.Unit.Province, "Tính đến " + web.Stamp(r.Now)},
		Columns: []xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}, {Head: "Loại", Width: 14}, {Head: "Số, ký hiệu", Width: 18}, {Head: "Ngày ban hành", Width: 14, Kind: xlsx.Date},
			{Head: "Cơ quan ban hành", Width: 28}, {Head: "Trích yếu", Width: 60}, {Head: "Giai đoạn", Width: 12}, {Head: "Tình trạng", Width: 20}, {Head: "Hiệu lực từ", Width: 13, Kind: xlsx.Date},
			{Head: "Hiệu lực đến hết", Width: 15, Kind: xlsx.Date}, {Head: "Ghi chú", Width: 40}, {Head: "Đối chiếu", Width: 16}, {Head: "Kế hoạch dẫn", Width: 10, Kind: xlsx.Number}}}
	for i, d := range docs {
		t.Rows = append(t.Rows, []any{i + 1, d.Kind, d.Number, d.IssuedOn, d.Issuer, orElse(d.Title, d.CitedTitle), d.PeriodWords(), d.State.Words(), d.ValidFrom, d.ValidTo, d.Note,
			d.checkedWords(), d.Uses})
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, "van-ban-"+r.Today().ISO()+".xlsx", mediaXLSX, &buf)
}

// checkedWords say who compared the document with the official text, and when.
func (d Document) checkedWords() string {
	if d.Confidence != Checked {
		return "chưa đối chiếu"
	}
	return d.CheckedBy + ", " + day.At(d.CheckedAt.Time).String()
}
