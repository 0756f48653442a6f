package account

import (
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// changeActing makes another post of the person the one that acts in a unit, in this browser. Rights, pages and history
// follow from the next request on.
func (p *pages) changeActing(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	unitID, key := f.Text("don-vi"), f.Text("chuc-danh")
	at := slices.IndexFunc(r.Session.Posts, func(q web.UnitPost) bool { return q.Unit.ID == unitID && q.Post.Key() == key })
	if at < 0 {
		return errs.New(errs.NotFound, "Anh/chị không còn giữ chức danh này. Chưa đổi gì; mở Tài khoản của tôi để xem các chức danh đang giữ.")
	}
	err = p.DB.Write(r.Context(), sessionActor, func(tx *store.Tx) error {
		_, err := tx.Exec(r.Context(), actingSet, r.Session.ID, unitID, key)
		tx.Unaudited("by which post a browser acts is no record of work; every change that it makes carries the post")
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Từ giờ anh/chị làm với tư cách "+web.PostWords(r.Session.Posts[at].Post)+".")
	return r.Go(w, web.LocalPath(f.Text("tro-lai"), "/"))
}
