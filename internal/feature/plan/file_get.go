package plan

import (
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// shownInline are the kinds of files that a browser may show in the page's own origin; all others are downloads.
var shownInline = map[string]bool{"image/png": true, "image/jpeg": true, "image/webp": true, "application/pdf": true}

// file gives a file of a result.
func (p *Plans) file(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("file")
	if err != nil {
		return err
	}
	f, err := store.Get[servedFile](r.Context(), r.Reader(), resultFileGet, id)
	if err != nil {
		return err
	}
	return p.serve(w, r, f.Hash, f.Name, f.Media)
}

// thumb gives the small picture of a file.
func (p *Plans) thumb(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("file")
	if err != nil {
		return err
	}
	f, err := store.Get[servedFile](r.Context(), r.Reader(), resultFileGet, id)
	if err != nil {
		return err
	}
	if f.Thumb == "" {
		return errs.New(errs.NotFound, "Tệp này không có ảnh nhỏ.")
	}
	return p.serve(w, r, f.Thumb, "anh-nho.jpg", "image/jpeg")
}

func (p *Plans) serve(w http.ResponseWriter, r *web.Request, hash, name, media string) error {
	in, err := p.Files.Open(hash)
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
