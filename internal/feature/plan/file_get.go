package plan

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

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
	return attach.Serve(w, r, p.Files, hash, name, media)
}
