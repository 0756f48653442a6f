package web_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func TestAHistoryLineTellsWhatChangedAndNothingElse(t *testing.T) {
	for name, c := range map[string]struct {
		event store.Event
		want  string
	}{
		"made":           {store.Event{Action: "Ghi kết quả", After: `{"Ngày":"2026-04-28","Đã xong":true,"Tệp":"a.jpg","Ghi chú":""}`}, "ghi kết quả. Ngày: 28/04/2026; Đã xong: có"},
		"changed":        {store.Event{Action: "Sửa", Before: `{"Hạn":"2026-04-29","Chủ trì":""}`, After: `{"Hạn":"","Chủ trì":"Công an phường"}`}, "sửa. Hạn: từ “29/04/2026” thành “để trống”; Chủ trì: từ “để trống” thành “Công an phường”"},
		"removed":        {store.Event{Action: "Xóa nhiệm vụ", Before: `{"Tên việc":"Rào ao","Chủ trì":"","Hạn":"2026-04-29"}`}, "xóa nhiệm vụ. Tên việc: Rào ao; Hạn: 29/04/2026"},
		"a reason":       {store.Event{Action: "Lùi hạn", AccountID: "a", Note: "mưa lũ kéo dài"}, "lùi hạn. Mưa lũ kéo dài"},
		"the program's":  {store.Event{Action: "Lùi hạn", Note: "khởi động"}, "lùi hạn"},
		"already lower":  {store.Event{Action: "đánh dấu"}, "đánh dấu"},
		"without action": {store.Event{}, ""},
	} {
		if got := web.HistoryLine(c.event).What; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
