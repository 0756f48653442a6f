package register

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/web/openapi"
)

// zone is what times carry: every time of a register is one in Vietnam.
const zone = "+07:00"

// JSON is the day in ISO; a month or a year alone is as short as it is known.
func (Date) JSON(v Value, _ *Env) any { return str(v) }

// Typed implements spoken.
func (k Date) Typed(sent any) (string, string) {
	s, ok := sent.(string)
	if !ok || s != "" && !isoShape(s, k.Partial) {
		return "", "gửi ngày dạng " + k.shapes()
	}
	return s, ""
}

func (k Date) shapes() string {
	if k.Partial {
		return "“2026-05-12”, chỉ biết tháng “2026-05”, chỉ biết năm “2026”"
	}
	return "“2026-05-12”"
}

// isoShape reports whether a text looks like an ISO date, of a month or a year when partial will do. Read knows whether there
// is such a day.
func isoShape(s string, partial bool) bool {
	shape := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9'
		}
		return r
	}, s)
	return shape == "9999-99-99" || partial && (shape == "9999-99" || shape == "9999")
}

// Schema implements spoken.
func (k Date) Schema() openapi.Schema {
	pattern := `^\d{4}-\d{2}-\d{2}$`
	if k.Partial {
		pattern = `^\d{4}(-\d{2}(-\d{2})?)?$`
	}
	return openapi.Schema{"type": "string", "pattern": pattern, "description": "Ngày dạng " + k.shapes(), "examples": []any{"2026-05-12"}}
}

// JSON is the day with the time where it is known.
func (Moment) JSON(v Value, _ *Env) any {
	if s := str(v); strings.Contains(s, "T") {
		return s + zone
	}
	return str(v)
}

// Typed takes a time of Vietnam, or the day alone.
func (k Moment) Typed(sent any) (string, string) {
	s, ok := sent.(string)
	date, clock, timed := strings.Cut(strings.TrimSuffix(s, zone), "T")
	if len(clock) == len("16:02:00") {
		clock = strings.TrimSuffix(clock, ":00")
	}
	if !ok || s != "" && !isoShape(date, false) || timed && (len(clock) != 5 || clock[2] != ':') {
		return "", "gửi giờ và ngày dạng “2026-05-12T16:02+07:00”, không rõ giờ thì “2026-05-12”"
	}
	return strings.TrimSpace(clock + " " + date), ""
}

// Schema implements spoken.
func (Moment) Schema() openapi.Schema {
	return openapi.Schema{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:00)?(\+07:00)?)?$`, "description": "Giờ Việt Nam; không rõ giờ thì chỉ có ngày", "examples": []any{"2026-05-12T16:02+07:00"}}
}

// JSON is the two days; the second is missing while it lies open.
func (Period) JSON(v Value, _ *Env) any {
	out := map[string]any{"from": str(v), "to": nil}
	if to := str(v[1:]); to != "" {
		out["to"] = to
	}
	return out
}

const periodShape = "gửi {\"from\": \"2026-05-12\", \"to\": \"2026-05-20\"}; chưa biết ngày cuối thì \"to\": null"

// Typed implements spoken.
func (k Period) Typed(sent any) (string, string) {
	o, ok := sent.(map[string]any)
	from, okFrom := o["from"].(string)
	to, okTo := o["to"].(string)
	open := o["to"] == nil
	if !ok || !okFrom || !isoShape(from, false) || !open && (!okTo || !isoShape(to, false)) || len(o) > 2 || len(o) == 2 && !has(o, "to") {
		return "", periodShape
	}
	if open {
		return "từ " + from, ""
	}
	return from + " - " + to, ""
}

func has(o map[string]any, key string) bool { _, ok := o[key]; return ok }

// Schema implements spoken.
func (Period) Schema() openapi.Schema {
	iso := openapi.Schema{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}$`}
	end := openapi.Schema{"type": []string{"string", "null"}, "pattern": `^\d{4}-\d{2}-\d{2}$`, "description": "Ngày cuối, kể cả ngày đó; null khi chưa biết"}
	return openapi.Schema{"type": "object", "required": []string{"from"}, "additionalProperties": false, "properties": map[string]any{"from": iso, "to": end},
		"examples": []any{map[string]any{"from": "2026-05-12", "to": "2026-05-20"}}}
}

// JSON is the point in degrees of WGS 84.
func (Pin) JSON(v Value, _ *Env) any {
	lat, lon, _ := PinOf(v)
	return map[string]any{"lat": degrees(lat), "lon": degrees(lon)}
}

func degrees(f float64) json.Number { return json.Number(strconv.FormatFloat(f, 'f', -1, 64)) }

// Typed implements spoken.
func (Pin) Typed(sent any) (string, string) {
	o, _ := sent.(map[string]any)
	lat, okLat := o["lat"].(json.Number)
	lon, okLon := o["lon"].(json.Number)
	if len(o) != 2 || !okLat || !okLon {
		return "", "gửi {\"lat\": 20.93012, \"lon\": 106.05123}, độ theo WGS 84"
	}
	return decimal(lat) + ", " + decimal(lon), ""
}

// decimal has a point, which Read asks for.
func decimal(n json.Number) string {
	if !strings.Contains(string(n), ".") {
		return string(n) + ".0"
	}
	return string(n)
}

// Schema implements spoken.
func (Pin) Schema() openapi.Schema {
	degree := func(least, most int) openapi.Schema {
		return openapi.Schema{"type": "number", "minimum": least / 1e6, "maximum": most / 1e6}
	}
	return openapi.Schema{"type": "object", "required": []string{"lat", "lon"}, "additionalProperties": false, "description": "Độ theo WGS 84",
		"properties": map[string]any{"lat": degree(south, north), "lon": degree(west, east)}, "examples": []any{map[string]any{"lat": 20.93012, "lon": 106.05123}}}
}
