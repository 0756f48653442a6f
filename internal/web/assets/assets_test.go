package assets

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, method, url string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, url, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestHandlerServesEveryFile(t *testing.T) {
	types := map[string]string{
		"app.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "htmx.js": "text/javascript; charset=utf-8",
		"icons.svg": "image/svg+xml", "mark.svg": "image/svg+xml", "inter-latin.woff2": "font/woff2", "inter-vietnamese.woff2": "font/woff2",
		"leaflet.js": "text/javascript; charset=utf-8", "leaflet.css": "text/css; charset=utf-8", "map.js": "text/javascript; charset=utf-8",
		"map.css": "text/css; charset=utf-8", "communes.json": "application/json", "sheet.js": "text/javascript; charset=utf-8", "sheet.css": "text/css; charset=utf-8",
	}
	if len(URLs()) != len(types) {
		t.Fatalf("%d files are served, this table knows %d", len(URLs()), len(types))
	}
	for name, kind := range types {
		plain := get(t, "GET", URL(name))
		packed := get(t, "GET", URL(name), "Accept-Encoding", "br, gzip")
		if plain.StatusCode != 200 || plain.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %d %s, want 200 %s", name, plain.StatusCode, plain.Header.Get("Content-Type"), kind)
		}
		if cache := plain.Header.Get("Cache-Control"); cache != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", name, cache)
		}
		var again io.Reader = packed.Body
		if packed.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(packed.Body)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			again = unpacked
		} else if path.Ext(name) != ".woff2" {
			t.Errorf("%s is not compressed", name)
		}
		if body(t, again) != body(t, plain.Body) {
			t.Errorf("%s: compressed and plain differ", name)
		}
	}
}

func TestHandlerRefuses(t *testing.T) {
	for _, c := range []struct {
		method, url string
		header      []string
		want        int
	}{
		{"GET", Prefix, nil, 404},
		{"GET", Prefix + "app.css", nil, 404},
		{"GET", Prefix + "app.000000000000.css", nil, 404},
		{"GET", Prefix + "../assets.go", nil, 404},
		{"POST", URL("app.css"), nil, 405},
		{"HEAD", URL("app.css"), nil, 200},
		{"GET", URL("app.css"), []string{"If-None-Match", `"` + URL("app.css") + `"`}, 304},
	} {
		r := get(t, c.method, c.url, c.header...)
		if r.StatusCode != c.want {
			t.Errorf("%s %s: %d, want %d", c.method, c.url, r.StatusCode, c.want)
		}
		if c.method == "HEAD" && body(t, r.Body) != "" {
			t.Error("an answer to HEAD has a body")
		}
	}
}

func TestAcceptsGzip(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "br": false, "gzip": true, "br, gzip": true, "gzip;q=0": false, "gzip; q=0": false, "gzip;q=0.5": true, "gzip;q=1.0": true, "gzip;q=0.000": false, "xgzip": false,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		if got := acceptsGzip(r); got != want {
			t.Errorf("Accept-Encoding %q: %v, want %v", accept, got, want)
		}
	}
}

func TestAddressFollowsContent(t *testing.T) {
	a, b, c := newAsset("app.css", []byte("a{}")), newAsset("app.css", []byte("b{}")), newAsset("app.css", []byte("a{}"))
	if a.url == b.url {
		t.Errorf("two contents have the address %s", a.url)
	}
	if a.url != c.url {
		t.Errorf("one content has two addresses, %s and %s", a.url, c.url)
	}
	if !regexp.MustCompile(`^/tinh/app\.[0-9a-f]{12}\.css$`).MatchString(a.url) {
		t.Errorf("address %s", a.url)
	}
}

func TestURLOfUnknownNamePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	URL("app.scss")
}

