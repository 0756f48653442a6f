package app_test

import (
	"context"
	"errors"
	"net/url"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	testUncertain = store.Change("test.mail.uncertain", `UPDATE mail_message AS m SET state = 'uncertain', handed_at = 1 WHERE m.dedup_key = $1 AND {scope:m}`)
	testUnit      = store.Query("test.unit.any", `SELECT id FROM unit ORDER BY id LIMIT 1`)
)

// change writes as the program, without a history row.
func (w *world) change(fn func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	err := w.app.DB.Write(w.t.Context(), actor.System("test"), func(tx *store.Tx) error {
		defer tx.Unaudited("the test's own rows")
		return fn(w.t.Context(), tx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) unitID() string {
	w.t.Helper()
	id, err := store.Get[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), testUnit)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func TestTheAdministratorSeesBackgroundWorkAndStartsItAgain(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		broken := true
		w.app.Jobs.Add(jobs.Kind{Name: "test.fragile", Title: "Việc hay hỏng", Attempts: 1, Run: func(context.Context, jobs.Job) error {
			if broken {
				return errors.New("đĩa đầy")
			}
			return nil
		}})
		w.change(func(ctx context.Context, tx *store.Tx) error {
			_, err := jobs.Enqueue(ctx, tx, "test.fragile", "a", nil, store.Instant{})
			return err
		})
		w.drain()
		failed, err := jobs.List(t.Context(), w.app.DB.Reader(actor.System("test")), jobs.Failed, 1)
		if err != nil || len(failed) != 1 {
			t.Fatalf("%v %v", failed, err)
		}
		w.samples["ref"] = failed[0].ID
		broken = false
		w.run([]scenario{
			{Name: "the failed job", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/viec-nen"}, Want: 200, Selector: "main", Has: "đĩa đầy"},
			{Name: "start it again", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/viec-nen/{ref}/thu-lai", Form: url.Values{}}, Want: 303, Leads: "/u/{unit}/{year}/viec-nen", Audit: "Thử lại việc nền"},
			{Name: "twice", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/viec-nen/{ref}/thu-lai", Form: url.Values{}}, Want: 409},
		})
		w.drain()
		w.run([]scenario{{Name: "well again", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/viec-nen"}, Want: 200, Selector: ".lead", Has: "Không có việc nào hỏng"}})
	})
}

// drain does all jobs that are due.
func (w *world) drain() {
	w.t.Helper()
	for {
		worked, err := w.app.Jobs.Step(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if !worked {
			return
		}
	}
}

func TestTheAdministratorSeesMessagesAndDecides(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.change(func(ctx context.Context, tx *store.Tx) error {
			_, err := mail.Add(ctx, tx, mail.Draft{UnitID: w.unitID(), Key: "a", To: "hoa.tt@example.vn", Subject: "Nhắc việc ngày 12/05", Body: "…"})
			return err
		})
		m, _, err := mail.ByKey(t.Context(), w.app.DB.Reader(actor.System("test")), "a")
		if err != nil {
			t.Fatal(err)
		}
		w.samples["ref"] = m.ID
		page := request{As: "phong.lh", Path: "/u/{unit}/{year}/thu-gui"}
		w.run([]scenario{
			{Name: "no server", request: page, Want: 200, Selector: "main", Has: "chưa cài máy chủ thư"},
			{Name: "a test without a server", request: request{As: "phong.lh", Path: page.Path, Form: url.Values{"dia-chi": {"a@b.vn"}}}, Want: 422, Has: "Chưa cài máy chủ thư"},
			{Name: "a message that only waits", request: request{As: "phong.lh", Path: page.Path + "/{ref}/gui-lai", Form: url.Values{}}, Want: 409},
		})
		w.change(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, testUncertain, "a")
			return err
		})
		w.run([]scenario{
			{Name: "uncertain", request: page, Want: 200, Selector: "main", Has: "không chắc"},
			{Name: "nobody sends it again", request: request{As: "phong.lh", Path: page.Path + "/{ref}/thoi-gui", Form: url.Values{}}, Want: 303, Audit: "Thôi gửi thư"},
		})
	})
}

func TestATestMessageGoesIntoTheOutbox(t *testing.T) {
	db := template.SQLite(t)
	w := newWorldWith(t, db, app.Config{Mail: mail.Settings{Server: "smtp.example.vn:587", From: "phuong@example.vn"}})
	page := "/u/{unit}/{year}/thu-gui"
	w.run([]scenario{
		{Name: "an address that is none", request: request{As: "phong.lh", Path: page, Form: url.Values{"dia-chi": {"Hoa tại văn phòng"}}}, Want: 422, Selector: "input[value='Hoa tại văn phòng']"},
		{Name: "sent", request: request{As: "phong.lh", Path: page, Form: url.Values{"dia-chi": {"hoa.tt@example.vn"}}}, Want: 303, Leads: page, Audit: "Gửi thư thử"},
		{Name: "seen", request: request{As: "phong.lh", Path: page}, Want: 200, Selector: "main", Has: "hoa.tt@example.vn"},
	})
}
