package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

func TestEveryStatementHasAnIndexAndAReason(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		for name, problems := range storetest.Problems(t, db) {
			t.Errorf("%s: %v", name, problems)
		}
		if p := storetest.TableProblems(t, db); len(p) > 0 {
			t.Errorf("tables: %v", p)
		}
	})
}

// find reads an account by its username.
func (s *site) find(username string) account.Account {
	s.t.Helper()
	a, err := s.accounts.ByUsername(s.t.Context(), username)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

func (s *site) unitID() string {
	s.t.Helper()
	u, err := s.org.UnitBySlug(s.t.Context(), "phuong-my-hao")
	if err != nil {
		s.t.Fatal(err)
	}
	return u.ID
}

func (s *site) add(drafts ...account.Draft) ([]account.Issued, error) {
	var out []account.Issued
	err := s.db.Write(s.t.Context(), account.CommandLine(s.unitID()), func(tx *store.Tx) (err error) {
		out, err = s.accounts.Add(s.t.Context(), tx, s.org, drafts, func(int) string { return "" }, day.Must(2026, 5, 12))
		return err
	})
	return out, err
}

func TestAddedAccountsWaitForTheirCode(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		issued, err := s.add(
			account.Draft{Name: "Trần Thị Hoa", Body: "CA phường Mỹ Hào", Title: "Trung úy", Role: actor.RoleBody},
			account.Draft{Name: "Ngô Văn Bình", Username: "HOA.TT2", Body: "VP HĐND&UBND", Role: actor.RoleLeader},
		)
		if err != nil {
			t.Fatal(err)
		}
		if issued[0].Username != "hoa.tt3" || issued[1].Username != "hoa.tt2" {
			t.Errorf("usernames %s and %s: the proposal must leave the typed one to its owner", issued[0].Username, issued[1].Username)
		}
		all, err := s.accounts.OfUnit(t.Context(), db.Reader(actor.System("test")), s.unitID())
		if err != nil || len(all) != 4 {
			t.Fatalf("%d accounts, %v", len(all), err)
		}
		if all[0].Username != "hoa.tt2" || all[0].Ready || all[0].Posts[0].BodyName != "Văn phòng HĐND và UBND phường" {
			t.Errorf("the first by name is %+v", all[0])
		}
		token, err := s.accounts.ResetPassword(t.Context(), account.Reset{Username: "hoa.tt3", Code: issued[0].Code, Password: "mưa rơi trên mái ngói"}, store.Now())
		if err != nil {
			t.Fatal(err)
		}
		sess, err := s.accounts.Session(t.Context(), token.Session, store.Now())
		if err != nil || sess.Posts[0].Post.BodyName != "Công an phường" || sess.Posts[0].Unit.Slug != "phuong-my-hao" {
			t.Errorf("session %+v, %v", sess, err)
		}
	})
}

func TestNothingIsWrittenWhenOneDraftIsWrong(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		_, err := s.add(
			account.Draft{Name: "Ngô Văn Bình", Body: "Trạm Y tế", Role: actor.RoleBody},
			account.Draft{Name: "Phan Thị Lan", Username: "phong.lh", Body: "Trạm Y tế", Role: actor.RoleBody},
		)
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "đã có người dùng") {
			t.Errorf("error %v", err)
		}
		if _, err := s.accounts.ByUsername(t.Context(), "binh.nv"); !errs.Is(err, errs.NotFound) {
			t.Errorf("the right one was written: %v", err)
		}
	})
}

func TestACodeIsUsedOnceAndOnlyTheNewest(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s, ctx := newSite(t, db), t.Context()
		hoa := s.find("hoa.tt")
		issue := func() string {
			code, err := s.accounts.IssueCode(ctx, account.CommandLine(""), hoa.ID)
			if err != nil {
				t.Fatal(err)
			}
			return code
		}
		reset := func(username, code string, at store.Instant) error {
			_, err := s.accounts.ResetPassword(ctx, account.Reset{Username: username, Code: code, Password: "mưa rơi trên mái ngói"}, at)
			return err
		}
		old, code, now := issue(), issue(), store.Now()
		late := store.Instant{Time: now.Add(account.CodeLife + 1e9)}
		typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
		var words []string
		for _, r := range []struct {
			username, code string
			at             store.Instant
		}{{"hoa.tt", old, now}, {"hoa.tt", code, late}, {"phong.lh", code, now}, {"khong.co", code, now}, {"hoa.tt", "", now}} {
			err := reset(r.username, r.code, r.at)
			if !errs.Is(err, errs.Invalid) {
				t.Fatalf("%+v: %v", r, err)
			}
			words = append(words, err.Error())
		}
		for _, w := range words {
			if w != words[0] {
				t.Errorf("the words tell which part is wrong: %q and %q", words[0], w)
			}
		}
		if err := reset("hoa.tt", typed, now); err != nil {
			t.Errorf("typed in small letters without hyphens: %v", err)
		}
		if err := reset("hoa.tt", code, now); !errs.Is(err, errs.Invalid) {
			t.Errorf("used twice: %v", err)
		}
	})
}

