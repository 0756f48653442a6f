package register

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

var (
	choiceAll = store.Change("register.import_row.choose_all", `UPDATE register_import_row AS w SET choice = $1 WHERE w.import_id = $2 AND w.verdict = 'twin' AND w.choice = '' AND w.done = '' AND {scope:w}`)
	restMove  = store.Change("register.import_row.rest", `INSERT INTO register_import_row (import_id, unit_id, n, cells, verdict, choice, twin_id, words, done, record_id, before, after_version, fixed)
		SELECT $1, w.unit_id, w.n, w.cells, '', '', '', '', '', '', '', 0, w.fixed FROM register_import_row w WHERE w.import_id = $2 AND w.done = 'left' AND w.choice <> 'bo' AND {scope:w}`)
	restRows = store.Query("register.import_row.rest_of", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.done = 'left' AND w.n > $2 AND {scope:w} ORDER BY w.n LIMIT $3`)
)

// choices are what may be said of a possible twin. One that repeats an earlier row is written over what that row became.
func (g *Register) choices(row importRow) []ui.Option {
	out := []ui.Option{{Text: "Chọn, để trống thì không ghi"}}
	if _, again := row.rowOfTwin(); again {
		out = append(out, ui.Option{Value: choiceOver, Text: "Là một " + g.One + ", ghi chung một bản"})
	} else {
		out = append(out, row.overs(g.One)...)
	}
	return append(out, ui.Option{Value: choiceAdd, Text: "Là " + g.One + " khác, thêm mới"}, ui.Option{Value: choiceSkip, Text: "Bỏ dòng này"})
}

// decideView asks once more before many rows are decided at once.
type decideView struct {
	of     *Register
	Import Import
	Choice string
	Open   int64
	Once   string
}

// words are what would be decided.
func (v decideView) words() string {
	if v.Choice == choiceSkip {
		return "Bỏ tất cả dòng còn lại"
	}
	return "Tất cả dòng còn lại là " + v.of.One + " khác"
}

// importDecide decides all possible twins about which nothing was said yet, after the person has confirmed it on a page of its own.
func (g *Register) importDecide(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	choice := f.Text("chon")
	if choice != choiceAdd && choice != choiceSkip {
		return errs.New(errs.Invalid, "Chọn một cách cho các dòng còn lại.")
	}
	if f.Text("chac") == "" {
		return g.askDecide(w, r, choice)
	}
	var m Import
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if m, err = g.importOf(r, tx); err != nil {
			return err
		}
		tx.Result(g.importAt(r, m.ID) + "?nhom=" + verdictTwin)
		if m.State != importWaiting {
			return errs.New(errs.Conflict, "Bảng này đã ghi, đang ghi hoặc đang xem lại nên chưa quyết được. Mở lại trang để xem.")
		}
		_, err = tx.Exec(ctx, choiceAll, choice, m.ID)
		tx.Unaudited("a preview: nothing of it is in the register yet")
		return err
	})
	if err != nil {
		return err
	}
	return r.Go(w, g.importAt(r, m.ID)+"?nhom="+verdictTwin)
}

func (g *Register) askDecide(w http.ResponseWriter, r *web.Request, choice string) error {
	m, err := g.importOf(r, r.Reader())
	if err != nil {
		return err
	}
	s, err := sums(r.Context(), r.Reader(), m.ID)
	if err != nil {
		return err
	}
	v := decideView{g, m, choice, s["open"], web.NewKey()}
	view := web.View{Title: v.words() + "?", Here: g.Noun, Crumbs: g.crumbs(r, ui.Crumb{Text: "Nhập từ Excel", Href: g.importAt(r, "")}, ui.Crumb{Text: m.Name, Href: g.importAt(r, m.ID)})}
	return r.Show(w, view, decidePage(r, v))
}

// importRest takes the rows that were not written into a preview of their own, where they can be corrected and decided.
func (g *Register) importRest(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	next := Import{ID: ident.New()}
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		m, err := g.importOf(r, tx)
		if err != nil {
			return err
		}
		if m.State != importWritten {
			return errs.New(errs.Conflict, "Bảng này chưa ghi xong nên chưa tách được các dòng còn lại.")
		}
		s, err := sums(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		if s["wait"] == 0 {
			return errs.New(errs.Conflict, "Không còn dòng nào chưa ghi.")
		}
		tx.Result(g.importAt(r, next.ID))
		if _, err := tx.Exec(ctx, importAdd, next.ID, m.UnitID, g.Name, restName(m.Name), m.Hash, m.Heads, m.Columns, m.Readings, m.HeadRows, s["wait"], m.Sender, tx.Actor().AccountID, tx.Actor().Name, tx.Now(), "[]"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, restMove, next.ID, m.ID); err != nil {
			return err
		}
		if err := g.kept(ctx, tx, &next); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "register_import", ID: next.ID, UnitID: m.UnitID, Action: "Xem lại các dòng chưa ghi: " + g.Title})
	})
	if err != nil {
		return err
	}
	return g.judgeAwhile(w, r, next.ID)
}

const restWords = ", dòng chưa ghi"

func restName(name string) string {
	if len(name) > len(restWords) && name[len(name)-len(restWords):] == restWords {
		return name
	}
	return name + restWords
}

// twinsOf are what the records are called that rows of a page may repeat.
func (g *Register) twinsOf(ctx context.Context, from store.Source, rows []importRow) (map[string]string, error) {
	var ids []string
	for _, row := range rows {
		if _, again := row.rowOfTwin(); again {
			continue
		}
		for _, id := range strings.Fields(row.TwinID) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return g.Named(ctx, from, ids)
}
