package reach

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// givenBefore is the work given from the rule for the part shown, newest first.
func (v view) givenBefore() ([]given, error) {
	all, err := store.List[given](v.r.Context(), v.r.Reader(), tasksOf, v.r.Unit.ID, v.Rule.Key)
	return slices.DeleteFunc(all, func(g given) bool { return g.Part != string(v.Part) }), err
}

// piece is the work in words. Of a secret rule they tell neither what the children have in common nor how many they are.
func (v view) piece(due day.Day, lead string) Piece {
	p := Piece{UnitID: v.r.Unit.ID, Year: v.r.Year, Due: due, Lead: lead,
		Title: "Đến " + number(v.Count.of(v.Part)) + " trẻ em " + v.Rule.Words, Why: "Danh sách “" + v.Rule.title(v.Part) + "” ngày " + v.r.Today().String() + ". Căn cứ: " + v.Rule.Source + " (" + v.Rule.Sure + ")."}
	if v.Part == unclear {
		p.Title = "Hỏi lại " + number(v.Count.of(v.Part)) + " trẻ em " + v.Rule.Maybe
	}
	if v.Rule.Secret {
		p.Title, p.Why = "Đến với trẻ em trong danh sách riêng", "Danh sách riêng của sổ trẻ em ngày "+v.r.Today().String()+", mở bằng quyền xem mục riêng."
	}
	if v.Hamlet != "" {
		p.Title += ", " + v.where()
	}
	return p
}

// give makes a piece of work for the list as it stands.
func (x *Reach) give(w http.ResponseWriter, r *web.Request) error {
	if !r.May(actor.ChildRead) {
		return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền xem hồ sơ trẻ em.")
	}
	v, err := x.open(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	if v.Bodies, err = x.bodies(r); err != nil {
		return err
	}
	due, lead, err := v.typedWork(form)
	if err != nil {
		fields, ok := web.Mistakes(err)
		if !ok {
			return err
		}
		v.Errors = fields
		return x.show(w, v)
	}
	var path string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if path, err = x.Work.Give(ctx, tx, v.piece(due, lead)); err != nil {
			return err
		}
		id, level := ident.New(), v.Rule.Level()
		tx.Result(v.here(""))
		if _, err := tx.Exec(ctx, taskAdd, id, r.Unit.ID, v.Rule.Key, string(v.Part), v.Hamlet, v.Count.of(v.Part), r.Today().ISO(), tx.Actor().Name, due.ISO(), path, int64(level)); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: id, UnitID: r.Unit.ID, Action: "Giao việc theo danh sách", Level: level, Note: v.Rule.title(v.Part) + ", " + number(v.Count.of(v.Part)) + " trẻ"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã giao việc, hạn "+due.String()+". Lần sau trang này cho biết còn bao nhiêu trẻ.")
	return r.Go(w, v.here(""))
}

// typedWork reads the form of the work.
func (v *view) typedWork(form *web.Form) (due day.Day, lead string, err error) {
	v.Typed["han"], v.Typed["giao-cho"] = form.Text("han"), form.Text("giao-cho")
	var wrong errs.Form
	due, dayErr := day.Parse(v.Typed["han"])
	switch {
	case v.Typed["han"] == "":
		wrong.Add("han", "Ghi hạn xong, ví dụ 30/11/2026")
	case dayErr != nil:
		wrong.Add("han", "Hạn ghi như 30/11/2026; “%s” không phải ngày", v.Typed["han"])
	case due.Before(v.r.Today()):
		wrong.Add("han", "Hạn phải từ hôm nay trở đi")
	}
	if v.Count.of(v.Part) == 0 {
		wrong.Add("han", "Danh sách không còn trẻ em nào; không cần giao việc")
	}
	for _, o := range v.Bodies {
		if o.Value == v.Typed["giao-cho"] {
			lead = o.Text
		}
	}
	return due, lead, wrong.Err()
}

func (x *Reach) bodies(r *web.Request) ([]ui.Option, error) { return x.refs(r, register.RefBody) }

// standing is how many children of a piece of given work are left today.
func (v view) standing(g given) (n int) {
	for hamlet, c := range v.counts {
		if g.Hamlet == "" || g.Hamlet == hamlet {
			n += c.of(part(g.Part))
		}
	}
	return n
}
