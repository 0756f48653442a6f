package packs

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// bringView is the form of a new version, and its preview once the table was read.
type bringView struct {
	Pack    pack.Pack
	Typed   map[string]string // by name of the field
	Version pack.Version      // as read
	Before  pack.Version      // that holds on its first day now
	Changes []pack.Change
	Ready   bool // read without a mistake
	Once    string
	Errors  []errs.Field
}

// bringFields are the fields of the form beside the table.
var bringFields = []string{"tu-ngay", "den-ngay", "van-ban", "trang", "muc", "tong", "bat-buoc", "it-nhat", "phan-tram", "ghi-chu"}

func bringForm(w http.ResponseWriter, r *web.Request) error {
	p, b, err := shownOf(r)
	if err != nil {
		return err
	}
	now := b.At(p.Key, r.Today().ISO())
	v := bringView{Pack: p, Typed: map[string]string{"tong": count(now.Rule.Total), "bat-buoc": count(now.Rule.Must), "it-nhat": count(now.Rule.Least), "phan-tram": count(now.Rule.Share)}}
	return showBring(w, r, http.StatusOK, v)
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func showBring(w http.ResponseWriter, r *web.Request, status int, v bringView) error {
	v.Once = web.NewKey()
	view := web.View{Title: "Tải lên bản mới: " + v.Pack.Title, Errors: v.Errors, Crumbs: crumbs(r, v.Pack, "Tải lên bản mới")}
	if v.Ready {
		view.Title, view.Lead = "Xem trước bản mới: "+v.Pack.Title, v.lead()
		return r.ShowStatus(w, status, view, previewPage(r, v))
	}
	return r.ShowStatus(w, status, view, bringPage(r, v))
}

// preview reads a table and shows what it would change. Nothing is written; the table goes on in the page.
func preview(w http.ResponseWriter, r *web.Request) error {
	v, err := readBring(r)
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return showBring(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	v.Ready = true
	return showBring(w, r, http.StatusOK, v)
}

// save keeps the version that the preview showed.
func save(w http.ResponseWriter, r *web.Request) error {
	v, err := readBring(r)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(here(r, v.Pack, ""))
			v.Version, err = pack.Add(ctx, tx, r.Unit.ID, v.Version)
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return showBring(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi "+v.Version.Name()+", áp dụng "+fromWords(v.Version.From)+". Hồ sơ đã ghi giữ bản cũ.")
	return r.Go(w, showView{Pack: v.Pack}.at(r, v.Version.Key))
}

// readBring judges the form and its table together, so that all mistakes are told at once.
func readBring(r *web.Request) (v bringView, err error) {
	f, err := r.Form()
	if err != nil {
		return v, err
	}
	p, b, err := shownOf(r)
	if err != nil {
		return v, err
	}
	v = bringView{Pack: p, Typed: map[string]string{}}
	for _, name := range bringFields {
		v.Typed[name] = f.Text(name)
	}
	var form errs.Form
	table, terr := tableOf(f)
	if words, ok := web.Words(terr); terr != nil && ok {
		form.Add(pack.TableField, "%s", words)
	} else if terr != nil {
		form.Add(pack.TableField, "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại")
	}
	v.Typed[pack.TableField] = csvOf(table)
	v.Version = v.read(&form)
	if terr == nil {
		items, ierr := pack.Parse(p, table)
		if err := gather(&form, ierr); err != nil {
			return v, err
		}
		v.Version.Items = items
	}
	if err := gather(&form, v.Version.Judged()); err != nil {
		return v, err
	}
	v.Before = b.At(p.Key, v.Version.From)
	v.Version = v.Version.Indexed()
	v.Changes = pack.Compare(v.Before, v.Version)
	return v, form.Err()
}

// gather adds the mistakes of an error to a form; another error is given back. A field has its first mistake only.
func gather(form *errs.Form, err error) error {
	fields, ok := web.Mistakes(err)
	if err != nil && !ok {
		return err
	}
	for _, x := range fields {
		form.Add(x.Name, "%s", x.Message)
	}
	return nil
}

// read takes the fields beside the table.
func (v bringView) read(form *errs.Form) pack.Version {
	t := v.Typed
	date := func(name string) string {
		if t[name] == "" {
			return ""
		}
		d, err := day.ParseCell(t[name])
		if err != nil {
			form.Add(name, "Ghi ngày/tháng/năm, ví dụ 01/01/2027")
		}
		return d.ISO()
	}
	number := func(name string) int {
		n, err := strconv.Atoi(t[name])
		if t[name] != "" && (err != nil || n < 0 || n > 1000) {
			form.Add(name, "Ghi số từ 0 đến 1000, hoặc bỏ trống khi chưa rõ")
		}
		return n
	}
	out := pack.Version{Pack: v.Pack.Key, Key: "u", From: date("tu-ngay"), Until: date("den-ngay"), Source: t["van-ban"], Page: t["trang"], Confidence: pack.Recall, Note: t["ghi-chu"]}
	if c := pack.Confidence(t["muc"]); c == pack.Read || c == pack.Inferred {
		out.Confidence = c
	}
	if v.Pack.Kind == pack.Scorecard {
		out.Rule = pack.Rule{Total: number("tong"), Must: number("bat-buoc"), Least: number("it-nhat"), Share: number("phan-tram")}
	}
	return out
}

// tableOf reads the file of the form, or else the table that was pasted or went on from the preview.
func tableOf(f *web.Form) ([][]string, error) {
	files := f.Files("tep")
	if len(files) == 0 {
		pasted := f.Raw(pack.TableField)
		switch {
		case strings.TrimSpace(pasted) == "":
			return nil, errs.New(errs.Invalid, "Chọn một tệp Excel hoặc CSV, hoặc dán bảng chép từ Excel")
		case strings.Contains(firstLine(pasted), "\t"):
			return xlsx.ParseTSV(pasted), nil
		}
		return filledRows(textfile.Table([]byte(pasted)))
	}
	file, err := files[0].Open()
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(file, maxUpload+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	if strings.HasSuffix(strings.ToLower(files[0].Name), ".csv") {
		return filledRows(textfile.Table(raw))
	}
	return xlsx.ReadTable(raw)
}

// filledRows leaves out the blank lines of a table.
func filledRows(table [][]string, err error) ([][]string, error) {
	return slices.DeleteFunc(table, func(row []string) bool { return len(row) == 0 }), err
}

func firstLine(s string) string { line, _, _ := strings.Cut(strings.TrimSpace(s), "\n"); return line }

// csvOf is a table as the field of the form holds it.
func csvOf(table [][]string) string {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	if err := c.WriteAll(table); err != nil {
		return "" // a Buffer takes everything
	}
	return b.String()
}
