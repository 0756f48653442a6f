package child

import "github.com/mangnon/mangnon/internal/register"

// The lists of answers.
var (
	sexes         = register.Choice{Of: []register.Option{{Key: "nam", Text: "Nam", Also: []string{"trai", "m"}}, {Key: "nu", Text: "Nữ", Also: []string{"gái", "f"}}, {Key: unknown, Text: "Chưa rõ"}}}
	nationalities = register.Choice{Of: []register.Option{{Key: "viet-nam", Text: "Việt Nam", Also: []string{"VN"}}, {Key: "nuoc-ngoai", Text: "Nước ngoài"}, {Key: "khong-quoc-tich", Text: "Không quốc tịch"}, {Key: unknown, Text: "Chưa rõ"}}}
	numberStates  = register.Choice{Of: []register.Option{{Key: NumberNone, Text: "Chưa có số"}, {Key: NumberUntried, Text: "Chưa kiểm tra"}, {Key: NumberMatched, Text: "Khớp dữ liệu dân cư"}, {Key: NumberWrong, Text: "Lệch dữ liệu dân cư"}}}
	numberWhys    = register.Choice{Of: []register.Option{{Key: "chua-khai-sinh", Text: "Chưa đăng ký khai sinh"}, {Key: "cho-cap", Text: "Đang chờ cấp số"}, {Key: "nuoc-ngoai", Text: "Quốc tịch nước ngoài"},
		{Key: "khong-quoc-tich", Text: "Không quốc tịch, chưa xác định quốc tịch"}, {Key: "chua-hoi", Text: "Chưa hỏi được giấy tờ"}, {Key: "khac", Text: "Lý do khác"}, {Key: unknown, Text: "Chưa rõ vì sao"}}}
	residences = register.Choice{Of: []register.Option{{Key: "thuong-tru", Text: "Thường trú và đang ở", Also: []string{"thường trú", "KT1"}}, {Key: "thuong-tru-di", Text: "Thường trú, đang ở nơi khác"}, {Key: "tam-tru", Text: "Tạm trú", Also: []string{"KT3", "KT4"}}, {Key: "thuc-te", Text: "Ở thực tế, chưa đăng ký"}, {Key: unknown, Text: "Chưa rõ"}}}
	schoolings = register.Choice{Of: []register.Option{{Key: "dang-hoc", Text: "Đang học", Also: []string{"đang đi học", "đi học", "còn học", "có"}}, {Key: "khong-hoc", Text: "Không đi học", Also: []string{"không học", "chưa đi học", "không"}}, {Key: "bo-hoc", Text: "Bỏ học", Also: []string{"đã bỏ học", "nghỉ học"}}, {Key: "chua-den-tuoi", Text: "Chưa đến tuổi đi học"}, {Key: unknown, Text: "Chưa rõ"}}}
	// Summaries only: what the health station keeps is not repeated here.
	vaccinations = register.Choice{Of: []register.Option{{Key: "du", Text: "Đủ theo tuổi"}, {Key: "chua-du", Text: "Chưa đủ"}, {Key: "chua-tiem", Text: "Chưa tiêm"}, {Key: unknown, Text: "Chưa rõ"}}}
	nutritions   = register.Choice{Of: []register.Option{{Key: "binh-thuong", Text: "Bình thường"}, {Key: "nhe-can", Text: "Suy dinh dưỡng, nhẹ cân"}, {Key: "thap-coi", Text: "Thấp còi"}, {Key: "gay-com", Text: "Gầy còm"}, {Key: "thua-can", Text: "Thừa cân, béo phì"}, {Key: unknown, Text: "Chưa rõ"}}}
	// The degrees of NĐ 56/2017/NĐ-CP, Điều 6.
	disabilities = register.Choice{Of: []register.Option{{Key: no, Text: "Không", Also: []string{"không khuyết tật", "0"}}, {Key: "nhe", Text: "Khuyết tật nhẹ", Also: []string{"nhẹ"}}, {Key: "nang", Text: "Khuyết tật nặng", Also: []string{"nặng"}}, {Key: "dac-biet-nang", Text: "Khuyết tật đặc biệt nặng", Also: []string{"đặc biệt nặng"}}, {Key: "chua-xac-dinh", Text: "Chờ xác định mức độ", Also: []string{"có", "x", "khuyết tật", "có khuyết tật"}}, {Key: unknown, Text: "Chưa rõ"}}}
	consents     = register.Choice{Of: []register.Option{{Key: yes, Text: "Đồng ý"}, {Key: no, Text: "Không đồng ý"}, {Key: "rut", Text: "Đã rút"}, {Key: "chua-hoi", Text: "Chưa hỏi"}}}
	risks        = register.Choices{Of: []register.Option{{Key: "bao-luc", Text: "Bạo lực trong gia đình"}, {Key: "boc-lot", Text: "Phải lao động sớm"}, {Key: "bo-roi", Text: "Bị bỏ rơi, bỏ mặc"}, {Key: "xa-cha-me", Text: "Cha mẹ đi làm xa"},
		{Key: "bo-hoc", Text: "Có thể bỏ học"}, {Key: "cha-me-mac-nghien", Text: "Cha mẹ nghiện rượu, ma túy"}, {Key: "khac", Text: "Khác"}}}
)

// away is the condition of a field that concerns a state only.
func away(state string) register.Where {
	return register.Where{Column: "state", Op: register.Is, Value: state}
}
