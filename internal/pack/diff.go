package pack

import "strings"

// Change is what became of a code from one version to another.
type Change struct {
	Code          string
	Before, After string // empty when the code was not there
}

// Compare are the codes that differ, in the order of the newer version, those that it lost last.
func Compare(before, after Version) []Change {
	var out []Change
	for _, it := range after.Items {
		old, ok := before.Item(it.Code)
		if !ok {
			out = append(out, Change{it.Code, "", it.told()})
		} else if old.told() != it.told() {
			out = append(out, Change{it.Code, old.told(), it.told()})
		}
	}
	for _, it := range before.Items {
		if _, ok := after.Item(it.Code); !ok {
			out = append(out, Change{it.Code, it.told(), ""})
		}
	}
	return out
}

// told is an item in one line.
func (it Item) told() string {
	parts := []string{it.Text}
	add := func(head, words string) {
		if words != "" {
			parts = append(parts, head+" "+words)
		}
	}
	add("thuộc", it.Parent)
	add("còn gọi", strings.Join(it.Also, ", "))
	add("từ", shown(it.From))
	add("đến hết", shown(it.Until))
	switch it.Must {
	case MustPass:
		parts = append(parts, "bắt buộc")
	case Condition:
		parts = append(parts, "điều kiện")
	}
	if it.Confidence != Read {
		parts = append(parts, "chưa đối chiếu")
	}
	if it.Extra != "" {
		parts = append(parts, it.Extra)
	}
	return strings.Join(parts, "; ")
}
