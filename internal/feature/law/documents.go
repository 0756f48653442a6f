package law

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// How a document stands today: the states of its record. They follow from what is known of its force and from the calendar;
// nobody sets them by themselves.
const (
	stateUnknown = "chua"
	stateValid   = "con"
	stateEnding  = "sap-het"
	statePartial = "mot-phan"
	stateEnded   = "het"
)

var beforeEnd = []string{stateUnknown, stateValid, statePartial}

// Documents is the register of documents on which the unit's work rests.
var Documents = register.New(register.Declaration{
	Name: "law_document", Title: "Văn bản", One: "văn bản", Path: "van-ban", Noun: ui.NavDocuments, Code: "VB", Of: actor.KindLaw, Narrow: store.ShowAll,
	Empty:     "Văn bản được dẫn trong kế hoạch tự vào đây khi kế hoạch được xác nhận, ví dụ Quyết định số 23/QĐ-TTg ngày 07/01/2021.",
	ReadRight: actor.LawRead, EditRight: actor.LawEdit,
	Label:   "name",
	Same:    []string{"symbol"},
	Key:     func(rec register.Record) string { return rec.Str("doc_key") },
	Columns: []string{"title", "issued_on", "period", "uses"},
	Drawn:   []register.Drawn{{Head: "Lưu ý", Draw: heed}},
	Fields:  fields,
	States: []register.State{
		{Key: stateUnknown, Text: "chưa đối chiếu", Glyph: "?", Open: true},
		{Key: stateValid, Text: "còn hiệu lực", Glyph: "N"},
		{Key: stateEnding, Text: "sắp hết hạn", Glyph: "H", Open: true},
		{Key: statePartial, Text: "hết hiệu lực một phần", Glyph: "NM"},
		{Key: stateEnded, Text: "hết hiệu lực", Glyph: "KT", Closed: true},
	},
	Expires: expiries(),
	Sorts: []register.Sort{
		{Text: "Mới ban hành trước", Column: "issued_on", Desc: true},
		{Key: "so", Text: "Theo số", Column: "sort_key"},
		{Key: "het-han", Text: "Hết hạn trước", Column: "ends_key"},
		{Key: "dan", Text: "Được dẫn nhiều trước", Column: "uses", Desc: true},
	},
	Views: []register.View{
		{Key: "chua-doi-chieu", Text: "Chưa đối chiếu với bản gốc", Where: []register.Where{{Column: "confidence", Op: register.Not, Value: string(Checked)}}},
		{Key: "khong-ro", Text: "Không rõ ngày hoặc chỗ dẫn", Where: []register.Where{{Column: "unclear", Op: register.Filled}}},
	},
	Facts: []register.Fact{
		{Key: "trong-so", Title: "Văn bản làm căn cứ", Unit: "văn bản", By: []string{"state", "kind", "confidence"}},
		{Key: "ban-hanh", Title: "Văn bản ban hành trong kỳ", Unit: "văn bản", On: "issued_on", By: []string{"kind", "state"}},
		{Key: "het-han", Title: "Văn bản hết hiệu lực hoặc hết giai đoạn trong kỳ", Unit: "văn bản", On: "ends_on", By: []string{"kind", "state"}},
	},
	Clocks: []register.Clock{{Column: "ends_on", From: append([]string{stateEnding}, beforeEnd...), Text: "Hết hạn"}},
	Dates:  []register.Dated{{Column: "ends_on", Text: "Hết hạn"}, {Column: "issued_on"}},
	Follow: follow,
	Check:  func(rec register.Record, m *register.Mistakes) { documentIn(rec).check(m.At) },
})

func init() { Documents.Written = written } // which writes documents itself

// expiries let the calendar end what has an end: first those that are over, then those that soon will be.
func expiries() (out []register.Expiry) {
	for _, from := range append([]string{stateEnding}, beforeEnd...) {
		out = append(out, register.Expiry{From: from, To: stateEnded, Column: "ends_on", Done: "Qua ngày cuối của hiệu lực hoặc giai đoạn"})
	}
	for _, from := range beforeEnd {
		out = append(out, register.Expiry{From: from, To: stateEnding, Column: "warn_on", Done: "Còn 90 ngày là hết hạn"})
	}
	return out
}

