package browser

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const ground = "Nghị quyết số 9/NQ-HĐND; mục IV.9 của kế hoạch"

// hand passes everything that the moves touch on.
func (w *ward) hand(t *testing.T, m directory.Moves) {
	t.Helper()
	err := w.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		_, _, err := w.Estates()[0].Pass(t.Context(), tx, m, "", 10_000)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// heir makes a second ward in which the officer has a post too.
func (w *ward) heir(t *testing.T) web.Unit {
	t.Helper()
	catalogue, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := catalogue.Find("12133", day.At(today))
	if !ok {
		t.Fatal("no second ward")
	}
	var u web.Unit
	err = w.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		if u, err = w.Org.CreateUnit(t.Context(), tx, p, true); err != nil {
			return err
		}
		var office string
		for _, b := range body.Usual(p) {
			if office, err = w.Org.AddBody(t.Context(), tx, u, b); err != nil {
				return err
			}
		}
		return w.Accounts.Appoint(t.Context(), tx, account.Position{AccountID: w.person(t, "hoa.tt").ID, UnitID: u.ID, BodyID: office, Role: actor.RoleOfficer, From: day.Must(2026, 1, 1)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestAfterAReorganisation looks at the pages of work that changed hands: in a ward that goes on, in one that ended, and in its heir.
func TestAfterAReorganisation(t *testing.T) {
	t.Parallel()
	w := demo(t)
	by := w.officer(t)
	bodies, err := w.Org.Bodies(t.Context(), w.DB.Reader(by), day.At(today))
	if err != nil {
		t.Fatal(err)
	}
	heirs := map[string]org.Body{}
	for _, b := range bodies {
		heirs[b.Name] = b
	}
	gone, next := heirs["Phòng Kinh tế, Hạ tầng và Đô thị"], heirs["Phòng Văn hóa - Xã hội"]
	inside := directory.Moves{ActID: ident.New(), UnitID: by.UnitID, Day: day.At(today), Basis: ground, Bodies: map[string][]directory.Heir{
		gone.ID: {{UnitID: by.UnitID, BodyID: next.ID, Name: next.Name}}}}
	items, err := w.Estates()[0].List(t.Context(), w.DB.Reader(by), inside, "", 1)
	if err != nil || len(items) == 0 {
		t.Fatalf("%v, %v", items, err)
	}
	w.hand(t, inside)
	const in = "/u/{unit}/{year}/"
	p := sitAs(t, w, "hoa.tt", desk)
	for _, page := range []struct{ name, path string }{
		{"viec-chuyen-giao", in + "nhiem-vu/" + items[0].ID}, {"phan-cong-cu", in + "ke-hoach/{plan}/phan-cong?ngay=2026-05-11"},
		{"phan-cong-moi", in + "ke-hoach/{plan}/phan-cong"}, {"ke-hoach-xuat", in + "ke-hoach"},
	} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
	}

	heir := w.heir(t)
	ends := directory.Moves{ActID: ident.New(), UnitID: by.UnitID, Day: day.At(today), Basis: ground, Ends: true, Bodies: map[string][]directory.Heir{}}
	for _, b := range bodies {
		ends.Bodies[b.ID] = []directory.Heir{}
		h, found, err := w.Org.BodyNamed(t.Context(), w.DB.Reader(actor.Actor{UnitID: heir.ID}), b.Name, ends.Day)
		if err != nil {
			t.Fatal(err)
		}
		if found {
			ends.Bodies[b.ID] = []directory.Heir{{UnitID: heir.ID, BodyID: h.ID, Name: h.Name}}
		}
	}
	old, err := w.Org.UnitBySlug(t.Context(), w.samples["unit"])
	if err != nil {
		t.Fatal(err)
	}
	err = w.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		return w.Org.EndUnit(t.Context(), tx, old, ends.Day.Add(-1), []org.UnitHeir{{NewID: heir.ID, ActID: ends.ActID, From: ends.Day, Whole: true}})
	})
	if err != nil {
		t.Fatal(err)
	}
	w.hand(t, ends)
	p = sitAs(t, w, "hoa.tt", desk)
	for _, page := range []struct{ name, path string }{
		{"don-vi-ket-thuc-viec", in + "viec"}, {"don-vi-ket-thuc-nhiem-vu", in + "nhiem-vu/" + items[0].ID},
		{"don-vi-cu-tong", in + "tien-do-don-vi-cu"}, {"don-vi-cu-giao", in + "tien-do-don-vi-cu/giao"},
		{"don-vi-ke-thua", strings.ReplaceAll(in, "{unit}", heir.Slug) + "ke-hoach"},
	} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
	}
	p.open(w.fill(in + "nhiem-vu/" + items[0].ID))
	p.follow(strings.ToLower(heir.Name[:1]) + heir.Name[1:])
	p.sees(".origin", "Tiếp nhận từ phường Mỹ Hào")
	t.Run("viec-tiep-nhan", func(t *testing.T) {
		p.as(t).inspect(strings.TrimPrefix(ask[string](p, `location.href`), w.base), "viec-tiep-nhan")
	})
}
