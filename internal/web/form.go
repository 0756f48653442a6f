package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// KeyField is the hidden field with the key of the form: a form sent twice acts once.
const KeyField = ui.OnceField

// drainLimit is how much of a body that is too large is read and thrown away, so that the browser gets to see the answer.
const drainLimit = 512 << 20

// Form is what a person sent. Text is NFC and trimmed.
type Form struct {
	values map[string][]string
	files  map[string][]*multipart.FileHeader
}

// Upload is a file that a person sent.
type Upload struct {
	Name string // the name on the person's machine, without folders
	Size int64
	open func() (multipart.File, error)
}

// Open reads the file.
func (u Upload) Open() (io.ReadCloser, error) { return u.open() }

// Form reads the request's form once. A body over the route's limit is errs.TooLarge; the rest of it is thrown away. A form
// that was carried out before is errs.Done, which leads to the page of the first time.
func (r *Request) Form() (*Form, error) {
	if r.form != nil {
		return r.form, nil
	}
	f, err := readForm(r.Request)
	if err != nil {
		return nil, err
	}
	r.form = f
	if r.Actor.SignedIn() {
		err = r.Site.DB.Repeated(r.Context(), r.Actor, f.Text(KeyField))
	}
	return f, err
}

const memoryForUploads = 2 << 20 // larger files wait in temporary files

func readForm(r *http.Request) (*Form, error) {
	err := r.ParseMultipartForm(memoryForUploads)
	if errors.Is(err, http.ErrNotMultipart) {
		err = r.ParseForm()
	}
	if err != nil {
		if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, errs.Newf(errs.TooLarge, "Nội dung gửi lên lớn hơn %s nên chưa nhận. Dữ liệu đã có không bị ảnh hưởng; chọn tệp nhỏ hơn rồi gửi lại.", vi.Bytes(tooLarge.Limit))
		}
		if strings.Contains(err.Error(), "no space left") {
			return nil, errs.Wrap(errs.Full, err, "Ổ đĩa của máy chủ đã đầy nên chưa nhận được tệp. Dữ liệu cũ còn nguyên. Báo người quản trị dọn ổ đĩa rồi gửi lại.")
		}
		return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa nhận. Gửi lại một lần nữa.")
	}
	f := &Form{values: r.PostForm}
	if r.MultipartForm != nil {
		f.values, f.files = r.MultipartForm.Value, r.MultipartForm.File
	}
	return f, nil
}

// Text is the first value of a field, in NFC, without blanks around it. Line ends are \n.
func (f *Form) Text(name string) string {
	v := f.values[name]
	if len(v) == 0 {
		return ""
	}
	return vi.NFC(strings.ReplaceAll(v[0], "\r\n", "\n"))
}

// Raw is the first value of a field as it was sent: for passwords.
func (f *Form) Raw(name string) string {
	if v := f.values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// All are the values of a field that may be given several times, without empty ones.
func (f *Form) All(name string) []string {
	var out []string
	for _, v := range f.values[name] {
		if v = vi.NFC(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Names are the names of the fields that were sent.
func (f *Form) Names() []string {
	out := make([]string, 0, len(f.values))
	for n := range f.values {
		out = append(out, n)
	}
	return out
}

// Has reports whether a box was ticked.
func (f *Form) Has(name string) bool { return len(f.values[name]) > 0 }

// Files are the files chosen in a field; an empty choice is no file.
func (f *Form) Files(name string) []Upload {
	var out []Upload
	for _, h := range f.files[name] {
		if h.Filename == "" && h.Size == 0 {
			continue
		}
		out = append(out, Upload{Name: baseName(h.Filename), Size: h.Size, open: h.Open})
	}
	return out
}

// baseName drops folders, which some browsers send, whatever the slash.
func baseName(name string) string {
	return vi.NFC(filepath.Base(strings.ReplaceAll(name, `\`, "/")))
}
