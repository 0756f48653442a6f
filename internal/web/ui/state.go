package ui

// state is how one letter is drawn and said. The shape alone tells it apart in grey.
type state struct {
	letter, words string
	shape         shape
	tone          string // class that gives fill, outline and ink
}

type shape int

const (
	square shape = iota
	cut
	octagon
	ring
	hexagon
	tabRight
	tabLeft
	dashed
	struck
	dot
)

// states by the key that Glyph takes. The cut corner means "late" everywhere and stays for good.
var states = map[string]state{
	"Đ":  {"Đ", "xong đúng hạn", square, "ok"},
	"M":  {"M", "xong muộn", cut, "late"},
	"Q":  {"Q", "quá hạn", octagon, "over"},
	"!":  {"!", "khẩn", octagon, "over"},
	"H":  {"H", "đến hạn", ring, "due"},
	"G":  {"G", "đang làm", ring, "doing"},
	"C":  {"C", "chờ xác nhận", hexagon, "wait"},
	"L":  {"L", "xin lùi", tabRight, "ext"},
	"?":  {"?", "chưa có phản hồi", dashed, "unknown"},
	"B":  {"B", "bỏ kỳ, có lý do", struck, "skipped"},
	".":  {"", "chưa tới", dot, "future"},
	"S":  {"S", "đang soạn", ring, "draft"},
	"T":  {"T", "trả lại để sửa", tabLeft, "back"},
	"N":  {"N", "đã nhận, đúng hạn", square, "ok"},
	"NM": {"N", "đã nhận, muộn", cut, "late"},
	"K":  {"K", "đã chốt, đúng hạn", square, "locked"},
	"U":  {"i", "chưa giao đủ thông tin", dashed, "unknown"},
	"II": {"II", "tạm dừng", ring, "draft"},
	"X":  {"X", "chuyển cơ quan khác", struck, "skipped"},
	"KT": {"K", "không thực hiện, có quyết định", struck, "skipped"},
	"KM": {"K", "đã chốt, muộn", cut, "locked"},
}

// stateOf is the state of a key; an unknown key is drawn as the unknown answer, never as a good one.
func stateOf(key string) state {
	if s, ok := states[key]; ok {
		return s
	}
	return states["?"]
}

// StateWords is what the state of a key is called: StateWords("Q") is "quá hạn".
func StateWords(key string) string { return stateOf(key).words }
