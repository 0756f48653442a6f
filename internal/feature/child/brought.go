package child

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// The parts of answers that tables of children have as columns of their own.
const (
	partDay       = "birth.day"
	partMonth     = "birth.month"
	partYear      = "birth.year"
	partBoy       = "sex.boy"
	partGirl      = "sex.girl"
	partParents   = "family.parents"
	partHead      = "home.head"
	partBook      = "home.book"
	partPermanent = "home.permanent"
	partPoverty   = "home.poverty"
	partOther     = "other.number"
)

var partialDay = register.Date{Partial: true}

var parts = []register.Part{
	{Key: partDay, Label: "Ngày sinh: cột ngày", Heads: []string{"ngày", "ngày sinh ngày", "ngày tháng năm sinh ngày"}, Of: []string{"birth"}},
	{Key: partMonth, Label: "Ngày sinh: cột tháng", Heads: []string{"tháng", "tháng sinh", "ngày sinh tháng", "ngày tháng năm sinh tháng"}, Of: []string{"birth"}},
	{Key: partYear, Label: "Ngày sinh: cột năm", Heads: []string{"năm", "ngày sinh năm", "ngày tháng năm sinh năm"}, Of: []string{"birth"}},
	{Key: partBoy, Label: "Giới tính: cột nam (dấu x hoặc ngày sinh)", Heads: []string{"nam", "trai", "giới tính nam", "giới nam", "ngày sinh nam", "năm sinh nam", "ngày tháng năm sinh nam"}, Of: []string{"sex", "birth"}, Kind: partialDay},
	{Key: partGirl, Label: "Giới tính: cột nữ (dấu x hoặc ngày sinh)", Heads: []string{"nữ", "gái", "giới tính nữ", "giới nữ", "ngày sinh nữ", "năm sinh nữ", "ngày tháng năm sinh nữ"}, Of: []string{"sex", "birth"}, Kind: partialDay},
	{Key: partParents, Label: "Họ tên cha và mẹ trong một cột", Heads: []string{"họ tên cha mẹ", "họ và tên cha mẹ", "họ tên bố mẹ", "họ và tên bố mẹ", "cha mẹ", "bố mẹ", "họ tên cha hoặc mẹ", "họ tên mẹ cha", "tên cha mẹ", "tên bố mẹ", "phụ huynh", "họ tên phụ huynh"}, Of: []string{"father", "mother", "guardian"}},
	{Key: partHead, Label: "Hộ gia đình: họ tên chủ hộ", Heads: []string{"chủ hộ", "họ tên chủ hộ", "họ và tên chủ hộ", "tên chủ hộ"}, Of: []string{"household"}},
	{Key: partBook, Label: "Hộ gia đình: số hộ, sổ hộ khẩu", Heads: []string{"số hộ", "số sổ hộ khẩu", "sổ hộ khẩu số", "số hộ khẩu", "hộ số"}, Of: []string{"household"}},
	{Key: partPermanent, Label: "Hộ khẩu, nơi thường trú", Heads: []string{"hộ khẩu", "hộ khẩu thường trú", "HKTT", "thường trú", "nơi thường trú", "địa chỉ thường trú", "nơi đăng ký thường trú"}, Of: []string{"address"}},
	{Key: partPoverty, Label: "Hộ gia đình: hộ nghèo, cận nghèo", Heads: []string{"hộ nghèo", "diện hộ", "hoàn cảnh gia đình", "hộ nghèo cận nghèo", "nghèo"}, Of: []string{"household"}},
	{Key: partOther, Label: "Số giấy tờ của cha, mẹ, chủ hộ (sổ không giữ)", Heads: []string{"CCCD cha", "CCCD mẹ", "CCCD bố", "CCCD của cha", "CCCD của mẹ", "CCCD cha mẹ", "CCCD chủ hộ", "CCCD người giám hộ", "số CCCD cha", "số CCCD mẹ", "số CCCD của cha", "số CCCD của mẹ",
		"số CCCD chủ hộ", "số CCCD của chủ hộ", "ĐDCN cha", "ĐDCN mẹ", "số định danh cha", "số định danh mẹ", "số định danh của cha", "số định danh của mẹ", "số ĐDCN cha", "số ĐDCN mẹ", "căn cước cha", "căn cước mẹ", "CMND cha", "CMND mẹ", "số CMND"}},
}

// joined answers the fields of a child by what the parts of a row say, and puts answers where they belong.
func joined(parts, answers map[string]string, e *register.Env) {
	joinBirth(parts, answers)
	joinParents(parts, answers)
	joinHome(parts, answers)
	joinHamlet(answers, e)
	joinSchool(answers, e)
	if card := answers["insurance"]; insuranceCard.MatchString(strings.ReplaceAll(card, " ", "")) {
		answers["insurance"], answers["insurance_no"] = yes, card
	} else if card == "" && answers["insurance_no"] != "" {
		answers["insurance"] = yes
	}
	for _, c := range []string{"circumstances", "risks"} {
		if f := vi.Fold(answers[c]); f == "khong" || f == "0" || f == "binh thuong" || f == "khong co" {
			answers[c] = ""
		}
	}
	if f := vi.Fold(answers["person_number"]); f == "khong co" || f == "chua co" || f == "khong" || f == "chua cap" {
		answers["person_number"] = ""
	}
}

