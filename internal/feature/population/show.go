package population

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// checkView is one check with its figures.
type checkView struct {
	r      *web.Request
	Check  check
	N      Numbers
	Same   *check // the same list, brought before
	Wrong  []row
	Failed []row
	Notes  []note
	Once   string
}

// checkOf is the check that the address names.
func checkOf(r *web.Request, from store.Source) (check, error) {
	id, err := r.ID("population")
	if err != nil {
		return check{}, err
	}
	return store.Get[check](r.Context(), from, checkGet, id)
}

// here is the address of a check or of what lies below it.
func (k check) here(r *web.Request, below string) string { return r.In(base + "/" + k.ID + below) }

func (x *Population) show(w http.ResponseWriter, r *web.Request) error {
	k, err := checkOf(r, r.Reader())
	if err != nil {
		return err
	}
	v := checkView{r: r, Check: k, Once: web.NewKey()}
	if v.N, err = numbers(r.Context(), r.Reader(), k); err != nil {
		return err
	}
	_ = json.Unmarshal([]byte(k.Notes), &v.Notes) // written by begin
	if k.TrimmedAt.IsZero() && k.State != dropped && k.State != receiving {
		if err := v.lists(); err != nil {
			return err
		}
	}
	view := web.View{Title: k.title(), Lead: v.lead(), Here: ui.NavChildren, Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + k.Paper}), Under: k.steps()}
	return r.Show(w, view, checkPage(v))
}

// lists are the rows that a person should know of.
func (v *checkView) lists() (err error) {
	ctx, from := v.r.Context(), v.r.Reader()
	if v.Wrong, err = store.List[row](ctx, from, rowsWrong, v.Check.ID, notesAtMost); err != nil {
		return err
	}
	if v.Failed, err = store.List[row](ctx, from, rowsFailed, v.Check.ID, notesAtMost); err != nil {
		return err
	}
	same, ok, err := store.Find[check](ctx, from, checkSame, v.Check.UnitID, v.Check.Hash, v.Check.ID)
	if ok {
		v.Same = &same
	}
	return err
}

func (k check) title() string {
	switch k.State {
	case receiving:
		return "Đang nhận danh sách"
	case matching:
		return "Đang so danh sách với sổ"
	case writing:
		return "Đang ghi vào sổ"
	case undoing:
		return "Đang hoàn tác"
	case undone:
		return "Đã hoàn tác đối chiếu"
	case dropped:
		return "Đã bỏ lần đối chiếu"
	case written:
		return "Biên nhận đối chiếu dân cư"
	}
	return heading + ": xem và quyết định"
}

func (k check) steps() templ.Component {
	at := map[string]int{receiving: 1, matching: 1, open: 2, writing: 3, written: 4, undoing: 4, undone: 4}[k.State]
	if at == 0 {
		return nil
	}
	return ui.Steps(at, []string{"Đọc và tìm trẻ", "Xem khác nhau", "Ghi vào sổ", "Gửi lại, thêm trẻ"})
}

// lead is the finding.
func (v checkView) lead() string {
	n, k := v.N, v.Check
	switch k.State {
	case receiving:
		return "Danh sách chưa lên đủ; sổ chưa có gì thay đổi."
	case matching:
		return "Đã xem " + vi.Int(k.Taken-n.Wait) + "/" + vi.Int(k.Taken) + " trẻ. Chưa ghi gì vào sổ; dừng lúc nào cũng được."
	case writing:
		return "Đang ghi từ dòng " + vi.Int(k.Reached) + ". Dừng lúc nào cũng được, phần còn lại ghi tiếp từ chỗ này."
	case undoing:
		return "Còn " + vi.Int(n.Wrote-n.Back-n.Kept) + " hồ sơ chưa hoàn tác."
	case undone:
		words := "Đã trả " + vi.Int(n.Back) + " hồ sơ về như trước."
		if n.Kept > 0 {
			words += " " + vi.Int(n.Kept) + " hồ sơ giữ nguyên vì đã có người sửa sau đó."
		}
		return words
	case dropped:
		return "Các dòng của danh sách đã xóa; sổ không có gì thay đổi."
	}
	return vi.Int(k.Taken) + " trẻ trong danh sách: " + vi.Int(n.Sure+n.Yes) + " thấy trong sổ, " + vi.Int(n.Likely) + " cần xem, " + vi.Int(n.there()) + " chưa có trong sổ. " + vi.Int(n.Here) + " trẻ chỉ có trong sổ."
}

// stepTime is how long one request goes on with pieces.
const stepTime = time.Second

// carry begins a long change or goes on with it for about a second, piece by piece, and shows how far it is. The key of the form
// counts for the beginning alone: the rest is the same work, however often it is asked for.
func (x *Population) carry(w http.ResponseWriter, r *web.Request, to string, enter func(check) error, do func(context.Context, *store.Tx, check, day.Day) (bool, error)) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	var id string
	started := time.Now()
	for more := true; more && time.Since(started) < stepTime; {
		err := r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error {
			k, err := checkOf(r, tx)
			if err != nil {
				return err
			}
			id = k.ID
			if k.State != to {
				if err := enter(k); err != nil {
					return err
				}
				if err := step(r.Context(), tx, k, to, 0); err != nil {
					return err
				}
				k.State, k.Reached = to, 0
			}
			more, err = do(r.Context(), tx, k, r.Today())
			return err
		})
		if err != nil {
			return err
		}
	}
	return r.Go(w, r.In(base+"/"+id))
}

