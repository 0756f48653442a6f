package child

import (
	"strings"

	"github.com/mangnon/mangnon/internal/register"
)

// group is one of the 14 groups of children in special circumstances (Luật Trẻ em 2016, Điều 10 khoản 1).
type group struct {
	Key     string // as reports name it: HCDB01
	Text    string
	Article string // of NĐ 56/2017/NĐ-CP
	Subs    []register.Option
}

// groups are the 14 groups with their kinds, in the order of the law; texts are shortened names of the decree's items.
var groups = []group{
	{"HCDB01", "Trẻ em mồ côi cả cha và mẹ", "Điều 3", []register.Option{
		{Key: "HCDB01.1", Text: "Không có người chăm sóc"},
		{Key: "HCDB01.2", Text: "Nuôi dưỡng trong cơ sở cung cấp dịch vụ bảo vệ trẻ em hoặc cơ sở trợ giúp xã hội"},
		{Key: "HCDB01.3", Text: "Sống với người thân thích"},
		{Key: "HCDB01.4", Text: "Chăm sóc thay thế bởi cá nhân, gia đình không phải người thân thích (trừ con nuôi)"},
	}},
	{"HCDB02", "Trẻ em bị bỏ rơi", "Điều 4", []register.Option{
		{Key: "HCDB02.1", Text: "Chưa được chăm sóc thay thế"},
		{Key: "HCDB02.2", Text: "Được chăm sóc thay thế"},
	}},
	{"HCDB03", "Trẻ em không nơi nương tựa", "Điều 5", []register.Option{
		{Key: "HCDB03.01", Text: "Mồ côi cha hoặc mẹ, người còn lại mất tích"},
		{Key: "HCDB03.02", Text: "Mồ côi cha hoặc mẹ, người còn lại đang ở cơ sở trợ giúp xã hội hoặc không còn khả năng chăm sóc, nuôi dưỡng"},
		{Key: "HCDB03.03", Text: "Mồ côi cha hoặc mẹ, người còn lại chấp hành án phạt tù hoặc ở cơ sở giáo dục bắt buộc, cơ sở cai nghiện bắt buộc"},
		{Key: "HCDB03.04", Text: "Cả cha và mẹ mất tích"},
		{Key: "HCDB03.05", Text: "Cha hoặc mẹ mất tích, người còn lại đang ở cơ sở trợ giúp xã hội"},
		{Key: "HCDB03.06", Text: "Cha hoặc mẹ mất tích, người còn lại chấp hành án phạt tù hoặc ở cơ sở bắt buộc"},
		{Key: "HCDB03.07", Text: "Cả cha và mẹ không còn khả năng chăm sóc"},
		{Key: "HCDB03.08", Text: "Cả cha và mẹ đang ở cơ sở trợ giúp xã hội"},
		{Key: "HCDB03.09", Text: "Cả cha và mẹ chấp hành án phạt tù hoặc ở cơ sở bắt buộc"},
		{Key: "HCDB03.10", Text: "Cha hoặc mẹ đang ở cơ sở trợ giúp xã hội, người còn lại chấp hành án phạt tù hoặc ở cơ sở bắt buộc"},
		{Key: "HCDB03.11", Text: "Gia đình có cả cha và mẹ trong độ tuổi trẻ em"},
		{Key: "HCDB03.12", Text: "Cả cha và mẹ bị hạn chế quyền làm cha mẹ hoặc tạm thời cách ly khỏi cha hoặc mẹ"},
	}},
	{"HCDB04", "Trẻ em khuyết tật", "Điều 6", []register.Option{
		{Key: "HCDB04.1", Text: "Khuyết tật đặc biệt nặng"},
		{Key: "HCDB04.2", Text: "Khuyết tật nặng"},
		{Key: "HCDB04.3", Text: "Khuyết tật nhẹ"},
	}},
	{"HCDB05", "Trẻ em nhiễm HIV/AIDS", "Điều 7", []register.Option{}},
	{"HCDB06", "Trẻ em vi phạm pháp luật", "Điều 8", []register.Option{
		{Key: "HCDB06.1", Text: "Đang chấp hành biện pháp hành chính (giáo dục tại xã; trường giáo dưỡng) hoặc quản lý tại gia đình"},
		{Key: "HCDB06.2", Text: "Không nơi cư trú ổn định, đang chấp hành giáo dục tại xã hoặc tại cơ sở bảo vệ, trợ giúp"},
		{Key: "HCDB06.3", Text: "Đang chấp hành biện pháp tư pháp (giáo dục tại xã; trường giáo dưỡng) hoặc hình phạt (cải tạo không giam giữ, tù, án treo)"},
		{Key: "HCDB06.4", Text: "Đã chấp hành xong hình phạt tù có thời hạn hoặc biện pháp đưa vào trường giáo dưỡng"},
	}},
	{"HCDB07", "Trẻ em nghiện ma túy", "Điều 9", []register.Option{
		{Key: "HCDB07.1", Text: "Trong cơ sở cai nghiện"},
		{Key: "HCDB07.2", Text: "Cai nghiện, điều trị nghiện tại gia đình, cộng đồng"},
	}},
	{"HCDB08", "Trẻ em phải bỏ học kiếm sống chưa hoàn thành phổ cập giáo dục trung học cơ sở", "Điều 10", []register.Option{
		{Key: "HCDB08.1", Text: "Không có người chăm sóc"},
		{Key: "HCDB08.2", Text: "Sống cùng cha, mẹ hoặc người chăm sóc"},
	}},
	{"HCDB09", "Trẻ em bị tổn hại nghiêm trọng về thể chất và tinh thần do bị bạo lực", "Điều 11", []register.Option{}},
	{"HCDB10", "Trẻ em bị bóc lột", "Điều 12", []register.Option{
		{Key: "HCDB10.1", Text: "Bị bắt buộc lao động trái pháp luật về lao động"},
		{Key: "HCDB10.2", Text: "Bị lôi kéo, ép buộc trình diễn hoặc bị sử dụng trong sản xuất sản phẩm khiêu dâm"},
		{Key: "HCDB10.3", Text: "Bị xâm hại tình dục trong du lịch; bị đưa vào mại dâm"},
		{Key: "HCDB10.4", Text: "Bị lôi kéo, ép buộc vận chuyển, mua bán, sản xuất, tàng trữ chất gây nghiện, hàng cấm"},
		{Key: "HCDB10.5", Text: "Bị lôi kéo, ép buộc vào hoạt động trục lợi khác"},
	}},
	{"HCDB11", "Trẻ em bị xâm hại tình dục", "Điều 13", []register.Option{
		{Key: "HCDB11.1", Text: "Bị hiếp dâm"},
		{Key: "HCDB11.2", Text: "Bị cưỡng dâm"},
		{Key: "HCDB11.3", Text: "Bị giao cấu"},
		{Key: "HCDB11.4", Text: "Bị dâm ô"},
		{Key: "HCDB11.5", Text: "Bị sử dụng vào mục đích mại dâm, khiêu dâm dưới mọi hình thức"},
	}},
	{"HCDB12", "Trẻ em bị mua bán", "Điều 14", []register.Option{
		{Key: "HCDB12.1", Text: "Trở về sống với cha, mẹ"},
		{Key: "HCDB12.2", Text: "Trở về được nhận chăm sóc thay thế"},
	}},
	{"HCDB13", "Trẻ em mắc bệnh hiểm nghèo hoặc bệnh phải điều trị dài ngày thuộc hộ nghèo hoặc hộ cận nghèo", "Điều 15", []register.Option{
		{Key: "HCDB13.1", Text: "Thuộc hộ nghèo"},
		{Key: "HCDB13.2", Text: "Thuộc hộ cận nghèo"},
	}},
	{"HCDB14", "Trẻ em di cư, trẻ em lánh nạn, tị nạn chưa xác định được cha mẹ hoặc không có người chăm sóc", "Điều 16", []register.Option{
		{Key: "HCDB14.1", Text: "Công dân Việt Nam, trong nước, chưa rõ cha mẹ hoặc không người chăm sóc"},
		{Key: "HCDB14.2", Text: "Quốc tịch nước ngoài, không người chăm sóc"},
		{Key: "HCDB14.3", Text: "Chưa rõ quốc tịch, vào Việt Nam, chưa rõ cha mẹ hoặc không người chăm sóc"},
	}},
}