var fields = []register.Field{
	{Column: "kind", Name: "loai", Label: "Loại", Hint: "Để trống thì đọc từ ký hiệu", Group: "Văn bản", Kind: kinds(), Filter: true, Heads: []string{"loại văn bản", "hình thức"}},
	{Column: "symbol", Name: "so", Label: "Số, ký hiệu", Hint: "Như trên văn bản, ví dụ 23/QĐ-TTg hoặc 28-CT/TW", Kind: symbol{oneLine{Max: maxNumber}}, Required: true, Search: true,
		Heads: []string{"số ký hiệu", "số hiệu", "số văn bản", "số và ký hiệu", "ký hiệu", "số"}},
	{Column: "issued_on", Name: "ngay", Label: "Ngày ban hành", Hint: "Hai văn bản cùng số phân biệt bằng ngày", Kind: register.Date{}, Heads: []string{"ngày", "ngày tháng", "ngày tháng năm", "ngày văn bản", "ban hành ngày"}},
	{Column: "issuer", Name: "co-quan", Label: "Cơ quan ban hành", Kind: register.Text{Max: maxIssuer}, Search: true, Heads: []string{"cơ quan", "nơi ban hành", "đơn vị ban hành"}},
	{Column: "title", Name: "trich-yeu", Label: "Trích yếu", Hint: "Như trên văn bản gốc; các cách dẫn trong kế hoạch vẫn được giữ", Kind: register.LongText{Max: maxTitle}, Search: true,
		Heads: []string{"tên văn bản", "nội dung", "trích yếu nội dung", "tên gọi"}},
	{Column: "period", Name: "giai-doan", Label: "Giai đoạn", Hint: "Của chương trình, kế hoạch nhiều năm, ví dụ 2021-2025", Kind: register.Years{}, Heads: []string{"thời kỳ"}},
	{Column: "in_force", Name: "tinh-trang", Label: "Hiệu lực", Group: "Hiệu lực", Kind: force{forces}, Heads: []string{"tình trạng", "tình trạng hiệu lực"}},
	{Column: "valid_from", Name: "hieu-luc", Label: "Hiệu lực từ", Kind: register.Date{}, Heads: []string{"ngày hiệu lực", "ngày có hiệu lực", "có hiệu lực từ"}},
	{Column: "valid_to", Name: "het-hieu-luc", Label: "Hiệu lực đến hết", Hint: "Ngày cuối cùng còn hiệu lực", Kind: register.Date{}, Heads: []string{"hết hiệu lực", "ngày hết hiệu lực", "hiệu lực đến"}},
	{Column: "ends_on", Name: "het-han", Label: "Hết hạn", Kind: register.Worked{Kind: register.Date{}}},
	{Column: "note", Name: "ghi-chu", Label: "Ghi chú", Kind: register.LongText{Max: maxNote}, Search: true},
	{Column: "source", Name: "nguon", Label: "Nguồn", Group: "Căn cứ của điều ghi ở đây", Kind: register.Worked{Kind: register.Text{Max: 1000}}},
	{Column: "confidence", Name: "do-tin-cay", Label: "Mức đối chiếu", Kind: register.Worked{Kind: confidences}, Filter: true},
	{Column: "uses", Name: "ke-hoach-dan", Label: "Kế hoạch dẫn", Kind: register.Worked{Kind: register.Count{}}},
	{Column: "name", Name: "ten", Label: "Văn bản", Kind: inner(register.Text{Max: 200})},
	{Column: "number_fold", Name: "so-gop", Label: "Số để tìm", Kind: inner(register.Text{Max: 200})},
	{Column: "year", Name: "nam", Label: "Năm ban hành", Kind: inner(register.Count{})},
	{Column: "cited_title", Name: "trich-yeu-dan", Label: "Trích yếu như kế hoạch đầu tiên dẫn", Kind: inner(register.LongText{})},
	{Column: "checked_by", Name: "nguoi-doi-chieu", Label: "Người đối chiếu", Kind: inner(register.Text{Max: 200})},
	{Column: "checked_at", Name: "luc-doi-chieu", Label: "Lúc đối chiếu", Kind: inner(register.Count{})},
	{Column: "ends_key", Name: "thu-tu-het-han", Label: "Thứ tự hết hạn", Kind: inner(register.Text{})},
	{Column: "warn_on", Name: "bao-truoc", Label: "Báo trước từ", Kind: inner(register.Date{})},
	{Column: "unclear", Name: "khong-ro", Label: "Chưa rõ ngày hoặc chỗ dẫn", Kind: inner(register.Text{})},
	{Column: "doc_key", Name: "khoa", Label: "Khóa", Kind: inner(register.Text{Max: 1000})},
	{Column: "sort_key", Name: "thu-tu", Label: "Thứ tự theo số", Kind: inner(register.Text{Max: 1000})},
}

// inner is an answer that serves the program alone.
func inner(k register.Kind) register.Kind { return register.Worked{Kind: k, Inner: true} }

// kinds are the kinds of documents, called as they are stored.
func kinds() register.Choice {
	var c register.Choice
	for _, k := range planread.Kinds() {
		c.Of = append(c.Of, register.Option{Key: k, Text: k})
	}
	return c
}

// forces are what somebody knows of the force of a document; nobody knowing is no answer and has words.
var forces = register.Choice{Of: []register.Option{
	{Key: string(Valid), Text: Valid.Words()}, {Key: string(Partial), Text: Partial.Words()}, {Key: string(Expired), Text: Expired.Words()}, {Text: Unknown.Words()},
}}

var confidences = register.Choice{Of: []register.Option{
	{Key: string(Cited), Text: "theo kế hoạch dẫn"}, {Key: string(Read), Text: "đọc trong nguồn"}, {Key: string(Typed), Text: "cán bộ ghi"}, {Key: string(Checked), Text: "đã đối chiếu bản gốc"},
}}
