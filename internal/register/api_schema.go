package register

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/web/openapi"
)

// APISchemas are the shapes of what programs send to the register and get from it, by name.
func (g *Register) APISchemas() map[string]openapi.Schema {
	return map[string]openapi.Schema{
		g.Name:              g.recordSchema(),
		g.Name + "_fields":  g.fieldsSchema(g.Fields, false),
		g.Name + "_answers": g.fieldsSchema(g.asked(), true),
		g.Name + "_page":    pageSchema(openapi.Ref(g.Name)),
	}
}

// SharedSchemas are those that all registers use.
func SharedSchemas() map[string]openapi.Schema {
	return map[string]openapi.Schema{
		"register_event":   eventSchema(),
		"register_comment": commentSchema(),
		"register_file":    fileSchema(),
		"register_batch":   batchSchema(),
	}
}

func textSchema(words string) openapi.Schema {
	return openapi.Schema{"type": "string", "description": words}
}

func timeSchema(words string) openapi.Schema {
	return openapi.Schema{"type": "string", "format": "date-time", "description": words}
}

// object is a closed object; names with a mark "?" behind them may be missing.
func object(members map[string]any) openapi.Schema {
	props, required := map[string]any{}, []string{}
	for name, s := range members {
		bare := strings.TrimSuffix(name, "?")
		props[bare] = s
		if bare == name {
			required = append(required, name)
		}
	}
	slices.Sort(required)
	return openapi.Schema{"type": "object", "properties": props, "required": required, "additionalProperties": false}
}

func arrayOf(s openapi.Schema) openapi.Schema { return openapi.Schema{"type": "array", "items": s} }

func pageSchema(of openapi.Schema) openapi.Schema {
	return object(map[string]any{
		"items": arrayOf(of), "count": openapi.Schema{"type": "integer", "minimum": 0, "description": "Số mục khớp điều kiện"},
		"count_at_least?": openapi.Schema{"type": "boolean", "description": "true khi còn có thể nhiều hơn count"},
		"next?":           textSchema("Gửi lại làm tham số after để lấy trang sau; trang cuối không có"),
	})
}

func (g *Register) recordSchema() openapi.Schema {
	var states []any
	for _, s := range g.States {
		states = append(states, map[string]any{"const": s.Key, "title": s.Text})
	}
	return object(map[string]any{
		"id": openapi.Schema{"type": "string", "format": "uuid"}, "code": textSchema("Số để gọi, ví dụ " + g.codeOf(12)),
		"version?": openapi.Schema{"type": "integer", "minimum": 1, "description": "Tăng sau mỗi lần sửa; cũng là ETag. Chỉ có khi chủ khóa sửa được"},
		"state":    openapi.Schema{"oneOf": states, "readOnly": true, "description": "Chỉ đổi bằng một bước"}, "state_text": textSchema("Tình trạng bằng chữ"),
		"state_on": textSchema("Tình trạng từ ngày"), "trash": openapi.Schema{"type": "boolean", "description": "Đang ở thùng rác"},
		"fields": openapi.Ref(g.Name + "_fields"), "created_at": timeSchema("Lúc ghi"), "created_by": textSchema("Người ghi"), "updated_at?": timeSchema("Lúc sửa gần nhất; chỉ có khi chủ khóa sửa được"), "withheld?": textSchema("Vì sao không đưa ra các mục; fields khi đó để trống"),
		"page":      textSchema("Địa chỉ trang cho người xem"),
		"moves?":    openapi.Schema{"type": "array", "items": openapi.Schema{"type": "string"}, "description": "Các bước chủ khóa làm được lúc này"},
		"external?": arrayOf(object(map[string]any{"source": textSchema("Nguồn"), "key": textSchema("Mã ở nguồn")})),
	})
}

