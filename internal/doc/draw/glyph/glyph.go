// Package glyph is the one vocabulary of states: what a letter in a shape means on pages, in pictures and on paper.
//
// Shape and letter together tell a state; the tone only repeats it in colour, so that everything prints in grey.
package glyph

// State is how one state is drawn and said.
type State struct {
	Letter string
	Words  string
	Shape  Shape
	Tone   Tone
}

// Shape is the outline around a letter. The cut corner means "late" everywhere and stays for good; the octagon means "act
// now".
type Shape int

// The shapes.
const (
	Square Shape = iota
	Cut
	Octagon
	Ring
	Hexagon
	TabRight
	TabLeft
	Dashed
	Struck
	Dot
)

// Tone names fill, outline and ink of a state; the stylesheet has the class gl-TONE.
type Tone string

var states = map[string]State{
	"Đ":  {"Đ", "xong đúng hạn", Square, "ok"},
	"M":  {"M", "xong muộn", Cut, "late"},
	"Q":  {"Q", "quá hạn", Octagon, "over"},
	"!":  {"!", "khẩn", Octagon, "over"},
	"H":  {"H", "đến hạn", Ring, "due"},
	"G":  {"G", "đang làm", Ring, "doing"},
	"C":  {"C", "chờ xác nhận", Hexagon, "wait"},
	"L":  {"L", "xin lùi", TabRight, "ext"},
	"?":  {"?", "chưa có phản hồi", Dashed, "unknown"},
	"B":  {"B", "bỏ kỳ, có lý do", Struck, "skipped"},
	".":  {"", "chưa tới", Dot, "future"},
	"S":  {"S", "đang soạn", Ring, "draft"},
	"T":  {"T", "trả lại để sửa", TabLeft, "back"},
	"N":  {"N", "đã nhận, đúng hạn", Square, "ok"},
	"NM": {"N", "đã nhận, muộn", Cut, "late"},
	"K":  {"K", "đã chốt, đúng hạn", Square, "locked"},
	"U":  {"i", "chưa giao đủ thông tin", Dashed, "unknown"},
	"II": {"II", "tạm dừng", Ring, "draft"},
	"X":  {"X", "chuyển cơ quan khác", Struck, "skipped"},
	"KT": {"K", "không thực hiện, có quyết định", Struck, "skipped"},
	"KM": {"K", "đã chốt, muộn", Cut, "locked"},
}

// Of is the state of a key; an unknown key is drawn as the unknown answer, never as a good one.
func Of(key string) State {
	if s, ok := states[key]; ok {
		return s
	}
	return states["?"]
}

// Keys are all keys, in no order.
func Keys() []string {
	keys := make([]string, 0, len(states))
	for k := range states {
		keys = append(keys, k)
	}
	return keys
}
