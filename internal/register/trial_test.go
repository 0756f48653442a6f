package register_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// trial is a register that exists only here: one field of every kind, moves of every sort. Nothing but this declaration is
// written for it.
var trial = register.New(register.Declaration{
	Name: "trial", Title: "Sổ thử", One: "mục thử", Path: "so-thu", Noun: ui.NavHazards, Code: "ST", Empty: "Ghi một mục thử.",
	ReadRight: actor.HazardRead, EditRight: actor.HazardEdit,
	Label: "name", Same: []string{"name", "held_on"}, Columns: []string{"level", "households", "held_on", "body"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Tên mục", Group: "Chung", Kind: register.Text{Max: 80}, Required: true, Search: true},
		{Column: "level", Name: "cap", Label: "Cấp độ", Kind: register.Choice{Of: levels}, Required: true, Filter: true},
		{Column: "story", Name: "dien-bien", Label: "Diễn biến", Kind: register.LongText{}, Search: true},
		{Column: "households", Name: "ho", Label: "Số hộ", Kind: register.Number{Unit: "hộ"}},
		{Column: "depth", Name: "sau", Label: "Độ sâu", Kind: register.Number{Min: -10, Max: 100, Places: 2, Unit: "m"}},
		{Column: "cost", Name: "tien", Label: "Kinh phí", Group: "Con số", Kind: register.Money()},
		{Column: "share", Name: "ty-le", Label: "Tỷ lệ", Kind: register.Percent()},
		{Column: "fenced", Name: "rao", Label: "Có rào", Kind: register.YesNo(), Filter: true},
		{Column: "fence", Name: "rao-gi", Label: "Rào bằng gì", Kind: register.Text{}, When: register.Where{Column: "fenced", Value: "co"}},
		{Column: "means", Name: "phuong-tien", Label: "Phương tiện", Kind: register.Choices{Of: means}},
		{Column: "held_on", Name: "ngay", Label: "Ngày ghi nhận", Group: "Thời gian", Kind: register.Date{Past: true}},
		{Column: "since", Name: "tu-khi", Label: "Có từ khi", Kind: register.Date{Partial: true}},
		{Column: "span", Name: "dot", Label: "Đợt", Kind: register.Period{}},
		{Column: "happened", Name: "luc", Label: "Xảy ra lúc", Kind: register.Moment{}},
		{Column: "until", Name: "den-han", Label: "Đến hạn", Kind: register.Date{}},
		{Column: "pin", Name: "vi-tri", Label: "Vị trí", Kind: register.Pin{}},
		{Column: "body", Name: "co-quan", Label: "Cơ quan", Kind: register.Ref{Of: register.RefBody}, Filter: true},
		{Column: "who", Name: "nguoi", Label: "Người phụ trách", Kind: register.Ref{Of: register.RefAccount}},
		{Column: "checks", Name: "kiem", Label: "Đã xem", Kind: register.Checklist{Of: items}},
		{Column: "score", Name: "diem", Label: "Điểm", Kind: register.Computed{As: register.Number{Min: -1000, Places: 1}, Expr: `households * share / 100 + (has_depth ? depth : 0)`}},
		{Column: "grade", Name: "xep-loai", Label: "Xếp loại", Filter: true, Kind: register.Computed{As: register.Choice{Of: grades}, Expr: `level == "1" and fenced != "co" ? "nguy" : "thuong"`}},
		{Column: "cause", Name: "nguyen-nhan", Label: "Nguyên nhân", Filter: true, Kind: register.CodeList("injury-kind").By("held_on")},
		{Column: "causes", Name: "cac-nguyen-nhan", Label: "Các nguyên nhân", Kind: register.CodeList("injury-kind").By("held_on").Many()},
		{Column: "card", Name: "bang-kiem", Label: "Bảng kiểm", Kind: register.CodeChecklist("safe-home").By("held_on")},
		{Column: "passed", Name: "ket-luan", Label: "Kết luận", Filter: true, Kind: register.Verdict{Of: "card"}},
		{Column: "money", Name: "khoan", Label: "Khoản chi", Kind: register.Rows{One: "khoản chi", Totals: []string{"planned", "spent"}, Most: 6, By: "paid_on", Fields: []register.Field{
			{Column: "what", Name: "noi-dung", Label: "Nội dung", Kind: register.Text{Max: 60}, Required: true},
			{Column: "source", Name: "nguon", Label: "Nguồn", Kind: register.Choice{Of: sources}},
			{Column: "planned", Name: "du-kien", Label: "Dự kiến", Kind: register.Money()},
			{Column: "spent", Name: "da-chi", Label: "Đã chi", Kind: register.Money()},
			{Column: "paid_on", Name: "ngay-chi", Label: "Ngày chi", Kind: register.Date{Past: true}},
			{Column: "payer", Name: "noi-chi", Label: "Nơi chi", Kind: register.Ref{Of: register.RefBody}},
			{Column: "rest", Name: "con-lai", Label: "Còn lại", Kind: register.Computed{As: register.Number{Min: -1_000_000_000, Unit: "đồng"}, Expr: "planned - (has_spent ? spent : 0)"}},
		}}},
		{Column: "planned_all", Name: "tong-du-kien", Label: "Tổng dự kiến", Kind: register.Computed{As: register.Money(), Expr: "sum_money_planned"}},
		{Column: "before", Name: "anh-truoc", Label: "Ảnh trước", Kind: register.Files{Images: true, Max: 2}},
		{Column: "after", Name: "anh-sau", Label: "Ảnh sau", Kind: register.Files{Images: true, Max: 2, Pair: "before"}},
		{Column: "papers", Name: "ho-so", Label: "Hồ sơ", Kind: register.Files{}},
		{Column: "public", Name: "anh-dang", Label: "Ảnh đăng", Kind: register.Files{Images: true, Consent: true}},
	},
	States: []register.State{{Key: "nhap", Text: "đang soạn", Glyph: "!", Open: true}, {Key: "trinh", Text: "đã trình", Glyph: "G", Open: true}, {Key: "duyet", Text: "đã duyệt", Glyph: "Đ"}},
	Moves: []register.Move{
		{Key: "trinh", Text: "Trình duyệt", Done: "Trình duyệt", From: []string{"nhap"}, To: "trinh", Right: actor.HazardEdit, Needs: []string{"body"}, Asks: []string{"cost"}, Publishes: []string{"public"}},
		{Key: "duyet", Text: "Duyệt", Done: "Duyệt", From: []string{"trinh"}, To: "duyet", Right: actor.HazardEdit, Needs: []string{"until"}, Other: true},
		{Key: "xong", Text: "Ghi đã xong", Done: "Ghi đã xong", From: []string{"nhap"}, To: "duyet", Right: actor.HazardEdit, Needs: []string{"after"}, Asks: []string{"story", "papers"}},
	},
	Expires: []register.Expiry{{From: "duyet", To: "nhap", Column: "until", Done: "Hết hạn duyệt"}},
	Sorts: []register.Sort{{Text: "Cấp độ", Column: "level"}, {Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true}, {Key: "ngay", Text: "Ngày", Column: "held_on"},
		{Key: "diem", Text: "Điểm cao trước", Column: "score", Desc: true}, {Key: "du-kien", Text: "Dự kiến nhiều trước", Column: "planned_all", Desc: true}},
	Views: []register.View{{Key: "chua-giao", Text: "Chưa có cơ quan", Where: []register.Where{{Column: "body", Op: register.Is}}}},
	Check: func(rec register.Record, m *register.Mistakes) {
		if on, until := rec.Str("held_on"), rec.Str("until"); until != "" && on > until {
			m.At("until", "Đến hạn phải sau ngày ghi nhận")
		}
	},
})

