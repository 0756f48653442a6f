package register

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// bringView is the page on which a table is brought in.
type bringView struct {
	of     *Register
	Pasted string
	Sender string
	Once   string
	Errors []errs.Field
	Recent []Import
}

func (g *Register) importForm(w http.ResponseWriter, r *web.Request) error {
	return g.showImport(w, r, bringView{})
}

func (g *Register) showImport(w http.ResponseWriter, r *web.Request, v bringView) (err error) {
	v.of, v.Once = g, web.NewKey()
	if v.Recent, err = store.List[Import](r.Context(), r.Reader(), importLast, g.Name); err != nil {
		return err
	}
	view := web.View{Title: "Nhập " + g.One + " từ Excel", Here: g.Noun, Errors: v.Errors, Lead: "Chưa ghi gì vào sổ cho đến khi anh/chị xem lại và bấm ghi.", Crumbs: g.crumbs(r, ui.Crumb{Text: "Nhập từ Excel"})}
	return r.Show(w, view, bringPage(r, v))
}

// bring keeps what was brought in, to be looked at.
func (g *Register) bring(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	b, err := g.brought(f)
	var m Import
	var keep func() error
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			m, keep, err = g.Receive(ctx, tx, r.Unit.ID, b, writing(r))
			tx.Result(g.importAt(r, m.ID))
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		return g.showImport(w, r, bringView{Pasted: f.Raw("bang"), Sender: b.Sender, Errors: fields})
	}
	if err == nil {
		err = keep()
	}
	if err != nil {
		return err
	}
	return g.judgeAwhile(w, r, m.ID)
}

// writing makes changes of the request in pieces, each a transaction of its own.
func writing(r *web.Request) Writing {
	return func(change func(context.Context, *store.Tx) error) error {
		return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error { return change(r.Context(), tx) })
	}
}

// brought is the table of a form: a file, or else the cells that were pasted.
func (g *Register) brought(f *web.Form) (Brought, error) {
	b, raw, err := g.readTable(f, f.Raw("bang"))
	sum := sha256.Sum256(raw)
	b.Hash, b.Sender = hex.EncodeToString(sum[:]), strings.Join(strings.Fields(f.Text("nguoi-gui")), " ")
	return b, err
}

// readTable reads the file of a form, a workbook or CSV, or else the cells that were pasted.
func (g *Register) readTable(f *web.Form, pasted string) (b Brought, raw []byte, err error) {
	b.Name, raw, err = uploaded(f)
	switch {
	case err != nil:
		return b, raw, err
	case len(raw) == 0 && b.Name != "":
		return b, raw, tableMistake("Tệp rỗng, có thể chưa tải lên hết; chọn lại tệp rồi gửi lại")
	case len(raw) == 0 && strings.TrimSpace(pasted) == "":
		return b, raw, tableMistake("Chọn một tệp, hoặc dán bảng chép từ Excel")
	case len(raw) == 0:
		b.Name, b.Cells = "bảng dán", unharmed(xlsx.ParseTSV(pasted))
		return b, []byte(pasted), nil
	case !bytes.HasPrefix(raw, []byte("PK")) && textName(b.Name):
		b.Cells, err = textfile.Table(raw)
		b.Cells = unharmed(b.Cells)
	default:
		b.Cells, b.Notes, err = g.readBook(raw)
	}
	if err != nil && asInvalid(err) == nil {
		words, ok := web.Words(err)
		if !ok {
			words = "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại"
		}
		err = tableMistake(words)
	}
	return b, raw, err
}

// textName reports whether a file is called as tables of plain text are.
func textName(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, ".csv") || strings.HasSuffix(lower, ".txt") || strings.HasSuffix(lower, ".tsv")
}

func uploaded(f *web.Form) (name string, raw []byte, err error) {
	files := f.Files("tep")
	if len(files) == 0 {
		return "", nil, nil
	}
	file, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	raw, err = io.ReadAll(io.LimitReader(file, xlsx.MaxBytes+1))
	return files[0].Name, raw, errors.Join(err, file.Close())
}
