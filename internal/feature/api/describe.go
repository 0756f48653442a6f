package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// Described is whoever else answers programs: a register.
type Described interface {
	APIOperations() []openapi.Operation
	APISchemas() map[string]openapi.Schema
	APIActions() []actor.Action
}

// DescriptionPath is where programs find the description of everything.
const DescriptionPath = web.APIPath + "v1/openapi.json"

// pathWords are the parts of addresses that are no ids.
var pathWords = map[string]openapi.Param{
	"unit":   {Text: "Tên đơn vị trong địa chỉ của các trang", Schema: openapi.Schema{"type": "string"}, Example: "phuong-mau"},
	"year":   {Text: "Năm", Schema: openapi.Schema{"type": "integer", "minimum": 2000, "maximum": 2100}, Example: 2026},
	"source": {Text: "Tên của nguồn", Schema: openapi.Schema{"type": "string", "pattern": "^[a-z0-9][a-z0-9.-]{0,39}$"}, Example: "so-tinh"},
	"key":    {Text: "Mã của mục ở nguồn", Schema: openapi.Schema{"type": "string", "minLength": 1, "maxLength": 100}, Example: "A-17"},
}

// operations are all calls in the order in which the page shows them.
func (a *API) operations() []openapi.Operation {
	out := []openapi.Operation{{Method: http.MethodGet, Path: DescriptionPath, ID: "openapi", Group: "Mô tả", Title: "Mô tả mọi lời gọi cho máy đọc",
		Answers: []openapi.Answer{{Status: http.StatusOK, Text: "Tài liệu OpenAPI " + openapi.Version, Content: &openapi.Content{Schema: openapi.Schema{"type": "object"}, Example: map[string]any{"openapi": openapi.Version}}}}}}
	for _, c := range a.Calls() {
		out = append(out, c.operation())
	}
	for _, d := range a.Others {
		out = append(out, d.APIOperations()...)
	}
	return out
}

// operation describes a call of this feature.
func (c Call) operation() openapi.Operation {
	words := strings.FieldsFunc(c.Path, func(r rune) bool { return strings.ContainsRune("/{}", r) })
	o := openapi.Operation{Method: http.MethodGet, Path: Base + c.Path, ID: "get_" + strings.Join(words, "_"), Group: "Kế hoạch, việc và cơ quan", Title: c.Title, Right: actor.Words[c.Action]}
	schema := openapi.Of(c.Gives)
	if c.Paged {
		o.Params = []openapi.Param{
			{In: "query", Name: "limit", Text: "Số mục của một trang", Schema: openapi.Schema{"type": "integer", "minimum": 1, "maximum": longestPage, "default": usualPage}},
			{In: "query", Name: "after", Text: "next của trang trước", Schema: openapi.Schema{"type": "string"}},
		}
		schema = openapi.Schema{"type": "object", "required": []string{"items"}, "additionalProperties": false,
			"properties": map[string]any{"items": openapi.Schema{"type": "array", "items": schema}, "next": openapi.Schema{"type": "string"}}}
	}
	o.Answers = []openapi.Answer{{Status: http.StatusOK, Text: c.Title, Content: &openapi.Content{Schema: schema}}}
	return o
}

// Description is everything that programs can ask.
func (a *API) Description() openapi.Description {
	d := openapi.Description{Title: "Măng Non", Version: "1", Words: pathWords, Operations: a.operations(), Schemas: map[string]openapi.Schema{},
		Text: "Chương trình khác đọc và ghi thay một người, bằng khóa API của người ấy: chỉ thấy và chỉ làm được đúng những gì người ấy thấy và làm được ở các trang. Ngày dạng 2026-05-12; giờ là giờ Việt Nam; tiền là số nguyên đồng; null là chưa ghi."}
	for name, s := range a.Shared {
		d.Schemas[name] = s
	}
	for _, o := range a.Others {
		for name, s := range o.APISchemas() {
			d.Schemas[name] = s
		}
	}
	return d
}

// describe answers with the description. It is the same for everybody, and tells of no record.
func (a *API) describe() web.Handler {
	document := sync.OnceValues(func() (json.RawMessage, error) { return json.Marshal(a.Description().Document()) })
	return func(w http.ResponseWriter, r *web.Request) error {
		raw, err := document()
		if err != nil {
			return err
		}
		return r.JSON(w, raw)
	}
}
