package actor

// Kind is a kind of record, as rights tell them apart. A table names its kind where it is declared (store.Table).
type Kind uint8

// The kinds of record.
const (
	KindWork    Kind = iota // kế hoạch, nhiệm vụ, kết quả, trao đổi and all that hangs on them
	KindFigures             // sums of work: how much is given, due, done, late
	KindOrg                 // cơ quan and their names
	KindLaw                 // sổ văn bản
	KindPeople              // tài khoản, chức danh, người thay
	KindMachine             // thư gửi đi, việc nền, lịch nghỉ: what the installation does by itself
	KindChild               // hồ sơ trẻ em, hộ gia đình
	kinds
)

// KindWords are the kinds in Vietnamese.
var KindWords = map[Kind]string{
	KindWork:    "kế hoạch, nhiệm vụ, kết quả, trao đổi",
	KindFigures: "số liệu tiến độ",
	KindOrg:     "cơ quan",
	KindLaw:     "sổ văn bản",
	KindPeople:  "tài khoản và chức danh",
	KindMachine: "việc nền và thư gửi đi",
	KindChild:   "hồ sơ trẻ em và hộ gia đình",
}

// Kinds lists the kinds in the order in which pages show them.
func Kinds() []Kind {
	return []Kind{KindWork, KindFigures, KindLaw, KindOrg, KindPeople, KindMachine, KindChild}
}

// Extent is how much of the records of one kind a reader reaches in a unit. What lies outside can be neither read nor
// searched nor counted: the store writes the extent into every statement.
type Extent uint8

// The extents.
const (
	Nothing Extent = iota
	Own            // those in which the own body or the person is named
	Titles         // all of the unit, without their texts and without names in figures
	Whole          // all of the unit
)

// ExtentWords are the extents in Vietnamese.
var ExtentWords = map[Extent]string{
	Nothing: "không thấy",
	Own:     "chỉ việc có tên cơ quan mình hoặc có tên mình",
	Titles:  "toàn đơn vị, chỉ tên gọi và con số, không thấy nội dung",
	Whole:   "toàn đơn vị",
}

// Level is how confidential a record is. A reader sees the levels up to the own one.
type Level int

// The levels.
const (
	Ordinary   Level = iota // thường: whoever sees the work
	Internal                // nội bộ: the ward's own people, not the bodies that work with it
	Restricted              // hạn chế: who holds the right to sensitive answers (ChildSecret)
)

// LevelWords are the levels in Vietnamese.
var LevelWords = map[Level]string{Ordinary: "thường", Internal: "nội bộ", Restricted: "hạn chế"}

// Sight is all that a reader reaches: an extent for each kind, and a level. Two readers with equal sights get the same
// statements. The zero Sight sees nothing.
type Sight struct {
	extents [kinds]Extent
	level   Level
}

// sights is the table of scopes. One line a role; what a line does not name is not seen.
var sights = map[Role]Sight{
	RoleAdmin:        {reach(of{KindOrg: Whole, KindPeople: Whole, KindMachine: Whole}), Ordinary},
	RoleOffice:       {everything, Internal},
	RoleOfficer:      {everything, Restricted},
	RoleLeader:       {everything, Internal},
	RoleBody:         {noChildren, Ordinary},
	RoleCollaborator: {reach(of{KindWork: Own, KindOrg: Whole, KindLaw: Whole, KindChild: Own}), Ordinary},
	// An auditor sees that an internal note was written, and by whom, but no words of any note or result: what is checked
	// is the conduct of those who handle records, and for that the title, the hand and the moment are enough.
	RoleAuditor: {reach(of{KindWork: Titles, KindFigures: Whole, KindOrg: Whole, KindLaw: Titles, KindPeople: Whole, KindChild: Titles}), Internal},
	// The province receives figures, not names (mission M05, M30).
	RoleProvince: {reach(of{KindFigures: Titles}), Ordinary},
}

type of map[Kind]Extent

func reach(by of) (out [kinds]Extent) {
	for k, e := range by {
		out[k] = e
	}
	return out
}

var (
	everything = [kinds]Extent{Whole, Whole, Whole, Whole, Whole, Whole, Whole}
	// What a body does for children it does in pieces of work; the records of children are private by default
	// (NĐ 56/2017/NĐ-CP, Điều 33) and no part of them.
	noChildren = [kinds]Extent{Whole, Whole, Whole, Whole, Whole, Whole, Nothing}
)

// program is the sight of the program at work for one unit, which is nobody's reading.
var program = Sight{everything, Restricted}

// byAddress is the sight behind an address that is itself the right: the handlers read only what belongs to the address.
var byAddress = Sight{noChildren, Ordinary}

// Sight is what the actor reaches in the unit in which the actor acts: that of the acting post and of no other.
func (a Actor) Sight() Sight {
	switch {
	case a.System != "" || a.Program:
		return program
	case a.AccountID == "":
		return byAddress
	}
	return sights[a.Acting().Role]
}

// Of is the extent over a kind of record.
func (s Sight) Of(k Kind) Extent {
	if k >= kinds {
		return Nothing
	}
	return s.extents[k]
}

// Level is the highest level of confidentiality that is seen.
func (s Sight) Level() Level { return s.level }

// Unbounded reports whether everything of the unit is seen.
func (s Sight) Unbounded() bool { return s == program }

// Sights lists the different sights of all roles and of addresses, for the test that inspects every statement under each.
func Sights() map[string]Sight {
	out := map[string]Sight{"address": byAddress, "nobody": {}}
	for r, s := range sights {
		out[string(r)] = s
	}
	return out
}

// Scope is how much of the records of a kind the actor reaches.
func Scope(a Actor, k Kind) Extent { return a.Sight().Of(k) }

// Visible reports whether the actor reads the texts of the records of a kind that lie in the scope.
func Visible(a Actor, k Kind) bool {
	e := Scope(a, k)
	return e == Own || e == Whole
}

// SightOf is what a role reaches.
func SightOf(r Role) Sight { return sights[r] }
