package openapi

import (
	"net/http"
	"strconv"
	"strings"
)

// Version is that of OpenAPI.
const Version = "3.1.0"

// Description is everything that programs can ask.
type Description struct {
	Title, Text, Version string
	Operations           []Operation
	Schemas              map[string]Schema
	Words                map[string]Param // of the parts of addresses
}

// Problem is the name of the schema of problem documents, which Document adds.
const Problem = "problem"

// problemSchema is web.Problem.
var problemSchema = Schema{
	"type": "object", "title": "Tài liệu báo lỗi (RFC 9457)", "required": []string{"type", "title", "status", "detail"},
	"properties": map[string]any{
		"type": Schema{"type": "string"}, "title": Schema{"type": "string"}, "status": Schema{"type": "integer"},
		"detail": Schema{"type": "string", "description": "Điều gì xảy ra, cái gì còn nguyên, làm gì tiếp"},
		"errors": Schema{"type": "array", "items": Schema{"type": "object", "required": []string{"field", "detail"}, "properties": map[string]any{
			"field":  Schema{"type": "string", "description": "Tham số hoặc mục phải sửa, theo tên trong API"},
			"detail": Schema{"type": "string"},
			"yours":  Schema{"description": "Khi hai bên cùng sửa: giá trị chương trình gửi"},
			"theirs": Schema{"description": "Khi hai bên cùng sửa: giá trị đang có"},
		}}},
	},
}

// refusals are the words of every status with which a call can be refused.
var refusals = map[int]string{
	http.StatusUnauthorized:          "Thiếu khóa API, khóa sai, hết hạn hoặc đã kết thúc",
	http.StatusForbidden:             "Khóa hoặc người tạo khóa không có quyền này",
	http.StatusNotFound:              "Không có mục này, hoặc chủ khóa không được xem",
	http.StatusConflict:              "Không làm được ở tình trạng hiện tại: đang ở thùng rác, bước không đi từ tình trạng này, có thể đã có trong sổ",
	http.StatusPreconditionFailed:    "Mục đã đổi từ bản mà chương trình đọc; errors nêu từng mục khác nhau với cả hai giá trị",
	http.StatusRequestEntityTooLarge: "Nội dung gửi lên quá lớn",
	http.StatusUnsupportedMediaType:  "Nội dung gửi lên không phải JSON",
	http.StatusUnprocessableEntity:   "Tham số hoặc mục chưa nhận được; errors nêu từng chỗ phải sửa",
	http.StatusPreconditionRequired:  "Thiếu dòng đầu If-Match hoặc Idempotency-Key",
	http.StatusTooManyRequests:       "Gọi quá nhiều trong một phút; detail nói chờ bao lâu",
}

// RefusalWords are the words of a status with which a call can be refused.
func RefusalWords(status int) string { return refusals[status] }

// Document is the description as an OpenAPI document, ready for encoding/json.
func (d Description) Document() map[string]any {
	paths := map[string]map[string]any{}
	var groups []any
	seen := map[string]bool{}
	for _, o := range d.Operations {
		if paths[o.Path] == nil {
			paths[o.Path] = map[string]any{}
		}
		paths[o.Path][strings.ToLower(o.Method)] = o.json(d.Words)
		if !seen[o.Group] {
			groups = append(groups, map[string]any{"name": o.Group})
		}
		seen[o.Group] = true
	}
	schemas := map[string]Schema{Problem: problemSchema}
	for name, s := range d.Schemas {
		schemas[name] = s
	}
	return map[string]any{
		"openapi":    Version,
		"info":       map[string]any{"title": d.Title, "description": d.Text, "version": d.Version},
		"servers":    []any{map[string]any{"url": "/"}},
		"security":   []any{map[string]any{"token": []any{}}},
		"tags":       groups,
		"paths":      paths,
		"components": map[string]any{"schemas": schemas, "responses": responses(), "securitySchemes": map[string]any{"token": token}},
	}
}

var token = map[string]any{"type": "http", "scheme": "bearer", "description": "Khóa API tạo ở trang Tài khoản của tôi; mỗi khóa thuộc một người, một đơn vị và chỉ làm được các quyền đã chọn."}

func responses() map[string]any {
	out := map[string]any{}
	for status, words := range refusals {
		example := map[string]any{"type": "about:blank", "title": words, "status": status, "detail": words + "."}
		if status == http.StatusUnprocessableEntity {
			example["errors"] = []any{map[string]any{"field": "limit", "detail": "limit phải là số từ 1 đến 200"}}
		}
		c := &Content{Media: "application/problem+json", Schema: Ref(Problem), Example: example}
		out[strconv.Itoa(status)] = map[string]any{"description": words, "content": c.json()}
	}
	return out
}
