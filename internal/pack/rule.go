package pack

import "fmt"

// Rule says when a scorecard passes. Nought is a number that is not known.
type Rule struct {
	Total int // items that the text has, conditions not counted
	Must  int // how many of them must pass
	Least int // items that pass at least
	Share int // percent of the items that pass at least
}

// Verdict is how a scorecard ended.
type Verdict string

// The verdicts.
const (
	Pass      Verdict = "dat"
	Fail      Verdict = "khong-dat"
	Unsettled Verdict = "chua-ket-luan" // nothing can be said yet
)

// The answers to an item.
const (
	Yes  = "co"
	No   = "khong"
	None = "khong-ap-dung" // the thing is not there: no well, no stairs
)

// Gap says what a version lacks of its text to conclude anything by it; empty when it is whole.
func (v Version) Gap() string {
	items, must := 0, 0
	for _, it := range v.Items {
		if it.Must != Condition {
			items++
		}
		if it.Must == MustPass {
			must++
		}
	}
	switch r := v.Rule; {
	case len(v.Items) == 0:
		return "chưa có mục nào"
	case r.Total == 0:
		return "chưa rõ văn bản có bao nhiêu mục"
	case items != r.Total:
		return fmt.Sprintf("mới có %d trong %d mục", items, r.Total)
	case must != r.Must:
		return fmt.Sprintf("mới biết %d trong %d mục bắt buộc", must, r.Must)
	case r.Least == 0 && r.Share == 0:
		return "chưa rõ bao nhiêu mục thì đạt"
	}
	return ""
}

// Judge concludes from answers by code, with the reason in words. A version with a gap concludes nothing, and so does a list
// on which something was not looked at. What is not there counts in a total of items as not passing, and is left out of a share.
func (v Version) Judge(answers map[string]string) (Verdict, string) {
	if gap := v.Gap(); gap != "" {
		return Unsettled, "Không kết luận: bảng kiểm " + gap
	}
	passed, asked, open := 0, 0, 0
	lack := ""
	for _, it := range v.Items {
		a := answers[it.Code]
		if a != Yes && a != No && a != None {
			open++
		}
		if it.Must != "" && a == No && lack == "" {
			lack = it.Text
		}
		if it.Must == Condition {
			continue
		}
		if a == Yes {
			passed++
		}
		if a != None {
			asked++
		}
	}
	switch r := v.Rule; {
	case open > 0:
		return Unsettled, fmt.Sprintf("Còn %d mục chưa trả lời có hoặc không", open)
	case lack != "":
		return Fail, "Không đạt mục bắt buộc: " + lack
	case passed < r.Least:
		return Fail, fmt.Sprintf("Đạt %d mục, cần ít nhất %d", passed, r.Least)
	case passed*100 < r.Share*asked:
		return Fail, fmt.Sprintf("Đạt %d trong %d mục, cần ít nhất %d%%", passed, asked, r.Share)
	case asked == 0:
		return Unsettled, "Không có mục nào để xét"
	}
	return Pass, fmt.Sprintf("Đạt %d trong %d mục và mọi mục bắt buộc", passed, asked)
}