func groupOptions() []register.Option {
	out := make([]register.Option, len(groups))
	for i, g := range groups {
		out[i] = register.Option{Key: g.Key, Text: g.Text, Also: append([]string{strings.TrimPrefix(g.Text, "Trẻ em ")}, groupWords[g.Key]...)}
	}
	return out
}

// groupWords are how tables call the groups for short.
var groupWords = map[string][]string{
	"HCDB01": {"mồ côi cả cha lẫn mẹ", "mồ côi cha mẹ", "mồ côi cả cha mẹ"},
	"HCDB02": {"bỏ rơi", "trẻ bị bỏ rơi"},
	"HCDB03": {"không nơi nương tựa", "trẻ không nơi nương tựa"},
	"HCDB04": {"trẻ khuyết tật", "KT"},
	"HCDB05": {"HIV", "HIV/AIDS", "nhiễm HIV"},
	"HCDB06": {"vi phạm pháp luật", "VPPL"},
	"HCDB07": {"nghiện ma túy", "nghiện"},
	"HCDB08": {"bỏ học kiếm sống", "phải bỏ học kiếm sống", "lao động sớm"},
	"HCDB09": {"bị bạo lực", "bạo lực"},
	"HCDB10": {"bóc lột", "bị bóc lột"},
	"HCDB11": {"xâm hại tình dục", "bị xâm hại", "XHTD"},
	"HCDB12": {"mua bán", "bị mua bán"},
	"HCDB13": {"bệnh hiểm nghèo", "mắc bệnh hiểm nghèo"},
	"HCDB14": {"di cư", "lánh nạn", "tị nạn"},
}

// subOptions are the kinds of all groups, each under the key that begins with that of its group.
func subOptions() (out []register.Option) {
	for _, g := range groups {
		out = append(out, g.Subs...)
	}
	return out
}
