package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// forPoint reads for which check-point the result is. One that is done takes further results, as the proof often comes after;
// one that was left out takes none.
func (rp reporting) forPoint(res *Result, form *errs.Form) {
	if rp.Point == "" {
		return
	}
	pt, ok := pointsView{Points: rp.Points}.ofPoint(rp.Point)
	switch {
	case !ok:
		form.Add("moc", "Chọn một mốc của việc này, hoặc cả việc")
	case pt.State == PointSkipped:
		form.Add("moc", "Mốc này đã bỏ. Lấy lại mốc trước, hoặc chọn mốc khác")
	default:
		res.PointID, res.Period = pt.ID, pt.Label
	}
}

// finishLabel says what the box at the foot of the form finishes.
func finishLabel(rp reporting) string {
	if len(rp.Points) > 0 {
		return "Mốc đã chọn đã xong"
	}
	return "Nhiệm vụ này đã xong"
}

// finishHint tells work with check-points apart from the whole of it.
func finishHint(rp reporting) string {
	if len(rp.Points) > 0 {
		return "Chọn “cả việc” thì ô này kết thúc cả việc, không còn mốc nào phải làm"
	}
	return ""
}
