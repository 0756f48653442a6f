package register

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/web/openapi"
)

// spoken is a kind that programs read and write in a shape of its own. A kind that is not is read and written as the text of
// its page.
type spoken interface {
	// JSON is an answer as programs get it. It is asked only about a value that is an answer: none is null for every kind.
	JSON(v Value, e *Env) any
	// Typed is what a program sent as a person would have typed it, for Read to judge; words say which shape is wanted. A
	// number is a json.Number.
	Typed(sent any) (typed, words string)
	// Schema is the shape of an answer, with an example of an invented one.
	Schema() openapi.Schema
}

// spokenOf is the answer to a field as programs get it.
func spokenOf(k Kind, v Value, e *Env) any {
	s, ok := k.(spoken)
	switch {
	case blankValue(k, v):
		return nil
	case ok:
		return s.JSON(v, e)
	}
	return k.Text(v, e)
}

// typedOf is what a program sent for a field as a person would have typed it.
func typedOf(k Kind, sent any) (typed, words string) {
	if sent == nil {
		return "", ""
	}
	if s, ok := k.(spoken); ok {
		return s.Typed(sent)
	}
	return asText(sent)
}

func schemaOf(k Kind) openapi.Schema {
	if s, ok := k.(spoken); ok {
		return s.Schema()
	}
	return openapi.Schema{"type": "string"}
}

func asText(sent any) (typed, words string) {
	if s, ok := sent.(string); ok {
		return s, ""
	}
	return "", "gửi một chuỗi trong dấu nháy kép"
}

// JSON implements spoken.
func (Text) JSON(v Value, _ *Env) any { return str(v) }

// Typed implements spoken.
func (Text) Typed(sent any) (string, string) { return asText(sent) }

// Schema implements spoken.
func (k Text) Schema() openapi.Schema {
	return openapi.Schema{"type": "string", "maxLength": k.limit()}
}

// JSON implements spoken.
func (LongText) JSON(v Value, _ *Env) any { return str(v) }

// Typed implements spoken.
func (LongText) Typed(sent any) (string, string) { return asText(sent) }

// Schema implements spoken.
func (k LongText) Schema() openapi.Schema {
	return openapi.Schema{"type": "string", "maxLength": cmp.Or(k.Max, 5000)}
}

// JSON is the quantity in its unit, exactly: whole đồng, 12.5 percent.
func (k Number) JSON(v Value, _ *Env) any {
	n, ok := num(v)
	if !ok {
		return nil
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := sign + strconv.FormatInt(n/k.step(), 10)
	if rest := n % k.step(); rest != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(k.step()+rest, 10)[1:], "0")
	}
	return json.Number(s)
}

// Typed takes a number without an exponent: 1.250 is one and a quarter here.
func (k Number) Typed(sent any) (string, string) {
	n, ok := sent.(json.Number)
	if !ok || strings.ContainsAny(string(n), "eE") {
		return "", "gửi một số, không trong dấu nháy, không dùng lũy thừa"
	}
	return strings.Replace(string(n), ".", ",", 1), ""
}

// Schema implements spoken.
func (k Number) Schema() openapi.Schema {
	s := openapi.Schema{"type": "integer", "minimum": k.Min, "maximum": k.max(), "examples": []any{max(k.Min, min(12, k.max()))}}
	if k.Places > 0 {
		s["type"], s["multipleOf"] = "number", json.Number("0."+strings.Repeat("0", k.Places-1)+"1")
	}
	if k.Unit != "" {
		s["description"] = "Đơn vị tính: " + k.Unit
	}
	return s
}

// JSON is the key of the answer; its words stand in the schema.
func (Choice) JSON(v Value, _ *Env) any { return str(v) }

// Typed implements spoken.
func (k Choice) Typed(sent any) (string, string) {
	s, ok := sent.(string)
	if s != "" && !slices.ContainsFunc(k.Of, func(o Option) bool { return o.Key == s }) || !ok {
		return "", "gửi một trong các mã: " + strings.Join(k.keys(), ", ")
	}
	return s, ""
}

func (k Choice) keys() (out []string) {
	for _, o := range k.Of {
		out = append(out, o.Key)
	}
	return out
}

