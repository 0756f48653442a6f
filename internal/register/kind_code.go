package register

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Codes is one answer of a dated code list. The code is kept with the version of the list from which it was taken, so that it
// stays readable when the list has another. What can be chosen is what held on the day of the record.
type Codes struct {
	key, day string
	top      bool
	standing
}

// CodeList is an answer of the data pack with a key, as it holds on the day of writing.
func CodeList(key string) Codes { return Codes{key: key} }

// By is the code list as it held on the day in another column of the record.
func (k Codes) By(column string) Codes { k.day = column; return k }

// Top leaves out the codes below others: the groups without their cases.
func (k Codes) Top() Codes { k.top = true; return k }

func (k Codes) pack() string          { return k.key }
func (k Codes) by() string            { return k.day }
func (k Codes) stand(s standing) Kind { k.standing = s; return k }

// Columns are the code and the version.
func (Codes) Columns() []Column { return []Column{{Type: "TEXT"}, {Suffix: "_pack", Type: "TEXT"}} }

// Read takes the code, its text or another word for it. One that does not hold on the day is refused, unless the record has it.
func (k Codes) Read(typed string, e *Env) (Value, string) {
	if strings.TrimSpace(typed) == "" {
		return Value{"", ""}, ""
	}
	if v, ok := k.stays(typed, e); ok {
		return v, ""
	}
	on := k.standing.day(e)
	v, words := k.choice(e, on).Read(typed, e)
	if words == "" {
		return Value{str(v), e.book().At(k.key, on).Key}, ""
	}
	if code, ok := k.ever(typed, e); ok {
		return nil, "“" + k.Text(Value{code, ""}, e) + "” không dùng cho ngày " + shownDay(on) + "; " + words
	}
	return nil, words
}

// stays reports whether what was typed is the answer that the record has.
func (k Codes) stays(typed string, e *Env) (Value, bool) {
	if str(k.have) == "" {
		return nil, false
	}
	s := strings.TrimSpace(typed)
	return k.have, s == str(k.have) || s == k.Text(k.have, e)
}

// ever is the code of what was typed in any version.
func (k Codes) ever(typed string, e *Env) (string, bool) {
	v, words := Choice{k.options(e.book().Every(k.key, e.Today.ISO()))}.Read(typed, e)
	return str(v), words == "" && str(v) != ""
}

func (k Codes) choice(e *Env, on string) Choice {
	return Choice{k.options(e.book().At(k.key, on).On(on))}
}

func (k Codes) options(items []pack.Item) []Option {
	out := make([]Option, 0, len(items))
	for _, it := range items {
		if !k.top || it.Parent == "" {
			out = append(out, Option{Key: it.Code, Text: it.Text, Also: it.Also})
		}
	}
	return out
}

// Text is the code in the words of its version.
func (k Codes) Text(v Value, e *Env) string {
	if str(v) == "" {
		return ""
	}
	if it, ok := e.book().Named(k.key, versionOf(v), str(v)); ok {
		return it.Text
	}
	return str(v)
}

func versionOf(v Value) string {
	if len(v) < 2 {
		return ""
	}
	return str(v[1:])
}

// Options implements lister: everything that a record may have.
func (k Codes) Options(e *Env) []ui.Option {
	return Choice{k.options(e.book().Every(k.key, e.Today.ISO()))}.Options(e)
}

// Control offers what held on the day, and what stands in the field.
func (k Codes) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	c := k.choice(e, k.standing.day(e))
	p.Hint = strings.TrimSpace(p.Hint + k.uncompared(e))
	if v, words := c.Read(typed, e); words != "" || str(v) == "" {
		if code, ok := k.ever(typed, e); ok {
			c.Of = append(slices.Clone(c.Of), Option{Key: code, Text: k.Text(Value{code, ""}, e)})
		}
	}
	return c.Control(p, typed, e)
}

// uncompared says that nobody has compared the list with its source; empty when somebody has.
func (k Codes) uncompared(e *Env) string {
	if now := e.book().At(k.key, k.standing.day(e)); now.Confidence != pack.Read && !e.book().Compared(now) {
		return " Danh mục chưa đối chiếu."
	}
	return ""
}

// Cell implements Kind.
func (k Codes) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

// words are for the template of the import.
func (k Codes) words() string {
	return Choice{k.options(pack.BuiltIn().At(k.key, "9999-12-31").Items)}.words()
}

func shownDay(iso string) string {
	d, err := day.ParseISO(iso)
	if err != nil {
		return iso
	}
	return d.String()
}
