package app_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
	"github.com/mangnon/mangnon/internal/web"
)

// emptyTemplate is a template with the places and nobody in it.
var emptyTemplate = sync.OnceValue(func() *storetest.Template {
	migrations, err := app.Migrations()
	if err != nil {
		panic(err)
	}
	return &storetest.Template{Migrations: migrations, Fill: app.Fill}
})

// town is an installation of a town of before 01/07/2025 whose clock the test moves.
type town struct {
	*world
	unit web.Unit
	now  *time.Time
}

func at(iso string, hour int) time.Time {
	return day.Must(int4(iso[:4]), int4(iso[5:7]), int4(iso[8:])).Start().Add(time.Duration(hour) * time.Hour)
}

func int4(s string) (n int) {
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// offices are the bodies of a town of the district level.
var offices = []body.Template{
	{Name: "Ủy ban nhân dân thị xã", Aliases: []string{"UBND thị xã"}, Kind: body.Committee},
	{Name: "Hội đồng nhân dân thị xã", Aliases: []string{"HĐND thị xã", "Thường trực HĐND thị xã"}, Kind: body.Council, Requested: true},
	{Name: "Văn phòng HĐND và UBND thị xã", Aliases: []string{"Văn phòng HĐND và UBND", "VP HĐND và UBND"}, Kind: body.Office},
	{Name: "Phòng Giáo dục và Đào tạo", Aliases: []string{"Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo thị xã"}, Kind: body.Room},
	{Name: "Phòng Tư pháp", Aliases: []string{"Phòng Tư pháp thị xã"}, Kind: body.Room},
	{Name: "Phòng Văn hóa, Khoa học và Thông tin", Aliases: []string{"Phòng Văn hóa, Khoa học và Thông tin thị xã"}, Kind: body.Room},
	{Name: "Phòng Nội vụ", Aliases: []string{"Phòng Nội vụ thị xã"}, Kind: body.Room},
	{Name: "Phòng Tài chính - Kế hoạch", Aliases: []string{"Phòng Tài chính - Kế hoạch thị xã"}, Kind: body.Room},
	{Name: "Trung tâm Văn hóa và Truyền thanh thị xã", Aliases: []string{"Trung tâm Văn hóa và Truyền thanh"}, Kind: body.Centre},
	{Name: "Đoàn Thanh niên Cộng sản Hồ Chí Minh thị xã", Aliases: []string{"Đoàn TNCS Hồ Chí Minh thị xã", "Thị đoàn"}, Kind: body.Union, Requested: true},
	{Name: "Ủy ban Mặt trận Tổ quốc Việt Nam thị xã", Aliases: []string{"Ủy ban MTTQ Việt Nam thị xã"}, Kind: body.Front, Requested: true},
	{Name: "Tòa án nhân dân thị xã", Kind: body.Court, Requested: true},
	{Name: "Viện kiểm sát nhân dân thị xã", Kind: body.Procuracy, Requested: true},
	{Name: "Sở Y tế", Kind: body.Department, Requested: true},
}

// newTown sets a town up as of 10/04/2025 with its offices, the committees of its communes, three people and a confirmed plan.
func newTown(t *testing.T, code, plans string) *town {
	t.Helper()
	now := at("2025-04-10", 8)
	db := emptyTemplate().SQLite(t)
	files, err := store.OpenFiles(fileDir)
	if err != nil {
		t.Fatal(err)
	}
	clock := func() store.Instant { return store.Instant{Time: now} }
	a := app.Wire(db, files, app.Config{Clock: clock})
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := c.Find(code, day.Must(2025, 4, 10))
	if !ok {
		t.Fatalf("no town %s", code)
	}
	writer, _ := db.Raw()
	if _, err := writer.Exec(`INSERT INTO place (id, code, kind, name, full_name, parent_id, valid_from, valid_to, source) VALUES (?, ?, ?, ?, ?, '', '2019-05-01', '2025-06-30', 'test')
		ON CONFLICT DO NOTHING`, p.ID, p.Code, string(p.Kind), p.Name, p.FullName); err != nil {
		t.Fatal(err)
	}
	tn := &town{now: &now}
	err = db.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error { return tn.fill(t.Context(), tx, a, c, p, plans) })
	if err != nil {
		t.Fatal(err)
	}
	tn.world = newWorldWith(t, db, app.Config{Clock: clock})
	tn.signIn = clock
	return tn
}