// TestLock recomputes the hash of every file made by others: an unnoticed change, a file that is not listed and a work
// without its licence are all mistakes.
func TestLock(t *testing.T) {
	listed := map[string]bool{}
	for _, w := range lock() {
		if _, ok := w.sums["LICENSE"]; !ok {
			t.Errorf("%s has no LICENSE", w.dir)
		}
		for name, want := range w.sums {
			file := path.Join("vendored", w.dir, name)
			listed[file] = true
			sum := sha256.Sum256(read(file))
			if got := hex.EncodeToString(sum[:]); got != want {
				t.Errorf("%s: SHA-256 is %s, vendor.lock says %s", file, got, want)
			}
		}
	}
	err := fs.WalkDir(files, "vendored", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[name] {
			t.Errorf("%s is not in vendor.lock", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNotices(t *testing.T) {
	want := map[string]string{"htmx.org 4.0.1": "0BSD", "@fontsource-variable/inter 5.3.0": "OFL-1.1", "lucide-static 1.62.0": "ISC", "leaflet 1.9.4": "BSD-2-Clause"}
	for _, n := range Notices() {
		id := n.Name + " " + n.Version
		if want[id] != n.Licence {
			t.Errorf("%s has the licence %q, want %q", id, n.Licence, want[id])
		}
		if len(n.Text) < 300 {
			t.Errorf("%s: the text of the licence is %d bytes long", id, len(n.Text))
		}
		delete(want, id)
	}
	for id := range want {
		t.Errorf("no notice of %s", id)
	}
}

// TestBudget keeps a first visit small: a phone on one bar of 3G loads all of this before it shows a page.
func TestBudget(t *testing.T) {
	for name, limit := range map[string]int{"app.css": 20 << 10, "app.js": 12 << 10, "htmx.js": 14 << 10, "icons.svg": 6 << 10,
		"leaflet.js": 43 << 10, "leaflet.css": 4 << 10, "map.js": 6 << 10, "map.css": 2 << 10, "sheet.js": 9 << 10, "sheet.css": 2 << 10, "communes.json": 50 << 10} {
		if size := len(load().byName[name].gz()); size > limit {
			t.Errorf("%s: %d bytes compressed, at most %d", name, size, limit)
		}
	}
}

var colours = regexp.MustCompile(`--[a-z0-9-]+:[^;}]+`)

// TestDarkThemeIsOne checks that the chosen and the preferred dark theme are the same colours, and that dark has every
// colour of light.
func TestDarkThemeIsOne(t *testing.T) {
	css := string(read("css/00-tokens.css"))
	parts := regexp.MustCompile(`color-scheme:(light|dark);([^}]+)`).FindAllStringSubmatch(css, -1)
	if len(parts) != 3 {
		t.Fatalf("%d themes, want light and twice dark", len(parts))
	}
	if parts[1][2] != parts[2][2] {
		t.Error("the two dark themes differ")
	}
	names := func(s string) string {
		var list []string
		for _, c := range colours.FindAllString(s, -1) {
			list = append(list, c[:strings.IndexByte(c, ':')])
		}
		return fmt.Sprint(list)
	}
	if light, dark := names(parts[0][2]), names(parts[1][2]); light != dark {
		t.Errorf("light and dark name other colours:\n%s\n%s", light, dark)
	}
}

// TestStylesheetUsesDefinedColours finds var(--name) of a name that no theme defines: CSS would ignore it in silence.
func TestStylesheetUsesDefinedColours(t *testing.T) {
	css := string(load().byName["app.css"].body)
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(css, -1) {
		if !strings.Contains(css, m[1]+":") {
			t.Errorf("%s is used and not defined", m[1])
		}
	}
}

// TestStylesheetsClose finds a brace too many or too few: everything after it would be ignored in silence.
func TestStylesheetsClose(t *testing.T) {
	names, err := fs.Glob(files, "css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		css := string(read(name))
		if open, shut := strings.Count(css, "{"), strings.Count(css, "}"); open != shut {
			t.Errorf("%s opens %d blocks and closes %d", name, open, shut)
		}
	}
}

func TestNothingComesFromElsewhere(t *testing.T) {
	for _, name := range []string{"app.css", "app.js", "icons.svg", "map.css", "map.js"} {
		for _, url := range regexp.MustCompile(`https?://[^\s"')]+`).FindAllString(string(load().byName[name].body), -1) {
			if url != "http://www.w3.org/2000/svg" {
				t.Errorf("%s names %s", name, url)
			}
		}
	}
}

func BenchmarkServe(b *testing.B) {
	r := httptest.NewRequest("GET", URL("app.css"), nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for b.Loop() {
		Handler().ServeHTTP(httptest.NewRecorder(), r)
	}
}
