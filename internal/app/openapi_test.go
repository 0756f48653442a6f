package app_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is the description as a program reads it.
type described struct {
	raw      any
	compiler *jsonschema.Compiler
	paths    map[string]map[string]map[string]any
}

func description(t *testing.T, w *world) described {
	t.Helper()
	rec := w.send(request{Path: "/api/v1/openapi.json", Header: http.Header{"Authorization": {"Bearer " + w.wholeProgram("hoa.tt")}}})
	if rec.Code != http.StatusOK {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	d := described{compiler: jsonschema.NewCompiler()}
	var err error
	if d.raw, err = jsonschema.UnmarshalJSON(strings.NewReader(rec.Body.String())); err != nil {
		t.Fatal(err)
	}
	var of struct {
		Paths map[string]map[string]map[string]any
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &of); err != nil {
		t.Fatal(err)
	}
	d.paths = of.Paths
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := d.compiler.AddResource("api.json", d.raw); err != nil {
		t.Fatal(err)
	}
	return d
}

// at is what stands in the description at a pointer.
func (d described) at(pointer string) (any, bool) {
	v := d.raw
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "#/"), "/") {
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		of, ok := v.(map[string]any)
		if !ok {
			list, isList := v.([]any)
			i, err := strconv.Atoi(part)
			if !isList || err != nil || i >= len(list) {
				return nil, false
			}
			v = list[i]
			continue
		}
		if v, ok = of[part]; !ok {
			return nil, false
		}
	}
	return v, true
}

// each walks over everything in the description.
func each(v any, pointer string, do func(pointer string, of map[string]any)) {
	switch x := v.(type) {
	case map[string]any:
		do(pointer, x)
		for _, k := range slices.Sorted(maps.Keys(x)) {
			each(x[k], pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(k), do)
		}
	case []any:
		for i, one := range x {
			each(one, pointer+"/"+strconv.Itoa(i), do)
		}
	}
}

func (d described) schema(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	s, err := d.compiler.Compile("api.json" + pointer)
	if err != nil {
		t.Fatalf("%s: %v", pointer, err)
	}
	return s
}

var pathPart = regexp.MustCompile(`\{([^}]+)\}`)

// The description and the site have the same calls, each part of an address and each reference is there, and every example is
// one of what it is an example of.
func TestTheDescriptionForProgramsIsTheSite(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	d := description(t, w)
	want := map[string]bool{}
	for _, rt := range apiRoutes(w) {
		want[rt.Method+" "+rt.Path] = true
	}
	ids := map[string]string{}
	for path, methods := range d.paths {
		for method, op := range methods {
			call := strings.ToUpper(method) + " " + path
			if !want[call] {
				t.Errorf("%s is described and not there", call)
			}
			delete(want, call)
			id, _ := op["operationId"].(string)
			if ids[id] != "" || !regexp.MustCompile(`^[a-z0-9_]+$`).MatchString(id) {
				t.Errorf("%s has the id %q, as %s", call, id, ids[id])
			}
			ids[id] = call
			named := map[string]bool{}
			params, _ := op["parameters"].([]any)
			for _, p := range params {
				of := p.(map[string]any)
				if of["in"] == "path" {
					named[of["name"].(string)] = true
				}
			}
			for _, part := range pathPart.FindAllStringSubmatch(path, -1) {
				if !named[part[1]] {
					t.Errorf("%s does not describe {%s}", call, part[1])
				}
				delete(named, part[1])
			}
			if len(named) > 0 {
				t.Errorf("%s describes %v", call, named)
			}
			if op["summary"] == "" || op["responses"] == nil {
				t.Errorf("%s says nothing", call)
			}
		}
	}
	for call := range want {
		t.Errorf("%s is there and not described", call)
	}
	examples := 0
	each(d.raw, "#", func(pointer string, of map[string]any) {
		if ref, ok := of["$ref"].(string); ok {
			if _, there := d.at(ref); !there {
				t.Errorf("%s refers to %s, which is not there", pointer, ref)
			}
		}
		example, has := of["example"]
		if _, shaped := of["schema"]; has && shaped {
			examples++
			if err := d.schema(t, pointer+"/schema").Validate(example); err != nil {
				t.Errorf("%s: the example is none: %v", pointer, err)
			}
		}
		if list, ok := of["examples"].([]any); ok && !strings.Contains(pointer, "/properties/examples") {
			for _, one := range list {
				if err := d.schema(t, pointer).Validate(one); err != nil {
					t.Errorf("%s: %v", pointer, err)
				}
			}
		}
	})
	if examples < 100 {
		t.Errorf("only %d examples", examples)
	}
}

// What calls answer is what the description promises, for every call that only reads, and problem documents too.
func TestAnswersToProgramsAreAsDescribed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	d := description(t, w)
	answered := map[string]int{}
	for i, rt := range apiRoutes(w) {
		if i%100 == 0 {
			w.forgetPrograms("hoa.tt")
		}
		rec := w.send(request{Method: rt.Method, Path: address(w.samples, rt), Header: http.Header{"Authorization": {"Bearer " + w.wholeProgram("hoa.tt")}}})
		pointer := fmt.Sprintf("#/paths/%s/%s/responses/%d", strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(rt.Path), strings.ToLower(rt.Method), rec.Code)
		found, there := d.at(strings.NewReplacer("%7B", "{", "%7D", "}").Replace(pointer))
		if !there {
			t.Errorf("%s %s answers %d, which is not described: %s", rt.Method, rt.Path, rec.Code, rec.Body)
			continue
		}
		media := "application/json"
		if ref, ok := found.(map[string]any)["$ref"].(string); ok {
			pointer, media = ref, "application/problem+json"
		}
		if !strings.HasPrefix(rec.Header().Get("Content-Type"), media) {
			continue // the bytes of a file
		}
		got, err := jsonschema.UnmarshalJSON(strings.NewReader(rec.Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.schema(t, pointer+"/content/"+strings.ReplaceAll(media, "/", "~1")+"/schema").Validate(got); err != nil {
			t.Errorf("%s %s answers %d with something else: %v\n%s", rt.Method, rt.Path, rec.Code, err, rec.Body)
		}
		answered[fmt.Sprint(rec.Code)]++
	}
	if answered["200"] < 35 {
		t.Errorf("answers by status: %v", answered)
	}
}
