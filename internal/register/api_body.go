package register

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// What a program may send at most. A batch has a limit of its own in its route.
const (
	bodyMax   = 1 << 20
	batchMax  = 8 << 20
	deepest   = 8   // levels of a body
	batchRows = 200 // records of one batch
)

// sentBody is what a program sent: an object, and its bytes for telling a repeat from another call.
type sentBody struct {
	raw []byte
	of  map[string]any
}

// readBody reads the object that a program sent. Nothing at all is an empty object; everything else that is no object of JSON is
// refused in words.
func readBody(r *web.Request) (sentBody, error) {
	raw, err := io.ReadAll(r.Body)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return sentBody{}, errs.Newf(errs.TooLarge, "Nội dung gửi lên lớn hơn %s nên chưa nhận. Chưa ghi gì; chia thành nhiều lời gọi.", vi.Bytes(tooLarge.Limit))
	}
	if err != nil {
		return sentBody{}, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa nhận. Gửi lại.")
	}
	if len(raw) == 0 {
		return sentBody{of: map[string]any{}}, nil
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(params["charset"])
	if err != nil || !slices.Contains([]string{"application/json", "application/merge-patch+json"}, kind) || charset != "" && charset != "utf-8" {
		return sentBody{}, web.Refuse(http.StatusUnsupportedMediaType, errs.Invalid, "Sai loại nội dung", "Chỉ nhận JSON bằng UTF-8: gửi dòng đầu Content-Type: application/json. Chưa ghi gì.")
	}
	of, err := parseObject(raw)
	return sentBody{raw, of}, err
}

// parseObject reads one object of JSON, strictly: UTF-8, no name twice, at most so deep, nothing behind it.
func parseObject(raw []byte) (map[string]any, error) {
	if !utf8.Valid(raw) || bytes.Contains(raw, []byte(`\u0000`)) {
		return nil, errs.New(errs.Invalid, "Nội dung gửi lên không phải UTF-8 hoặc có ký tự rỗng. Chưa ghi gì.")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	v, err := parseValue(dec, 0)
	if err == nil {
		if _, end := dec.Token(); !errors.Is(end, io.EOF) {
			err = errs.New(errs.Invalid, "Sau đối tượng JSON còn nội dung khác. Chưa ghi gì; gửi một đối tượng.")
		}
	}
	if known, ok := errors.AsType[*errs.Error](err); ok {
		return nil, known
	}
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên không phải JSON đúng cú pháp. Chưa ghi gì.")
	}
	of, ok := v.(map[string]any)
	if !ok {
		return nil, errs.New(errs.Invalid, "Nội dung gửi lên phải là một đối tượng JSON {…}. Chưa ghi gì.")
	}
	return of, nil
}

func parseValue(dec *json.Decoder, depth int) (any, error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return tok, nil
	}
	if depth >= deepest {
		return nil, errs.Newf(errs.Invalid, "JSON lồng quá %d tầng. Chưa ghi gì.", deepest)
	}
	if delim == '[' {
		return parseArray(dec, depth)
	}
	return parseMembers(dec, depth)
}

func parseArray(dec *json.Decoder, depth int) (any, error) {
	list := []any{}
	for dec.More() {
		v, err := parseValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}

func parseMembers(dec *json.Decoder, depth int) (any, error) {
	of := map[string]any{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, _ := tok.(string) // the decoder lets nothing else be a name
		if _, twice := of[name]; twice {
			return nil, invalidAt(name, "Tên “%s” có hai lần trong một đối tượng; giữ một", vi.Cut(name, 60))
		}
		if of[name], err = parseValue(dec, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return of, err
}

func invalidAt(name, format string, args ...any) error {
	var f errs.Form
	f.Add(vi.Cut(name, 60), format, args...)
	return f.Err()
}

// notSent are names that a program might want to set and cannot, with what to do instead.
var notSent = map[string]string{
	"state":   "tình trạng chỉ đổi bằng một bước (POST …/buoc/…)",
	"version": "bản đã đọc gửi ở dòng đầu If-Match",
	"id":      "mã do chương trình đặt", "unit_id": "đơn vị lấy từ địa chỉ", "code": "số do chương trình đặt", "number": "số do chương trình đặt",
	"created_at": "do chương trình ghi", "created_by": "do chương trình ghi", "updated_at": "do chương trình ghi", "dropped": "dùng POST …/bo và …/lay-lai",
	"state_by": "do chương trình ghi", "state_on": "do chương trình ghi",
}

// only refuses every member that is not named.
func (b sentBody) only(names ...string) error {
	var f errs.Form
	for _, name := range slices.Sorted(maps.Keys(b.of)) {
		if !slices.Contains(names, name) {
			f.Add(vi.Cut(name, 60), "%s", unknownWords(name, names))
		}
	}
	return f.Err()
}

func unknownWords(name string, known []string) string {
	if words, ok := notSent[name]; ok {
		return "Không nhận “" + name + "”: " + words
	}
	words := "Không có “" + vi.Cut(name, 60) + "”"
	if len(known) > 0 {
		words += "; nhận: " + strings.Join(known, ", ")
	}
	return words
}

// text is a member that is a text, empty when it is missing.
func (b sentBody) text(name string) (string, error) {
	v, ok := b.of[name]
	if !ok || v == nil {
		return "", nil
	}
	s, ok := v.(string)
	if !ok {
		return "", invalidAt(name, "%s phải là một chuỗi", name)
	}
	return vi.NFC(s), nil
}

// flag is a member that is true or false, false when it is missing.
func (b sentBody) flag(name string) (bool, error) {
	v, ok := b.of[name].(bool)
	if !ok && b.of[name] != nil {
		return false, invalidAt(name, "%s phải là true hoặc false", name)
	}
	return v, nil
}

// answers are the fields that were sent, by field name, as a person would have typed them. Mistakes are at the columns.
func (g *Register) answers(of map[string]any, fields []Field) (map[string]string, error) {
	sent, ok := of["fields"].(map[string]any)
	if !ok && of["fields"] != nil {
		return nil, invalidAt("fields", "fields phải là một đối tượng {…}")
	}
	var f errs.Form
	typed, known := map[string]string{}, []string{}
	for _, x := range fields {
		known = append(known, x.Column)
		v, there := sent[x.Column]
		if !there {
			continue
		}
		text, words := typedOf(x.Kind, v)
		if words != "" {
			f.Add(x.Column, "%s: %s", x.Label, words)
		}
		typed[x.Name] = text
	}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if slices.Contains(known, name) {
			continue
		}
		if i, computed := g.at[name]; computed && !typedByPeople(g.Fields[i]) {
			f.Add(name, "%s: mục này tự tính, không gửi", g.Fields[i].Label)
			continue
		}
		f.Add(vi.Cut(name, 60), "%s", unknownWords(name, known))
	}
	return typed, f.Err()
}

// byColumn gives the mistakes of a record the names that programs use.
func (g *Register) byColumn(err error) error {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	named := *e
	named.Fields = slices.Clone(e.Fields)
	for i, at := range named.Fields {
		for _, f := range slices.Concat(g.Fields, g.attached.fields) {
			if f.Name == at.Name {
				named.Fields[i].Name = f.Column
			}
		}
	}
	return &named
}
