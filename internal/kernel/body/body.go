// Package body knows the bodies that a commune works with: which of them it usually has, what they are called, and when two
// names mean the same one.
//
// What it proposes is a beginning: a person accepts, corrects or adds bodies, and from then on the register of agencies
// holds them with their own days. Proposals that were not read in a legal text say so.
package body

// Kind says what a body is in the order of the State. It is stored.
type Kind string

// The kinds.
const (
	Committee     Kind = "ubnd"           // Ủy ban nhân dân
	Council       Kind = "hdnd"           // Hội đồng nhân dân
	Office        Kind = "office"         // văn phòng
	Room          Kind = "room"           // phòng chuyên môn
	Centre        Kind = "centre"         // trung tâm, đơn vị sự nghiệp
	HealthStation Kind = "health_station" // trạm y tế
	Police        Kind = "police"         // công an
	Military      Kind = "military"       // ban chỉ huy quân sự
	Front         Kind = "front"          // Mặt trận Tổ quốc
	Union         Kind = "union"          // Đoàn Thanh niên, Hội Phụ nữ and other mass organisations
	Party         Kind = "party"          // cơ quan Đảng
	Court         Kind = "court"          // tòa án
	Procuracy     Kind = "procuracy"      // viện kiểm sát
	School        Kind = "school"         // trường học
	Neighbourhood Kind = "neighbourhood"  // thôn, tổ dân phố
	Department    Kind = "department"     // sở of the province
	Other         Kind = "other"
)

// kinds holds for each kind its name for a page and whether the People's Committee of the same level can only ask it. What
// is asked of such a body is never counted as overdue.
var kinds = []struct {
	kind      Kind
	label     string
	requested bool
}{
	{Committee, "Ủy ban nhân dân", false},
	{Council, "Hội đồng nhân dân", true},
	{Office, "Văn phòng", false},
	{Room, "Phòng chuyên môn", false},
	{Centre, "Trung tâm, đơn vị sự nghiệp", false},
	{HealthStation, "Trạm Y tế", false},
	{Police, "Công an", false},
	{Military, "Quân sự", false},
	{Front, "Mặt trận Tổ quốc", true},
	{Union, "Đoàn thể", true},
	{Party, "Cơ quan Đảng", true},
	{Court, "Tòa án nhân dân", true},
	{Procuracy, "Viện kiểm sát nhân dân", true},
	{School, "Trường học", false},
	{Neighbourhood, "Thôn, tổ dân phố", false},
	{Department, "Sở, ngành cấp tỉnh", false},
	{Other, "Khác", false},
}

// Kinds are all of them in the order of a list to choose from.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// Label is the kind's name for a page; that of Other for a kind that is not known.
func (k Kind) Label() string {
	for _, have := range kinds {
		if have.kind == k {
			return have.label
		}
	}
	return Other.Label()
}

// Requested reports whether the People's Committee of the body's own level cannot give it orders, only ask (đề nghị).
func (k Kind) Requested() bool {
	for _, have := range kinds {
		if have.kind == k {
			return have.requested
		}
	}
	return false
}

// Confidence says how a proposal is known.
type Confidence string

// The degrees of confidence.
const (
	Read     Confidence = "read"     // seen in the text that Source names
	Inferred Confidence = "inferred" // follows from what was read
	Recall   Confidence = "recall"   // known, not checked
)

// Checked reports whether a page may leave out "chưa đối chiếu".
func (c Confidence) Checked() bool { return c == Read }
