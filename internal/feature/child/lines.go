package child

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
)

// The columns of what a child has several of, each in a table of its own.
const (
	carers     = "carers"
	residence  = "residences"
	learning   = "learning"
	numbers    = "numbers"
	groupLog   = "circumstance_log"
	riskLog    = "risk_log"
	supports   = "supports"
	visits     = "visits"
	agreements = "consents"
)

// since and until are the days of a line; an open one has no last day.
var (
	since = register.Field{Column: "since", Name: "tu", Label: "Từ", Kind: register.Date{Partial: true}}
	until = register.Field{Column: "until", Name: "den", Label: "Đến", Kind: register.Date{Partial: true}}
)

// lineFields are the fields of lines. Moves ask for them, each with a form of its own: what is added to a record every month is
// no part of the form by which it is corrected.
var lineFields = []register.Field{
	{Column: carers, Name: "nguoi-cham-soc", Label: "Người chăm sóc", Group: "Quá trình", InMoves: true, Kind: register.Rows{One: "người chăm sóc", By: "since", Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Họ và tên", Kind: register.Text{Max: 100}, Required: true},
		{Column: "relation", Name: "la", Label: "Là gì của trẻ", Kind: register.Text{Max: 60}},
		since, until,
		{Column: "phone", Name: "sdt", Label: "Điện thoại", Kind: register.Text{Max: 30}}}}},
	{Column: residence, Name: "noi-o", Label: "Nơi ở các thời kỳ", InMoves: true, Kind: register.Rows{One: "nơi ở", By: "since", Fields: []register.Field{
		{Column: "kind", Name: "loai", Label: "Loại cư trú", Kind: residences, Required: true},
		{Column: "hamlet", Name: "thon", Label: "Tổ dân phố, thôn", Kind: register.Ref{Of: register.RefHamlet}},
		{Column: "place", Name: "noi", Label: "Nơi khác", Kind: register.Text{Max: 150}},
		since, until}}},
	{Column: learning, Name: "hoc-tap", Label: "Học tập các năm", InMoves: true, Kind: register.Rows{One: "năm học", By: "year", Fields: []register.Field{
		{Column: "year", Name: "nam", Label: "Năm học", Kind: register.Text{Max: 20}, Required: true},
		{Column: "school", Name: "truong", Label: "Trường", Kind: register.Text{Max: 150}},
		{Column: "class", Name: "lop", Label: "Lớp", Kind: register.Text{Max: 30}},
		{Column: "state", Name: "tinh-trang", Label: "Tình trạng", Kind: schoolings}}}},
	{Column: numbers, Name: "cac-so", Label: "Các số định danh đã ghi", InMoves: true, Kind: register.Rows{One: "số", By: "since", Fields: []register.Field{
		{Column: "number", Name: "so", Label: "Số", Kind: personNumber{line{Max: 20}}, Required: true},
		{Column: "state", Name: "tinh-trang", Label: "Tình trạng", Kind: numberStates},
		{Column: "source", Name: "nguon", Label: "Nguồn", Kind: register.Text{Max: 100}},
		since, until}}},
	{Column: groupLog, Name: "qua-trinh-hoan-canh", Label: "Hoàn cảnh đặc biệt các thời kỳ", InMoves: true, Right: actor.ChildSecret, Kind: register.Rows{One: "hoàn cảnh", By: "since", Until: "until", Fields: []register.Field{
		{Column: "kind", Name: "nhom", Label: "Nhóm", Kind: register.Choice{Of: groupOptions()}, Required: true, Filter: true},
		{Column: "sub", Name: "dang", Label: "Dạng", Kind: register.Choice{Of: subOptions()}, Filter: true},
		since, until,
		{Column: "evidence", Name: "giay", Label: "Giấy tờ", Kind: register.Text{Max: 150}}}}},
	{Column: "circumstance_papers", Name: "giay-to-hoan-canh", Label: "Giấy tờ về hoàn cảnh, nguy cơ", Hint: "Quyết định, giấy xác nhận khuyết tật, bản chụp", Right: actor.ChildSecret, Kind: register.Files{Max: 30}},
	{Column: "papers", Name: "giay-to", Label: "Giấy tờ của trẻ", Hint: "Giấy khai sinh, thẻ bảo hiểm y tế, giấy chuyển", Kind: register.Files{Max: 30}},
	{Column: riskLog, Name: "qua-trinh-nguy-co", Label: "Nguy cơ các thời kỳ", InMoves: true, Right: actor.ChildSecret, Kind: register.Rows{One: "nguy cơ", By: "since", Until: "until", Fields: []register.Field{
		{Column: "kind", Name: "loai", Label: "Nguy cơ", Kind: register.Choice{Of: risks.Of}, Required: true, Filter: true},
		since, until,
		{Column: "note", Name: "ghi-chu", Label: "Ghi chú", Kind: register.Text{Max: 200}}}}},
	{Column: supports, Name: "ho-tro", Label: "Hỗ trợ đã nhận", InMoves: true, Kind: register.Rows{One: "lần hỗ trợ", By: "day", Most: 200, Totals: []string{"amount"}, Fields: []register.Field{
		{Column: "kind", Name: "loai", Label: "Loại", Kind: supportKinds, Required: true},
		{Column: "what", Name: "noi-dung", Label: "Nội dung", Kind: register.Text{Max: 200}},
		{Column: "giver", Name: "tu-ai", Label: "Ai hỗ trợ", Kind: register.Text{Max: 150}},
		{Column: "day", Name: "ngay", Label: "Ngày", Kind: register.Date{Past: true}},
		{Column: "amount", Name: "so-tien", Label: "Số tiền", Kind: register.Money()}}}},
	{Column: visits, Name: "lan-tham", Label: "Các lần thăm", InMoves: true, Kind: register.Rows{One: "lần thăm", By: "day", Most: 200, Fields: []register.Field{
		{Column: "day", Name: "ngay", Label: "Ngày", Kind: register.Date{Past: true}, Required: true},
		{Column: "by", Name: "ai", Label: "Ai thăm", Kind: register.Text{Max: 100}},
		{Column: "note", Name: "ghi-nhan", Label: "Ghi nhận", Kind: register.Text{Max: 300}}}}},
	{Column: agreements, Name: "cac-dong-y", Label: "Đồng ý, rút đồng ý về công khai thông tin", InMoves: true, Kind: register.Rows{One: "lần đồng ý", By: "day", Fields: []register.Field{
		{Column: "by", Name: "ai", Label: "Ai đồng ý", Kind: register.Text{Max: 100}, Required: true},
		{Column: "about", Name: "ve", Label: "Về việc gì", Kind: register.Text{Max: 150}},
		{Column: "text", Name: "mau", Label: "Mẫu, phiên bản", Kind: register.Text{Max: 60}},
		{Column: "method", Name: "cach", Label: "Cách ghi nhận", Kind: agreeWays},
		{Column: "day", Name: "ngay", Label: "Ngày", Kind: register.Date{Past: true}, Required: true},
		{Column: "withdrawn", Name: "rut", Label: "Rút ngày", Kind: register.Date{Past: true}}}}},
}

