package register

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// sentBack is an answer as a program gets it and sends it back.
func sentBack(t interface{ Fatal(...any) }, v any) any {
	raw, err := json.Marshal(map[string]any{"x": v})
	if err != nil {
		t.Fatal(err)
	}
	of, err := parseObject(raw)
	if err != nil {
		t.Fatal(err)
	}
	return of["x"]
}

// shape compiles the schema of a kind.
func shape(t testing.TB, s openapi.Schema) *jsonschema.Schema {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	of, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("kind.json", of); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("kind.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// What a program gets it can send back, and it is the same answer; and it is of the shape that the description promises.
func TestWhatAProgramGetsItCanSendBack(t *testing.T) {
	shapes := make([]*jsonschema.Schema, len(everyKind))
	for i, k := range everyKind {
		shapes[i] = shape(t, schemaOf(k))
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(everyKind)-1).Draw(t, "kind")
		k := everyKind[i]
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9]{1,7}([.,][0-9]{1,3})?`), rapid.StringMatching(`[0-3]?[0-9]/1?[0-9]/20[0-9]{2}( - [0-3]?[0-9]/1?[0-9]/20[0-9]{2})?`),
			rapid.StringMatching(`1?[0-9]:[0-5][0-9] [0-2][0-9]/0[1-9]/2026`), rapid.StringMatching(`(1[0-9]|2[0-2])\.[0-9]{1,6}, 10[3-9]\.[0-9]{1,6}`),
			rapid.SampledFrom([]string{"đỏ", "vang; do", "do: co; vang: không", "Lê Quốc Đạt", "co", "từ 1/5/2026", "05/2026", "2026", "b1", "CA phường"})).Draw(t, "typed")
		v, words := k.Read(typed, someday)
		if words != "" {
			return
		}
		got := sentBack(t, spokenOf(k, v, someday))
		if got == nil {
			if !blankValue(k, v) {
				t.Fatalf("%T %v is no answer to a program", k, v)
			}
			return
		}
		if err := shapes[i].Validate(got); err != nil {
			t.Fatalf("%T %v: %v", k, v, err)
		}
		if _, computed := k.(Computed); computed {
			return
		}
		back, words := typedOf(k, got)
		if words != "" {
			t.Fatalf("%T: %v cannot be sent back: %s", k, got, words)
		}
		again, words := k.Read(back, someday)
		if words != "" || !slices.Equal(v, again) {
			t.Fatalf("%T: %v comes back from %v as %v (%s)", k, v, got, again, words)
		}
	})
}

func TestShapesThatNoKindTakesAreRefused(t *testing.T) {
	for _, tt := range []struct {
		kind Kind
		sent string
	}{
		{Text{}, `7`}, {Text{}, `{}`}, {Number{}, `"7"`}, {Number{}, `1e3`}, {Number{}, `1.5`}, {Number{Places: 1}, `1.25`}, {Percent(), `100.1`}, {Money(), `-1`},
		{YesNo(), `true`}, {YesNo(), `"Có"`}, {Choice{colours}, `"xanh"`}, {Choices{colours}, `"do"`}, {Choices{colours}, `["do","xanh"]`}, {Checklist{colours}, `["do"]`}, {CodeList("injury-kind").Many(), `"08"`}, {CodeList("injury-kind").Many(), `["08",7]`}, {CodeList("injury-kind").Many(), `["99"]`},
		{Checklist{colours}, `{"do":"x"}`}, {Checklist{colours}, `{"tim":"co"}`}, {Date{}, `"5/6/2026"`}, {Date{}, `"2026-05"`}, {Date{}, `"2026-13-01"`}, {Date{Partial: true}, `"2026-5"`},
		{Moment{}, `"2026-05-12T16:02Z"`}, {Moment{}, `"2026-05-12T16:02:30"`}, {Moment{}, `"T16:02"`}, {Moment{}, `"2026-05-12T25:00"`}, {Period{}, `"2026-05-12"`}, {Period{}, `{"to":"2026-05-12"}`},
		{Period{}, `{"from":"2026-05-12","to":"2026-05-01"}`}, {Period{}, `{"from":"2026-05-12","den":"2026-05-13"}`}, {Pin{}, `{"lat":20.9}`}, {Pin{}, `{"lat":106.05,"lon":20.9}`}, {Pin{}, `{"lat":"20.9","lon":"106"}`},
		{Ref{RefBody}, `7`}, {Ref{RefBody}, `{"ten":"b1"}`}, {Ref{RefBody}, `"nobody"`}, {Computed{As: Number{}}, `7`},
	} {
		of, err := parseObject([]byte(`{"x":` + tt.sent + `}`))
		if err != nil {
			t.Fatal(err)
		}
		typed, words := typedOf(tt.kind, of["x"])
		if words == "" {
			_, words = tt.kind.Read(typed, someday)
		}
		if words == "" {
			t.Errorf("%T takes %s", tt.kind, tt.sent)
		}
	}
}

// Whatever comes as a body is an object or a mistake in words, and no kind falls over what is in it.
func FuzzBody(f *testing.F) {
	for _, s := range []string{`{}`, `{"x":{"lat":1,"lon":2}}`, `{"x":[["a"]]}`, `{"a":1,"a":2}`, `{"x":{"from":"2026-05-12","to":null}}`, `{"x":1e999}`, `{"x":-0.0}`, `[`, "{\"x\":\"\xff\"}", `{"x":{"do":"co"}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		of, err := parseObject(raw)
		if err != nil {
			if known, ok := errors.AsType[*errs.Error](err); !ok || known.Kind != errs.Invalid {
				t.Fatalf("%q: %v", raw, err)
			}
			return
		}
		for _, v := range of {
			for _, k := range everyKind {
				typed, words := typedOf(k, v)
				if words != "" {
					continue
				}
				if value, words := k.Read(typed, someday); words == "" {
					sentBack(t, spokenOf(k, value, someday))
				}
			}
		}
	})
}
