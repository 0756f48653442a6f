package linkage

import "math/bits"

// likeness says how two words of names are alike.
type likeness uint8

const (
	unlike    likeness = iota
	initialOf          // T and Thị
	oneSlip            // one letter more, less, other, or two neighbours changed
	soundsAs           // other letters of the same sound
	equal
)

// alike compares two packed words and their packed sounds.
func alike(a, b, soundA, soundB word) likeness {
	switch {
	case a == b:
		return equal
	case soundA == soundB:
		return soundsAs
	case slip(a, b):
		return oneSlip
	case a>>8 == 0 && a == b&0xff, b>>8 == 0 && b == a&0xff:
		return initialOf
	}
	return unlike
}

// slip reports whether one typing slip leads from a to b. It looks at eight letters at once.
func slip(a, b word) bool {
	if a>>16 == 0 && b>>16 == 0 {
		return a>>8 == b&0xff && b>>8 == a&0xff // of two letters only a change of places: any other slip makes any word of any
	}
	at := bits.TrailingZeros64(uint64(a^b)) &^ 7
	ra, rb := a>>at, b>>at
	switch {
	case ra>>8 == rb>>8, ra>>8 == rb, rb>>8 == ra:
		return true
	}
	return ra>>16 == rb>>16 && ra&0xff == rb>>8&0xff && ra>>8&0xff == rb&0xff
}

// apart is the number of single-letter changes between two texts of at most 64 bytes (Myers' bit vectors).
func apart(a, b []byte) int {
	if len(a) == 0 || len(a) > 64 {
		return max(len(a), len(b))
	}
	var eq [32]uint64 // letters; what is no letter shares a place, which only makes it look alike
	for i, c := range a {
		eq[c&31] |= 1 << i
	}
	plus, minus, score, last := ^uint64(0), uint64(0), len(a), uint64(1)<<(len(a)-1)
	for _, c := range b {
		e := eq[c&31]
		x := e | minus
		d := ((e & plus) + plus) ^ plus | e
		hp, hm := minus|^(d|plus), plus&d
		if hp&last != 0 {
			score++
		} else if hm&last != 0 {
			score--
		}
		hp = hp<<1 | 1
		hm <<= 1
		plus, minus = hm|^(x|hp), hp&x
	}
	return score
}
