package web

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Disposition names a file for the browser: shown in the page or saved. Both forms of RFC 6266 are given, because the
// names have Vietnamese letters.
func Disposition(inline bool, name string) string {
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' || r == '/' {
			return '-'
		}
		return r
	}, name)
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		dot = len(name)
	}
	plain := vi.Slug(name[:dot]) + name[dot:]
	return mime.FormatMediaType(kind, map[string]string{"filename": plain}) + "; filename*=UTF-8''" + url.PathEscape(name)
}

// Download sends a file that was made in memory.
func Download(w http.ResponseWriter, name, media string, body *bytes.Buffer) error {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", Disposition(false, name))
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	_, _ = body.WriteTo(w) // the reader has gone away; nothing to repair
	return nil
}
