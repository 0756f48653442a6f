package register_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/register"
)

func TestSmallNumbersOfPersonsAreConcealed(t *testing.T) {
	for _, tt := range []struct {
		name   string
		parts  []int64
		hidden []bool
		total  bool
	}{
		{"none is small", []int64{5, 12, 0}, []bool{false, false, false}, false},
		{"one is small: the next smallest goes with it", []int64{3, 40, 9}, []bool{true, false, true}, false},
		{"two small ones cover each other", []int64{3, 4, 20}, []bool{true, true, false}, false},
		{"two that are few together do not", []int64{1, 2, 20}, []bool{true, true, true}, false},
		{"nothing to hide behind", []int64{4, 0, 0}, []bool{true, false, false}, true},
		{"all together are few", []int64{1, 1, 0}, []bool{true, true, false}, true},
		{"nobody", []int64{0, 0}, []bool{false, false}, false},
	} {
		hidden, total := register.Conceal(tt.parts)
		for i := range hidden {
			if hidden[i] != tt.hidden[i] || total != tt.total {
				t.Errorf("%s: %v, total %v; want %v, %v", tt.name, hidden, total, tt.hidden, tt.total)
				break
			}
		}
	}
}

// From what is shown nobody can work out that one to four people are behind a number: whoever knows the total and the shown
// parts knows only that at least five people share the hidden ones, and that there are two of these.
func TestWhatIsConcealedCannotBeWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 12), 1, 8).Draw(t, "parts")
		hidden, total := register.Conceal(parts)
		n, under := 0, int64(0)
		for i, p := range parts {
			if p > 0 && p < register.SmallCount && !hidden[i] {
				t.Fatalf("%d is shown", p)
			}
			if hidden[i] {
				n, under = n+1, under+p
			}
		}
		if n > 0 && !total && (n < 2 || under < register.SmallCount) {
			t.Fatalf("%v with %v hidden: the total tells that %d people are behind %d numbers", parts, hidden, under, n)
		}
	})
}
