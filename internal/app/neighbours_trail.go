package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/feature/reach"
	"github.com/mangnon/mangnon/internal/feature/stateprogram"
	"github.com/mangnon/mangnon/internal/feature/trail"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// trail makes the history with the kinds of records that the features have.
func (a *App) trail() *trail.Trail {
	return &trail.Trail{
		People: func(ctx context.Context, from store.Source, unitID string) ([]trail.Choice, error) {
			list, err := a.Accounts.OfUnit(ctx, from, unitID)
			out := make([]trail.Choice, len(list))
			for i, h := range list {
				out[i] = trail.Choice{ID: h.ID, Name: h.Name + " (" + h.Username + ")"}
			}
			return out, err
		},
		Bodies: func(ctx context.Context, from store.Source, _ string, at day.Day) ([]trail.Choice, error) {
			list, err := a.Org.Bodies(ctx, from, at)
			out := make([]trail.Choice, len(list))
			for i, b := range list {
				out[i] = trail.Choice{ID: b.ID, Name: b.Name}
			}
			return out, err
		},
		Kinds: slices.Concat(trailKinds, registerKinds()),
		Told:  []directory.Told{toldReads{kindWords}},
	}
}

// registerKinds are the kinds of records of the registers.
func registerKinds() []trail.Kind {
	var out []trail.Kind
	for _, g := range registers() {
		of := trail.Kind{Name: g.Name, Words: g.Title, Reads: g.ReadRight,
			Named: func(ctx context.Context, from store.Source, ids []string) ([]trail.Record, error) {
				names, err := g.Named(ctx, from, ids)
				list := make([]trail.Record, 0, len(names))
				for id, name := range names {
					list = append(list, trail.Record{ID: id, Title: name, Path: g.Path + "/" + id})
				}
				return list, err
			}}
		out = append(out, of)
		if kind, right, ok := g.Secret(); ok {
			of.Name, of.Words, of.Reads = kind, g.Title+": mục riêng", right
			out = append(out, of)
		}
	}
	return out
}

// kindWords is what a kind of record is called, its stored word when the history does not know it.
func kindWords(name string) string {
	for _, k := range slices.Concat(trailKinds, registerKinds()) {
		if k.Name == name {
			return k.Words
		}
	}
	return name
}

// TrailKinds are the stored words of the kinds that the history can name.
func TrailKinds() []string {
	out := make([]string, len(trailKinds))
	for i, k := range trailKinds {
		out[i] = k.Name
	}
	return out
}

// trailKinds are the kinds of records in the history, in the order of the menu.
var trailKinds = []trail.Kind{
	{Name: "plan", Words: "Kế hoạch", Reads: actor.PlanRead, Named: named("app.trail.plan", `SELECT p.id, p.title, 'ke-hoach/' || p.id AS path, p.year FROM plan p`, "p")},
	{Name: "task", Words: "Nhiệm vụ", Reads: actor.PlanRead, Named: named("app.trail.task", `SELECT t.id, t.title, 'nhiem-vu/' || t.id AS path, t.year FROM task t`, "t")},
	{Name: "bulk", Words: "Sửa nhiều việc", Reads: actor.PlanRead},
	{Name: "week", Words: "Trang lãnh đạo", Reads: actor.WeekRead},
	{Name: "law_import", Words: "Nhập văn bản", Reads: actor.LawRead},
	{Name: "body", Words: "Cơ quan", Reads: actor.OrgRead, Named: named("app.trail.body", `SELECT b.id, b.name AS title, 'to-chuc/' || b.id AS path, 0 AS year FROM body b`, "b")},
	{Name: "hamlet", Words: "Thôn, tổ dân phố", Reads: actor.OrgRead, Named: named("app.trail.hamlet", `SELECT h.id, h.name AS title, 'thon/' || h.id AS path, 0 AS year FROM hamlet h`, "h")},
	{Name: "hamlet_act", Words: "Sắp xếp thôn, tổ dân phố", Reads: actor.OrgRead},
	{Name: "handover", Words: "Bàn giao tổ chức", Reads: actor.OrgRead},
	{Name: "register_import", Words: "Nhập vào sổ", Reads: actor.HistoryRead},
	{Name: register.ExportKind, Words: "Xuất từ sổ", Reads: actor.DataExport},
	{Name: "register_merge", Words: "Gộp hồ sơ", Reads: actor.HistoryRead},
	{Name: stateprogram.Kind, Words: "Phần mềm trẻ em", Reads: actor.ChildRead},
	{Name: reach.Kind, Words: "Danh sách chưa ai đến", Reads: actor.ChildRead},
	{Name: "child_correction", Words: "Đề nghị sửa hồ sơ trẻ em", Reads: actor.ChildRead},
	{Name: "child_arrival", Words: "Trẻ em chuyển đến", Reads: actor.ChildRead},
	{Name: population.Kind, Words: "Đối chiếu dân cư", Reads: actor.ChildEdit},
	{Name: "unit", Words: "Đơn vị", Machine: true},
	{Name: "holiday_year", Words: "Lịch nghỉ", Reads: actor.OrgRead, Machine: true},
	{Name: "pack", Words: "Gói dữ liệu", Reads: actor.OrgRead, Machine: true},
	{Name: "calendar_feed", Words: "Lịch trên điện thoại"},
	{Name: "account", Words: "Tài khoản", Opens: actor.AccountAdmin, Machine: true,
		Named: named("app.trail.account", `SELECT DISTINCT a.id, a.name AS title, 'tai-khoan/' || a.id AS path, 0 AS year FROM account a JOIN position p ON p.account_id = a.id`, "a", "p")},
	{Name: "audit", Words: "Lịch sử"},
	{Name: "chain", Words: "Kiểm tra chuỗi", Machine: true},
	{Name: "sign_in_limit", Words: "Thời hạn phiên đăng nhập", Machine: true},
	{Name: "backup", Words: "Sao lưu", Machine: true},
	{Name: "job", Words: "Việc nền", Machine: true},
	{Name: "mail", Words: "Thư gửi đi", Machine: true},
	{Name: "place", Words: "Địa bàn", Machine: true},
}

// named finds the records of a kind, called by an alias, that the source's actor may read: the scope is the statement's, on the
// same alias unless another is given.
func named(name, query, alias string, scoped ...string) func(context.Context, store.Source, []string) ([]trail.Record, error) {
	marks := make([]string, trail.NamesAtOnce)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	stmt := store.Query(name, query+` WHERE `+alias+`.id IN (`+strings.Join(marks, ", ")+`) AND {scope:`+append(scoped, alias)[0]+`}`)
	return func(ctx context.Context, from store.Source, ids []string) ([]trail.Record, error) {
		args := make([]any, trail.NamesAtOnce)
		for i := range args {
			args[i] = ""
			if i < len(ids) {
				args[i] = ids[i]
			}
		}
		return store.List[trail.Record](ctx, from, stmt, args...)
	}
}

var samplePerson = store.Query("app.sample.person", `SELECT p.account_id FROM position p JOIN unit u ON u.id = p.unit_id WHERE u.slug = $1 ORDER BY p.id LIMIT 1`,
	store.Whole("reads one row along the primary key, for benchmarks and tests"))

// trailSamples are a record and a person whose history can be opened.
func (a *App) trailSamples(ctx context.Context, from store.Source, taskID string, out Samples) (err error) {
	out["kind"], out["record"] = "task", taskID
	out["account"], _, err = store.Find[string](ctx, from, samplePerson, out["unit"])
	return err
}
