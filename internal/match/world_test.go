package match_test

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var columns = match.Columns{Name: "name", Birth: "birth", Sex: "sex", Number: "person_number", NumberState: "number_state", Confirmed: "khop", Mother: "mother", Father: "father",
	Hamlet: "hamlet", Ethnic: "ethnic", Phone: "phone", Secret: map[string]actor.Action{"ethnic": actor.CommsApprove}}

// kids is a register that exists only here, with the columns by which children are known.
var kids = register.New(register.Declaration{
	Name: "kid", Title: "Trẻ thử", One: "trẻ", Path: "tre-thu", Noun: ui.NavHazards, Code: "TT", Empty: "Ghi một trẻ.",
	ReadRight: actor.HazardRead, EditRight: actor.HazardEdit, Label: "name", Same: []string{"name", "birth"}, Columns: []string{"birth", "mother"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Họ và tên", Kind: register.Text{Max: 100}, Required: true, Search: true},
		{Column: "birth", Name: "sinh", Label: "Ngày sinh", Kind: register.Date{Partial: true, Past: true}},
		{Column: "sex", Name: "gioi", Label: "Giới tính", Kind: register.Choice{Of: []register.Option{{Key: "nam", Text: "Nam"}, {Key: "nu", Text: "Nữ"}}}},
		{Column: "person_number", Name: "so", Label: "Số định danh", Kind: register.Text{Max: 20}},
		{Column: "number_state", Name: "so-the-nao", Label: "Tình trạng số", Kind: register.Choice{Of: []register.Option{{Key: "khop", Text: "Khớp"}, {Key: "chua-kiem", Text: "Chưa kiểm"}}}},
		{Column: "mother", Name: "me", Label: "Mẹ", Kind: register.Text{Max: 100}},
		{Column: "father", Name: "cha", Label: "Cha", Kind: register.Text{Max: 100}},
		{Column: "hamlet", Name: "thon", Label: "Thôn", Kind: register.Ref{Of: register.RefHamlet}},
		{Column: "ethnic", Name: "dan-toc", Label: "Dân tộc", Kind: register.Text{Max: 30}},
		{Column: "phone", Name: "dien-thoai", Label: "Điện thoại", Kind: register.Text{Max: 30}},
		{Column: "papers", Name: "giay", Label: "Giấy tờ", Kind: register.Files{}},
	},
	States: []register.State{{Key: "day", Text: "đang quản lý", Glyph: "N"}},
	Sorts:  []register.Sort{{Text: "Theo tên", Column: "name"}},
})

func init() { match.Follow(kids, columns) }

var template = &storetest.Template{Migrations: migrations(), Fill: fill}

func migrations() fs.FS {
	all, err := app.Migrations()
	if err != nil {
		panic(err)
	}
	own := fstest.MapFS{"20991231235959_kid.sql": {Data: []byte("-- +goose Up\n" + kids.DDL())}}
	if all, err = store.Merge(all, own); err != nil {
		panic(err)
	}
	return all
}

// fill makes two wards.
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
			if _, err := o.CreateUnit(ctx, tx, p, false); err != nil {
				return err
			}
		}
		return nil
	})
}

// world is the pages of the register and of its finder over one database.
type world struct {
	*testing.T
	handler http.Handler
	db      *store.DB
	kids    *register.Register
	finder  *match.Finder
	units   []web.Unit
	n       int
}

var noon = time.Date(2026, 5, 12, 5, 0, 0, 0, time.UTC)

func hamlets(context.Context, store.Source, day.Day) ([]ui.Option, error) {
	return []ui.Option{{Value: "h1", Text: "Tổ dân phố số 1"}, {Value: "h3", Text: "Tổ dân phố số 3"}}, nil
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	db.Clock = func() store.Instant { return store.Instant{Time: noon} }
	o := org.New(db)
	units, err := o.Units(t.Context())
	if err != nil || len(units) != 2 {
		t.Fatalf("%d units: %v", len(units), err)
	}
	w := &world{T: t, db: db, units: units, kids: kids.With(map[string]register.Refs{register.RefHamlet: hamlets})}
	w.finder = match.New(db, w.kids, columns)
	w.finder.Hamlets = hamlets
	w.kids = w.kids.Matching(w.finder.Matcher())
	w.finder.Register = w.kids
	files, err := store.OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	site := &web.Site{DB: db, Files: files, Gate: gate{units}, Units: o, Log: slog.New(slog.DiscardHandler), Clock: func() store.Instant { return db.Clock() }}
	w.handler = site.Handler([]web.Feature{{Name: "kid", Routes: w.kids.Routes()}, w.finder.Feature()}, http.NotFoundHandler(), nil)
	return w
}

type gate struct{ units []web.Unit }

// ConfirmPage is not asked for.
func (gate) ConfirmPage(http.ResponseWriter, *web.Request, web.Held) error { return nil }

// Session signs in whoever the cookie names: a role, a name and the number of a unit.
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

const (
	hoa    = "officer/Hoa/0"
	leader = "leader/Dat/0"
	other  = "officer/La/1"
)

type answer struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

// send is one request; nil values are a GET.
func (w *world) send(as, path string, values url.Values) answer {
	w.Helper()
	unit, _ := strconv.Atoi(as[len(as)-1:])
	method := http.MethodGet
	if values != nil {
		method = http.MethodPost
		w.n++
		values.Set("once", "k"+strconv.Itoa(w.n))
	}
	r := httptest.NewRequestWithContext(w.Context(), method, "/u/"+w.units[unit].Slug+"/2026/"+path, strings.NewReader(values.Encode()))
	if values != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "phien", Value: as})
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(rec.Body.Bytes()))
	if err != nil {
		w.Fatal(err)
	}
	return answer{rec, doc}
}

func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).Text()), " ")
}

func (a answer) id(t *testing.T) string {
	t.Helper()
	parts := strings.Split(a.Header().Get("Location"), "/")
	if a.Code != http.StatusSeeOther {
		t.Fatalf("status %d\n%.900s", a.Code, a.text("main"))
	}
	return parts[len(parts)-1]
}

// add enters a child as the form does, past the question whether it is there.
func (w *world) add(as string, pairs ...string) string {
	w.Helper()
	v := values(pairs...)
	v.Set("khac", "1")
	return w.send(as, "tre-thu/them", v).id(w.T)
}

func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}