// fieldsSchema are the fields as they are read or, with sent, as they can be sent.
func (g *Register) fieldsSchema(fields []Field, sent bool) openapi.Schema {
	props := map[string]any{}
	for _, f := range fields {
		shape := schemaOf(f.Kind)
		if _, ref := f.Kind.(Ref); ref && sent {
			shape = openapi.Schema{"anyOf": []any{openapi.Schema{"type": "string", "description": "id"}, shape}}
		}
		one := openapi.Schema{"anyOf": []any{shape, openapi.Schema{"type": "null", "description": "Chưa ghi"}}, "title": f.Label}
		if f.Hint != "" {
			one["description"] = f.Hint
		}
		if shape["readOnly"] == true {
			one["readOnly"] = true
		}
		props[f.Column] = one
	}
	return openapi.Schema{"type": "object", "properties": props, "additionalProperties": false, "title": g.Title}
}

// exampleOf is an invented answer to a field: what its hint gives as an example, or that of its kind.
func exampleOf(f Field) any {
	if list, ok := schemaOf(f.Kind)["examples"].([]any); ok {
		return list[0]
	}
	if _, words, ok := strings.Cut(f.Hint, "ví dụ: "); ok {
		return words
	}
	return f.Label + " (ví dụ)"
}

// exampleFields are invented answers: to the fields that a new record needs, and to a few more.
func (g *Register) exampleFields(fields []Field) map[string]any {
	out := map[string]any{}
	for i, f := range fields {
		if f.Required || i < 6 {
			out[f.Column] = exampleOf(f)
		}
	}
	return out
}

func (g *Register) exampleRecord() map[string]any {
	return map[string]any{
		"id": exampleID, "code": g.codeOf(12), "version": 1, "state": g.States[0].Key, "state_text": g.States[0].Text, "state_on": "2026-05-12", "trash": false,
		"fields": g.exampleFields(g.Fields), "created_at": "2026-05-12T08:05:00+07:00", "created_by": "Trần Thu Hoa", "updated_at": "2026-05-12T08:05:00+07:00",
		"page": "/u/phuong-mau/2026/" + g.Path + "/" + exampleID,
	}
}

const exampleID = "01999999-9999-7999-8999-999999999999"

func eventSchema() openapi.Schema {
	change := object(map[string]any{"field": textSchema("Mục, bằng chữ như trên trang"), "before": textSchema("Trước"), "after": textSchema("Sau")})
	return object(map[string]any{"at": timeSchema("Lúc làm"), "by": textSchema("Ai làm"), "post?": textSchema("Chức danh lúc ấy"), "action": textSchema("Việc đã làm"), "changes?": arrayOf(change), "note?": textSchema("Lý do")})
}

func commentSchema() openapi.Schema {
	return object(map[string]any{"id": textSchema("Mã"), "at": timeSchema("Lúc viết"), "by": textSchema("Người viết"), "post?": textSchema("Chức danh"), "body?": textSchema("Cơ quan"),
		"text": textSchema("Nội dung; rỗng khi đã rút"), "withdrawn?": openapi.Schema{"type": "boolean"}})
}

func fileSchema() openapi.Schema {
	return object(map[string]any{"id": textSchema("Mã"), "field": textSchema("Mục giữ tệp"), "name": textSchema("Tên tệp"), "size": openapi.Schema{"type": "integer", "description": "Byte"}, "media": textSchema("Loại nội dung"),
		"sha256": textSchema("Băm SHA-256 của tệp"), "added_by": textSchema("Người thêm"), "added_at": timeSchema("Lúc thêm"), "url": textSchema("Nơi tải, dùng cùng khóa")})
}

func batchSchema() openapi.Schema {
	n := openapi.Schema{"type": "integer", "minimum": 0}
	item := object(map[string]any{"key": textSchema("Mã ở nguồn"), "status": openapi.Schema{"type": "integer", "description": "Như khi gửi riêng"}, "result": openapi.Schema{"enum": []string{"created", "changed", "same", "refused"}},
		"id?": textSchema("Mã của mục"), "detail?": textSchema("Vì sao không nhận"), "errors?": openapi.Schema{"type": "array", "items": object(map[string]any{"field": textSchema("Mục phải sửa"), "detail": textSchema("Sửa gì")})}})
	return object(map[string]any{"items": arrayOf(item), "created": n, "changed": n, "same": n, "refused": n})
}
