package body

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

// Template is a proposal for one body of a commune.
type Template struct {
	Name       string   // as an official document of the commune writes it
	Aliases    []string // other forms met in documents and lists
	Kind       Kind
	Requested  bool // the commune's committee can only ask it
	From       day.Day
	Confidence Confidence
	Source     string
}

// since is the day from which communes have these bodies.
var since = day.Must(2025, 7, 1)

// Sources of the proposals.
const (
	lawOfGovernment = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
	decree150       = "Nghị định 150/2025/NĐ-CP, Điều 15"
	resolution81    = "Nghị quyết 81/2025/UBTVQH15, Phụ lục, mục 17"
	decree42        = "Nghị định 42/2025/NĐ-CP; Thông tư 20/2025/TT-BYT"
)

// usual are the bodies of a commune. @ stands for its kind (phường, xã, đặc khu), # for its province.
var usual = []Template{
	{Name: "Ủy ban nhân dân @", Aliases: []string{"UBND @"}, Kind: Committee, Confidence: Read, Source: lawOfGovernment},
	{Name: "Hội đồng nhân dân @", Aliases: []string{"HĐND @", "Thường trực HĐND @", "TT HĐND @"}, Kind: Council, Confidence: Read,
		Source: lawOfGovernment},
	{Name: "Văn phòng HĐND và UBND @", Aliases: []string{"VP HĐND và UBND", "VP HĐND&UBND", "VP HĐND-UBND", "Văn phòng UBND @",
		"VP UBND", "Văn phòng HĐND, UBND"}, Kind: Office, Confidence: Read, Source: decree150},
	{Name: "Phòng Văn hóa - Xã hội", Aliases: []string{"Phòng VH-XH", "Phòng VHXH", "Phòng Văn hóa và Xã hội", "VH-XH"}, Kind: Room,
		Confidence: Read, Source: decree150},
	{Name: "Trung tâm Phục vụ hành chính công", Aliases: []string{"TTPVHCC", "TT PVHCC", "Trung tâm PVHCC", "TT HCC",
		"Trung tâm Hành chính công"}, Kind: Centre, Confidence: Read, Source: decree150},
	{Name: "Trạm Y tế @", Aliases: []string{"TYT @"}, Kind: HealthStation, Confidence: Recall},
	{Name: "Công an @", Aliases: []string{"CA @"}, Kind: Police, Confidence: Recall},
	{Name: "Ban Chỉ huy Quân sự @", Aliases: []string{"BCHQS @", "Ban CHQS @"}, Kind: Military, Confidence: Recall},
	{Name: "Đảng ủy @", Aliases: []string{"ĐU @", "Thường trực Đảng ủy @", "Ban Thường vụ Đảng ủy @", "BTV Đảng ủy @"}, Kind: Party,
		Confidence: Inferred},
	{Name: "Ủy ban Mặt trận Tổ quốc Việt Nam @", Aliases: []string{"UB MTTQ", "UBMTTQ Việt Nam @", "MTTQ", "Mặt trận Tổ quốc @"},
		Kind: Front, Confidence: Recall},
	{Name: "Đoàn Thanh niên Cộng sản Hồ Chí Minh @", Aliases: []string{"Đoàn TNCS HCM", "Đoàn TNCS Hồ Chí Minh @", "Đoàn thanh niên",
		"Đoàn TN @", "Đoàn @"}, Kind: Union, Confidence: Recall},
	{Name: "Hội Liên hiệp Phụ nữ @", Aliases: []string{"Hội LHPN", "Hội LHPN Việt Nam @", "Hội Phụ nữ @"}, Kind: Union, Confidence: Recall},
	{Name: "Hội Nông dân @", Aliases: []string{"Hội ND @"}, Kind: Union, Confidence: Recall},
	{Name: "Hội Cựu chiến binh @", Aliases: []string{"Hội CCB @"}, Kind: Union, Confidence: Recall},
	{Name: "Tòa án nhân dân khu vực", Aliases: []string{"TAND khu vực"}, Kind: Court, Confidence: Inferred},
	{Name: "Viện kiểm sát nhân dân khu vực", Aliases: []string{"VKSND khu vực"}, Kind: Procuracy, Confidence: Inferred},
	{Name: "Sở Y tế #", Aliases: []string{"Sở Y tế"}, Kind: Department, Requested: true, Confidence: Inferred, Source: decree42},
}

// rooms are the rooms for the economy, which differ between town and country.
var rooms = map[place.Kind]Template{
	place.Ward: {Name: "Phòng Kinh tế, Hạ tầng và Đô thị", Aliases: []string{"Phòng KT, HT và ĐT", "Phòng KTHT&ĐT", "Phòng KT-HT-ĐT",
		"Phòng Kinh tế - Hạ tầng - Đô thị"}, Kind: Room, Confidence: Read, Source: decree150},
	place.Commune:     {Name: "Phòng Kinh tế", Aliases: []string{"Phòng KT"}, Kind: Room, Confidence: Read, Source: decree150},
	place.SpecialZone: {Name: "Phòng Kinh tế", Aliases: []string{"Phòng KT"}, Kind: Room, Confidence: Read, Source: decree150},
}

// secondOfHungYen are the communes under Tòa án nhân dân khu vực 2 - Hưng Yên.
var secondOfHungYen = []string{"12103", "12133", "12127", "12073", "12091", "12070", "12064"}

// Usual proposes the bodies of a ward, a commune or a special zone of today, the committee's own first. For any other unit
// there is no proposal.
func Usual(p place.Place) []Template {
	economy, ok := rooms[p.Kind]
	if !ok || p.Level() != place.CommuneLevel || p.From.Before(since) {
		return nil
	}
	list := slices.Clone(usual)
	afterOffice := 1 + slices.IndexFunc(list, func(t Template) bool { return t.Kind == Office })
	list = slices.Insert(list, afterOffice, economy)
	for i := range list {
		list[i] = list[i].of(p)
	}
	return list
}

// of fills a template in for one commune.
func (t Template) of(p place.Place) Template {
	fill := strings.NewReplacer("@", string(p.Kind), "#", p.Province)
	t.Name = fill.Replace(t.Name)
	t.Aliases = slices.Clone(t.Aliases)
	for i, alias := range t.Aliases {
		t.Aliases[i] = fill.Replace(alias)
	}
	t.From, t.Requested = since, t.Requested || t.Kind.Requested()
	if slices.Contains(secondOfHungYen, p.Code) {
		t = t.inSecondOfHungYen()
	}
	return t
}

// inSecondOfHungYen names the court, which was read, and the procuracy, which is taken to bear the court's number.
func (t Template) inSecondOfHungYen() Template {
	switch t.Kind {
	case Court:
		t.Name, t.Confidence, t.Source = t.Name+" 2 - Hưng Yên", Read, resolution81
		t.Aliases = append(t.Aliases, "TAND khu vực 2", "TAND khu vực 2 - Hưng Yên")
	case Procuracy:
		t.Name = t.Name + " 2 - Hưng Yên"
		t.Aliases = append(t.Aliases, "VKSND khu vực 2", "VKSND khu vực 2 - Hưng Yên")
	}
	return t
}
