package child

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
)

// personNumber is the personal identification number: 12 digits, the place of the registration of birth (3), century and
// sex (1), year of birth (2), chance (6) (NĐ 137/2015/NĐ-CP, Điều 13). It has no check digit.
type personNumber struct{ line }

type line = register.Text // under a name that does not hide the method

// numberDigits is how many digits the number has.
const numberDigits = 12

// Read takes the number with blanks, dots and the apostrophe that workbooks put before it.
func (personNumber) Read(typed string, _ *register.Env) (register.Value, string) {
	s := strings.NewReplacer(" ", "", ".", "", "-", "", "'", "", "\u00a0", "").Replace(vi.NFC(strings.TrimSpace(typed)))
	if s == "" {
		return register.Value{""}, ""
	}
	if strings.Trim(s, "0123456789") != "" {
		return nil, "chỉ gồm 12 chữ số"
	}
	if len(s) != numberDigits {
		words := "cần đúng 12 chữ số, đang có " + strconv.Itoa(len(s))
		if len(s) == numberDigits-1 {
			words += ". Excel hay bỏ mất số 0 ở đầu: xem lại giấy khai sinh"
		}
		return nil, words
	}
	return register.Value{s}, ""
}
