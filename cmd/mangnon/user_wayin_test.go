package main

import (
	"encoding/base32"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// The last administrator who lost the telephone and the recovery codes comes back by the console; the history and the person
// say so.
func TestTheConsoleTakesASecondStepOff(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	flags := dataFlags{Dir: dir}
	open := func() *app.App {
		a, err := flags.open(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := open()
	if err := a.LoadDemo(ctx); err != nil {
		t.Fatal(err)
	}
	who, err := a.Accounts.ByUsername(ctx, "phong.lh")
	if err != nil {
		t.Fatal(err)
	}
	err = a.DB.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		secret := []byte("12345678901234567890")
		code, err := totp.GenerateCode(base32.StdEncoding.EncodeToString(secret), tx.Now().Time)
		if err != nil {
			return err
		}
		_, err = a.Accounts.AddFactor(ctx, tx, who.ID, secret, code)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if code := run(ctx, []string{"user", "factor-reset", "khong.co", "--reason", "mất máy", "--dir", dir}); code != 1 {
		t.Errorf("an unknown account: %d", code)
	}
	if code := run(ctx, []string{"user", "factor-reset", "phong.lh", "--dir", dir}); code != 2 {
		t.Errorf("without a reason: %d", code)
	}
	if code := run(ctx, []string{"user", "factor-reset", "phong.lh", "--reason", "mất máy", "--dir", dir}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if code := run(ctx, []string{"user", "unlock", "phong.lh", "--dir", dir}); code != 0 {
		t.Errorf("unlock: exit code %d", code)
	}

	a = open()
	defer func() { _ = a.Close() }()
	from := a.DB.Reader(actor.System("test"))
	if since, left, err := a.Accounts.Factor(ctx, from, who.ID); err != nil || !since.IsZero() || left != 0 {
		t.Errorf("still on since %v with %d codes, %v", since, left, err)
	}
	news, err := a.Accounts.Unread(ctx, who.ID)
	if err != nil || len(news) != 1 || !strings.Contains(news[0].Text, "dòng lệnh") || !strings.Contains(news[0].Text, "mất máy") {
		t.Errorf("the person is told %+v, %v", news, err)
	}
	events, err := store.HistoryOf(ctx, from, "account", who.ID, 5)
	if err != nil || len(events) < 2 || events[1].Action != "Gỡ xác thực hai bước" || events[1].Note != "mất máy" || events[1].UnitID == "" {
		t.Errorf("the history says %+v, %v", events, err)
	}
}

func TestTrustedProxies(t *testing.T) {
	got, err := proxies([]string{"127.0.0.1", " 10.0.0.9/24", "2001:db8::1"})
	want := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("2001:db8::1/128")}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, typed := range []string{"0.0.0.0/0", "::/0", "proxy.local", "10.0.0.5:443", ""} {
		if got, err := proxies([]string{typed}); err == nil || !strings.Contains(err.Error(), "--trusted-proxy") {
			t.Errorf("%q is taken as %v, %v", typed, got, err)
		}
	}
}