func TestSessionsEndWithThePasswordTheLockAndTime(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s, ctx, now := newSite(t, db), t.Context(), store.Now()
		hoa := s.find("hoa.tt")
		start := func() string {
			token, err := s.accounts.StartSession(ctx, hoa.ID, "", now)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		alive := func(token string, at store.Instant) bool {
			_, err := s.accounts.Session(ctx, token, at)
			if err != nil && !errs.Is(err, errs.Unauthenticated) {
				t.Fatal(err)
			}
			return err == nil
		}
		desk, phone := start(), start()
		after := func(h int) store.Instant { return store.Instant{Time: now.Add(time.Duration(h) * time.Hour)} }
		if !alive(desk, after(11)) || alive(phone, after(13)) {
			t.Error("an officer's session lives twelve hours from its last use, no longer")
		}
		for h := 22; h <= 14*24; h += 11 {
			if !alive(desk, after(h)) {
				t.Fatalf("use every eleven hours did not keep it alive after %d", h)
			}
		}
		if alive(desk, after(14*24+1)) {
			t.Error("a session lives longer than fourteen days")
		}
		desk, phone = start(), start()
		if alive("", now) || alive("không phải mã", now) {
			t.Error("any token lets in")
		}
		sess, err := s.accounts.Session(ctx, desk, now)
		if err != nil {
			t.Fatal(err)
		}
		c := account.Change{AccountID: hoa.ID, Keep: sess.ID, Old: password, New: "mưa rơi trên mái ngói"}
		by := actor.Actor{AccountID: hoa.ID, Name: hoa.Name}
		if err := s.accounts.ChangePassword(ctx, by, c, now); err != nil {
			t.Fatal(err)
		}
		if !alive(desk, now) || alive(phone, now) {
			t.Error("a changed password ends the other sessions and keeps this one")
		}
		list, err := s.accounts.Sessions(ctx, hoa.ID, now)
		if err != nil || len(list) != 1 {
			t.Errorf("%d sessions are listed, %v", len(list), err)
		}
	})
}

func TestPostsCountOnTheirDays(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s, ctx := newSite(t, db), t.Context()
		hoa, sys := s.find("hoa.tt"), actor.System("test")
		posts, err := s.accounts.Posts(ctx, db.Reader(sys), hoa.ID)
		if err != nil || len(posts) != 1 {
			t.Fatal(posts, err)
		}
		end := func() error {
			return db.Write(ctx, sys, func(tx *store.Tx) error { return s.accounts.EndPost(ctx, tx, posts[0], day.Must(2026, 6, 30)) })
		}
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if err := end(); !errs.Is(err, errs.Conflict) {
			t.Errorf("ended twice: %v", err)
		}
		for date, want := range map[day.Day]int{day.Must(2025, 6, 30): 0, day.Must(2025, 7, 1): 1, day.Must(2026, 6, 30): 1, day.Must(2026, 7, 1): 0} {
			at := store.Instant{Time: date.Start()}
			token, err := s.accounts.StartSession(ctx, hoa.ID, "", at)
			if err != nil {
				t.Fatal(err)
			}
			sess, err := s.accounts.Session(ctx, token, at)
			if err != nil || len(sess.Posts) != want {
				t.Errorf("%s: %d posts, %v, want %d", date, len(sess.Posts), err, want)
			}
		}
	})
}

// No secret stands in the database or its history as it was typed or shown.
func TestNoSecretIsKept(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s, ctx := newSite(t, db), t.Context()
		hoa := s.find("hoa.tt")
		code, err := s.accounts.IssueCode(ctx, actor.System("test"), hoa.ID)
		if err != nil {
			t.Fatal(err)
		}
		token, err := s.accounts.ResetPassword(ctx, account.Reset{Username: "hoa.tt", Code: code, Password: "mưa rơi trên mái ngói"}, store.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"account", "session", "reset_code", "audit"} {
			for _, secret := range []string{token.Session, token.Browser, code, strings.ReplaceAll(code, "-", ""), "mưa rơi", password} {
				if dump := everything(ctx, t, db, table); strings.Contains(dump, secret) {
					t.Errorf("table %s holds a secret", table)
				}
			}
		}
	})
}

// everything is a table as text.
func everything(ctx context.Context, t *testing.T, db *store.DB, table string) string {
	t.Helper()
	_, reader := db.Raw()
	rows, err := reader.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	cols, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for rows.Next() {
		cells := make([]any, len(cols))
		for i := range cells {
			cells[i] = new(anyText)
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		for _, c := range cells {
			out.WriteString(string(*c.(*anyText)) + "\n")
		}
	}
	if err := rows.Err(); err != nil || out.Len() == 0 {
		t.Fatalf("%s: %v, %d letters", table, err, out.Len())
	}
	return out.String()
}

// anyText takes the text of any column and nothing of the others.
type anyText string

// Scan keeps text.
func (a *anyText) Scan(src any) error {
	switch v := src.(type) {
	case string:
		*a = anyText(v)
	case []byte:
		*a = anyText(v)
	}
	return nil
}
