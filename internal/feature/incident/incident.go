package incident

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of an incident.
const (
	Noted    = "ghi-nhan"
	Owed     = "phai-bao" // a child died and nobody above has been told
	Reported = "da-bao"
)

// kindPack is the data pack of the lines of the official form.
const kindPack = "injury-kind"

// Answers on which rules rest.
const (
	drowning = "08"
	died     = "tu-vong"
	disabled = "khuyet-tat"
	unknown  = "chua-ro"
)

// Incidents is the register of accidents and injuries.
var Incidents = register.New(register.Declaration{
	Name: "incident", Title: "Tai nạn, thương tích", One: "vụ tai nạn", Path: "tai-nan", Noun: ui.NavHazards, Code: "TN", Coded: true,
	Empty:     "Ghi mỗi trẻ bị nạn một dòng, không ghi tên. Ví dụ: Đuối nước, 16:02 12/05/2026, nam, 6-9 tuổi, cộng đồng.",
	ReadRight: actor.IncidentRead, EditRight: actor.IncidentEdit,
	Label:   "kind",
	Same:    []string{"kind", "happened", "sex", "birth", "address"},
	Columns: []string{"happened", "outcome", "age", "place", "report_by"},
	Fields: []register.Field{
		{Column: "kind", Name: "loai", Label: "Loại tai nạn", Hint: "11 loại của biểu; sổ không giữ tên trẻ em, mỗi vụ gọi bằng số", Group: "Vụ tai nạn", Kind: kinds, Required: true, Filter: true},
		{Column: "happened", Name: "luc", Label: "Lúc xảy ra", Kind: register.Moment{Past: true}, Required: true},
		{Column: "outcome", Name: "hau-qua", Label: "Hậu quả", Hint: "Tử vong mở việc phải báo; đổi được khi tình trạng của trẻ thay đổi", Kind: outcomes, Required: true, Filter: true},
		{Column: "place", Name: "noi", Label: "Nơi xảy ra", Kind: places, Required: true, Filter: true},
		{Column: "hamlet", Name: "thon", Label: "Tổ dân phố, thôn", Kind: register.Ref{Of: register.RefHamlet}, Filter: true},
		{Column: "address", Name: "dia-chi", Label: "Chỉ dẫn nơi xảy ra", Hint: "Ví dụ: Ao sau nhà văn hóa; không ghi tên chủ nhà", Kind: register.Text{}, Search: true},
		{Column: "pin", Name: "toa-do", Label: "Vị trí trên bản đồ", Kind: register.Pin{}},
		{Column: "note", Name: "dien-bien", Label: "Diễn biến", Hint: "Không ghi tên trẻ em, cha mẹ, người chăm sóc", Kind: register.LongText{Max: 2000}},
		{Column: "sex", Name: "gioi", Label: "Giới tính", Group: "Trẻ bị nạn", Kind: sexes, Required: true, Filter: true},
		{Column: "birth", Name: "sinh", Label: "Ngày sinh", Kind: register.Date{Partial: true, Past: true}},
		{Column: "age", Name: "tuoi", Label: "Nhóm tuổi", Hint: "Tự tính khi biết ngày sinh. 14-16 là nhãn của biểu; tính trẻ dưới 16 tuổi", Kind: ages, Filter: true},
		{Column: "water", Name: "noi-duoi", Label: "Nơi đuối nước", Group: "Chỉ khi đuối nước", Kind: waters, When: drowned},
		{Column: "swims", Name: "biet-boi", Label: "Trẻ biết bơi", Kind: register.YesNo(), When: drowned},
		{Column: "company", Name: "di-cung", Label: "Lúc đó đi cùng", Kind: companies, When: drowned},
		{Column: "report_by", Name: "han-bao", Label: "Hạn báo", Hint: "Mặc định là ngày ghi vào sổ: chưa đối chiếu, văn bản đã đọc chỉ nói kịp thời", Group: "Chỉ khi tử vong", Kind: register.Date{}, When: dead},
		{Column: "reported_at", Name: "bao-luc", Label: "Đã báo lúc", Kind: register.Moment{Past: true}, When: dead},
		{Column: "reported_to", Name: "bao-cho", Label: "Đã báo cho", Kind: superiors, When: dead},
		{Column: "report_number", Name: "so-bao-cao", Label: "Số văn bản báo cáo", Kind: register.Text{Max: 60}, Search: true, When: dead},
	},
	States: []register.State{
		{Key: Noted, Text: "đã ghi nhận", Glyph: "N"},
		{Key: Owed, Text: "tử vong, phải báo", Glyph: "!", Open: true},
		{Key: Reported, Text: "tử vong, đã báo", Glyph: "Đ"},
	},
	Moves: []register.Move{
		{Key: "bao", Text: "Ghi đã báo UBND tỉnh/Sở Y tế", Done: "Ghi đã báo UBND tỉnh/Sở Y tế", From: []string{Owed}, To: Reported, Right: actor.IncidentEdit, Needs: []string{"reported_at", "reported_to"}, Asks: []string{"report_number"}},
		{Key: "chua-bao", Text: "Ghi nhầm, chưa báo", Done: "Mở lại việc phải báo", From: []string{Reported}, To: Owed, Right: actor.IncidentEdit},
	},
	Sorts: []register.Sort{
		{Text: "Mới xảy ra trước", Column: "happened", Desc: true},
		{Key: "han", Text: "Hạn báo gần trước", Column: "report_by"},
		{Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true},
	},
	Views: []register.View{
		{Key: "qua-han", Text: "Quá hạn báo", Where: []register.Where{{Column: "state", Op: register.Is, Value: Owed}, {Column: "report_by", Op: register.BeforeToday}}},
		{Key: "thieu-tuoi", Text: "Chưa rõ nhóm tuổi", Where: []register.Where{{Column: "age", Op: register.Is, Value: ""}}},
	},
	Facts: []register.Fact{
		{Key: "vu", Title: "Trẻ em bị tai nạn, thương tích", Unit: "trẻ", On: "happened", By: []string{"kind", "outcome", "sex", "age", "place"}, Persons: true},
		{Key: "tu-vong", Title: "Trẻ em tử vong do tai nạn, thương tích", Unit: "trẻ", On: "happened", Where: []register.Where{{Column: "outcome", Value: died}}, By: []string{"kind", "sex"}, Persons: true},
	},
	Proof:  []register.Proof{{Words: []string{"đuối nước", "tai nạn", "thương tích"}, On: "happened", Place: "hamlet", Reason: "vụ tai nạn đã ghi sổ"}},
	Clocks: []register.Clock{{Column: "report_by", From: []string{Owed}, Text: "Hạn báo tử vong"}},
	Follow: follow,
	Check:  check,
})

