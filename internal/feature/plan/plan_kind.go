package plan

// PlanKind says what a plan row is: where its work comes from.
type PlanKind string

// The kinds. An empty kind is a plan.
const (
	FromPlan   PlanKind = "ke-hoach"
	FromLetter PlanKind = "cong-van"  // an official letter that asks for work
	FromList   PlanKind = "danh-sach" // a list that somebody pasted
)

// Words is the kind in the middle of a sentence.
func (k PlanKind) Words() string {
	switch k {
	case FromLetter:
		return "công văn"
	case FromList:
		return "danh sách việc"
	}
	return "kế hoạch"
}
