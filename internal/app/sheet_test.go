package app_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/docfile"
)

var sheetCodes = regexp.MustCompile(`[A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3}`)

// printSheets makes blank sheets of a register and gives their file and the lines of it.
func (w *world) printSheets(path, n string) (raw []byte, lines string) {
	w.t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/phieu-" + path, Form: form("once", "print-"+path+n, "so-to", n)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("%s: %d %s", path, a.Code, words(a.doc))
	}
	a = w.do(request{As: "hoa.tt", Path: a.Header().Get("Location")})
	href, _ := a.doc.Find("tbody a").First().Attr("href")
	raw = w.send(request{As: "hoa.tt", Path: href}).Body.Bytes()
	doc, err := docfile.Read(w.t.Context(), "phieu.pdf", raw)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range doc.Lines {
		lines += l.Text + "\n"
	}
	return raw, lines
}

func TestASheetOfPaperBecomesOneRecord(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		_, lines := w.printSheets("nguy-co", "3")
		codes := map[string]bool{}
		for _, c := range sheetCodes.FindAllString(lines, -1) {
			codes[c] = true
		}
		if len(codes) != 3 || !strings.Contains(lines, "Hạn xử lý") || !strings.Contains(lines, "Rào chắn") || !strings.Contains(lines, "UBND PHƯỜNG MỸ HÀO") {
			t.Fatalf("codes %v in\n%s", codes, lines)
		}
		var code string
		for code = range codes {
		}
		typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: hazards + "/them?phieu=" + code}, Name: "opened by its picture", Want: 200, Selector: ".remark", Has: code},
			{request: request{As: "hoa.tt", Path: hazards + "/them?phieu=" + strings.ReplaceAll(typed, " ", "+")}, Name: "opened by its code as people type it", Want: 200, Selector: ".remark", Has: code},
			{request: request{As: "hoa.tt", Path: hazards + "/them?phieu=ZZZ-ZZZ"}, Name: "no such sheet", Want: 422, Has: "Không có phiếu nào"},
			{request: request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("s1", "phieu", code, "muc", "")}, Name: "a mistake keeps the sheet", Want: 422, Selector: ".remark", Has: code},
			{request: request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("s2", "phieu", code)}, Name: "typed in", Want: 303, Audit: "Ghi từ phiếu giấy"},
			{request: request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("s3", "phieu", code, "noi", "Ao khác", "toa-do", "20.99, 106.01")}, Name: "the same sheet again", Want: 422, Selector: "#loi", Has: "Phiếu này đã ghi thành NC-"},
			{request: request{As: "hoa.tt", Path: hazards + "/them?phieu=" + code}, Name: "opened again", Want: 422, Has: "Phiếu này đã ghi thành NC-"},
			{request: request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("s4", "phieu", "ZZZ-ZZZ", "noi", "Ao khác", "toa-do", "20.99, 106.01")}, Name: "a sheet that nobody printed", Want: 422, Has: "Không có phiếu nào"},
			{request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/phieu-nguy-co", Form: form("once", "s5", "so-to", "51")}, Name: "too many", Want: 422, Has: "từ 1 đến 50"},
			{request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/phieu-nguy-co"}, Name: "counted", Want: 200, Selector: "tbody tr:first-child", Has: "1"},
		})
		w.samples["hazard"] = ""
		list := w.do(request{As: "hoa.tt", Path: hazards + "?tim=muong+cho"})
		href, _ := list.doc.Find("tbody th a").First().Attr("href")
		if page := w.do(request{As: "hoa.tt", Path: href}); !strings.Contains(page.doc.Find(".state-line").Text(), code) {
			t.Error("the record does not name its sheet")
		}
	})
}

// Every register can be asked on paper: each question once, nobody named, and two printings of one sheet the same.
func TestEveryRegisterHasASheet(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	for _, path := range []string{"nguy-co", "tai-nan", "su-kien", "san-pham", "phat-thanh", "tap-huan", "lien-he"} {
		if rec := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/phieu-" + path}); rec.Code != http.StatusOK {
			t.Errorf("%s: no sheets (%d)", path, rec.Code)
			continue
		}
		raw, lines := w.printSheets(path, "1")
		if again, _ := w.printSheets(path, "1"); !bytes.Equal(raw, again) {
			t.Errorf("%s: the same request printed something else", path)
		}
		if strings.Contains(lines, "Trần Thu Hoa") {
			t.Errorf("%s: the sheet names somebody", path)
		}
		if dir := os.Getenv("MANGNON_SHEETS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, path+".pdf"), raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