// insuranceCard is the number of a card: two letters and thirteen digits, or the last ten digits alone.
var insuranceCard = regexp.MustCompile(`^([A-Za-z]{2}\d{13}|\d{10})$`)

// joinBirth puts day, month and year together, and reads the columns of boys and girls: a mark, or the birth itself.
func joinBirth(parts, answers map[string]string) {
	if answers["birth"] == "" && parts[partYear] != "" {
		pieces := slices.DeleteFunc([]string{parts[partDay], parts[partMonth], parts[partYear]}, func(s string) bool { return s == "" })
		answers["birth"] = strings.Join(pieces, "/")
	}
	boy, girl := parts[partBoy], parts[partGirl]
	for cell, key := range map[string]string{boy: "nam", girl: "nu"} {
		if cell == "" || vi.Fold(cell) == "0" || vi.Fold(cell) == "khong" {
			continue
		}
		if answers["sex"] == "" {
			answers["sex"] = key
		}
		if strings.ContainsAny(cell, "0123456789") && len(cell) >= 4 && answers["birth"] == "" {
			answers["birth"] = cell
		}
	}
	if boy != "" && girl != "" {
		answers["sex"] = "cả hai cột nam và nữ"
	}
}

var (
	parentsApart = regexp.MustCompile(`\s*[/;,\n&+]\s*|\s+[-–]\s+|\s+và\s+`)
	fatherWords  = regexp.MustCompile(`(?i)^\(?(cha|bố|ba|cha đẻ|bố đẻ)\)?\s*[:.]?\s+`)
	motherWords  = regexp.MustCompile(`(?i)^\(?(mẹ|má|mẹ đẻ)\)?\s*[:.]?\s+`)
)

// joinParents divides the names of both parents: by the word before them, else the father first. Of a single name nobody can say
// whose it is unless it is a woman's; it is kept as that of who cares for the child.
func joinParents(parts, answers map[string]string) {
	text := strings.TrimSpace(vi.NFC(parts[partParents]))
	if text == "" {
		return
	}
	var rest []string
	for _, name := range parentsApart.Split(text, -1) {
		switch {
		case name == "":
		case fatherWords.MatchString(name):
			setOnce(answers, "father", fatherWords.ReplaceAllString(name, ""))
		case motherWords.MatchString(name):
			setOnce(answers, "mother", motherWords.ReplaceAllString(name, ""))
		default:
			rest = append(rest, name)
		}
	}
	woman := func(name string) bool { return slices.Contains(strings.Fields(strings.ToLower(name)), "thị") }
	switch {
	case len(rest) == 2 && woman(rest[0]) && !woman(rest[1]):
		setOnce(answers, "mother", rest[0])
		setOnce(answers, "father", rest[1])
	case len(rest) == 2:
		setOnce(answers, "father", rest[0])
		setOnce(answers, "mother", rest[1])
	case len(rest) == 1 && answers["father"] != "":
		setOnce(answers, "mother", rest[0])
	case len(rest) == 1 && (answers["mother"] != "" && !woman(rest[0])):
		setOnce(answers, "father", rest[0])
	case len(rest) == 1 && woman(rest[0]):
		setOnce(answers, "mother", rest[0])
	case len(rest) > 0:
		setOnce(answers, "guardian", strings.Join(rest, ", "))
		setOnce(answers, "guardian_as", "cha hoặc mẹ")
	}
}

func setOnce(answers map[string]string, column, text string) {
	if text = strings.TrimSpace(text); answers[column] == "" && text != "" {
		answers[column] = text
	}
}

// joinHome tells the number of a household from the name of its head, wherever they stand.
func joinHome(parts, answers map[string]string) {
	if home := answers["household"]; home != "" && !homeCode(home) && parts[partHead] == "" {
		parts[partHead], answers["household"] = home, ""
	}
	for _, key := range []string{partBook, partHead} {
		if homeCode(parts[key]) && answers["household"] == "" {
			answers["household"], parts[key] = parts[key], ""
		}
	}
	if kind, ok := residenceSaid[vi.Fold(parts[partPermanent])]; ok { // how they live there, not where
		setOnce(answers, "residence", kind)
		parts[partPermanent] = ""
	}
	if answers["address"] == "" {
		answers["address"] = parts[partPermanent]
	} else if vi.Fold(answers["address"]) == vi.Fold(parts[partPermanent]) && answers["residence"] == "" {
		answers["residence"] = "thuong-tru"
	}
}

// residenceSaid are the words that stand in a column of permanent residence in the place of an address.
var residenceSaid = map[string]string{"thuong tru": "thuong-tru", "co": "thuong-tru", "x": "thuong-tru", "tam tru": "tam-tru", "kt3": "tam-tru", "kt4": "tam-tru"}

