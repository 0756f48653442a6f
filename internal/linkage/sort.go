package linkage

// sortKeys sorts by the upper 40 bits, in which the key stands; the place in the lower 24 keeps its order. spare is as
// long as keys; the result lies in one of the two.
func sortKeys(keys, spare []uint64) []uint64 {
	const width = 10
	var counts [4][1 << width]int
	for _, k := range keys {
		for pass := range counts {
			counts[pass][k>>(placeBits+width*pass)&(1<<width-1)]++
		}
	}
	for pass := range counts {
		c := &counts[pass]
		sum := 0
		for i, n := range c {
			c[i] = sum
			sum += n
		}
		for _, k := range keys {
			at := k >> (placeBits + width*pass) & (1<<width - 1)
			spare[c[at]] = k
			c[at]++
		}
		keys, spare = spare, keys
	}
	return keys
}
