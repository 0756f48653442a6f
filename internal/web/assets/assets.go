// Package assets holds the files that every page loads: the stylesheet, the script, the font and the icons.
//
// All of them are inside the binary and served from our own address, so that a ward without internet sees the same pages.
// The address of a file contains a hash of its content; a browser may keep it for a year and still never shows an old look
// after an update.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is the path under which Handler must be mounted.
const Prefix = "/tinh/"

//go:embed css js map sheet vendored vendor.lock mark.svg
var files embed.FS

// asset is one file as it goes over the wire.
type asset struct {
	name string // "app.css"
	kind string // Content-Type
	url  string // "/tinh/app.1f2e3d4c5b6a.css"
	body []byte
	gz   func() []byte // the body compressed once, nil when that does not make it smaller
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return &asset{
		name: name,
		kind: contentTypes[ext],
		url:  Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext,
		body: body,
		gz:   sync.OnceValue(func() []byte { return compress(ext, body) }),
	}
}

var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

func compress(ext string, body []byte) []byte {
	if ext == ".woff2" {
		return nil
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(body)
	w.Close()
	return b.Bytes()
}

// set is every asset, by name and by address.
type set struct{ byName, byURL map[string]*asset }

func (s set) add(name string, body []byte) {
	a := newAsset(name, body)
	s.byName[name], s.byURL[a.url] = a, a
}

var load = sync.OnceValue(func() set {
	s := set{map[string]*asset{}, map[string]*asset{}}
	s.add("htmx.js", read("vendored/htmx.org@4.0.1/htmx.min.js"))
	s.add("inter-latin.woff2", read("vendored/inter@5.3.0/inter-latin.woff2"))
	s.add("inter-vietnamese.woff2", read("vendored/inter@5.3.0/inter-vietnamese.woff2"))
	s.add("mark.svg", read("mark.svg"))
	s.add("icons.svg", sprite())
	s.add("app.js", join("js", ";\n"))
	s.add("app.css", s.link(join("css", "\n")))
	s.addMap()
	s.addSheet()
	return s
})

// URL is the address of a file, such as URL("app.css"). An unknown name is a defect of the caller and panics.
func URL(name string) string {
	a, ok := load().byName[name]
	if !ok {
		panic(fmt.Sprintf("assets: no file %q", name))
	}
	return a.url
}

// URLs are the addresses of all files, for the list of what an offline page must keep.
func URLs() []string {
	var urls []string
	for url := range load().byURL {
		urls = append(urls, url)
	}
	return urls
}

// Handler serves the files under Prefix. An address with another hash is not found: its content no longer exists.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := load().byURL[r.URL.Path]
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Chỉ đọc được tệp này", http.StatusMethodNotAllowed)
		default:
			a.serve(w, r)
		}
	})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	tag := strconv.Quote(a.url)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", tag)
	h.Set("Vary", "Accept-Encoding")
	h.Set("X-Content-Type-Options", "nosniff")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.body
	if gz := a.gz(); gz != nil && acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = gz
	}
	h.Set("Content-Type", a.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		w.Write(body)
	}
}

func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(quality), "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}
