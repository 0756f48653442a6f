// Package house tests the layout of the repository: who may import whom, how long files are, what the project keeps.
package house

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/mangnon/mangnon/"

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, module)
		all = append(all, p)
	}
	return all
}

// layer is the height of a package in the house: a package may import only lower ones, and neighbours of its own layer
// where sameLayer says so. The order is docs/architecture.md's.
func layer(path string) (height int, ok bool) {
	heights := []struct {
		prefix string
		height int
	}{
		{"internal/kernel/", 0},
		{"internal/store", 1}, {"internal/doc/", 1},
		{"internal/planread", 2}, {"internal/plandiff", 2}, {"internal/backup", 2}, {"internal/telemetry", 2}, {"examples", 1},
		{"internal/pack", 2}, {"internal/jobs", 2}, {"internal/mail", 2}, {"internal/directory", 2}, {"internal/seal", 2}, {"internal/linkage", 2}, {"internal/saved", 2},
		{"internal/web/assets", 2}, {"internal/web/ui", 3}, {"internal/web", 4},
		{"internal/attach", 5},
		{"internal/register", 6},
		{"internal/match", 7},
		{"internal/feature/", 7},
		{"internal/app", 8},
		{"cmd/", 9}, {"test/", 9},
	}
	for _, h := range heights {
		if strings.HasPrefix(path, h.prefix) {
			return h.height, true
		}
	}
	return 0, false
}

// sameLayer are the folders whose packages may import one another.
var sameLayer = []string{"internal/kernel/", "internal/doc/", "internal/store", "internal/web/ui", "internal/backup", "internal/mail", "internal/register", "internal/linkage", "internal/match"}

func TestEveryPackageImportsOnlyWhatLiesBelow(t *testing.T) {
	for _, p := range packages(t) {
		from, ok := layer(p.ImportPath)
		if !ok {
			t.Errorf("%s lies in no known folder of the house", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			to, own := strings.CutPrefix(imp, module)
			if !own {
				if from == 0 && strings.Contains(imp, ".") && !strings.HasPrefix(imp, "golang.org/x/text/") {
					t.Errorf("%s imports %s: the kernel takes the standard library and x/text only", p.ImportPath, imp)
				}
				continue
			}
			height, _ := layer(to)
			if height > from || height == from && !neighbours(p.ImportPath, to) {
				t.Errorf("%s imports %s", p.ImportPath, to)
			}
		}
	}
}

func neighbours(a, b string) bool {
	return slices.ContainsFunc(sameLayer, func(dir string) bool { return strings.HasPrefix(a, dir) && strings.HasPrefix(b, dir) })
}

func TestNoFeatureImportsAnother(t *testing.T) {
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.ImportPath, "internal/feature/")
		if !ok {
			continue
		}
		own, _, _ := strings.Cut(name, "/")
		for _, imp := range p.Imports {
			if other, ok := strings.CutPrefix(imp, module+"internal/feature/"); ok && other != own && !strings.HasPrefix(other, own+"/") {
				t.Errorf("feature %s imports feature %s: declare a small interface and let app pass it in", own, other)
			}
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_templ.go") {
			return
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(raw), "\n"); n > 500 {
			t.Errorf("%s has %d lines: split it by what it is about", path, n)
		}
	})
}

var fetchedFromElsewhere = regexp.MustCompile(`(?:src|href|action|url)\s*[=(]\s*["']?https?://`)

func TestNoPageFetchesFromAnotherHost(t *testing.T) {
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".templ") && !strings.HasSuffix(path, ".css") && !strings.HasSuffix(path, ".js") {
			return
		}
		if strings.Contains(path, "vendored") || strings.Contains(path, "/test/") {
			return
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if m := fetchedFromElsewhere.Find(raw); m != nil {
			t.Errorf("%s names another host: %s", path, m)
		}
	})
}

func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "mangnon-demo") {
			return filepath.SkipDir
		}
		if !d.IsDir() {
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
