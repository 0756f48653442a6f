package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// compressFrom is the size in bytes above which a page is sent compressed: below it a page fits one packet anyway.
const compressFrom = 1400

// zippers are gzip writers to use again. The fastest level takes a tenth of a millisecond for an ordinary page and makes
// it a sixth, which is what a phone with a weak signal needs.
var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant of the package
	}
	return z
}}

// squeeze gives the page as it goes out, and says so in the headers.
//
// Compression beside secrets could leak them to a foreign site that makes the browser ask (BREACH); the session cookie is
// SameSite and pages carry no token that gives a right, so there is nothing to guess.
func squeeze(h http.Header, r *http.Request, page []byte) []byte {
	if len(page) < compressFrom {
		return page
	}
	h.Add("Vary", "Accept-Encoding")
	if !takesGzip(r.Header.Get("Accept-Encoding")) {
		return page
	}
	var out bytes.Buffer
	out.Grow(len(page) / 4)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	_, _ = z.Write(page) // a buffer takes everything
	_ = z.Close()
	h.Set("Content-Encoding", "gzip")
	return out.Bytes()
}

// takesGzip reads an Accept-Encoding header (RFC 9110, 12.5.3): gzip or *, unless its weight is zero.
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "gzip" && name != "*" {
			continue
		}
		q := strings.ReplaceAll(strings.ToLower(weight), " ", "")
		if q == "" || strings.Trim(strings.TrimPrefix(q, "q="), "0.") != "" {
			return true
		}
	}
	return false
}