var (
	sources = []register.Option{{Key: "ngan-sach", Text: "Ngân sách"}, {Key: "quy", Text: "Quỹ"}}
	levels  = []register.Option{{Key: "1", Text: "Cao"}, {Key: "2", Text: "Vừa"}, {Key: "3", Text: "Thấp"}}
	grades  = []register.Option{{Key: "nguy", Text: "Phải làm ngay"}, {Key: "thuong", Text: "Theo kế hoạch"}}
	items   = []register.Option{{Key: "rao", Text: "Rào chắn"}, {Key: "bien", Text: "Biển báo"}, {Key: "phao", Text: "Phao cứu sinh"}}
	means   = []register.Option{{Key: "xe", Text: "Xe máy"}, {Key: "thuyen", Text: "Thuyền"}, {Key: "bo", Text: "Đi bộ"}}
)

// answers to every field, as a person types them.
func answers(once string, more ...string) url.Values {
	return form(append([]string{"once", once, "ten", "Bến đò cũ", "cap", "Cao", "dien-bien", "Dòng một\nDòng hai", "ho", "1.250", "sau", "-2,5", "tien", "5.000.000", "ty-le", "12,5%",
		"rao", "khong", "phuong-tien", "thuyen", "phuong-tien", "bo", "ngay", "5/5/2026", "tu-khi", "3/2025", "dot", "1/5/2026 - 9/5/2026", "luc", "16h02 4/5/2026",
		"vi-tri", "20.93012, 106.05123", "nguoi", "Trần Thu Hoa", "kiem", "rao: co", "kiem", "", "kiem", "bien: khong", "cac-nguyen-nhan", "08", "cac-nguyen-nhan", "chó cắn"}, more...)...)
}

