package ident_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/ident"
)

var (
	version7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	version8 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

func TestNewHasTheFormOfRFC9562(t *testing.T) {
	before := time.Now().UnixMilli()
	id := ident.New()
	if !version7.MatchString(id) || !ident.Valid(id) {
		t.Fatalf("New() = %q", id)
	}
	var ms int64
	for _, c := range strings.ReplaceAll(id[:13], "-", "") {
		ms = ms<<4 | int64(strings.IndexRune("0123456789abcdef", c))
	}
	// The clock part may run ahead of the clock by the milliseconds that other tests have used up.
	if ms < before || ms > time.Now().UnixMilli()+1000 {
		t.Errorf("New() = %q carries %d, made at %d", id, ms, before)
	}
}

// More ids than one millisecond has room for must still rise.
func TestNewIncreases(t *testing.T) {
	last := ident.New()
	for range 20_000 {
		next := ident.New()
		if next <= last {
			t.Fatalf("%s came after %s", next, last)
		}
		last = next
	}
}

func TestNewFromManySides(t *testing.T) {
	const sides, each = 8, 2000
	made := make([][]string, sides)
	var wg sync.WaitGroup
	for i := range sides {
		wg.Go(func() {
			for range each {
				made[i] = append(made[i], ident.New())
			}
		})
	}
	wg.Wait()
	all := slices.Concat(made...)
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != sides*each {
		t.Errorf("%d ids, %d of them different", sides*each, n)
	}
}

// The values stand for good: records of every installation refer to them.
func TestDerivedIsStable(t *testing.T) {
	tests := []struct {
		parts []string
		want  string
	}{
		{[]string{"place", "12103", "2025-07-01"}, "6a40ec53-8a1d-88ac-9f1a-721941834590"},
		{[]string{"place", "12103", ""}, "4a81438b-3cab-8c88-ae90-41b0134ac8b3"},
		{nil, "e3b0c442-98fc-8c14-9afb-f4c8996fb924"},
	}
	for _, tt := range tests {
		if got := ident.Derived(tt.parts...); got != tt.want {
			t.Errorf("Derived(%q) = %q, want %q", tt.parts, got, tt.want)
		}
	}
}

func TestDerivedTellsPartsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.StringMatching(`[ab]{0,2}`))
		a, b := parts.Draw(t, "a"), parts.Draw(t, "b")
		ida, idb := ident.Derived(a...), ident.Derived(b...)
		if !version8.MatchString(ida) || !ident.Valid(ida) {
			t.Fatalf("Derived(%q) = %q", a, ida)
		}
		if (ida == idb) != slices.Equal(a, b) {
			t.Fatalf("Derived(%q) = %s and Derived(%q) = %s", a, ida, b, idb)
		}
	})
}

func TestValid(t *testing.T) {
	const id = "0190b5a2-6c1e-7d3f-8a4b-5c6d7e8f9a0b"
	if !ident.Valid(id) {
		t.Fatal("refuses an id")
	}
	for _, bad := range []string{
		"", id[:35], id + "0", strings.ToUpper(id), strings.ReplaceAll(id, "-", ""), "g" + id[1:],
		strings.Replace(id, "-", "0", 1), id[:35] + "'", "{" + id[:34] + "}", strings.Repeat("đ", 18),
	} {
		if ident.Valid(bad) {
			t.Errorf("Valid(%q)", bad)
		}
	}
}

func TestCode(t *testing.T) {
	shape := regexp.MustCompile(`^[A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3}$`)
	seen := map[rune]bool{}
	for range 400 {
		code := ident.Code(9)
		if !shape.MatchString(code) {
			t.Fatalf("Code(9) = %q", code)
		}
		for _, c := range ident.CodeKey(code) {
			seen[c] = true
		}
	}
	if len(seen) != 32 {
		t.Errorf("3,600 letters drawn, only %d of 32 seen", len(seen))
	}
	for n, want := range map[int]int{0: 0, 1: 1, 3: 3, 4: 5, 6: 7, 10: 13} {
		if got := len(ident.Code(n)); got != want {
			t.Errorf("Code(%d) has %d characters, want %d", n, got, want)
		}
	}
}

func TestCodeKey(t *testing.T) {
	for _, typed := range []string{"KHE-4M9-72T", "khe4m972t", " Khe 4M9 - 72t "} {
		if got := ident.CodeKey(typed); got != "KHE4M972T" {
			t.Errorf("CodeKey(%q) = %q", typed, got)
		}
	}
}

func TestTokenAndDigest(t *testing.T) {
	a, b := ident.Token(), ident.Token()
	if len(a) != 64 || a == b {
		t.Errorf("tokens %q and %q", a, b)
	}
	// FIPS 180-2, example B.1
	if got := ident.Digest("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("Digest(abc) = %s", got)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		ident.New()
	}
}

func BenchmarkDerived(b *testing.B) {
	for b.Loop() {
		ident.Derived("place", "12103", "2025-07-01")
	}
}

func TestLinkSecretSurvivesAMessage(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := ident.LinkSecret()
		if len(s) != 26 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") != "" {
			t.Fatalf("%q is not 26 small letters and digits", s)
		}
		if seen[s] {
			t.Fatalf("%q came twice", s)
		}
		seen[s] = true
	}
}
