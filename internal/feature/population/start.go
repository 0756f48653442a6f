package population

import (
	"context"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// startView is the page on which a list is brought.
type startView struct {
	Recent []check
	Heads  pack.Version
	Typed  map[string]string
	Errors []errs.Field
	Once   string
}

func (x *Population) start(w http.ResponseWriter, r *web.Request) error {
	return x.showStart(w, r, startView{Typed: map[string]string{}})
}

func (x *Population) showStart(w http.ResponseWriter, r *web.Request, v startView) (err error) {
	v.Once = web.NewKey()
	if v.Recent, err = store.List[check](r.Context(), r.Reader(), checkList, r.Unit.ID); err != nil {
		return err
	}
	book, err := pack.Open(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v.Heads = book.At(filePack, r.Today().ISO())
	view := web.View{Title: heading, Here: ui.NavChildren, Under: register.Beside(r, ui.NavChildren), Errors: v.Errors,
		Lead: "So danh sách của công an với sổ, nhận từng mục, gửi lại những trẻ chưa thấy. Chưa ghi gì vào sổ cho đến khi anh/chị xem và bấm ghi.", Crumbs: crumbs(r)}
	return r.Show(w, view, startPage(r, v))
}

func crumbs(r *web.Request, more ...ui.Crumb) []ui.Crumb {
	if len(more) == 0 {
		return []ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading}}
	}
	return append([]ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading, Href: r.In(base)}}, more...)
}

// receive keeps the children of a list and begins to compare them.
func (x *Population) receive(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	in, err := x.intake(r, f)
	if fields, ok := web.Mistakes(err); ok {
		typed := map[string]string{"bang": f.Raw("bang")}
		for _, name := range []string{"van-ban", "ngay-van-ban", "thu-tu"} {
			typed[name] = f.Text(name)
		}
		return x.showStart(w, r, startView{Typed: typed, Errors: fields})
	}
	if err != nil {
		return err
	}
	var k check
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if k, err = begin(ctx, tx, r.Unit.ID, in); err != nil {
			return err
		}
		tx.Result(r.In(base + "/" + k.ID))
		return nil
	})
	if err == nil {
		err = k.keep(in.Rows, writing1(r))
	}
	if err != nil {
		return err
	}
	return x.matchAwhile(w, r, k.ID)
}

// writing1 makes changes of the request in pieces, each a transaction of its own.
func writing1(r *web.Request) register.Writing {
	return func(change func(context.Context, *store.Tx) error) error {
		return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error { return change(r.Context(), tx) })
	}
}

// keepAtOnce is how many rows one change keeps.
const keepAtOnce = 500

// keep keeps the rows of a check, few at a time, and opens it to be compared. What broke off before that is never compared.
func (k check) keep(rows []row, write register.Writing) error {
	for len(rows) > 0 {
		n := min(len(rows), keepAtOnce)
		if err := write(func(ctx context.Context, tx *store.Tx) error { return keepRows(ctx, tx, k, rows[:n]) }); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return write(func(ctx context.Context, tx *store.Tx) error { return step(ctx, tx, k, matching, 0) })
}

// intake reads the form and the list in it. Mistakes of either are errs.Invalid.
func (x *Population) intake(r *web.Request, f *web.Form) (in intake, err error) {
	var wrong errs.Form
	in.Paper, in.Secret = strings.Join(strings.Fields(f.Text("van-ban")), " "), secret(r.Actor)
	if in.Paper == "" || len(in.Paper) > 100 {
		wrong.Add("van-ban", "Ghi số văn bản của công an, ví dụ 128/CAP-QLHC; số này đứng trong lịch sử từng hồ sơ")
	}
	if typed := f.Text("ngay-van-ban"); typed != "" {
		d, err := day.Parse(typed)
		if err != nil || d.After(r.Today()) {
			wrong.Add("ngay-van-ban", "Ngày văn bản ghi như 12/05/2026, không sau hôm nay")
		}
		in.PaperOn = d.ISO()
	}
	if err := wrong.Err(); err != nil {
		return in, err
	}
	src, err := x.fileIn(r, f)
	if err != nil {
		return in, err
	}
	s := sieve{Today: r.Today(), IsChild: x.IsChild, Where: x.Where(r.Unit.PlaceID, r.Today())}
	if s.Hamlets, err = x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today()); err != nil {
		return in, err
	}
	if err := s.sift(r.Context(), src, &in); err != nil {
		return in, err
	}
	if len(in.Rows) == 0 {
		wrong.Add("bang", "Danh sách không có trẻ em nào của đơn vị: %s người từ đủ 16 tuổi, %s người ở nơi khác, %s dòng không đọc được. Chưa giữ dòng nào; xem lại có chọn đúng tệp không", vi.Int(in.Adults), vi.Int(in.Elsewhere), vi.Int(in.Unread))
	}
	return in, wrong.Err()
}

// fileIn is the list of the police in a form, as a source.
func (x *Population) fileIn(r *web.Request, f *web.Form) (PopulationSource, error) {
	name, hash, table, err := register.TableIn(f)
	if err != nil {
		return nil, err
	}
	book, err := pack.Open(r.Context(), r.Reader())
	if err != nil {
		return nil, err
	}
	src, err := newFile(name, hash, table, book.At(filePack, r.Today().ISO()), f.Text("thu-tu"), r.Today())
	if err != nil {
		return nil, err
	}
	return src, nil
}
