package account

import (
	"context"
	"errors"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestPasswordIsRecognised(t *testing.T) {
	h, ctx := newHasher(), t.Context()
	stored, err := h.hash(ctx, norm.NFC.String("ao Đình có rào mới"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.hash(ctx, "ao Đình có rào mới")
	if err != nil || again == stored {
		t.Errorf("two people with one password have the same hash (%v)", err)
	}
	tests := []struct {
		name, typed string
		want        bool
	}{
		{"as it was set", "ao Đình có rào mới", true},
		{"composed in another way by the machine", norm.NFD.String("ao Đình có rào mới"), true},
		{"in capitals", "AO ĐÌNH CÓ RÀO MỚI", false},
		{"with a blank at its end", "ao Đình có rào mới ", false},
		{"without marks", "ao Dinh co rao moi", false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		if got, err := h.verify(ctx, stored, tt.typed); err != nil || got != tt.want {
			t.Errorf("%s: %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestAnAccountWithoutPasswordLetsNobodyIn(t *testing.T) {
	for _, typed := range []string{"", "ao Đình có rào mới"} {
		if ok, err := newHasher().verify(t.Context(), "", typed); ok || err != nil {
			t.Errorf("%q: %v, %v", typed, ok, err)
		}
	}
}

func TestABrokenHashIsAnErrorAndNoEntry(t *testing.T) {
	for _, stored := range []string{"x", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$" + hashCost + "$!$AAAA", "$argon2id$v=19$" + hashCost + "$AAAA$!"} {
		if ok, err := newHasher().verify(t.Context(), stored, "x"); ok || !errors.Is(err, errHashForm) {
			t.Errorf("%q: %v, %v", stored, ok, err)
		}
	}
}

func TestOnlyTwoPasswordsAreWorkedOnAtOnce(t *testing.T) {
	h := newHasher()
	h.slots <- struct{}{}
	if _, err := h.hash(t.Context(), "một"); err != nil {
		t.Errorf("the second one at once: %v", err)
	}
	h.slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.hash(ctx, "một"); !errors.Is(err, context.Canceled) {
		t.Errorf("the third one did not wait: %v", err)
	}
}

func BenchmarkVerify(b *testing.B) {
	h := newHasher()
	stored, err := h.hash(b.Context(), "ao Đình có rào mới")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if ok, err := h.verify(b.Context(), stored, "ao Đình có rào mới"); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
