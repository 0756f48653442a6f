package vi

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFoldOfKnownLettersIsFold compares the short way of Fold with the long one.
func TestFoldOfKnownLettersIsFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("aăâđĐeêôơưƯ ạậặẸẾỆỔỠỨỰỲ.,-0195Zz\u0301\u0323\u00d0\u00f0")), 0, 20, -1)).Draw(t, "text")
		if short, ok := foldKnown(s); ok && short != foldAny(s) {
			t.Fatalf("%q folds to %q and to %q", s, short, foldAny(s))
		}
	})
	if _, ok := foldKnown("Phường Mỹ Hào, số 12"); !ok {
		t.Fatal("common text goes the long way")
	}
}
