package register

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/openapi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// ManyCodes is any number of answers of a dated code list, in the order of the list. Each code is kept with the version of the
// list from which it was taken. A list of records cannot be narrowed by it.
type ManyCodes struct{ one Codes }

// Many takes any number of answers.
func (k Codes) Many() ManyCodes { return ManyCodes{k} }

func (k ManyCodes) pack() string          { return k.one.key }
func (k ManyCodes) by() string            { return k.one.day }
func (k ManyCodes) stand(s standing) Kind { k.one.standing = s; return k }

// Several says that the control sends each answer by itself.
func (ManyCodes) Several() {}

// Columns are the codes and their versions, each in one order with a bar around each: "|01|08|" and "|1|1|".
func (ManyCodes) Columns() []Column { return []Column{{Type: "TEXT"}, {Suffix: "_pack", Type: "TEXT"}} }

// each are the answers of a value as values of one code.
func (ManyCodes) each(v Value) (out []Value) {
	versions := strings.Split(strings.Trim(versionOf(v), "|"), "|")
	for i, code := range Keys(v) {
		one := Value{code, ""}
		if i < len(versions) {
			one[1] = versions[i]
		}
		out = append(out, one)
	}
	return out
}

// Read takes answers with semicolons, line ends or, when no answer holds one, commas between them. What the record has stays.
func (k ManyCodes) Read(typed string, e *Env) (Value, string) {
	var list []Value
	for _, part := range k.every(e).split(typed) {
		v, words := k.readOne(strings.TrimSpace(part), e)
		if words != "" {
			return nil, "“" + strings.TrimSpace(part) + "”: " + words
		}
		if str(v) != "" && !slices.ContainsFunc(list, func(have Value) bool { return str(have) == str(v) }) {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		return Value{"", ""}, ""
	}
	order := k.every(e)
	slices.SortStableFunc(list, func(a, b Value) int { return order.place(str(a)) - order.place(str(b)) })
	codes, versions := "|", "|"
	for _, v := range list {
		codes, versions = codes+str(v)+"|", versions+versionOf(v)+"|"
	}
	return Value{codes, versions}, ""
}

func (k ManyCodes) readOne(typed string, e *Env) (Value, string) {
	for _, have := range k.each(k.one.have) {
		if typed == str(have) || vi.NFC(typed) == k.one.Text(have, e) {
			return have, ""
		}
	}
	fresh := k.one
	fresh.have = nil
	return fresh.Read(typed, e)
}

// every are the codes of all versions.
func (k ManyCodes) every(e *Env) Choices {
	return Choices{k.one.options(e.book().Every(k.one.key, e.Today.ISO()))}
}

// Text is each code in the words of its version.
func (k ManyCodes) Text(v Value, e *Env) string {
	var words []string
	for _, one := range k.each(v) {
		words = append(words, k.one.Text(one, e))
	}
	return strings.Join(words, "; ")
}

// Control offers what held on the day, and what stands in the field.
func (k ManyCodes) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	var chosen []string
	if v, words := k.Read(typed, e); words == "" {
		chosen = Keys(v)
	}
	offered := k.one.choice(e, k.one.standing.day(e)).Of
	for _, code := range chosen {
		if !slices.ContainsFunc(offered, func(o Option) bool { return o.Key == code }) {
			offered = append(slices.Clone(offered), Option{Key: code, Text: k.one.Text(Value{code, ""}, e)})
		}
	}
	p.Hint = strings.TrimSpace(p.Hint + k.one.uncompared(e))
	return Choices{offered}.Control(p, strings.Join(chosen, "; "), e)
}

// Cell implements Kind.
func (k ManyCodes) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

// JSON is the list of the codes.
func (ManyCodes) JSON(v Value, _ *Env) any { return Keys(v) }

// Typed takes a list of codes; whether they hold on the day of the record is judged by Read.
func (ManyCodes) Typed(sent any) (string, string) {
	list, ok := sent.([]any)
	var codes []string
	for _, x := range list {
		code, text := x.(string)
		ok = ok && text && strings.TrimSpace(code) != ""
		codes = append(codes, code)
	}
	if !ok {
		return "", "gửi một mảng các mã trong danh mục"
	}
	return strings.Join(codes, "; "), ""
}

// Schema implements spoken.
func (k ManyCodes) Schema() openapi.Schema {
	return openapi.Schema{"type": "array", "uniqueItems": true, "items": k.one.Schema()}
}

func (k ManyCodes) high(p *paper, e *Env) float64 { return k.one.high(p, e) }
func (k ManyCodes) pen(p *paper, e *Env)          { k.one.pen(p, e) }
