package event

import (
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// money are the lines of the budget. What was planned belongs to the plan that was approved; what was spent does not.
var money = register.Rows{One: "khoản kinh phí", Totals: []string{"planned", "spent"}, Fields: []register.Field{
	{Column: "what", Name: "noi-dung", Label: "Nội dung", Kind: register.Text{Max: 120}, Required: true},
	{Column: "source", Name: "nguon", Label: "Nguồn", Kind: register.Choice{Of: []register.Option{{Key: "ngan-sach", Text: "Ngân sách"}, {Key: "quy", Text: "Quỹ", Also: []string{"quỹ bảo trợ trẻ em"}},
		{Key: "van-dong", Text: "Vận động"}, {Key: "khac", Text: "Khác"}}}},
	{Column: "planned", Name: "du-kien", Label: "Dự kiến", Kind: register.Money()},
	{Column: "spent", Name: "da-chi", Label: "Đã chi", Kind: register.Money()},
	{Column: "paper", Name: "chung-tu", Label: "Chứng từ", Kind: register.Text{Max: 80}},
}}

// attendance is who came, by group.
var attendance = register.Rows{One: "nhóm người dự", Totals: []string{"boys", "girls", "adults"}, Fields: []register.Field{
	{Column: "who", Name: "nhom", Label: "Nhóm", Kind: register.Choice{Of: groups.Of}, Required: true},
	{Column: "boys", Name: "nam", Label: "Trẻ em nam", Kind: register.Number{Max: 1_000_000}},
	{Column: "girls", Name: "nu", Label: "Trẻ em nữ", Kind: register.Number{Max: 1_000_000}},
	{Column: "adults", Name: "lon", Label: "Người lớn", Kind: register.Number{Max: 1_000_000}},
}}

var overspent = register.Choice{Of: []register.Option{{Key: "co", Text: "Chi vượt dự toán"}, {Key: "khong", Text: "Trong dự toán"}}}

// overspentExpr compares what was spent, by lines where there are any, with the budget, or with the lines planned without one.
const overspentExpr = `(has_sum_money_spent or has_spent) and (has_budget or has_sum_money_planned)
	? ((has_sum_money_spent ? sum_money_spent : spent) > (has_budget ? budget : sum_money_planned) ? "co" : "khong") : ""`

// replanned reports whether the planned part of the budget lines changed.
func replanned(before register.Record, after register.Record) bool {
	plan := func(rec register.Record) (out [][]any) {
		for _, l := range rec.Lines("money") {
			out = append(out, []any{l.Str("what"), l.Str("source"), l.Value("planned")[0]})
		}
		return out
	}
	return !slices.EqualFunc(plan(before), plan(after), slices.Equal[[]any])
}

// aside warns of money spent beyond the budget. It stops nobody: the reason is what is asked for.
func aside(_ *web.Request, rec register.Record) (templ.Component, error) {
	if rec.Str("overspent") != "co" {
		return nil, nil //nolint:nilnil // nothing to say
	}
	words := "Số đã chi lớn hơn dự toán."
	if reason := rec.Str("over_reason"); reason != "" {
		return ui.Warning(words + " Lý do: " + reason), nil
	}
	return ui.Warning(words + " Chưa ghi lý do; bấm Sửa để ghi."), nil
}
