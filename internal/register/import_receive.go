package register

import (
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
	name, raw, table, err := g.readTable(f, f.Raw("bang"))
	sum := sha256.Sum256(raw)
	return Brought{Name: name, Hash: hex.EncodeToString(sum[:]), Sender: strings.Join(strings.Fields(f.Text("nguoi-gui")), " "), Cells: table}, err
}

// readTable reads the file of a form, a workbook or CSV, or else the cells that were pasted.
func (g *Register) readTable(f *web.Form, pasted string) (name string, raw []byte, table [][]string, err error) {
	name, raw, err = uploaded(f)
	switch {
	case err != nil:
		return name, raw, nil, err
	case len(raw) == 0 && strings.TrimSpace(pasted) == "":
		return name, raw, nil, tableMistake("Chọn một tệp, hoặc dán bảng chép từ Excel")
	case len(raw) == 0:
		return "bảng dán", []byte(pasted), unharmed(xlsx.ParseTSV(pasted)), nil
	case strings.HasSuffix(strings.ToLower(name), ".csv"):
		table, err = textfile.Table(raw)
		table = unharmed(table)
	default:
		table, err = g.readBook(raw)
	}
	if err != nil {
		if asInvalid(err) != nil {
			return name, raw, nil, err
		}
		words, ok := web.Words(err)
		if !ok {
			words = "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại"
		}
		return name, raw, nil, tableMistake(words)
	}
	return name, raw, table, nil
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
