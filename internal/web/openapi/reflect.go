package openapi

import (
	"reflect"
	"strings"
)

// Of is the schema of what encoding/json makes of a struct: closed, with everything required that is not omitted when empty.
func Of(v any) Schema { return ofType(reflect.TypeOf(v)) }

func ofType(t reflect.Type) Schema {
	switch t.Kind() {
	case reflect.Struct:
		return ofStruct(t)
	case reflect.Slice:
		return Schema{"type": "array", "items": ofType(t.Elem())}
	case reflect.Bool:
		return Schema{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return Schema{"type": "integer"}
	case reflect.String:
		return Schema{"type": "string"}
	}
	return Schema{}
}

func ofStruct(t reflect.Type) Schema {
	props, required := map[string]any{}, []string{}
	for f := range t.Fields() {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			if name == "-" || f.Tag == "" && !f.IsExported() {
				continue
			}
			name = f.Name
		}
		props[name] = ofType(f.Type)
		if !strings.HasPrefix(rest, "omit") {
			required = append(required, name)
		}
	}
	return Schema{"type": "object", "properties": props, "required": required, "additionalProperties": false}
}
