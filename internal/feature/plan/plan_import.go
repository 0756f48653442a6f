package plan

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// imported is what the import form holds while it is wrong.
type imported struct {
	Key    string
	Text   string
	Twin   Plan // the plan that has the same source; zero when there is none
	Of     Plan // the plan that the text amends; zero when it is a plan of its own
	Errors []errs.Field
}

func (p *Plans) importForm(w http.ResponseWriter, r *web.Request) error {
	in := imported{Key: web.NewKey()}
	if of := r.URL.Query().Get("cua"); of != "" {
		pl, err := amendable(r.Context(), r.Reader(), of, Plan{})
		if err != nil {
			return err
		}
		in.Of = pl
	}
	return p.showImport(w, r, in)
}

func (p *Plans) showImport(w http.ResponseWriter, r *web.Request, in imported) error {
	title := "Nhập kế hoạch"
	if in.Of.ID != "" {
		title = "Nhập bản sửa đổi"
	}
	v := web.View{Title: title, Here: ui.NavPlan, Errors: in.Errors, Under: ui.Steps(1, importSteps),
		Lead:   "Chọn tệp Word hoặc văn bản thuần, hoặc dán nguyên văn. Chưa có gì thành việc cho tới khi anh/chị đối chiếu và xác nhận.",
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Nhập kế hoạch"}}}
	return r.Show(w, v, importPage(r, in))
}

// importPlan reads a file or pasted text and keeps a draft.
func (p *Plans) importPlan(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return p.refuseUpload(w, r, err)
	}
	in := imported{Key: f.Text(web.KeyField), Text: f.Text("van-ban")}
	if of := f.Text("cua"); of != "" {
		if in.Of, err = amendable(r.Context(), r.Reader(), of, Plan{}); err != nil {
			return err
		}
	}
	src, err := p.readSource(r.Context(), f)
	if err != nil {
		return p.refuse(w, r, in, err)
	}
	if in.Twin, err = p.twin(r, src.kept.Hash); err != nil {
		return err
	}
	if in.Twin.ID != "" && !f.Has("van-nhap") {
		return p.showImport(w, r, in)
	}
	address, err := p.keep(r, src, in.Of)
	if err != nil {
		return err
	}
	return r.Go(w, address)
}

// refuse shows the form again with words about the file, and the pasted text still in it.
func (p *Plans) refuse(w http.ResponseWriter, r *web.Request, in imported, err error) error {
	fields, ok := web.Mistakes(err)
	if !ok {
		words, told := web.Words(err)
		if !told {
			return err
		}
		fields = []errs.Field{{Name: "tep", Message: words}}
	}
	in.Errors = fields
	return p.showImport(w, r, in)
}

func (p *Plans) refuseUpload(w http.ResponseWriter, r *web.Request, err error) error {
	if !errs.Is(err, errs.TooLarge) {
		return err
	}
	return p.refuse(w, r, imported{Key: web.NewKey()}, err)
}

// source is a document on its way in.
type source struct {
	name string
	kept store.Kept
	doc  doctext.Document
}

func (p *Plans) readSource(ctx context.Context, f *web.Form) (source, error) {
	files, text := f.Files("tep"), f.Text("van-ban")
	var s source
	var raw []byte
	var err error
	switch {
	case len(files) > 0:
		s.name = files[0].Name
		raw, err = readUpload(files[0])
	case f.FilesLost():
		err = errs.New(errs.Invalid, "Chọn lại tệp: tệp chọn trước khi đăng nhập lại không giữ được. Muốn nhập đoạn đã dán thì bấm gửi lần nữa")
	case text != "":
		s.name, raw = "Văn bản dán.txt", []byte(text)
	default:
		err = errs.New(errs.Invalid, "Chọn một tệp, hoặc dán nguyên văn kế hoạch vào ô bên dưới")
	}
	if err != nil {
		return source{}, err
	}
	if s.doc, err = p.Open(ctx, s.name, raw); err != nil {
		return source{}, err
	}
	s.kept, err = p.Files.Put(bytes.NewReader(raw), store.MaxFile)
	return s, err
}

func readUpload(u web.Upload) ([]byte, error) {
	file, err := u.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, store.MaxFile+1))
}

func (p *Plans) twin(r *web.Request, hash string) (Plan, error) {
	twin, _, err := store.Find[Plan](r.Context(), r.Reader(), planTwin, hash)
	return twin, err
}

// keep writes the draft of a document and gives the address of its review.
func (p *Plans) keep(r *web.Request, s source, of Plan) (address string, err error) {
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		pl, err := p.Import(ctx, tx, Brought{UnitID: r.Unit.ID, Year: r.Year, Name: s.name, Kept: s.kept, Doc: s.doc, At: r.Now, Amends: of})
		address = web.InUnit(r.Unit.Slug, pl.Year, "ke-hoach/"+pl.ID+"/doi-chieu")
		if of.ID != "" {
			address = changesHref(r, pl, "", nil)
		}
		tx.Result(address)
		return err
	})
	return address, err
}

// importSteps are the way of a plan from a file to work.
var importSteps = []string{"Chọn tệp", "Đối chiếu", "Xác nhận"}