// lineMoves are the forms by which lines are added; they leave the record in its state.
var lineMoves = []register.Move{
	{Key: "tham", Text: "Ghi thăm", Done: "Ghi thăm", From: []string{Kept}, To: Kept, Right: actor.ChildEdit, Asks: []string{visits}},
	{Key: "ho-tro", Text: "Ghi hỗ trợ", Done: "Ghi hỗ trợ", From: []string{Kept}, To: Kept, Right: actor.ChildEdit, Asks: []string{supports}},
	{Key: "hoan-canh", Text: "Ghi hoàn cảnh, nguy cơ", Done: "Ghi hoàn cảnh, nguy cơ", From: []string{Kept}, To: Kept, Right: actor.ChildSecret, Asks: []string{groupLog, riskLog, "circumstance_papers"}},
	{Key: "cham-soc", Text: "Ghi người chăm sóc", Done: "Ghi người chăm sóc", From: []string{Kept}, To: Kept, Right: actor.ChildEdit, Asks: []string{carers}},
	{Key: "noi-o", Text: "Ghi nơi ở", Done: "Ghi nơi ở", From: []string{Kept}, To: Kept, Right: actor.ChildEdit, Asks: []string{residence}},
	{Key: "hoc-tap", Text: "Ghi năm học", Done: "Ghi năm học", From: []string{Kept}, To: Kept, Right: actor.ChildEdit, Asks: []string{learning}},
	{Key: "dong-y", Text: "Ghi đồng ý, rút đồng ý", Done: "Ghi đồng ý, rút đồng ý", From: []string{Kept, Closed}, To: Kept, Right: actor.ChildEdit, Asks: []string{agreements}},
}

var (
	// The kinds of support of NĐ 56/2017/NĐ-CP, Điều 18-21, and what comes from elsewhere.
	supportKinds = register.Choice{Of: []register.Option{{Key: "CS_YTE", Text: "Chăm sóc sức khỏe, bảo hiểm y tế"}, {Key: "CS_TGXH", Text: "Trợ giúp xã hội"}, {Key: "CS_GD", Text: "Giáo dục, học phí, chi phí học tập"},
		{Key: "CS_PL_TL", Text: "Trợ giúp pháp lý, tư vấn, trị liệu tâm lý"}, {Key: "qua", Text: "Quà, học bổng, vận động"}, {Key: "khac", Text: "Khác"}}}
	agreeWays = register.Choice{Of: []register.Option{{Key: "van-ban", Text: "Văn bản có chữ ký"}, {Key: "loi-noi", Text: "Lời nói, có người chứng kiến"}, {Key: "tin-nhan", Text: "Tin nhắn, thư điện tử"}}}
)
