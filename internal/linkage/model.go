package linkage

import "math"

// kin is what two records may be to each other. Records of one family are of three kinds, so that a common mother or
// household says "one family" and no more: it never says "one child".
type kin uint8

const (
	samePerson kin = iota
	siblings
	twins
	strangers
	kins
)

// Model is the weights of evidence: base-2 logarithms of the chance of each level for each kin. Make one with Estimate,
// or take Prior where there is too little data to learn from.
type Model struct {
	name    [kins][nameLevels]float32
	birth   [kins][birthLevels]float32
	number  [kins][numberLevels]float32
	sex     [kins][3]float32
	mother  [2][parentLevels]float32 // of one family, of strangers (there beside the frequency of the name)
	father  [2][parentLevels]float32
	place   [5][3]float32 // of one family: household, phone, commune, hamlet, ethnic
	expects [kins]float32 // how many of each kin one record has among all others
}

// Prior is the model before any data: what is known of slips in registers and of births.
//
// Children of one mother are born on one day or at least eight months apart. A number given to two children, and twins
// whose numbers follow each other, occur.
func Prior() *Model {
	m := &Model{}
	m.name[samePerson] = logs(.42, .16, .06, .13, .08, .04, .04, .03, .04)
	m.name[siblings] = logs(.0006, .0006, .002, .01, .002, .004, .03, .4, .55)
	m.name[twins] = logs(.0006, .0006, .004, .015, .002, .006, .05, .45, .47)
	m.name[strangers] = logs(1, 1, 1, 8, 1, .3, 4, .02, .97) // the first seven beside the frequency of the names
	m.birth[samePerson] = logs8(1, .86, .025, .02, .04, .01, .02, .025)
	m.birth[siblings] = logs8(1, .0005, .01, .0004, .001, .004, .004, .98)
	m.birth[twins] = logs8(1, .97, .008, .001, .012, .002, .002, .005)
	m.birth[strangers] = logs8(1, 1, .005, .0003, .005, .003, .0025, .98) // the first beside the number of days
	m.number[samePerson] = logs5(1, .90, .05, .01, .04)
	m.number[siblings] = logs5(1, .001, .001, .001, .997)
	m.number[twins] = logs5(1, .002, .003, .4, .6)
	m.number[strangers] = logs5(1, 1e-6, 1e-6, 1e-6, 1)
	for k, differ := range [kins]float64{.015, .5, .5, .5} {
		m.sex[k] = logs3(1, 1-differ, differ)
	}
	m.mother = [2][parentLevels]float32{logs4(1, .78, .20, .02), logs4(1, 1, 12, .97)}
	m.father = m.mother
	m.place = [5][3]float32{logs3(1, .93, .07), logs3(1, .75, .25), logs3(1, .9, .1), logs3(1, .9, .1), logs3(1, .97, .03)}
	m.expects = [kins]float32{log2(.05), log2(1.2), log2(.02), 0}
	return m
}

func log2(x float64) float32 { return float32(math.Log2(x)) }

func logs(p ...float64) (out [nameLevels]float32) {
	for i, v := range p {
		out[i] = log2(v)
	}
	return out
}

func logs4(p ...float64) (out [parentLevels]float32) {
	for i, v := range p {
		out[i] = log2(v)
	}
	return out
}

func logs3(p ...float64) (out [3]float32) {
	for i, v := range p {
		out[i] = log2(v)
	}
	return out
}

func logs8(p ...float64) (out [birthLevels]float32) {
	for i, v := range p {
		out[i] = log2(v)
	}
	return out
}

func logs5(p ...float64) (out [numberLevels]float32) {
	for i, v := range p {
		out[i] = log2(v)
	}
	return out
}
