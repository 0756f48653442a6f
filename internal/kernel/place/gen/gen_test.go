package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The embedded files must be what the generator makes of the tables today.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS does not name the folder with data/admin")
	}
	dir := t.TempDir()
	if err := run(corpus, dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"places.csv.gz", "successions.csv.gz"} {
		// The packed bytes may differ between versions of Go; the text may not.
		if !bytes.Equal(unpacked(t, filepath.Join(dir, name)), unpacked(t, filepath.Join("..", "data", name))) {
			t.Errorf("data/%s is out of date: run go generate", name)
		}
	}
}

func unpacked(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRunRefuses(t *testing.T) {
	if err := run("", t.TempDir()); err == nil || !strings.Contains(err.Error(), "MANGNON_CORPUS") {
		t.Errorf("without a folder: %v", err)
	}
	if err := run(t.TempDir(), t.TempDir()); err == nil {
		t.Error("an empty folder gives a catalogue")
	}
}

func TestTidy(t *testing.T) {
	tests := []struct {
		full, want string
		also, keep []string
	}{
		{"Phường Yên Hoà", "phường Yên Hòa", []string{"Yên Hòa", "Yên Hoà"}, nil},
		{"Thị Trấn  Ái Tử", "thị trấn Ái Tử", nil, nil},
		{"Thị trấn N.T Phong Hải", "thị trấn Nông trường Phong Hải", nil, nil},
		{"Xã Sĩ Bình", "xã Sĩ Bình", []string{"Sỹ Bình", "Sĩ Bình", "Sỹ Bình"}, []string{"Sỹ Bình"}},
		{"Phường 9", "Phường 9", nil, nil},
	}
	for _, tt := range tests {
		u := unit{code: "00001", full: tt.full, also: tt.also}
		if err := u.tidy(); err != nil || u.full != tt.want || strings.Join(u.also, "|") != strings.Join(tt.keep, "|") {
			t.Errorf("%q becomes %q with %q, %v", tt.full, u.full, u.also, err)
		}
	}
	if err := (&unit{full: "Yên Hòa"}).tidy(); err == nil {
		t.Error("a name without a kind is taken")
	}
}
