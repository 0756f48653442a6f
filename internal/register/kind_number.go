package register

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Number is a quantity from Min to Max with Places figures after the comma, kept as a whole number of the smallest step. Its
// column may be NULL: no answer is not nought. Max 0 means a million million.
type Number struct {
	Min, Max int64 // in whole units
	Places   int   // 0 to 3
	Unit     string
}

// Money is whole đồng, from 0.
func Money() Kind { return Number{Unit: "đồng"} }

// Percent is from 0 to 100 with one place after the comma.
func Percent() Kind { return Number{Max: 100, Places: 1, Unit: "%"} }

// Columns implements Kind.
func (Number) Columns() []Column { return []Column{{Type: "BIGINT"}} }

var (
	grouped = regexp.MustCompile(`^-?\d{1,3}(\.\d{3})+(,\d+)?$`)
	plain   = regexp.MustCompile(`^-?\d+([.,]\d+)?$`)
)

// Read takes 1.250 as thousands, 12,5 and 12.5 as a fraction, and the unit behind the figures.
func (k Number) Read(typed string, _ *Env) (Value, string) {
	s := strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(vi.NFC(typed)), k.Unit)), " ", "")
	if s == "" {
		return Value{nil}, ""
	}
	switch {
	case grouped.MatchString(s):
		s = strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
	case plain.MatchString(s):
		s = strings.Replace(s, ",", ".", 1)
	default:
		return nil, "ghi bằng chữ số, ví dụ " + k.example()
	}
	whole, rest, _ := strings.Cut(s, ".")
	if rest = strings.TrimRight(rest, "0"); len(rest) > k.Places {
		if k.Places == 0 {
			return nil, "chỉ nhận số nguyên, ví dụ " + k.example()
		}
		return nil, "nhận nhiều nhất " + strconv.Itoa(k.Places) + " chữ số sau dấu phẩy"
	}
	n, err := strconv.ParseInt(whole+rest+strings.Repeat("0", k.Places-len(rest)), 10, 64)
	if err != nil || n < k.Min*k.step() || n > k.max()*k.step() {
		return nil, "phải từ " + vi.Int(k.Min) + " đến " + vi.Int(k.max())
	}
	return Value{n}, ""
}

func (k Number) step() int64 { return int64(math.Pow10(k.Places)) }

func (k Number) max() int64 {
	if k.Max == 0 {
		return 1_000_000_000_000
	}
	return k.Max
}

func (k Number) example() string {
	if k.Places > 0 {
		return "12,5"
	}
	return "1.250"
}

// Text writes the number as Vietnam does, with its unit.
func (k Number) Text(v Value, _ *Env) string {
	n, ok := num(v)
	if !ok {
		return ""
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := sign + vi.Int(n/k.step())
	if rest := n % k.step(); rest != 0 {
		digits := strconv.FormatInt(k.step()+rest, 10)[1:]
		s += "," + strings.TrimRight(digits, "0")
	}
	if k.Unit == "%" {
		return s + k.Unit
	}
	return strings.TrimSpace(s + " " + k.Unit)
}

// Control implements Kind.
func (k Number) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.Inputmode, p.Width = typed, "decimal", ui.W12
	if p.Hint == "" && k.Unit != "" {
		p.Hint = "Đơn vị tính: " + k.Unit
	}
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Number) Cell(v Value, _ *Env) (any, xlsx.Kind) {
	n, ok := num(v)
	switch {
	case !ok:
		return nil, xlsx.Number
	case k.Places > 0:
		return float64(n) / float64(k.step()), xlsx.Decimal
	case k.Unit == "đồng":
		return n, xlsx.Money
	}
	return n, xlsx.Number
}
