package plan

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// listView is what the preview and the receipt show.
type listView struct {
	List        broughtList
	Tab         string
	Counts      map[string]int
	Rows        []listRow
	Page, Pages int
	Bodies      []Body
	Match       Match
	Same        broughtList // a list from the same file that was written before
	Key         string
	Errors      []errs.Field
}

// listShow shows the preview of a draft, or the receipt of a list that was written.
func (p *Plans) listShow(w http.ResponseWriter, r *web.Request) error {
	l, err := listOf(r)
	if err != nil {
		return err
	}
	switch l.State {
	case ListColumns:
		return r.Go(w, r.In("danh-sach-viec/"+l.ID+"/cot"))
	case ListWritten, ListUndone:
		v := web.View{Title: "Biên nhận", Here: ui.NavPlan, Under: ui.Steps(len(listSteps), listSteps), Crumbs: listCrumbs(r, "Biên nhận")}
		return r.Show(w, v, listReceipt(r, l, web.NewKey()))
	}
	return p.showPreview(w, r, l)
}

func (p *Plans) showPreview(w http.ResponseWriter, r *web.Request, l broughtList) (err error) {
	lv := listView{List: l, Counts: map[string]int{}, Key: web.NewKey(), Page: pageOf(r), Tab: r.URL.Query().Get("xem")}
	for _, row := range l.Rows.V {
		lv.Counts[row.tab()]++
	}
	if !slices.Contains([]string{tabNew, tabTwin, tabWrong, tabLeft}, lv.Tab) {
		lv.Tab = lv.firstTab()
	}
	for _, row := range l.Rows.V {
		if row.tab() == lv.Tab {
			lv.Rows = append(lv.Rows, row)
		}
	}
	lv.Pages = max(1, (len(lv.Rows)+PageSize-1)/PageSize)
	lv.Page = min(lv.Page, lv.Pages)
	lv.Rows = lv.Rows[(lv.Page-1)*PageSize : min(lv.Page*PageSize, len(lv.Rows))]
	if lv.Bodies, lv.Match, err = p.Bodies.Register(r.Context(), r.Reader(), r.Today()); err != nil {
		return err
	}
	if lv.Same, _, err = store.Find[broughtList](r.Context(), r.Reader(), listSame, l.Hash); err != nil {
		return err
	}
	v := web.View{Title: "Xem trước khi ghi", Here: ui.NavPlan, Under: ui.Steps(3, listSteps), Crumbs: listCrumbs(r, "Xem trước"),
		Lead: l.Name + ", " + strconv.Itoa(len(l.Rows.V)) + " dòng, mã tệp " + l.fingerprint(), Actions: listActions(r, lv)}
	return r.Show(w, v, listPreview(r, lv))
}

// firstTab is what needs a person first.
func (lv listView) firstTab() string {
	for _, tab := range []string{tabWrong, tabTwin} {
		if lv.Counts[tab] > 0 {
			return tab
		}
	}
	return tabNew
}

func rowCell(n int, field string) string { return "d-" + strconv.Itoa(n) + "-" + field }

// listRepair takes the corrections of one page of the preview. Nothing is refused: a row that is still wrong stays among the
// wrong ones with what was typed.
func (p *Plans) listRepair(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	l, err := openList(r)
	if err != nil {
		return err
	}
	l.Version = versionOf(f)
	changed, repaired := repair(f, &l)
	next := r.In("danh-sach-viec/"+l.ID) + "?xem=" + f.Text("xem")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if err := findTwins(ctx, tx, l.Year, l.Rows.V, changed); err != nil {
			return err
		}
		return keepList(ctx, tx, l)
	})
	if errs.Is(err, errs.Conflict) {
		return errs.New(errs.Conflict, "Danh sách này vừa được sửa ở một trang khác nên chưa ghi gì. Quay lại, tải lại trang rồi sửa tiếp trên bản mới.")
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu chỗ sửa: "+strconv.Itoa(repaired)+" dòng.")
	return r.Go(w, next)
}

// repair puts what stands on the page into the rows. changed are the places of the rows whose words are others now.
func repair(f *web.Form, l *broughtList) (changed []int, repaired int) {
	place := map[string]int{}
	for i, row := range l.Rows.V {
		place[strconv.Itoa(row.N)] = i
	}
	left := f.All("bo")
	for _, n := range f.All("dong") {
		i, ok := place[n]
		if !ok {
			continue
		}
		row := &l.Rows.V[i]
		before, choice := row.Work, row.Choice
		for _, field := range typedFields {
			if name := rowCell(row.N, field.Name); f.Has(name) {
				*field.Of(&row.Work) = oneCell(f.Text(name))
			}
		}
		if row.Choice = f.Text("chon-" + n); row.Choice != chooseAdd {
			row.Choice = ""
		}
		if slices.Contains(left, n) {
			row.Choice = chooseLeave
		}
		if row.Work != before {
			row.Fixed = true
			row.judge(l.Year)
			changed = append(changed, i)
		}
		if row.Work != before || row.Choice != choice {
			repaired++
		}
	}
	return changed, repaired
}

// listWrite makes what is ready work and leads to the receipt.
func (p *Plans) listWrite(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	l, err := openList(r)
	if err != nil {
		return err
	}
	l.Version = versionOf(f)
	repair(f, &l)
	next := r.In("danh-sach-viec/" + l.ID)
	var written int
	var rest string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		written, rest, err = p.writeList(ctx, tx, l, r.Now)
		return err
	})
	if err != nil {
		return err
	}
	said := "Đã ghi " + vi.Int(written) + " việc."
	if rest != "" {
		said += " Các dòng trùng và lỗi còn lại được giữ thành bản nháp trong “Dán danh sách”."
	}
	r.Say(w, said)
	return r.Go(w, next)
}

// listDrop gives a draft up.
func (p *Plans) listDrop(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	l, err := openList(r)
	if err != nil {
		return err
	}
	next := r.In("danh-sach-viec")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		err := tx.UpdateOne(ctx, listState, string(ListDropped), l.ID, string(l.State))
		tx.Unaudited("a draft: nothing was written from it")
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ danh sách đang nhập. Chưa có việc nào được ghi từ đó.")
	return r.Go(w, next)
}

// listUndo takes a written list back within its thirty days.
func (p *Plans) listUndo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	l, err := listOf(r)
	if err != nil {
		return err
	}
	switch {
	case l.State != ListWritten:
		return errs.New(errs.Conflict, "Lần nhập này chưa ghi hoặc đã hoàn tác rồi. Chưa đổi gì.")
	case r.Today().After(l.undoUntil()):
		return errs.Newf(errs.Conflict, "Chỉ hoàn tác được đến hết ngày %s. Chưa đổi gì; việc nào thừa thì xóa riêng việc ấy.", l.undoUntil())
	}
	next := r.In("danh-sach-viec/" + l.ID)
	var back int
	var kept []string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		back, kept, err = takeListBack(ctx, tx, l)
		return err
	})
	if err != nil {
		return err
	}
	said := "Đã hoàn tác: " + vi.Int(back) + " việc được rút khỏi danh sách."
	if len(kept) > 0 {
		said += " Giữ lại " + strconv.Itoa(len(kept)) + " việc đã có người làm hoặc sửa: " + quoted(kept) + "."
	}
	r.Say(w, said)
	return r.Go(w, next)
}