// goMatching goes on comparing.
func (x *Population) goMatching(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	k, err := checkOf(r, r.Reader())
	if err != nil {
		return err
	}
	return x.matchAwhile(w, r, k.ID)
}

// matchAwhile compares for about a second. Whoever else does so at the same moment does other rows, or none.
func (x *Population) matchAwhile(w http.ResponseWriter, r *web.Request, id string) error {
	started, ctx := time.Now(), r.Context()
	for more := true; more && time.Since(started) < stepTime; {
		k, err := store.Get[check](ctx, r.Reader(), checkGet, id)
		if err != nil {
			return err
		}
		if k.State != matching {
			break
		}
		p, err := x.prepare(ctx, r.Reader(), k)
		if err != nil {
			return err
		}
		err = writing1(r)(func(ctx context.Context, tx *store.Tx) (err error) {
			more, err = x.matchPiece(ctx, tx, k, p, r.Today())
			return err
		})
		if err != nil && !errs.Is(err, errs.Conflict) { // somebody else did the last piece
			return err
		}
	}
	return r.Go(w, r.In(base+"/"+id))
}

func (x *Population) goWriting(w http.ResponseWriter, r *web.Request) error {
	return x.carry(w, r, writing, func(k check) error {
		if !k.decides() {
			return errs.New(errs.Conflict, "Lần đối chiếu này không ghi được nữa hoặc đang được người khác ghi. Mở lại trang để xem.")
		}
		return k.ours(r)
	}, x.writePiece)
}

func (x *Population) goUndoing(w http.ResponseWriter, r *web.Request) error {
	return x.carry(w, r, undoing, func(k check) error {
		switch {
		case k.State != written:
			return errs.New(errs.Conflict, "Chưa có gì để hoàn tác, hoặc đã hoàn tác rồi. Mở lại trang để xem.")
		case r.Now.After(k.undoUntil()):
			return errs.New(errs.Conflict, "Đã quá 30 ngày nên không hoàn tác được lần đối chiếu này nữa.")
		case k.Secret && !secret(r.Actor):
			return errs.New(errs.Forbidden, "Lần đối chiếu này có mục riêng; người được giao quyền xem mục riêng hoàn tác.")
		}
		return nil
	}, x.undoPiece)
}

// ours refuses to go on with a list of which hardly anybody is in the register, until a person says that it is the right one.
func (k check) ours(r *web.Request) error {
	if k.Confirmed {
		return nil
	}
	n, err := numbers(r.Context(), r.Reader(), k)
	if err == nil && n.foreign() {
		err = errs.New(errs.Conflict, "Hầu như không trẻ nào trong danh sách có trong sổ. Xác nhận đúng danh sách của đơn vị trước, hoặc bỏ lần này.")
	}
	return err
}

// confirm takes the word of a person that the list is of this commune.
func (x *Population) confirm(w http.ResponseWriter, r *web.Request) error {
	return x.change(w, r, "", "Đã ghi: đúng danh sách của đơn vị.", func(ctx context.Context, tx *store.Tx, k check, _ *web.Form) error {
		if _, err := tx.Exec(ctx, checkConfirm, k.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: k.ID, UnitID: k.UnitID, Action: "Xác nhận đúng danh sách của đơn vị"})
	})
}

// discard removes a list of which nothing was written.
func (x *Population) discard(w http.ResponseWriter, r *web.Request) error {
	var of check
	if _, err := r.Form(); err != nil {
		return err
	}
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		if of, err = checkOf(r, tx); err != nil {
			return err
		}
		tx.Result(of.here(r, ""))
		if of.State != open && of.State != matching && of.State != receiving {
			return errs.New(errs.Conflict, "Lần này đã ghi vào sổ nên không bỏ được; dùng “Hoàn tác”.")
		}
		if err := step(ctx, tx, of, dropped, 0); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: of.ID, UnitID: of.UnitID, Action: "Bỏ một danh sách dân cư, chưa ghi gì"})
	})
	if err != nil {
		return err
	}
	if err := of.clear(r.Context(), r.Site.DB, r.Actor); err != nil {
		return err
	}
	r.Say(w, "Đã bỏ danh sách. Sổ không có gì thay đổi.")
	return r.Go(w, of.here(r, ""))
}

// change makes one change to a check that people decide about, and leads to a page below it.
func (x *Population) change(w http.ResponseWriter, r *web.Request, below, said string, do func(context.Context, *store.Tx, check, *web.Form) error) error {
	return x.changeTo(w, r, func(k check, _ *web.Form) string { return k.here(r, below) }, func() string { return said }, do)
}

// changeTo is change with an address and words that are known when it is done.
func (x *Population) changeTo(w http.ResponseWriter, r *web.Request, to func(check, *web.Form) string, said func() string, do func(context.Context, *store.Tx, check, *web.Form) error) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	var k check
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if k, err = checkOf(r, tx); err != nil {
			return err
		}
		tx.Result(to(k, f))
		if !k.decides() {
			return errs.New(errs.Conflict, "Lần đối chiếu này đang ghi, đã hoàn tác hoặc đã hết hạn giữ các dòng. Mở lại trang để xem.")
		}
		return do(ctx, tx, k, f)
	})
	if err != nil {
		return err
	}
	r.Say(w, said())
	return r.Go(w, to(k, f))
}