func (tn *town) fill(ctx context.Context, tx *store.Tx, a *app.App, c *place.Catalogue, p place.Place, text string) (err error) {
	if tn.unit, err = a.Org.CreateUnit(ctx, tx, p, true); err != nil {
		return err
	}
	ids := map[string]string{}
	list := offices
	for _, m := range c.Within(p, day.Must(2025, 4, 10)) {
		list = append(list[:len(list):len(list)], body.Template{Name: "UBND " + m.FullName, Aliases: []string{"Ủy ban nhân dân " + m.FullName}, Kind: body.Committee})
	}
	for _, b := range list {
		b.From, b.Confidence = day.Must(2025, 3, 1), body.Read
		if ids[b.Name], err = a.Org.AddBody(ctx, tx, tn.unit, b); err != nil {
			return err
		}
	}
	for username, role := range map[string]actor.Role{"can.b": actor.RoleOfficer, "lanh.d": actor.RoleLeader, "may.q": actor.RoleAdmin} {
		_, _, err := a.Accounts.Create(ctx, tx, account.Draft{Name: "Vũ Thị " + username, Username: username, Role: role}, "",
			account.Position{UnitID: tn.unit.ID, BodyID: ids["Văn phòng HĐND và UBND thị xã"], Title: "Chuyên viên", Role: role, From: day.Must(2025, 3, 1)})
		if err != nil {
			return err
		}
	}
	return importPlan(ctx, tx, a, tn.unit.ID, 2025, text)
}

func importPlan(ctx context.Context, tx *store.Tx, a *app.App, unitID string, year int, text string) error {
	doc, err := docfile.Read(ctx, "ke-hoach.txt", []byte(text))
	if err != nil {
		return err
	}
	kept, err := a.Files.Put(strings.NewReader(text), store.MaxFile)
	if err != nil {
		return err
	}
	by := tx.Actor()
	by.UnitID = unitID
	tx = tx.As(by)
	pl, err := a.Plans.Import(ctx, tx, plan.Brought{UnitID: unitID, Year: year, Name: "ke-hoach.txt", Kept: kept, Doc: doc, At: a.Site.Clock()})
	if err != nil {
		return err
	}
	return a.Plans.Confirm(ctx, tx, pl)
}

// townPlan is an invented plan of a town: work of every office, some due in the first half-year and some after it.
func townPlan(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "ỦY BAN NHÂN DÂN\nTHỊ XÃ %s\n\nSố: 45/KH-UBND\n\nngày 10 tháng 02 năm 2025\n\nKẾ HOẠCH\nCông tác trẻ em năm 2025\n\nI. MỤC ĐÍCH\n\nChăm lo cho trẻ em.\n\nII. NHIỆM VỤ\n\n", strings.ToUpper(name))
	for i, lead := range []string{"Văn phòng HĐND và UBND thị xã", "Phòng Giáo dục và Đào tạo", "Phòng Tư pháp", "Phòng Văn hóa, Khoa học và Thông tin", "Phòng Nội vụ",
		"Phòng Tài chính - Kế hoạch", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thị xã", "Trung tâm Văn hóa và Truyền thanh thị xã", "Ủy ban nhân dân thị xã"} {
		fmt.Fprintf(&b, "%d. Việc thứ %d của năm trên địa bàn.\n\n- Đơn vị chủ trì: %s.\n- Đơn vị phối hợp: Sở Y tế.\n- Thời gian thực hiện: %s.\n\n", 2*i+1, i+1, lead,
			[]string{"Hằng quý", "Trước ngày 15/5/2025", "Thường xuyên trong năm"}[i%3])
		fmt.Fprintf(&b, "%d. Việc cuối năm thứ %d trên địa bàn.\n\n- Đơn vị chủ trì: %s.\n- Thời gian thực hiện: Trước ngày %d/11/2025.\n\n", 2*i+2, i+1, lead, i+5)
	}
	b.WriteString("III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng HĐND và UBND thị xã\n\nTheo dõi, đôn đốc./.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n")
	return b.String()
}

