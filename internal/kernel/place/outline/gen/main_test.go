package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/place/outline"
)

// What is embedded is what the source gives.
func TestTheEmbeddedOutlinesAreThoseOfTheSource(t *testing.T) {
	if os.Getenv("MANGNON_CORPUS") == "" {
		t.Skip("MANGNON_CORPUS names no folder with data/boundaries")
	}
	to := filepath.Join(t.TempDir(), "communes.json")
	if err := run(to); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, outline.File()) {
		t.Error("communes.json is not what go generate makes of the source")
	}
}
