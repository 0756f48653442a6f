package safezip

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestRead(t *testing.T) {
	a, err := Open(archive(t, map[string]string{"Word\\document.xml": "văn bản"}), Office)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"word/document.xml", "/WORD/Document.xml"} {
		if got, err := a.Read(name); err != nil || string(got) != "văn bản" {
			t.Errorf("Read(%q) = %q, %v", name, got, err)
		}
	}
	if _, err := a.Read("word/styles.xml"); errs.KindOf(err) != errs.Invalid || a.Has("word/styles.xml") {
		t.Errorf("a missing part gave %v", err)
	}
	if !a.Under("word/") || a.Under("xl/") {
		t.Error("folders of the archive are wrong")
	}
}

func TestLimits(t *testing.T) {
	zeros := strings.Repeat("0", 4<<20)
	tests := []struct {
		name   string
		limits Limits
		read   []string
	}{
		{"one part too large", Limits{Entries: 9, Part: 1 << 20, Total: 64 << 20, Ratio: 5000}, []string{"a"}},
		{"all parts too large", Limits{Entries: 9, Part: 8 << 20, Total: 6 << 20, Ratio: 5000}, []string{"a", "b"}},
		{"too dense", Limits{Entries: 9, Part: 8 << 20, Total: 64 << 20, Ratio: 100}, []string{"a"}},
		{"too many parts", Limits{Entries: 1, Part: 8 << 20, Total: 64 << 20, Ratio: 5000}, nil},
	}
	raw := archive(t, map[string]string{"a": zeros, "b": zeros})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := readAll(raw, tt.limits, tt.read); errs.KindOf(err) != errs.TooLarge {
				t.Errorf("got %v, want too large", err)
			}
		})
	}
	if err := readAll(raw, Limits{Entries: 2, Part: 4 << 20, Total: 8 << 20, Ratio: 5000}, []string{"a", "b"}); err != nil {
		t.Errorf("exactly at the limits: %v", err)
	}
}

func readAll(raw []byte, limits Limits, names []string) error {
	a, err := Open(raw, limits)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := a.Read(name); err != nil {
			return err
		}
	}
	return nil
}

func TestBroken(t *testing.T) {
	raw := archive(t, map[string]string{"word/document.xml": strings.Repeat("văn bản ", 500)})
	damaged := bytes.Clone(raw)
	for i := 60; i < 80; i++ {
		damaged[i] ^= 0xFF
	}
	for name, bad := range map[string][]byte{"cut": raw[:len(raw)/2], "damaged inside": damaged, "empty": nil} {
		if err := readAll(bad, Office, []string{"word/document.xml"}); errs.KindOf(err) != errs.Invalid {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
}

func TestPassword(t *testing.T) {
	raw := archive(t, map[string]string{"a": "x"})
	at := bytes.Index(raw, []byte("PK\x01\x02"))
	raw[at+8] |= 1
	if _, err := Open(raw, Office); !errors.Is(err, ErrPassword) || errs.KindOf(err) != errs.Invalid {
		t.Errorf("got %v", err)
	}
}
