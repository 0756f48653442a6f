package app_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// A workbook with a title above its head and real dates in its cells.
func TestAWorkbookBecomesWork(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	var book bytes.Buffer
	err := xlsx.Write(&book, xlsx.Table{Sheet: "Việc", Title: "DANH SÁCH VIỆC HÈ", Columns: []xlsx.Column{{Head: "STT", Kind: xlsx.Number}, {Head: "Tên việc"}, {Head: "Chủ trì"}, {Head: "Hạn", Kind: xlsx.Date}},
		Rows: [][]any{{1, "Dọn bãi tắm", "Công an phường", day.Must(2026, 6, 25)}, {2, "Treo biển báo", "Đoàn Thanh niên", time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)}}})
	if err != nil {
		t.Fatal(err)
	}
	a := w.do(request{As: "hoa.tt", Path: listPath, Form: form("once", "x"), Files: []upload{{"tep", "viec.xlsx", book.String()}}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("the workbook answers %d\n%s", a.Code, words(a.doc))
	}
	w.samples["list"] = id(t, a.Header().Get("Location"), "danh-sach-viec")
	w.post("hoa.tt", listPath+"/{list}/cot", w.pageForm("hoa.tt", listPath+"/{list}/cot"))
	w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g", "ban", w.versionOn("hoa.tt")))
	if tasks := w.listWork(); len(tasks) != 2 || tasks[0].Title != "Dọn bãi tắm" || tasks[0].Due != day.Must(2026, 6, 25) {
		t.Errorf("%d tasks: %+v", len(tasks), tasks)
	}
}