// ofHouse begins the part of an address that is a house or an alley: "số 5" is also what people call a hamlet.
var ofHouse = regexp.MustCompile(`^\s*(so|nha|ngo|ngach|hem|kiet)\b`)

// joinHamlet finds the hamlet in an address, "Số 5, tổ dân phố số 3", where the row has it nowhere else; what is left is the address.
func joinHamlet(answers map[string]string, e *register.Env) {
	if answers["hamlet"] != "" || answers["address"] == "" {
		return
	}
	pieces := strings.Split(answers["address"], ",")
	for i, piece := range slices.Backward(pieces) { // from the house outwards: the hamlet stands behind it
		if name, ok := e.Known(register.RefHamlet, strings.TrimSpace(piece)); ok && !ofHouse.MatchString(vi.Fold(piece)) {
			answers["hamlet"] = name
			rest := slices.Delete(pieces, i, i+1)
			for j := range rest {
				rest[j] = strings.TrimSpace(rest[j])
			}
			answers["address"] = strings.Join(rest, ", ")
			return
		}
	}
}

var codeOfHome = regexp.MustCompile(`(?i)^HO-?\d+\b|^[0-9a-f]{8}-[0-9a-f]{4}-`)

// homeCode reports whether a text is the number of a household in the register, and not its number in an older book.
func homeCode(text string) bool { return codeOfHome.MatchString(strings.TrimSpace(text)) }

// joinSchool calls a school as the unit does when it knows it, and knows that who has a class goes to school.
func joinSchool(answers map[string]string, e *register.Env) {
	if answers["school"] != "" {
		if name, ok := e.Known(register.RefBody, answers["school"]); ok {
			answers["school"] = name
		}
	}
	if f := vi.Fold(answers["class"] + " " + answers["school"]); answers["schooling"] == "" && f != "" {
		switch {
		case strings.Contains(f, "bo hoc") || strings.Contains(f, "nghi hoc"):
			answers["schooling"] = "bo-hoc"
		case strings.Contains(f, "khong di hoc") || strings.Contains(f, "chua di hoc") || strings.Contains(f, "o nha"):
		default:
			answers["schooling"] = "dang-hoc"
		}
	}
}

// homes is the household of a child as a row names it: by its number in an older book, by the name of its head and the hamlet.
var homes = register.Companion{Column: "household", By: []string{"name_key", "hamlet", "book"}, Find: findHome, In: []string{partHead, partBook},
	Told: "Hộ gia đình chưa có trong sổ hộ được thêm theo chủ hộ và tổ dân phố, số hộ ghi trên biên nhận; hoàn tác lần nhập thì hộ mới thêm cũng được bỏ.",
	Answers: func(parts, answers map[string]string) map[string]string {
		head, book := parts[partHead], parts[partBook]
		if head == "" {
			head = firstOf(answers["father"], answers["mother"], answers["guardian"])
			if book == "" || head == "" {
				return nil
			}
		}
		said := map[string]string{"name": head, "book": book, "hamlet": answers["hamlet"], "phone": phoneOf(answers["phone"]), "address": firstOf(parts[partPermanent], answers["address"])}
		if p := vi.Fold(parts[partPoverty]); p == "x" || p == "co" {
			said["poverty"] = "ngheo"
		} else {
			said["poverty"] = parts[partPoverty]
		}
		return said
	}}

// phoneOf leaves out a refusal, which a household does not know.
func phoneOf(text string) string {
	if strings.Trim(text, "0123456789+.-() /;,") != "" {
		return ""
	}
	return text
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" && vi.Fold(t) != "tu choi" {
			return t
		}
	}
	return ""
}

var homeNamed = store.Query("child.home_named", `SELECT h.id, h.book, h.hamlet FROM household h WHERE {scope:h} AND h.unit_id = $1 AND h.dropped = FALSE AND h.name_key = $2 ORDER BY h.id LIMIT 50`)

type home struct {
	ID     string `db:"id"`
	Book   string `db:"book"`
	Hamlet string `db:"hamlet"`
}

// findHome finds the households with a head of the name. Where both have a hamlet, or both a number, these must agree; of several the
// one that agrees in more is meant.
func findHome(ctx context.Context, from store.Source, unitID string, like register.Record) ([]string, error) {
	list, err := store.List[home](ctx, from, homeNamed, unitID, like.Str("name_key"))
	hamlet, book := like.Str("hamlet"), vi.Fold(like.Str("book"))
	best, out := -1, []string(nil)
	for _, h := range list {
		other, agrees := vi.Fold(h.Book), 0
		if hamlet != h.Hamlet || book != "" && other != "" && book != other {
			continue
		}
		if book != "" && book == other {
			agrees = 1
		}
		if agrees > best {
			best, out = agrees, nil
		}
		if agrees == best {
			out = append(out, h.ID)
		}
	}
	return out, err
}
