package register

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// pasteView is one paste with the rows of a page.
type pasteView struct {
	Import      Import
	Sums        rowSum
	Waiting     bool // only the rows that wait to be put right
	Page, Pages int
}

// readPaste fills the rows of a paste in the order in which they were pasted.
func (v *gridView) readPaste(r *web.Request) error {
	g, ctx, from := v.of, r.Context(), r.Reader()
	m, err := store.Get[Import](ctx, from, importGet, r.URL.Query().Get("dan"), g.Name)
	if err != nil {
		return err
	}
	p := pasteView{Import: m, Waiting: r.URL.Query().Get("nhom") == "sua", Page: 1}
	if n, err := strconv.Atoi(r.URL.Query().Get("trang")); err == nil && n > 1 {
		p.Page = min(n, maxPaste/PageSize)
	}
	if p.Sums, err = sums(ctx, from, m.ID); err != nil {
		return err
	}
	if v.Counts, err = g.Counts(ctx, from, r.Unit.ID); err != nil {
		return err
	}
	p.Pages = int(max(1, (p.Sums["all"]+PageSize-1)/PageSize))
	var rows []importRow
	if p.Waiting {
		p.Pages = 1
		rows, err = store.List[importRow](ctx, from, rowsToFix, m.ID, PageSize)
	} else {
		rows, err = store.List[importRow](ctx, from, rowsAll, m.ID, int64(p.Page-1)*PageSize, PageSize)
	}
	v.Paste = &p
	if err != nil {
		return err
	}
	return v.pastedLines(r, rows)
}

// pastedLines are the rows of a paste: records where there are, what waits where there are none.
func (v *gridView) pastedLines(r *web.Request, rows []importRow) error {
	var ids []string
	for _, row := range rows {
		if row.RecordID != "" {
			ids = append(ids, row.RecordID)
		}
	}
	recs := map[string]Record{}
	if len(ids) > 0 {
		var err error
		if recs, err = v.of.recordsOf(r, ids); err != nil {
			return err
		}
	}
	for _, row := range rows {
		rec, ok := recs[row.RecordID]
		switch {
		case ok && !rec.Dropped:
			v.Rows = append(v.Rows, gridLine{Rec: rec, Cells: rec.typedOf(v.of.Fields, v.Env)})
		case row.RecordID == "" && row.Choice != choiceSkip && v.Paste.Import.State != importUndone:
			v.Rows = append(v.Rows, v.of.unsaved(row, listOf(v.Paste.Import.Columns)))
		}
	}
	return nil
}

var rowsAll = store.Query("register.import_row.all", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.n > $2 AND {scope:w} ORDER BY w.n LIMIT $3`)

var rowsToFix = store.Query("register.import_row.to_fix", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.done = 'left' AND w.choice <> 'bo' AND {scope:w} ORDER BY w.n LIMIT $2`)

// said is how a paste stands.
func (p pasteView) said() string {
	s := p.Sums
	all := vi.Int(s["all"])
	switch p.Import.State {
	case importWriting:
		return "Đã qua " + vi.Int(s["all"]-s["done:"+doneNot]) + "/" + all + " dòng vừa dán."
	case importUndoing:
		return "Đang hoàn tác lần dán, còn " + vi.Int(s["done:"+doneAdded]+s["done:"+doneUpdated]) + " dòng."
	case importUndone:
		words := "Đã hoàn tác lần dán " + web.Stamp(p.Import.CreatedAt) + "."
		if n := s["done:"+doneKept]; n > 0 {
			words += " " + vi.Int(n) + " dòng giữ nguyên vì đã có người sửa sau đó."
		}
		return words
	}
	words := "Dán " + all + " dòng lúc " + web.Stamp(p.Import.CreatedAt) + ": " + vi.Int(s["done:"+doneAdded]+s["done:"+doneUpdated]) + " dòng đã ghi"
	if n := s["wait"]; n > 0 {
		return words + ", " + vi.Int(n) + " dòng cần sửa."
	}
	return words + "."
}
