package officialdoc

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Confidence says where a number of a profile comes from.
type Confidence string

// The confidences.
const (
	Read     Confidence = "read"     // read in the text of the decree
	Recall   Confidence = "recall"   // from memory, to be checked
	Inferred Confidence = "inferred" // reasoned from other rules
	Chosen   Confidence = "chosen"   // ours, inside the range that the decree allows
)

// Part is a component of a document; the decree numbers them as cells.
type Part string

// The parts.
const (
	Nation      Part = "quốc hiệu"
	Motto       Part = "tiêu ngữ"
	Superior    Part = "cơ quan chủ quản"
	Issuer      Part = "cơ quan ban hành"
	Number      Part = "số, ký hiệu"
	PlaceDate   Part = "địa danh và thời gian"
	KindName    Part = "tên loại"
	Subject     Part = "trích yếu"
	LetterTitle Part = "trích yếu công văn"
	Grounds     Part = "căn cứ"
	Addressee   Part = "kính gửi"
	Body        Part = "nội dung"
	Authority   Part = "quyền hạn, chức vụ người ký"
	SignerName  Part = "họ tên người ký"
	SentToLabel Part = "nơi nhận"
	SentTo      Part = "danh sách nơi nhận"
	AnnexLabel  Part = "phụ lục"
	AnnexTitle  Part = "tiêu đề phụ lục"
	AnnexRef    Part = "chỉ dẫn kèm theo của phụ lục"
	AnnexTable  Part = "bảng trong phụ lục"
	DraftMark   Part = "dấu dự thảo"
	PageNumber  Part = "số trang"
)

// Letters are how a part is written. Sizes are points; Min and Max are what the decree allows, Size what we use.
type Letters struct {
	Part         Part
	Cell         string // number of the cell in the decree's drawing; empty when it has none
	Min, Max     float64
	Size         float64
	Bold, Italic bool
	Upper        bool
	Sure         Confidence
}

// Span is an allowed range with the value that we use.
type Span struct {
	Min, Max, Use float64
	Sure          Confidence
}

// Page is the sheet; millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right Span
	FirstLine                Span // indent of a paragraph
	ParagraphGap             Span // points between paragraphs
	LineSpacing              Span // multiple of single
}

// Profile is the frame that holds for documents from a day on.
type Profile struct {
	Name    string
	Decree  string
	From    day.Day
	Font    string
	Page    Page
	Letters []Letters
	// Prefixes are the forms of authority in front of a post, with what they mean.
	Prefixes map[string]string
	End      string // what closes the body
}

// Of is how a part is written; the zero Letters for a part that the profile does not know.
func (p Profile) Of(part Part) Letters {
	i := slices.IndexFunc(p.Letters, func(l Letters) bool { return l.Part == part })
	if i < 0 {
		return Letters{}
	}
	return p.Letters[i]
}

// Profiles are all frames, the newest first.
func Profiles() []Profile { return []Profile{n30()} }

// ProfileOn is the frame that holds on a day; the oldest one for days before it and the newest for the zero Day.
func ProfileOn(d day.Day) Profile {
	all := Profiles()
	for _, p := range all {
		if d.IsZero() || !d.Before(p.From) {
			return p
		}
	}
	return all[len(all)-1]
}
