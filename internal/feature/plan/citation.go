package plan

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Citation is a line of a plan that names a document.
type Citation struct {
	ID         string `db:"id"`
	UnitID     string `db:"unit_id"`
	PlanID     string `db:"plan_id"`
	Seq        int    `db:"seq"` // the document's place among those of the plan; one document may have many lines
	Kind       string `db:"kind"`
	Number     string `db:"number"`
	NumberFold string `db:"number_fold"`
	Date       string `db:"date_text"` // as printed: it may be impossible
	Issuer     string `db:"issuer"`
	Title      string `db:"title"`
	Line       int    `db:"line"`
}

// citationsOf are the documents that a plan names, each with all its lines.
func citationsOf(read planread.Plan) []Citation {
	var out []Citation
	for i, c := range read.Citations {
		for j, line := range c.Lines {
			out = append(out, Citation{ID: ident.New(), Seq: i + 1, Kind: c.Kind, Number: c.Number, NumberFold: numberFold(c.Number),
				Date: c.Date, Issuer: c.Issuer, Title: c.Titles[j], Line: line})
		}
	}
	return out
}

// Name is the document as a sentence names it: "Quyết định số 23/QĐ-TTg ngày 07/01/2021".
func (c Citation) Name() string {
	s := c.Kind + " số " + c.Number
	if c.Date != "" {
		s += " ngày " + c.Date
	}
	return s
}

// numberAndDate is what stands beside the kind in a list.
func (c Citation) numberAndDate() string {
	if c.Date == "" {
		return c.Number
	}
	return c.Number + " ngày " + c.Date
}

// Path is where the document's page lies inside a unit and year.
func (c Citation) Path() string { return "van-ban/" + documentPath(c.NumberFold) }

// numberFold is the key by which a document's number is found: "28-CT/TW" and "28 CT/TW" give "28 ct tw", and a zero in
// front makes no difference.
func numberFold(number string) string { return strings.TrimLeft(vi.Fold(number), "0") }

func documentPath(fold string) string { return strings.ReplaceAll(fold, " ", "-") }

// beforeNumber are the words that people type in front of a document's number, folded: its kind and "số".
var beforeNumber = strings.Fields("so quyet dinh chi thi ke hoach nghi cong van thong tu bao cao huong dan luat bo dien chuong trinh to phap lenh van ban lien tich")

// behindNumber end what belongs to the number.
var behindNumber = strings.Fields("ngay nam cua ve")

// typedNumber is the key of a document's number in what somebody typed; ok is false when it names no number.
func typedNumber(typed string) (fold string, ok bool) {
	words := strings.Fields(vi.Fold(typed))
	for len(words) > 0 && slices.Contains(beforeNumber, words[0]) {
		words = words[1:]
	}
	if end := slices.IndexFunc(words, func(w string) bool { return slices.Contains(behindNumber, w) }); end >= 0 {
		words = words[:end]
	}
	if len(words) == 0 || words[0][0] < '0' || words[0][0] > '9' {
		return "", false
	}
	fold = strings.TrimLeft(strings.Join(words, " "), "0")
	return fold, fold != ""
}