// Schema implements spoken.
func (k Choice) Schema() openapi.Schema {
	var of []any
	for _, o := range k.Of {
		one := map[string]any{"const": o.Key, "title": o.Text}
		if o.Old {
			one["deprecated"] = true
		}
		of = append(of, one)
	}
	return openapi.Schema{"oneOf": of, "examples": []any{k.Of[0].Key}}
}

// JSON is the list of the keys.
func (Choices) JSON(v Value, _ *Env) any { return Keys(v) }

// Typed implements spoken.
func (k Choices) Typed(sent any) (string, string) {
	list, ok := sent.([]any)
	var keys []string
	for _, x := range list {
		key, words := Choice(k).Typed(x)
		if words != "" || key == "" {
			return "", "gửi một mảng các mã: " + strings.Join(Choice(k).keys(), ", ")
		}
		keys = append(keys, key)
	}
	if !ok {
		return "", "gửi một mảng các mã: " + strings.Join(Choice(k).keys(), ", ")
	}
	return strings.Join(keys, "; "), ""
}

// Schema implements spoken.
func (k Choices) Schema() openapi.Schema {
	return openapi.Schema{"type": "array", "uniqueItems": true, "items": Choice(k).Schema(), "examples": []any{[]any{k.Of[0].Key}}}
}

// JSON is what was looked at: co, khong or chua-ro by key. An item that nobody looked at is not named.
func (Checklist) JSON(v Value, _ *Env) any { return Answers(v) }

// Typed implements spoken.
func (k Checklist) Typed(sent any) (string, string) {
	items, ok := sent.(map[string]any)
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(items)) {
		answer, wordsA := YesNo().(Choice).Typed(items[key])
		if _, words := Choice(k).Typed(key); words != "" || wordsA != "" || answer == "" {
			return "", "“" + key + "”: gửi một đối tượng có mã trong " + strings.Join(Choice(k).keys(), ", ") + " và giá trị co, khong hoặc chua-ro"
		}
		parts = append(parts, key+": "+answer)
	}
	if !ok {
		return "", "gửi một đối tượng có mã trong " + strings.Join(Choice(k).keys(), ", ") + " và giá trị co, khong hoặc chua-ro"
	}
	return strings.Join(parts, "; "), ""
}

// Schema implements spoken.
func (k Checklist) Schema() openapi.Schema {
	items := map[string]any{}
	for _, o := range k.Of {
		s := YesNo().(Choice).Schema()
		s["title"] = o.Text
		items[o.Key] = s
	}
	return openapi.Schema{"type": "object", "additionalProperties": false, "properties": items, "examples": []any{map[string]any{k.Of[0].Key: "co"}}}
}

// JSON implements spoken for what As says.
func (k Computed) JSON(v Value, e *Env) any { return spokenOf(k.As, k.known(v), e) }

// Typed refuses: what follows from others is not sent.
func (k Computed) Typed(any) (string, string) { return "", "mục này tự tính, không gửi" }

// Schema implements spoken.
func (k Computed) Schema() openapi.Schema {
	s := schemaOf(k.As)
	s["readOnly"] = true
	return s
}

// JSON is the record to which the answer refers, with its name of the day.
func (k Ref) JSON(v Value, e *Env) any { return refJSON{str(v), k.Text(v, e)} }

type refJSON struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Typed takes the id alone, or what JSON gives.
func (k Ref) Typed(sent any) (string, string) {
	if o, ok := sent.(map[string]any); ok {
		for key := range maps.Keys(o) {
			if key != "id" && key != "text" {
				return "", "gửi mã (id) của mục, hoặc {\"id\": …}"
			}
		}
		sent = o["id"]
	}
	s, ok := sent.(string)
	if !ok {
		return "", "gửi mã (id) của mục, hoặc {\"id\": …}"
	}
	return s, ""
}

// Schema implements spoken.
func (k Ref) Schema() openapi.Schema {
	example := map[string]any{"id": "01999999-9999-7999-8999-999999999999", "text": map[string]string{RefBody: "Công an phường", RefHamlet: "Tổ dân phố Phú Đa", RefAccount: "Trần Thu Hoa"}[k.Of]}
	return openapi.Schema{"type": "object", "required": []string{"id"}, "additionalProperties": false, "examples": []any{example},
		"properties": map[string]any{"id": openapi.Schema{"type": "string"}, "text": openapi.Schema{"type": "string", "description": "Tên ngày hôm nay; khi gửi không cần"}}}
}
