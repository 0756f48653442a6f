package plan

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// letterRows is how many rows the form begins with.
const letterRows = 3

// letterView is what the form shows: everything as it was typed.
type letterView struct {
	Number, Date, Sender, Summary string
	Rows                          []TypedWork
	Bodies                        []Body
	FileName, FileHash            string // a file of an earlier attempt, kept
	Twin                          Plan
	Key                           string
	Errors                        []errs.Field
}

func (v letterView) wrong(name string) string { return ui.ErrorOf(v.Errors, name) }

func (p *Plans) letterForm(w http.ResponseWriter, r *web.Request) error {
	return p.showLetter(w, r, letterView{})
}

func (p *Plans) showLetter(w http.ResponseWriter, r *web.Request, in letterView) (err error) {
	in.Key = web.NewKey()
	for len(in.Rows) < letterRows {
		in.Rows = append(in.Rows, TypedWork{})
	}
	if in.Bodies, _, err = p.Bodies.Register(r.Context(), r.Reader(), r.Today()); err != nil {
		return err
	}
	v := web.View{Title: "Việc từ công văn", Here: ui.NavPlan, Errors: in.Errors, Under: ui.Steps(1, letterSteps),
		Lead:   "Ghi việc mà công văn giao, hoặc chọn tệp để đọc việc từ văn bản. Chưa có gì thành việc cho tới khi anh/chị xác nhận.",
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Việc từ công văn"}}}
	return r.Show(w, v, letterPage(r, in))
}

var letterSteps = []string{"Ghi công văn", "Đối chiếu", "Xác nhận"}

func readLetter(f *web.Form) letterView {
	in := letterView{Number: f.Text("so"), Date: f.Text("ngay"), Sender: f.Text("noi-gui"), Summary: f.Text("trich-yeu"),
		FileName: f.Text("tep-ten"), FileHash: f.Text("tep-giu")}
	for i := 1; i <= maxLetterWork && f.Has(rowField(i, "ten")); i++ {
		var row TypedWork
		for _, field := range typedFields {
			*field.Of(&row) = f.Text(rowField(i, field.Name))
		}
		if !row.blank() {
			in.Rows = append(in.Rows, row)
		}
	}
	in.Rows = append(in.Rows, pastedWork(f.Raw("bang"))...)
	return in
}

// rowField is the control of a field in a row of the form, counted from 1.
func rowField(i int, name string) string { return "viec-" + strconv.Itoa(i) + "-" + name }

// letterImport keeps the letter as a draft and leads to its review.
func (p *Plans) letterImport(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if errs.Is(err, errs.TooLarge) {
		return p.showLetter(w, r, letterView{Errors: []errs.Field{{Name: "tep", Message: wordsOf(err)}}})
	}
	if err != nil {
		return err
	}
	in := readLetter(f)
	if f.Text("lam") == "them" {
		in.Rows = append(in.Rows, make([]TypedWork, letterRows)...)
		return p.showLetter(w, r, in)
	}
	src, l, err := p.judgeLetter(r, f, &in)
	if fields, ok := web.Mistakes(err); ok {
		in.Errors = fields
		return p.showLetter(w, r, in)
	} else if err != nil {
		return err
	}
	if in.Twin, err = p.twin(r, src.kept.Hash); err != nil {
		return err
	}
	if in.Twin.ID != "" && !f.Has("van-nhap") {
		return p.showLetter(w, r, in)
	}
	address, err := p.keepLetter(r, src, l)
	if errs.Is(err, errs.Invalid) {
		in.Errors = []errs.Field{{Name: rowField(1, "ten"), Message: wordsOf(err)}}
		return p.showLetter(w, r, in)
	}
	if err != nil {
		return err
	}
	return r.Go(w, address)
}

// judgeLetter reads the form. A file that cannot be read as text is kept all the same when work was typed.
func (p *Plans) judgeLetter(r *web.Request, f *web.Form, in *letterView) (src source, l Letter, err error) {
	var form errs.Form
	l = Letter{Number: in.Number, Sender: in.Sender, Summary: in.Summary, Work: in.Rows}
	if l.Date, err = typedDay(in.Date, r.Year); err != nil {
		form.Add("ngay", "%s", wordsOf(err))
	}
	raw, err := p.letterFile(f, in)
	if err != nil {
		return src, l, err
	}
	l.check(&form, raw != nil)
	for i, row := range in.Rows {
		if fields, ok := web.Mistakes(row.check(r.Year)); ok {
			for _, m := range fields {
				form.Add(rowField(i+1, m.Name), "Việc %d: %s", i+1, m.Message)
			}
		}
	}
	switch {
	case len(in.Rows) > maxLetterWork:
		form.Add("bang", "Một công văn nhiều nhất %d việc, đang có %d. Danh sách dài hơn thì dùng “Dán danh sách”", maxLetterWork, len(in.Rows))
	case raw == nil && len(in.Rows) == 0:
		form.Add(rowField(1, "ten"), "Ghi ít nhất một việc, hoặc chọn tệp công văn để đọc việc từ đó")
	}
	if raw == nil {
		src.name, raw = "Công văn ghi tay.txt", []byte(l.Words())
	} else {
		src.name = in.FileName
		if src.doc, err = p.Open(r.Context(), src.name, raw); err != nil && len(in.Rows) == 0 {
			form.Add("tep", "%s", wordsOf(err))
		}
	}
	if err := form.Err(); err != nil {
		return src, l, err
	}
	src.kept, err = p.Files.Put(bytes.NewReader(raw), store.MaxFile)
	return src, l, err
}

// letterFile is the file that was chosen now or at an earlier attempt, nil without one. A chosen file is kept at once, so
// that a mistake elsewhere in the form does not lose it.
func (p *Plans) letterFile(f *web.Form, in *letterView) ([]byte, error) {
	if files := f.Files("tep"); len(files) > 0 {
		raw, err := readUpload(files[0])
		if err != nil {
			return nil, err
		}
		kept, err := p.Files.Put(bytes.NewReader(raw), store.MaxFile)
		if words, ok := web.Words(err); ok {
			return nil, &errs.Error{Kind: errs.Invalid, Message: words, Fields: []errs.Field{{Name: "tep", Message: words}}}
		}
		in.FileName, in.FileHash = files[0].Name, kept.Hash
		return raw, err
	}
	if !store.ValidHash(in.FileHash) || !p.Files.Has(in.FileHash) {
		in.FileName, in.FileHash = "", ""
		return nil, nil //nolint:nilnil // no file is no mistake
	}
	file, err := p.Files.Open(in.FileHash)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(file)
}

func (p *Plans) keepLetter(r *web.Request, s source, l Letter) (address string, err error) {
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		pl, err := p.BringLetter(ctx, tx, Brought{UnitID: r.Unit.ID, Year: r.Year, Name: s.name, Kept: s.kept, Doc: s.doc, At: r.Now}, l)
		address = r.In("ke-hoach/" + pl.ID + "/doi-chieu")
		tx.Result(address)
		return err
	})
	return address, err
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}
