package register

import (
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// APIOperations describe the calls of the register.
func (g *Register) APIOperations() []openapi.Operation {
	var out []openapi.Operation
	for _, c := range g.apiCalls() {
		o := openapi.Operation{Method: c.method, Path: c.path, ID: g.operationID(c), Group: g.Title, Title: c.title, Detail: c.detail, Right: actor.Words[c.right]}
		c.describe(&o)
		out = append(out, o)
	}
	return out
}

// operationID names a call by its method and its address.
func (g *Register) operationID(c apiCall) string {
	below := strings.TrimPrefix(c.path, g.apiBase())
	if c.path == g.apiFileAt() {
		below = "/tep/noi-dung"
	}
	words := strings.FieldsFunc(below, func(r rune) bool { return strings.ContainsRune("/{}-", r) })
	return strings.Join(append([]string{strings.ToLower(c.method), g.Name}, words...), "_")
}

var (
	ifMatch     = openapi.Param{In: "header", Name: "If-Match", Text: "ETag của bản đã đọc", Required: true, Schema: openapi.Schema{"type": "string"}, Example: `"1"`}
	mustOnce    = openapi.Param{In: "header", Name: onceHeader, Text: "Khóa mới cho mỗi lần ghi; gửi lại cùng khóa thì nhận câu trả lời của lần đầu", Required: true, Schema: onceSchema, Example: "0f6d2c1e-5b1a-4e0e-9a5f-3f5a2b7c9d10"}
	mayOnce     = openapi.Param{In: "header", Name: onceHeader, Text: mustOnce.Text, Schema: onceSchema, Example: mustOnce.Example}
	onceSchema  = openapi.Schema{"type": "string", "minLength": 8, "maxLength": 200}
	tagHeader   = openapi.Param{Name: "ETag", Text: "Bản của mục, gửi lại ở If-Match", Schema: openapi.Schema{"type": "string"}}
	placeHeader = openapi.Param{Name: "Location", Text: "Địa chỉ của mục mới", Schema: openapi.Schema{"type": "string"}}
)

// oneRecord is the answer with a record.
func (g *Register) oneRecord(status int, text string) openapi.Answer {
	a := openapi.Answer{Status: status, Text: text, Headers: []openapi.Param{tagHeader}, Content: &openapi.Content{Schema: openapi.Ref(g.Name), Example: g.exampleRecord()}}
	if status == http.StatusCreated {
		a.Headers = append(a.Headers, placeHeader)
	}
	return a
}

func (g *Register) describeOne(o *openapi.Operation) {
	o.Answers = []openapi.Answer{g.oneRecord(http.StatusOK, "Mục như trang của nó cho thấy")}
}

func (g *Register) describeList(o *openapi.Operation) {
	o.Params = []openapi.Param{
		{In: "query", Name: "limit", Text: "Số mục của một trang", Schema: openapi.Schema{"type": "integer", "minimum": 1, "maximum": apiRows, "default": PageSize}},
		{In: "query", Name: "after", Text: "next của trang trước", Schema: openapi.Schema{"type": "string"}},
		{In: "query", Name: "q", Text: "Từ cần tìm, không cần dấu", Schema: openapi.Schema{"type": "string", "maxLength": 200}},
		{In: "query", Name: "state", Text: "Tình trạng", Schema: openapi.Schema{"enum": g.stateNames()}},
		{In: "query", Name: "sort", Text: "Thứ tự: " + g.sortWords(), Schema: openapi.Schema{"enum": g.sortNames()}},
		{In: "query", Name: "trash", Text: "true để đọc thùng rác", Schema: openapi.Schema{"enum": []string{"true", "false"}}},
	}
	if len(g.Views) > 0 {
		var keys, words []string
		for _, v := range g.Views {
			keys, words = append(keys, v.Key), append(words, v.Key+" là "+lowerFirst(v.Text))
		}
		o.Params = append(o.Params, openapi.Param{In: "query", Name: "view", Text: "Điều kiện có tên: " + strings.Join(words, "; "), Schema: openapi.Schema{"enum": keys}})
	}
	for _, f := range g.spokenFilters() {
		s := openapi.Schema{"type": "string"}
		if c, ok := f.Kind.(Choice); ok {
			s = openapi.Schema{"enum": append(c.keys(), "")}
		}
		o.Params = append(o.Params, openapi.Param{In: "query", Name: f.Column, Text: f.Label + "; có tên mà để trống là mục chưa ghi", Schema: s})
	}
	for _, x := range g.lineFilters() {
		o.Params = append(o.Params, openapi.Param{In: "query", Name: x.Key, Text: x.Label + "; các dòng đang có hiệu lực", Schema: openapi.Schema{"enum": codesOf(x.of.Kind, nil)}})
	}
	example := map[string]any{"items": []any{g.exampleRecord()}, "count": 1}
	o.Answers = []openapi.Answer{{Status: http.StatusOK, Text: "Một trang của danh sách", Content: &openapi.Content{Schema: openapi.Ref(g.Name + "_page"), Example: example}}}
}

func (g *Register) sortWords() string {
	var out []string
	for _, s := range g.Sorts {
		name := s.Key
		if name == "" {
			name = "để trống"
		}
		out = append(out, name+" là "+lowerFirst(s.Text))
	}
	return strings.Join(out, "; ")
}

// sending is a body with answers; those of must cannot be missing.
func (g *Register) sending(fields []Field, must []string, more map[string]any) *openapi.Content {
	shape := openapi.Ref(g.Name + "_answers")
	if len(must) > 0 {
		shape = openapi.Schema{"allOf": []any{shape, openapi.Schema{"required": must}}}
	}
	members := map[string]any{"fields?": shape}
	if len(must) > 0 {
		members = map[string]any{"fields": shape}
	}
	for name, s := range more {
		members[name] = s
	}
	return &openapi.Content{Schema: object(members), Example: map[string]any{"fields": g.exampleFields(fields)}}
}

// required are the columns that a new record must answer.
func (g *Register) required() (out []string) {
	for _, f := range g.asked() {
		if f.Required {
			out = append(out, f.Column)
		}
	}
	return out
}

// refusesChange are what a change of a record can meet.
var refusesChange = []int{http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusPreconditionRequired}

func (g *Register) describeAdd(o *openapi.Operation) {
	o.Params, o.Refuses = []openapi.Param{mustOnce}, refusesChange
	o.Body = g.sending(g.asked(), g.required(), map[string]any{"another?": openapi.Schema{"type": "boolean", "description": "true khi đã xem các mục giống và đây là mục khác"}})
	o.Answers = []openapi.Answer{g.oneRecord(http.StatusCreated, "Đã thêm")}
}

func (g *Register) describeEdit(o *openapi.Operation) {
	o.Detail = "Mục không gửi thì giữ nguyên; null là xóa câu trả lời."
	o.Params, o.Refuses = []openapi.Param{ifMatch, mayOnce}, refusesChange
	o.Body = g.sending(g.asked()[:1], nil, nil)
	o.Answers = []openapi.Answer{g.oneRecord(http.StatusOK, "Mục sau khi sửa")}
}

func (g *Register) describeUpsert(o *openapi.Operation) {
	o.Detail = "Chưa có mã ngoài này thì thêm mục mới; có rồi thì sửa, mục không gửi giữ nguyên. Gửi lại cùng nội dung không đổi gì. Mã ngoài không được là tên hay số định danh của người."
	o.Params, o.Refuses = []openapi.Param{mayOnce}, refusesChange
	o.Body = g.sending(g.asked(), nil, nil)
	o.Answers = []openapi.Answer{g.oneRecord(http.StatusOK, "Đã có, nay như gửi"), g.oneRecord(http.StatusCreated, "Đã thêm")}
}

func (g *Register) describeBatch(o *openapi.Operation) {
	o.Detail = "Mỗi mục được ghi riêng: một mục sai không chặn mục khác, kết quả nêu từng mục."
	o.Params, o.Refuses = []openapi.Param{mustOnce}, refusesChange
	item := object(map[string]any{"key": openapi.Schema{"type": "string", "minLength": 1, "maxLength": 100}, "fields": openapi.Ref(g.Name + "_answers")})
	o.Body = &openapi.Content{Schema: object(map[string]any{"source": openapi.Schema{"type": "string", "pattern": sourceShape.String()},
		"items": openapi.Schema{"type": "array", "minItems": 1, "maxItems": batchRows, "items": item}}),
		Example: map[string]any{"source": "so-tinh", "items": []any{map[string]any{"key": "A-17", "fields": g.exampleFields(g.asked())}}}}
	o.Answers = []openapi.Answer{{Status: http.StatusOK, Text: "Kết quả từng mục, theo thứ tự đã gửi", Content: &openapi.Content{Schema: openapi.Ref("register_batch"),
		Example: map[string]any{"items": []any{map[string]any{"key": "A-17", "status": 201, "result": "created", "id": exampleID}}, "created": 1, "changed": 0, "same": 0, "refused": 0}}}}
}

func (g *Register) describeTrash(o *openapi.Operation) {
	o.Params, o.Refuses = []openapi.Param{mustOnce}, refusesChange
	o.Body, o.BodyOptional = &openapi.Content{Schema: object(nil), Example: map[string]any{}}, true
	o.Answers = []openapi.Answer{g.oneRecord(http.StatusOK, "Mục sau đó")}
}

// moveDetail says from where a move leads, and what it needs.
func (g *Register) moveDetail(m Move) string {
	var from []string
	for _, key := range m.From {
		s, _ := g.state(key)
		from = append(from, s.Text)
	}
	to, _ := g.state(m.To)
	words := "Từ tình trạng " + strings.Join(from, ", ") + " sang " + to.Text + "."
	for _, c := range g.attached.needs[m.Key] {
		f, _ := g.attached.field(c)
		words += " Cần có tệp ở mục " + lowerFirst(f.Label) + ", thêm trên trang của mục."
	}
	if m.Other {
		words += " Người đưa mục vào tình trạng ấy không tự làm bước này."
	}
	return words
}

func (g *Register) describeMove(m Move) func(*openapi.Operation) {
	return func(o *openapi.Operation) {
		o.Params, o.Refuses = []openapi.Param{ifMatch, mustOnce}, refusesChange
		fields := g.moveFields(m)
		shape := g.fieldsSchema(fields, true)
		o.Body = &openapi.Content{Schema: object(map[string]any{"fields?": shape, "note?": textSchema("Ghi chú cho lịch sử")}), Example: map[string]any{"fields": g.exampleFields(fields)}}
		o.BodyOptional = len(m.Needs) == 0
		o.Answers = []openapi.Answer{g.oneRecord(http.StatusOK, "Mục sau bước này")}
	}
}

func answerOf(status int, text string, schema openapi.Schema, example any) []openapi.Answer {
	return []openapi.Answer{{Status: status, Text: text, Content: &openapi.Content{Schema: schema, Example: example}}}
}

func itemsSchema(name string) openapi.Schema {
	return object(map[string]any{"items": arrayOf(openapi.Ref(name)), "next?": textSchema("Gửi lại làm tham số after")})
}

func describeHistory(o *openapi.Operation) {
	line := map[string]any{"at": "2026-05-12T08:05:00+07:00", "by": "Trần Thu Hoa", "post": "Chuyên viên", "action": "Sửa", "changes": []any{map[string]any{"field": "Ghi chú", "before": "", "after": "Đã báo tổ dân phố"}}}
	o.Answers = answerOf(http.StatusOK, "Mới nhất trước, nhiều nhất 50 dòng", itemsSchema("register_event"), map[string]any{"items": []any{line}})
}

var exampleComment = map[string]any{"id": exampleID, "at": "2026-05-12T08:05:00+07:00", "by": "Trần Thu Hoa", "text": "Chiều nay xuống xem lại."}

func describeTalk(o *openapi.Operation) {
	o.Params = []openapi.Param{{In: "query", Name: "after", Text: "next của trang trước: những lời cũ hơn", Schema: openapi.Schema{"type": "string"}}}
	o.Answers = answerOf(http.StatusOK, "Trang mới nhất trước; trong một trang lời mới đứng cuối", itemsSchema("register_comment"), map[string]any{"items": []any{exampleComment}})
}

func describeSay(o *openapi.Operation) {
	o.Params, o.Refuses = []openapi.Param{mustOnce}, refusesChange
	o.Body = &openapi.Content{Schema: object(map[string]any{"text": openapi.Schema{"type": "string", "minLength": 1, "maxLength": maxComment}}), Example: map[string]any{"text": "Chiều nay xuống xem lại."}}
	o.Answers = answerOf(http.StatusCreated, "Đã ghi", openapi.Ref("register_comment"), exampleComment)
}

func describeFiles(o *openapi.Operation) {
	file := map[string]any{"id": exampleID, "field": "before", "name": "ao.jpg", "size": 182044, "media": "image/jpeg", "sha256": strings.Repeat("0", 64), "added_by": "Trần Thu Hoa", "added_at": "2026-05-12T08:05:00+07:00", "url": "/api/v1/u/phuong-mau/tep-nguy-co/" + exampleID}
	o.Answers = answerOf(http.StatusOK, "Các tệp đang có", itemsSchema("register_file"), map[string]any{"items": []any{file}})
}

func describeFile(o *openapi.Operation) {
	o.Answers = []openapi.Answer{{Status: http.StatusOK, Text: "Nội dung tệp", Content: &openapi.Content{Media: "application/octet-stream"}}}
}
