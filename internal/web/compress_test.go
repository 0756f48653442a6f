package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestTakesGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "gzip, deflate, br, zstd": true, "br;q=1.0, GZIP;q=0.2": true, "*": true,
		"gzip;q=0": false, "gzip; q=0.000": false, "identity": false, "x-gzip-like": false, "deflate, *;q=0.5": true,
	} {
		if got := takesGzip(header); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func TestAPageComesOutAsItWentIn(t *testing.T) {
	page := []byte(strings.Repeat("Phòng Văn hóa - Xã hội chủ trì, Công an phường phối hợp. ", 400))
	for range 3 { // the writer is used again
		h := http.Header{}
		out := squeeze(h, &http.Request{Header: http.Header{"Accept-Encoding": {"gzip"}}}, page)
		z, err := gzip.NewReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(back, page) {
			t.Fatalf("the page changed on the way: %v", err)
		}
		if len(out)*4 > len(page) || h.Get("Content-Encoding") != "gzip" || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%d bytes of %d, headers %v", len(out), len(page), h)
		}
	}
}

func TestAPlainReaderGetsAPlainPage(t *testing.T) {
	page := bytes.Repeat([]byte("x"), 2*compressFrom)
	h := http.Header{}
	if out := squeeze(h, &http.Request{Header: http.Header{}}, page); !bytes.Equal(out, page) || h.Get("Content-Encoding") != "" {
		t.Errorf("headers %v", h)
	}
	if h.Get("Vary") != "Accept-Encoding" {
		t.Error("a cache would give the plain page to everybody")
	}
	h = http.Header{}
	if squeeze(h, &http.Request{Header: http.Header{"Accept-Encoding": {"gzip"}}}, page[:100]); h.Get("Content-Encoding") != "" {
		t.Error("a page of one packet was compressed")
	}
}
