package openapi

import (
	"net/http"
	"strconv"
	"strings"
)

// Schema is a JSON Schema of the dialect 2020-12, as OpenAPI 3.1 uses it.
type Schema map[string]any

// Ref is the schema with a name among those of the document.
func Ref(name string) Schema { return Schema{"$ref": "#/components/schemas/" + name} }

// Operation is one call that a program can make.
type Operation struct {
	Method, Path string // as the route has them
	ID           string // unique among all operations
	Group        string // heading under which it is shown: "Điểm nguy cơ"
	Title        string // what it does
	Detail       string // what else one must know; may be empty
	Right        string // in words; empty when a token is enough
	Params       []Param
	Body         *Content // what is sent; nil for nothing
	BodyOptional bool
	Answers      []Answer
	Refuses      []int // statuses of problem documents besides those of every call
}

// Param is a part of the address, of the query or of the head.
type Param struct {
	In       string // "path", "query" or "header"
	Name     string
	Text     string
	Required bool
	Schema   Schema
	Example  any
}

// Content is what is sent or answered.
type Content struct {
	Media   string // "application/json" when empty
	Schema  Schema
	Example any
}

// Answer is one of the answers when all goes well.
type Answer struct {
	Status  int
	Text    string
	Content *Content
	Headers []Param
}

// pathParams are the parts of the address, in words that params may give.
func (o Operation) pathParams(words map[string]Param) []Param {
	var out []Param
	for _, piece := range strings.Split(o.Path, "/") {
		name, ok := strings.CutPrefix(piece, "{")
		if !ok {
			continue
		}
		p := Param{Schema: Schema{"type": "string"}}
		if known, ok := words[strings.TrimSuffix(name, "}")]; ok {
			p = known
		}
		p.In, p.Name, p.Required = "path", strings.TrimSuffix(name, "}"), true
		if p.Text == "" {
			p.Text, p.Schema, p.Example = "Mã (id) của mục", Schema{"type": "string", "format": "uuid"}, "01999999-9999-7999-8999-999999999999"
		}
		out = append(out, p)
	}
	return out
}

func (p Param) json() map[string]any {
	out := map[string]any{"name": p.Name, "in": p.In, "description": p.Text, "schema": p.Schema}
	if p.Required {
		out["required"] = true
	}
	if p.Example != nil {
		out["example"] = p.Example
	}
	return out
}

func (c *Content) json() map[string]any {
	media := c.Media
	if media == "" {
		media = "application/json"
	}
	body := map[string]any{}
	if c.Schema != nil {
		body["schema"] = c.Schema
	}
	if c.Example != nil {
		body["example"] = c.Example
	}
	return map[string]any{media: body}
}

func (a Answer) json() map[string]any {
	out := map[string]any{"description": a.Text}
	if a.Content != nil {
		out["content"] = a.Content.json()
	}
	if len(a.Headers) > 0 {
		heads := map[string]any{}
		for _, h := range a.Headers {
			heads[h.Name] = map[string]any{"description": h.Text, "schema": h.Schema}
		}
		out["headers"] = heads
	}
	return out
}

// always are the refusals that every call can meet.
var always = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests}

func (o Operation) json(words map[string]Param) map[string]any {
	out := map[string]any{"operationId": o.ID, "summary": o.Title, "tags": []string{o.Group}}
	detail := o.Detail
	if o.Right != "" {
		detail = strings.TrimSpace(detail + " Cần quyền: " + o.Right + ".")
	}
	if detail != "" {
		out["description"] = detail
	}
	var params []any
	for _, p := range append(o.pathParams(words), o.Params...) {
		params = append(params, p.json())
	}
	if len(params) > 0 {
		out["parameters"] = params
	}
	if o.Body != nil {
		out["requestBody"] = map[string]any{"required": !o.BodyOptional, "content": o.Body.json()}
	}
	answers := map[string]any{}
	for _, a := range o.Answers {
		answers[strconv.Itoa(a.Status)] = a.json()
	}
	for _, status := range append(append([]int{}, always...), o.Refuses...) {
		answers[strconv.Itoa(status)] = map[string]any{"$ref": "#/components/responses/" + strconv.Itoa(status)}
	}
	out["responses"] = answers
	return out
}
