package register

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Pin is a point on the map, WGS 84, kept as millionths of a degree: about a tenth of a metre.
type Pin struct{}

// Columns implements Kind: latitude, then longitude.
func (Pin) Columns() []Column { return []Column{{Type: "BIGINT"}, {Suffix: "_lon", Type: "BIGINT"}} }

var twoNumbers = regexp.MustCompile(`^(-?\d{1,2}[.,]\d+)\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)$`)

// The frame of the country with its islands; outside it latitude and longitude were most likely exchanged.
const (
	south, north = 6_000_000, 24_000_000
	west, east   = 102_000_000, 118_000_000
)

// Read takes "20.93012, 106.05123", as a map of a phone copies it.
func (Pin) Read(typed string, _ *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return Value{nil, nil}, ""
	}
	m := twoNumbers.FindStringSubmatch(s)
	if m == nil {
		return nil, "ghi vĩ độ rồi kinh độ, ví dụ 20.93012, 106.05123"
	}
	lat, lon := micro(m[1]), micro(m[2])
	if lat < south || lat > north || lon < west || lon > east {
		return nil, "nằm ngoài Việt Nam; vĩ độ đứng trước, kinh độ đứng sau, ví dụ 20.93012, 106.05123"
	}
	return Value{lat, lon}, ""
}

func micro(s string) int64 {
	f, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64) // the pattern let only a number through
	if f < 0 {
		return int64(f*1e6 - 0.5)
	}
	return int64(f*1e6 + 0.5)
}

// Text implements Kind.
func (Pin) Text(v Value, _ *Env) string {
	lat, lon, ok := PinOf(v)
	if !ok {
		return ""
	}
	return strconv.FormatFloat(lat, 'f', 6, 64) + ", " + strconv.FormatFloat(lon, 'f', 6, 64)
}

// PinOf are the degrees of a Pin's value; ok is false without an answer.
func PinOf(v Value) (lat, lon float64, ok bool) {
	if len(v) != 2 {
		return 0, 0, false
	}
	a, oka := v[0].(int64)
	b, okb := v[1].(int64)
	return float64(a) / 1e6, float64(b) / 1e6, oka && okb
}

// Control implements Kind.
func (Pin) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	p.Value = typed
	if p.Hint == "" {
		p.Hint = "Vĩ độ, kinh độ như bản đồ trên điện thoại chép ra, ví dụ 20.93012, 106.05123"
	}
	if p.Attrs == nil {
		p.Attrs = templ.Attributes{}
	}
	p.Attrs["data-pin"] = true
	return templ.Join(ui.TextField(p), mapHome(codeOfPlace(e.place)))
}

// Cell implements Kind.
func (k Pin) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
