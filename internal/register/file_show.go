package register

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// uploadBody is how much a form with files may send. It is far more than the files may weigh, so that one that is too large is
// refused at its field, with everything typed still in the form.
const uploadBody = 330 << 20

// fileRoutes are the pages of files, for a register that has them.
func (g *Register) fileRoutes(one string) []web.Route {
	if len(g.attached.fields) == 0 {
		return nil
	}
	read, edit := web.Right(g.ReadRight), web.Right(g.EditRight)
	file := "/u/{unit}/{year}/tep-" + g.Path + "/{" + g.Name + "_file}"
	routes := []web.Route{
		{Method: "GET", Path: file, Title: "Tệp của " + g.One, Access: read, Handle: g.fileGet},
		{Method: "GET", Path: file + "/anh-nho", Title: "Ảnh nhỏ", Access: read, Handle: g.fileThumb},
		{Method: "POST", Path: one + "/tep/{" + g.Name + "_file}/go", Title: "Gỡ tệp", Access: edit, Handle: g.fileGone},
		{Method: "POST", Path: one + "/tep/{" + g.Name + "_file}/lay-lai", Title: "Lấy lại tệp", Access: edit, Handle: g.fileBack},
	}
	routes = append(routes, g.consentRoutes(one)...)
	for _, f := range g.attached.fields {
		access := edit
		if f.Right != "" {
			access = web.Right(f.Right)
		}
		routes = append(routes, web.Route{Method: "POST", Path: one + "/them-tep/" + f.Name, Title: "Thêm: " + f.Label, Access: access, MaxBody: uploadBody, Handle: g.fileAdd(f)})
	}
	return routes
}

func (g *Register) fileOf(r *web.Request) (RecordFile, error) {
	id, err := r.ID(g.Name + "_file")
	if err != nil {
		return RecordFile{}, err
	}
	f, err := store.Get[RecordFile](r.Context(), r.Reader(), fileGet, id, g.Name)
	if err != nil {
		return f, err
	}
	if isEvidence(f) && !r.May(g.EditRight) || g.closedTo(f) { // consent forms name children
		return RecordFile{}, errs.New(errs.NotFound, "Không tìm thấy tệp này.")
	}
	if g.Personal {
		r.Trace(g.Name, []string{f.RecordID}, "")
	}
	return f, nil
}

func (g *Register) fileGet(w http.ResponseWriter, r *web.Request) error {
	f, err := g.fileOf(r)
	if err != nil {
		return err
	}
	return attach.Serve(w, r, r.Site.Files, f.Hash, f.Name, f.Media)
}

func (g *Register) fileThumb(w http.ResponseWriter, r *web.Request) error {
	f, err := g.fileOf(r)
	if err != nil {
		return err
	}
	if f.Thumb == "" {
		return errs.New(errs.NotFound, "Tệp này không có ảnh nhỏ.")
	}
	return attach.Serve(w, r, r.Site.Files, f.Thumb, "anh-nho.jpg", "image/jpeg")
}

// fileAdd takes files for one field on the page of the record.
func (g *Register) fileAdd(f Field) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		rec, err := g.record(r)
		if err != nil {
			return err
		}
		form, err := r.Form()
		if errs.Is(err, errs.TooLarge) {
			words, _ := web.Words(err)
			return g.showRecord(w, r, rec, showView{Errors: []errs.Field{{Name: f.Name, Message: words}}})
		}
		if err != nil {
			return err
		}
		kept, err := chosen(r, form, []Field{f})
		if err == nil && len(kept[f.Column]) == 0 {
			err = fileMistake(f, "Chọn tệp rồi bấm thêm")
		}
		if err == nil {
			err = r.Write(func(ctx context.Context, tx *store.Tx) error {
				tx.Result(g.here(r, rec.ID))
				now, err := g.Get(ctx, tx, rec.ID)
				if err != nil {
					return err
				}
				return g.Attach(ctx, tx, now, f.Column, kept[f.Column])
			})
		}
		if fields, ok := web.Mistakes(err); ok {
			return g.showRecord(w, r, rec, showView{Errors: fields})
		}
		if err != nil {
			return err
		}
		r.Say(w, "Đã thêm tệp vào "+rec.Code()+".")
		return r.Go(w, g.here(r, rec.ID))
	}
}

func (g *Register) fileGone(w http.ResponseWriter, r *web.Request) error {
	return g.fileStep(w, r, "Gỡ tệp", func(ctx context.Context, tx *store.Tx, rec Record, f RecordFile) error {
		return tx.UpdateOne(ctx, fileGone, tx.Actor().Name, tx.Now(), f.ID, rec.ID)
	})
}

func (g *Register) fileBack(w http.ResponseWriter, r *web.Request) error {
	return g.fileStep(w, r, "Lấy lại tệp", func(ctx context.Context, tx *store.Tx, rec Record, f RecordFile) error {
		have, err := g.Files(ctx, tx, rec.ID)
		if err != nil {
			return err
		}
		if field, ok := g.attached.field(f.Field); ok && len(inField(have, f.Field)) >= field.Kind.(Files).limit() {
			return errs.Newf(errs.Conflict, "Mục %s đã đủ số tệp nên chưa lấy lại được “%s”. Gỡ bớt rồi lấy lại.", lowerFirst(field.Label), f.Name)
		}
		return tx.UpdateOne(ctx, fileBack, f.ID, rec.ID)
	})
}

// fileStep takes a file back or brings it again.
func (g *Register) fileStep(w http.ResponseWriter, r *web.Request, action string, step func(context.Context, *store.Tx, Record, RecordFile) error) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	if !ident.Valid(r.PathValue(g.Name + "_file")) {
		return errs.New(errs.NotFound, "Không tìm thấy tệp này.")
	}
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	f, err := g.fileOf(r)
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(g.here(r, rec.ID))
		if err := step(ctx, tx, rec, f); err != nil {
			return err
		}
		return tx.Audit(ctx, g.fileEntry(rec, f.Field, action, f.Name))
	})
	if err != nil {
		return err
	}
	if action == "Gỡ tệp" {
		r.SayUndo(w, "Đã gỡ “"+f.Name+"”.", g.here(r, rec.ID+"/tep/"+f.ID+"/lay-lai"))
	} else {
		r.Say(w, "Đã lấy lại “"+f.Name+"”.")
	}
	return r.Go(w, g.here(r, rec.ID))
}
