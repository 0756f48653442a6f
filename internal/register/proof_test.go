package register

import "testing"

func TestARuleOfEvidenceReadsWordsWithTheirMarks(t *testing.T) {
	rule := Proof{Words: []string{"đuối nước", "cống", "1/6"}}
	for text, suits := range map[string]bool{
		"Phòng, chống đuối nước trẻ em": true, "Đuối  nước.": true, "Rà các cống, hố ga": true, "Lễ 1/6": true,
		"Báo cáo công tác trẻ em": false, "Nước sạch": false, "đuối": false, "": false,
	} {
		if got := rule.suits(asSaid(text)); got != suits {
			t.Errorf("%q: %v", text, got)
		}
	}
}
