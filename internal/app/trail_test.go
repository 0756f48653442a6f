package app_test

import (
	"bytes"
	"context"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/store"
)

const trailPath = "/u/{unit}/{year}/lich-su"

func TestTheHistoryIsReadByPeriodPersonAndRecord(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["hoa"] = w.accountID("hoa.tt")
		w.otherUnit("la.dt")
		w.run([]scenario{
			{Name: "the officer's list", request: request{As: "hoa.tt", Path: trailPath}, Want: 200, Selector: "ol.trail", Has: "Trần Thu Hoa"},
			{Name: "without accounts", request: request{As: "hoa.tt", Path: trailPath}, Want: 200, Hasnt: "Cấp tài khoản"},
			{Name: "the leader sees accounts too", request: request{As: "dat.lq", Path: trailPath + "?loai=account"}, Want: 200, Selector: "ol.trail", Has: "cấp tài khoản"},
			{Name: "a record opens", request: request{As: "hoa.tt", Path: trailPath + "?loai=task"}, Want: 200, Selector: "ol.trail a[href*='/nhiem-vu/']"},
			{Name: "by action", request: request{As: "hoa.tt", Path: trailPath + "?viec=x%C3%A1c+nh%E1%BA%ADn+k%E1%BA%BF"}, Want: 200, Selector: "ol.trail", Has: "xác nhận kế hoạch"},
			{Name: "another year", request: request{As: "hoa.tt", Path: "/u/{unit}/2024/lich-su"}, Want: 200, Selector: "main", Has: "Không có thay đổi nào"},
			{Name: "by record", request: request{As: "thinh.vv", Path: trailPath + "/plan/{plan}"}, Want: 200, Selector: "ol.trail", Has: "xác nhận kế hoạch"},
			{Name: "by person", request: request{As: "dat.lq", Path: trailPath + "/nguoi/{hoa}"}, Want: 200, Selector: "main", Has: "Trần Thu Hoa (hoa.tt)"},

			{Name: "dates the wrong way round", request: request{As: "hoa.tt", Path: trailPath + "?tu=12/05/2026&den=1/5/2026"}, Want: 422, Selector: "#den-loi", Has: "nằm trước từ ngày"},
			{Name: "no date", request: request{As: "hoa.tt", Path: trailPath + "?tu=31/02/2026"}, Want: 422, Selector: "#tu-loi", Has: "Không có ngày 31/02/2026"},
			{Name: "a kind that is not", request: request{As: "hoa.tt", Path: trailPath + "?loai=ma"}, Want: 422, Selector: "#loai-loi", Has: "ma"},
			{Name: "a kind that is not the officer's", request: request{As: "hoa.tt", Path: trailPath + "?loai=account"}, Want: 422},
			{Name: "a cursor that is none", request: request{As: "hoa.tt", Path: trailPath + "?truoc=abc"}, Want: 200},
			{Name: "a person, by an officer", request: request{As: "hoa.tt", Path: trailPath + "?nguoi={hoa}"}, Want: 403},
			{Name: "a person's page, by an officer", request: request{As: "hoa.tt", Path: trailPath + "/nguoi/{hoa}"}, Want: 403},
			{Name: "a person of nowhere", request: request{As: "dat.lq", Path: trailPath + "/nguoi/01999999-9999-7999-8999-999999999999"}, Want: 404},
			{Name: "a record of nowhere", request: request{As: "dat.lq", Path: trailPath + "/task/01999999-9999-7999-8999-999999999999"}, Want: 404},
			{Name: "a kind of nowhere", request: request{As: "dat.lq", Path: trailPath + "/ma/{plan}"}, Want: 404},
			{Name: "an account is no record of the officer's", request: request{As: "hoa.tt", Path: trailPath + "/account/{hoa}"}, Want: 404},
			{Name: "the administrator has no record", request: request{As: "phong.lh", Path: trailPath}, Want: 403},
			{Name: "but the machine", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/lich-su-may"}, Want: 200, Selector: "ol.trail", Has: "cấp tài khoản", Hasnt: "Ghi kết quả"},
			{Name: "accounts open for the administrator", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/lich-su-may?loai=account"}, Want: 200, Selector: "ol.trail a[href*='/tai-khoan/']"},
			{Name: "for the leader their history does", request: request{As: "dat.lq", Path: trailPath + "/account/{hoa}"}, Want: 200, Selector: "main", Has: "Tài khoản: Trần Thu Hoa"},
			{Name: "and the installation", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/lich-su-may?ca-may=1"}, Want: 200, Selector: "main", Hasnt: "Ghi kết quả"},
			{Name: "whose rows are not for officers", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/lich-su-may"}, Want: 403},
			{Name: "another unit sees nothing of this one", request: request{As: "la.dt", Path: "/u/{other}/{year}/lich-su"}, Want: 200, Hasnt: "Trần Thu Hoa"},
			{Name: "nor its record", request: request{As: "la.dt", Path: "/u/{other}/{year}/lich-su/plan/{plan}"}, Want: 404},
		})
	})
}

// Every row is on exactly one page, in order, whatever their instants: many rows share one.
func TestThePagesOfTheHistoryHoldEachRowOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const rows = 130
		w.change(func(ctx context.Context, tx *store.Tx) error {
			for range rows {
				e := store.Entry{Kind: "task", ID: w.samples["task"], UnitID: w.unitID(), Action: "Việc thử nhiều dòng"}
				if err := tx.Audit(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		seen, address := 0, trailPath+"?viec=Vi%E1%BB%87c+th%E1%BB%AD"
		for pages := 0; address != "" && pages < 10; pages++ {
			a := w.do(request{As: "hoa.tt", Path: address})
			seen += a.doc.Find("ol.trail > li").Length()
			address, _ = a.doc.Find(".more a").Attr("href")
			if pages == 0 && !strings.Contains(a.doc.Find("[role=status]").Text(), "130 dòng") {
				t.Errorf("the page counts %q", a.doc.Find("[role=status]").Text())
			}
		}
		if seen != rows {
			t.Errorf("%d rows on all pages, want %d", seen, rows)
		}
	})
}

func TestTheHistoryIsTakenAwayWithAReason(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	take := trailPath + "/tai"
	w.run([]scenario{
		{Name: "without a reason", request: request{As: "hoa.tt", Path: take, Form: url.Values{"dang": {"xlsx"}, "loai": {"task"}}}, Want: 422, Selector: "#ly-do-loi", Has: "Ghi lý do"},
		{Name: "a body may not", request: request{As: "thinh.vv", Path: take, Form: url.Values{"ly-do": {"phục vụ kiểm tra"}}}, Want: 403},
		{Name: "as a table", request: request{As: "hoa.tt", Path: take, Form: url.Values{"dang": {"xlsx"}, "loai": {"plan"}, "ly-do": {"phục vụ kiểm tra"}}}, Want: 200, Audit: "Tải lịch sử"},
		{Name: "one record", request: request{As: "hoa.tt", Path: take, Form: url.Values{"dang": {"xlsx"}, "ho-so": {"plan/" + w.samples["plan"]}, "ly-do": {"phục vụ kiểm tra"}}}, Want: 200, Audit: "Tải lịch sử"},
		{Name: "a record of another kind", request: request{As: "hoa.tt", Path: take, Form: url.Values{"ho-so": {"account/" + w.accountID("hoa.tt")}, "ly-do": {"phục vụ kiểm tra"}}}, Want: 422},
		{Name: "on paper", request: request{As: "dat.lq", Path: take, Form: url.Values{"dang": {"pdf"}, "ly-do": {"phục vụ kiểm tra"}}}, Want: 200, Audit: "Tải lịch sử"},
	})
	if e := w.lastAudit(); e.Note != "phục vụ kiểm tra" {
		t.Errorf("the history keeps the reason %q", e.Note)
	}
}

func TestTheExtractTellsThePersonAndNobodyElse(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.accountID("hoa.tt")
	form := func(kind string) url.Values {
		return url.Values{"nguoi": {id}, "tu": {"01/01/2026"}, "den": {"31/12/2026"}, "ly-do": {"trả lời đơn ngày 12/05/2026"}, "dang": {kind}}
	}
	back := form("docx")
	back.Set("tu", "31/12/2026")
	back.Set("den", "01/01/2026")
	nobody := form("docx")
	nobody.Set("nguoi", "01999999-9999-7999-8999-999999999999")
	const path = "/u/{unit}/{year}/trich-luc"
	w.run([]scenario{
		{Name: "the wrong way round", request: request{As: "hoa.tt", Path: path, Form: back}, Want: 422, Selector: "#den-loi"},
		{Name: "nobody", request: request{As: "hoa.tt", Path: path, Form: nobody}, Want: 422, Selector: "#nguoi-loi"},
		{Name: "not for a body", request: request{As: "thinh.vv", Path: path, Form: form("docx")}, Want: 403},
		{Name: "on paper", request: request{As: "dat.lq", Path: path, Form: form("pdf")}, Want: 200, Audit: "Lập trích lục cho người liên quan"},
	})
	a := w.do(request{As: "dat.lq", Path: path, Form: form("docx")})
	doc, err := docfile.Read(t.Context(), "trich-luc.docx", bytes.Clone(a.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(doc.Text(), "\n")
	for _, want := range []string{"Kính gửi: Ông/Bà Trần Thu Hoa", "Cấp tài khoản", "Ghi kết quả", "Lập trích lục cho người liên quan", "trả lời đơn ngày 12/05/2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the extract does not say %q", want)
		}
	}
	for _, private := range []string{"Vũ Văn Thịnh", "Đã rà soát trên địa bàn", "nhà văn hóa"} {
		if strings.Contains(text, private) {
			t.Errorf("the extract says %q", private)
		}
	}
}

// A row about a record that a reader cannot open tells nothing of it, except to those who may take all data away.
func TestARowAboutAClosedRecordTellsNothing(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	type secret struct {
		Title string `json:"Tên"`
	}
	w.change(func(ctx context.Context, tx *store.Tx) error {
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: "01999999-9999-7999-8999-999999999998", UnitID: w.unitID(), Action: "Gộp vào “Việc kín”", After: secret{"Tên kín"}, BodyName: "Cơ quan kín"})
	})
	const closed = trailPath + "/task/01999999-9999-7999-8999-999999999998"
	w.run([]scenario{
		{Name: "a body", request: request{As: "thinh.vv", Path: trailPath + "?loai=task"}, Want: 200, Selector: "ol.trail li:first-child", Has: "anh/chị không được xem", Hasnt: "kín"},
		{Name: "its page, for a body", request: request{As: "thinh.vv", Path: closed}, Want: 404},
		{Name: "the officer", request: request{As: "hoa.tt", Path: trailPath + "?loai=task"}, Want: 200, Selector: "ol.trail li:first-child", Has: "Tên kín"},
		{Name: "its page, for the leader", request: request{As: "dat.lq", Path: closed}, Want: 200, Selector: "main", Has: "Nhiệm vụ không còn"},
	})
}

var entryKind = regexp.MustCompile(`store\.Entry\{Kind: "([a-z_]+)"`)

// Every kind that some feature writes into the history has words and a right.
func TestTheHistoryKnowsEveryKind(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, m := range entryKind.FindAllStringSubmatch(string(raw), -1) {
			found++
			if !slices.Contains(app.TrailKinds(), m[1]) {
				t.Errorf("%s writes %q into the history, which has no words for it", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Fatalf("%d entries found, %v", found, err)
	}
}

// Each list walks its own index: the planner, which knows no numbers, must not find another as good.
func TestEachListOfTheHistoryWalksItsIndex(t *testing.T) {
	index := map[string]string{"day": "audit_by_day", "machine": "audit_by_day", "person": "audit_by_person", "record": "audit_by_record"}
	db := template.SQLite(t)
	writer, _ := db.Raw()
	for _, s := range store.Statements() {
		parts := strings.Split(s.Name, ".")
		if parts[0] != "trail" {
			continue
		}
		plan, err := db.Engine.Explain(t.Context(), writer, s.Text(), s.Params+1)
		if err != nil && s.Scoped() {
			t.Error(err)
		}
		if err == nil && !strings.Contains(strings.Join(plan, "\n"), "USING INDEX "+index[parts[1]]+" ") {
			t.Errorf("%s: %v", s.Name, plan)
		}
	}
}

// BenchmarkHistory reads pages of a long history.
func BenchmarkHistory(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	if err := w.app.FillHistoryForBench(b.Context(), 200_000, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	w.app.DB.Clock = func() store.Instant { return store.Instant{Time: clock().Add(time.Hour)} }
	for name, path := range map[string]string{"period": trailPath, "kind": trailPath + "?loai=plan", "person": trailPath + "?nguoi=" + w.accountID("thinh.vv")} {
		b.Run(name, func(b *testing.B) {
			w.token("dat.lq")
			for b.Loop() {
				if code := w.send(request{As: "dat.lq", Path: path}).Code; code != 200 {
					b.Fatal(code)
				}
			}
		})
	}
}
