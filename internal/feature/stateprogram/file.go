package stateprogram

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	fileReach = 20_000 // children of one file
	doHead    = "Việc cần làm"
	whyHead   = "Cần sửa gì"
)

// file gives the list as a workbook in the columns of the software, after the history has who took it and for what.
func (x *Program) file(w http.ResponseWriter, r *web.Request) error {
	v, err := x.open(r)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	if v.Purpose = f.Text("muc-dich"); v.Purpose == "" {
		v.Errors = []errs.Field{{Name: "muc-dich", Message: "Ghi mục đích, ví dụ: cập nhật phần mềm tuần này"}}
		return x.showList(w, v)
	}
	if err := v.read(r.Context(), fileReach, 0); err != nil {
		return err
	}
	e := x.kids(r.Actor).EnvOf(r)
	var out bytes.Buffer
	if err := xlsx.Write(&out, v.sheet(e)); err != nil {
		return err
	}
	if err := e.Err(); err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, weekTaken, tx.Now(), r.Unit.ID, monday(r.Today()).ISO()); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: ident.New(), UnitID: r.Unit.ID, Action: "Xuất danh sách cần sửa trên phần mềm trẻ em", Level: v.level(),
			Note: vi.Int(len(v.Items)) + " trẻ. Mục đích: " + v.Purpose})
	})
	if err != nil {
		return err
	}
	return web.Download(w, "can-sua-"+base+"-"+r.Today().ISO()+".xlsx", mediaXLSX, &out)
}

// level is the highest of the lines of the list.
func (v listView) level() actor.Level {
	for _, it := range v.Items {
		if slices.ContainsFunc(it.Lines, func(l line) bool { return l.Level > 0 }) {
			return actor.Restricted
		}
	}
	return actor.Ordinary
}

// sheet is the list in the columns of the software, each child as it should stand there, with what changes coloured.
func (v listView) sheet(e *register.Env) xlsx.Table {
	t := xlsx.Table{Sheet: "Cần sửa", Title: "DANH SÁCH CẦN SỬA TRÊN PHẦN MỀM TRẺ EM", Subtitle: []string{"UBND " + v.r.Unit.Name + ", " + v.r.Unit.Province, "Tính đến " + v.r.Today().String() + ". Ô tô màu là ô cần sửa",
		"Tên cột: " + v.Shape.Version.Name() + ", " + v.Shape.Sure, "Mục đích: " + v.Purpose + "; người xuất: " + v.r.Actor.Name}, Columns: []xlsx.Column{{Head: doHead, Width: 16}}}
	for _, c := range v.Shape.Columns {
		col := xlsx.Column{Head: c.Head}
		if c.compared() {
			_, col.Kind = c.Field.Kind.Cell(v.x.Children.Blank("").Value(c.Field.Column), e)
		}
		t.Columns = append(t.Columns, col)
	}
	t.Columns = append(t.Columns, xlsx.Column{Head: whyHead, Width: 50})
	for _, it := range v.Items {
		t.Rows = append(t.Rows, v.cells(it, e))
	}
	if n := v.Counts.held(); n > 0 {
		t.Foot = []string{vi.Int(n) + " hồ sơ không đưa vào tệp: đã rút đồng ý"}
	}
	return t
}

func (v listView) cells(it item, e *register.Env) []any {
	kind, changed, why := it.Lines[0].Kind, map[string]bool{}, []string{}
	for _, l := range it.Lines {
		changed[l.Field] = true
		words := v.do(it, l)
		if said, mine := v.sides(it, l, e); l.Kind == toFix {
			c, _ := v.Shape.column(l.Field)
			words = c.Head + ": " + orBlank(said) + " → " + mine
		}
		why = append(why, words)
	}
	row := []any{doWord(kind)}
	for _, c := range v.Shape.Columns {
		var value any
		switch {
		case c.As == asCode:
			value = it.Known.Child.Code
		case c.As == asStanding:
			value = it.Rec.Standing().Text
		case c.compared():
			value, _ = c.Field.Kind.Cell(it.Rec.Value(c.Field.Column), e)
		default:
			value = it.Known.Columns[c.Code].Said
		}
		if changed[c.Code] || c.As == asStanding && (kind == toMove || kind == toClose) {
			value = xlsx.Marked{Value: value}
		}
		row = append(row, value)
	}
	return append(row, strings.Join(why, "\n"))
}

func doWord(kind string) string {
	for _, k := range kinds {
		if k.Key == kind {
			return k.Do
		}
	}
	return kind
}

func orBlank(s string) string {
	if s == "" {
		return "(trống)"
	}
	return s
}