// form pairs names and values. A name that was given before is given once more; among the answers the last one counts.
func form(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if slices.Contains([]string{"phuong-tien", "kiem", "cac-nguyen-nhan"}, pairs[i]) {
			out.Add(pairs[i], pairs[i+1])
			continue
		}
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

func TestMain(m *testing.M) { storetest.Main(m) }

var template = &storetest.Template{Migrations: migrations(), Fill: fill}

// migrations are those of the program and the table that the declaration itself gives.
func migrations() fs.FS {
	all, err := app.Migrations()
	if err != nil {
		panic(err)
	}
	own := fstest.MapFS{"20991231235959_trial.sql": {Data: []byte("-- +goose Up\n" + trial.DDL())}}
	if all, err = store.Merge(all, own); err != nil {
		panic(err)
	}
	return all
}

// fill makes two wards with their usual bodies.
func fill(ctx context.Context, db *store.DB) error {
	if err := org.Load(ctx, db); err != nil {
		return err
	}
	c, err := place.Load()
	if err != nil {
		return err
	}
	o := org.New(db)
	return db.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		for _, code := range []string{"12103", "12133"} {
			p, _ := c.Find(code, day.Day{})
			u, err := o.CreateUnit(ctx, tx, p, false)
			if err != nil {
				return err
			}
			for _, t := range body.Usual(p) {
				if _, err := o.AddBody(ctx, tx, u, t); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// site is the pages of the trial register over one database.
type site struct {
	t        *testing.T
	handler  http.Handler
	db       *store.DB
	register *register.Register
	units    []web.Unit // ours and another
	n        int
}

var noon = time.Date(2026, 5, 12, 5, 0, 0, 0, time.UTC)

func newSite(t *testing.T, db *store.DB) *site {
	t.Helper()
	db.Clock = func() store.Instant { return store.Instant{Time: noon} }
	o := org.New(db)
	units, err := o.Units(t.Context())
	if err != nil || len(units) != 2 {
		t.Fatalf("%d units: %v", len(units), err)
	}
	if units[0].Slug != "phuong-my-hao" {
		units[0], units[1] = units[1], units[0]
	}
	s := &site{t: t, db: db, units: units}
	s.register = trial.With(map[string]register.Refs{register.RefBody: func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
		r, err := o.Register(ctx, from, today)
		if err != nil {
			return nil, err
		}
		var out []ui.Option
		for _, b := range r.Bodies {
			out = append(out, ui.Option{Value: b.ID, Text: b.Name})
		}
		return out, nil
	}, register.RefAccount: func(context.Context, store.Source, day.Day) ([]ui.Option, error) {
		return []ui.Option{{Value: "a1", Text: "Trần Thu Hoa"}, {Value: "a2", Text: "Lê Quốc Đạt"}}, nil
	}})
	files, err := store.OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &web.Site{DB: db, Files: files, Gate: gate{units}, Units: o, Log: slog.New(slog.DiscardHandler), Clock: func() store.Instant { return db.Clock() }}
	s.handler = w.Handler([]web.Feature{{Name: "trial", Routes: s.register.Routes()}}, http.NotFoundHandler(), nil)
	return s
}

type gate struct{ units []web.Unit }

// ConfirmPage is not asked for: no page of a register needs it.
func (gate) ConfirmPage(http.ResponseWriter, *web.Request, web.Held) error { return nil }

// Session signs in whoever the cookie names: a role, a name and the number of a unit, "officer/Hoa/0".
func (g gate) Session(_ context.Context, token string, _ store.Instant) (web.Session, error) {
	parts := strings.Split(token, "/")
	n, err := strconv.Atoi(parts[2])
	if err != nil {
		return web.Session{}, err
	}
	post := actor.Post{ID: token, Title: "Chuyên viên", Role: actor.Role(parts[0])}
	return web.Session{ID: token, AccountID: "a-" + parts[1], Name: parts[1], Posts: []web.UnitPost{{Unit: g.units[n], Post: post}}}, nil
}

// SignInPage stands for the page of the account feature.
func (gate) SignInPage(w http.ResponseWriter, _ *web.Request, _ web.Held) error {
	w.WriteHeader(http.StatusUnauthorized)
	return nil
}

// The people of the trial.
const (
	hoa    = "officer/Hoa/0"
	lan    = "officer/Lan/0"
	leader = "leader/Dat/0"
	member = "body/Thinh/0"
	admin  = "admin/Phong/0"
	other  = "officer/La/1" // of another unit
)

type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

// file is one that a person chose.
type file struct{ field, name, content string }

// send is one request of somebody below the register; a nil form without files is a GET.
func (s *site) send(as, path string, values url.Values, files ...file) answer {
	s.t.Helper()
	method, kind := http.MethodGet, "application/x-www-form-urlencoded"
	var payload io.Reader = strings.NewReader(values.Encode())
	if values != nil {
		method = http.MethodPost
		if !values.Has("once") {
			s.n++
			values.Set("once", "k"+strconv.Itoa(s.n))
			payload = strings.NewReader(values.Encode())
		}
	}
	if len(files) > 0 {
		payload, kind = s.multipart(values, files)
	}
	r := httptest.NewRequestWithContext(s.t.Context(), method, "/u/"+s.units[0].Slug+"/2026/"+path, payload)
	if values != nil {
		r.Header.Set("Content-Type", kind)
	}
	r.AddCookie(&http.Cookie{Name: "phien", Value: as})
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{w, doc}
}

func (s *site) multipart(values url.Values, files []file) (io.Reader, string) {
	var buf bytes.Buffer
	mw := multipart.NewWriter(&buf)
	for k, vs := range values {
		for _, v := range vs {
			_ = mw.WriteField(k, v) // into memory
		}
	}
	for _, f := range files {
		part, err := mw.CreateFormFile(f.field, f.name)
		if err != nil {
			s.t.Fatal(err)
		}
		_, _ = io.WriteString(part, f.content)
	}
	_ = mw.Close()
	return &buf, mw.FormDataContentType()
}

func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).Text()), " ")
}

// want ends the test when the page does not say something.
func (a answer) want(t *testing.T, status int, selector, words string) {
	t.Helper()
	if a.Code != status || !strings.Contains(a.text(selector), words) {
		t.Fatalf("status %d, %s says %.600q; want %d with %q\n%.600s", a.Code, selector, a.text(selector), status, words, a.text("main"))
	}
}

// id is the last part of the address to which a change led.
func (a answer) id(t *testing.T) string {
	t.Helper()
	parts := strings.Split(a.Header().Get("Location"), "/")
	if a.Code != http.StatusSeeOther || len(parts) < 3 {
		t.Fatalf("status %d leads to %q\n%.900s", a.Code, a.Header().Get("Location"), a.text("main"))
	}
	return parts[len(parts)-1]
}
