package app_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// zeros is an endless file.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// A file of 200 MB gets a page that says so, over a real connection, and never lies in memory.
func TestAHugeFileIsRefusedInWords(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	srv := httptest.NewServer(w.handler)
	defer srv.Close()
	const size = 200 << 20
	head := "--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"to.docx\"\r\n\r\n"
	body := io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, size), strings.NewReader("\r\n--x--\r\n"))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+w.fill("/u/{unit}/{year}/ke-hoach/nhap"), body)
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = int64(len(head)) + size + int64(len("\r\n--x--\r\n"))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	req.AddCookie(&http.Cookie{Name: "phien", Value: w.token("hoa.tt")})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := srv.Client().Do(req)
	if err != nil {
		t.Fatalf("the connection broke before the answer: %v", err)
	}
	defer func() { _ = res.Body.Close() }()
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := squash(doc.Find(".errors").Text()); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, "lớn hơn") {
		t.Errorf("answers %d %q", res.StatusCode, got)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 64 {
		t.Errorf("the upload took %s of memory", fmt.Sprint(grown, " MB"))
	}
}
