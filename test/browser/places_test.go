package browser

import (
	"net/url"
	"testing"
)

// TestPlaces looks at the answers of the look-up, which the list of routes opens only empty.
func TestPlaces(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for name, q := range map[string]string{"old": "ban yen nhan", "code": "12103", "divided": "phường Cống Vị", "town": "tx my hao", "many": "tân lập"} {
		p.inspect(w.fill("/u/{unit}/{year}/to-chuc/dia-danh?")+url.Values{"q": {q}}.Encode(), "places_"+name)
	}
}

// TestHamlets pastes a list with mistakes, corrects it in the preview and takes it back.
func TestHamlets(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/thon/dan"))
	p.write("Bảng chép từ Excel", "STT\tTên\tSố hộ\tTổ trưởng\n1\tThôn Phúc Lai\t120\tNgười A\n2\t\tnhiều\tNgười B\n3\tTổ dân phố 1\t80")
	p.write("Từ ngày, cho dòng không ghi ngày", "1/7/2025")
	p.follow("Xem lại bảng")
	p.sees(".errors", "Dòng 3: Ghi tên", "Dòng 3: Ghi số hộ", "Dòng 4: Đã có Tổ dân phố số 1")
	p.look("hamlets_preview")
}
