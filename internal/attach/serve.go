package attach

import (
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// shownInline are the kinds of files that a browser may show in the page's own origin; all others are downloads.
var shownInline = map[string]bool{"image/png": true, "image/jpeg": true, "image/webp": true, "application/pdf": true}

// Serve answers with a file of the store. Who may read it was asked before.
func Serve(w http.ResponseWriter, r *web.Request, files *store.Files, hash, name, media string) error {
	in, err := files.Open(hash)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	h := w.Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'")
	if !shownInline[media] {
		media = "application/octet-stream" // a page named .pdf is never a page here
	}
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", web.Disposition(shownInline[media], name))
	h.Set("ETag", `"`+hash+`"`)
	http.ServeContent(w, r.Request, "", time.Time{}, in)
	return nil
}