// follow puts the child into the age group that the date of birth gives, and opens or closes the duty to report a death.
func follow(_ register.Record, rec *register.Record, today day.Day) {
	if group := groupOf(rec.Str("birth"), rec.Str("happened")); group != "" {
		rec.Set("age", register.Value{group})
	}
	fatal := rec.Str("outcome") == died
	switch {
	case fatal && rec.State == Noted:
		rec.State = Owed
	case !fatal && rec.State == Owed:
		rec.State = Noted
	}
	if fatal && rec.Str("report_by") == "" {
		rec.Set("report_by", register.Value{today.ISO()})
	}
}

func check(rec register.Record, m *register.Mistakes) {
	youngest, oldest, known := ageAt(rec.Str("birth"), rec.Str("happened"))
	switch {
	case known && oldest < 0:
		m.At("birth", "Ngày sinh phải trước lúc xảy ra")
	case known && youngest >= adult:
		m.At("birth", "Lúc đó đã đủ 16 tuổi. Sổ này ghi trẻ em, là người dưới 16 tuổi (Luật Trẻ em 2016, Điều 1)")
	}
	for _, c := range []string{"water", "swims", "company"} {
		if rec.Str(c) != "" && rec.Str("kind") != drowning {
			m.At(c, "Bỏ trống mục này, hoặc chọn loại tai nạn là đuối nước")
		}
	}
	if told, at := rec.Str("reported_at"), rec.Str("happened"); told != "" && told[:len("2026-05-12")] < at[:len("2026-05-12")] {
		m.At("reported_at", "Lúc báo phải sau lúc xảy ra")
	}
}

var (
	drowned = register.Where{Column: "kind", Op: register.Is, Value: drowning}
	dead    = register.Where{Column: "outcome", Op: register.Is, Value: died}

	kinds    = register.CodeList(kindPack).By("happened")
	outcomes = register.Choice{Of: []register.Option{{Key: "mac", Text: "Bị thương (mắc)", Also: []string{"mắc", "bị thương"}}, {Key: died, Text: "Tử vong", Also: []string{"chết"}}, {Key: disabled, Text: "Khuyết tật"}}}
	places   = register.CodeList("injury-place").By("happened")
	sexes    = register.Choice{Of: []register.Option{{Key: "nam", Text: "Nam"}, {Key: "nu", Text: "Nữ"}, {Key: unknown, Text: "Chưa rõ"}}}
	ages     = register.Choice{Of: []register.Option{{Key: "0-5", Text: "0-5"}, {Key: "6-9", Text: "6-9"}, {Key: "10-13", Text: "10-13"}, {Key: "14-16", Text: "14-16"}}}
	waters   = register.Choice{Of: []register.Option{
		{Key: "ao", Text: "Ao, hồ, đầm"}, {Key: "song", Text: "Sông, suối, kênh, mương"}, {Key: "bien", Text: "Biển"}, {Key: "be-boi", Text: "Bể bơi"},
		{Key: "chua", Text: "Giếng, bể, chum vại"}, {Key: "ho", Text: "Hố công trình"}, {Key: "khac", Text: "Nơi khác"},
	}}
	companies = register.Choice{Of: []register.Option{{Key: "mot-minh", Text: "Một mình"}, {Key: "tre", Text: "Trẻ em khác"}, {Key: "nguoi-lon", Text: "Người lớn"}, {Key: unknown, Text: "Chưa rõ"}}}
	superiors = register.Choices{Of: []register.Option{{Key: "tinh", Text: "UBND tỉnh"}, {Key: "so", Text: "Sở Y tế"}}}
)
