package register

import (
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// JSON is the code.
func (Codes) JSON(v Value, _ *Env) any { return str(v) }

// Typed takes a code; whether it holds on the day of the record is judged by Read.
func (Codes) Typed(sent any) (string, string) {
	s, ok := sent.(string)
	if !ok {
		return "", "gửi mã trong danh mục"
	}
	return s, ""
}

// Schema names the codes that came with the program; an administrator may have brought others.
func (k Codes) Schema() openapi.Schema {
	var codes []string
	for _, o := range k.options(pack.BuiltIn().Every(k.key, "")) {
		codes = append(codes, o.Key)
	}
	s := openapi.Schema{"type": "string", "description": "mã trong gói dữ liệu " + k.key}
	if len(codes) > 0 {
		s["examples"] = []any{codes[0]}
	}
	return s
}

func (k Codes) high(p *paper, e *Env) float64 {
	return p.ticksHigh(current(k.choice(e, e.Today.ISO()).Of))
}
func (k Codes) pen(p *paper, e *Env) { p.ticks(current(k.choice(e, e.Today.ISO()).Of)) }