// seedPlan is the real plan of the town, read where it lies.
func seedPlan(t *testing.T) string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(os.Getenv("MANGNON_CORPUS"), "seed", "*.txt"))
	if os.Getenv("MANGNON_CORPUS") == "" || len(files) == 0 {
		t.Skip("MANGNON_CORPUS is not set: the real plan is not here")
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// goTo moves the clock of the town.
func (tn *town) goTo(iso string, hour int) { tn.goAt(at(iso, hour)) }

// goAt is goTo to a moment. Nobody stays signed in over it.
func (tn *town) goAt(when time.Time) {
	*tn.now = when
	tn.tokens = map[string]string{}
}

// work does all background work that is due.
func (tn *town) work() {
	tn.t.Helper()
	for n := 0; ; n++ {
		worked, err := tn.app.Jobs.Step(tn.t.Context())
		if err != nil {
			tn.t.Fatal(err)
		}
		if !worked || n > 1000 {
			return
		}
	}
}

func (tn *town) path(rest string) string { return "/u/" + tn.unit.Slug + "/2025/" + rest }

func (tn *town) strings(sql string, args ...any) (out []string) {
	tn.t.Helper()
	writer, _ := tn.app.DB.Raw()
	rows, err := writer.QueryContext(tn.t.Context(), sql, args...)
	if err != nil {
		tn.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			tn.t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// halfYearDone records a result for everything that was due in the first half-year.
func (tn *town) halfYearDone() {
	tn.t.Helper()
	ctx := tn.t.Context()
	by := actor.Actor{Name: "Vũ Thị can.b", UnitID: tn.unit.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	plans := tn.strings(`SELECT id FROM plan WHERE unit_id = ?`, tn.unit.ID)
	tasks, err := tn.app.Plans.Work(ctx, tn.app.DB.Reader(by), plans[0])
	if err != nil {
		tn.t.Fatal(err)
	}
	for _, task := range tasks {
		points := tn.strings(`SELECT id FROM checkpoint WHERE task_id = ? AND due_on <= '2025-06-30' AND done_on = '' ORDER BY due_on`, task.ID)
		if !task.Due.IsZero() && !task.Due.After(day.Must(2025, 6, 30)) && len(points) == 0 {
			points = []string{""}
		}
		for _, p := range points {
			fresh, err := tn.app.Plans.Work(ctx, tn.app.DB.Reader(by), plans[0])
			if err != nil {
				tn.t.Fatal(err)
			}
			for _, f := range fresh {
				if f.ID != task.ID {
					continue
				}
				err := tn.app.DB.Write(ctx, by, func(tx *store.Tx) error {
					return tn.app.Plans.Record(ctx, tx, f, plan.Result{BodyName: f.Lead, DoneOn: day.At(*tn.now), Text: "Đã làm xong phần nửa đầu năm", PointID: p, Finishes: p == "", CreatedAt: tx.Now()}, nil)
				})
				if err != nil {
					tn.t.Fatalf("result of %s: %v", f.Title, err)
				}
			}
		}
	}
}

// main is the main part of a page without what is the reader's own: forms, buttons, and the time of printing.
func (tn *town) main(who, rest string) string {
	tn.t.Helper()
	a := tn.do(request{As: who, Path: tn.path(rest)})
	if a.Code != http.StatusOK {
		tn.t.Fatalf("%s as %s answers %d: %s", rest, who, a.Code, words(a.doc))
	}
	a.doc.Find("main .print-foot, main form, main .btn, main .crumbs, main input[type=hidden]").Remove()
	return squash(a.doc.Find("main").Text())
}

func (tn *town) export(who string) string {
	tn.t.Helper()
	a := tn.send(request{As: who, Path: tn.path("ke-hoach/xuat?ngay=2025-06-30")})
	if a.Code != http.StatusOK {
		tn.t.Fatalf("the export answers %d: %s", a.Code, a.Body)
	}
	return a.Body.String()
}

// act prepares the act that ends the town and gives its address.
func (tn *town) act() string {
	tn.t.Helper()
	a := tn.do(request{As: "can.b", Path: tn.path("ban-giao/lap"), Form: url.Values{"loai": {"merge"}, "pham-vi": {"don-vi"}, "ngay": {"01/07/2025"},
		"can-cu": {"Nghị quyết 1666/NQ-UBTVQH15"}, "nguoi-ky": {"Lê Văn Ký"}, "chuc-danh": {"Chủ tịch UBND"}}})
	if a.Code != http.StatusSeeOther {
		tn.t.Fatalf("the act answers %d: %s", a.Code, words(a.doc))
	}
	return a.Header().Get("Location")
}

// sign leaves every open line "chưa rõ" and lets the leader sign what the page shows.
func (tn *town) sign(act string) {
	tn.t.Helper()
	if a := tn.do(request{As: "can.b", Path: act + "/chua-ro", Form: url.Values{}}); a.Code != http.StatusSeeOther {
		tn.t.Fatalf("leaving lines open answers %d: %s", a.Code, words(a.doc))
	}
	page := tn.do(request{As: "lanh.d", Path: act + "/ky"})
	seen, ok := page.doc.Find("input[name=da-doc]").Attr("value")
	if page.Code != http.StatusOK || !ok {
		tn.t.Fatalf("the preview answers %d: %s", page.Code, words(page.doc))
	}
	a := tn.do(request{As: "lanh.d", Path: act + "/ky", Form: url.Values{"da-doc": {seen}}})
	if a.Code != http.StatusSeeOther {
		log := tn.log.String()
		tn.t.Fatalf("signing answers %d: %s\n%s", a.Code, words(a.doc), log[max(0, len(log)-600):])
	}
}
