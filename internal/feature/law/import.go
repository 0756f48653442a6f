package law

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// brought is a table that somebody brought in.
type brought struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Name      string        `db:"source_name"`
	Hash      string        `db:"source_hash"`
	State     string        `db:"state"`
	Rows      string        `db:"table_rows"`
	Added     int           `db:"added"`
	Updated   int           `db:"updated"`
	CreatedBy string        `db:"created_by"`
	CreatedAt store.Instant `db:"created_at"`
	Version   int64         `db:"version"`
}

// The states of an import.
const (
	waiting = "waiting" // shown, nothing written
	written = "written"
	undone  = "undone"
)

const broughtColumns = `b.id, b.unit_id, b.source_name, b.source_hash, b.state, b.table_rows, b.added, b.updated, b.created_by, b.created_at, b.version`

var (
	broughtAdd = store.Change("law.import.add", `INSERT INTO law_import (id, unit_id, source_name, source_hash, state, table_rows, added, updated, created_by, created_at, version)
		VALUES ($1, $2, $3, $4, 'waiting', $5, 0, 0, $6, $7, 1)`)
	broughtRows = store.Change("law.import.rows", `UPDATE law_import AS b SET table_rows = $1, version = version + 1 WHERE b.id = $2 AND b.version = $3 AND b.state = 'waiting' AND {scope:b}`)
	broughtEnd  = store.Change("law.import.end", `UPDATE law_import AS b SET state = $1, added = $2, updated = $3, table_rows = '', version = version + 1
		WHERE b.id = $4 AND b.version = $5 AND {scope:b}`)
	broughtGet = store.Query("law.import.get", `SELECT `+broughtColumns+` FROM law_import b WHERE b.id = $1 AND {scope:b}`)
	broughtOld = store.Query("law.import.recent", `SELECT b.id, b.unit_id, b.source_name, b.source_hash, b.state, b.added, b.updated, b.created_by, b.created_at, b.version
		FROM law_import b WHERE b.unit_id = $1 AND b.state <> 'waiting' AND {scope:b} ORDER BY b.id DESC LIMIT 10`)
	changeAdd  = store.Change("law.import_change.add", `INSERT INTO law_import_change (id, unit_id, import_id, document_id, before, version) VALUES ($1, $2, $3, $4, $5, $6)`)
	changesOf  = store.Query("law.import_change.of_import", `SELECT h.document_id, h.before, h.version FROM law_import_change h WHERE h.import_id = $1 AND {scope:h} ORDER BY h.id DESC`)
	relatedOne = store.Query("law.relation.any", `SELECT COUNT(*) FROM law_relation x WHERE (x.from_id = $1 OR x.to_id = $1) AND {scope:x}`)
)

func errsWords(err error) (string, bool) { return web.Words(err) }

func itoa(n int) string { return strconv.Itoa(n) }

// importView is the page on which a table is brought in.
type importView struct {
	Pasted string
	Once   string
	Errors []errs.Field
	Recent []brought
}

func (l *Law) importForm(w http.ResponseWriter, r *web.Request) error {
	return l.showImport(w, r, importView{})
}

func (l *Law) showImport(w http.ResponseWriter, r *web.Request, v importView) error {
	var err error
	if v.Recent, err = store.List[brought](r.Context(), r.Reader(), broughtOld, r.Unit.ID); err != nil {
		return err
	}
	v.Once = web.NewKey()
	view := web.View{Title: "Nhập văn bản từ Excel", Here: ui.NavDocuments, Errors: v.Errors, Lead: "Chưa ghi gì cho đến khi anh/chị xem lại và bấm ghi.",
		Crumbs: []ui.Crumb{{Text: "Văn bản", Href: r.In("van-ban")}, {Text: "Nhập từ Excel"}}}
	return r.Show(w, view, importPage(r, v))
}

// importStage keeps what was brought in, to be looked at; the register is not touched.
func (l *Law) importStage(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pasted := f.Raw("bang")
	name, raw, err := uploaded(f)
	if err != nil {
		return err
	}
	rows, err := readTable(raw, pasted)
	if fields, ok := web.Mistakes(err); ok {
		return l.showImport(w, r, importView{Pasted: pasted, Errors: fields})
	}
	if err != nil {
		return err
	}
	if len(raw) == 0 {
		raw, name = []byte(pasted), "bảng dán"
	}
	kept, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	id, sum := ident.New(), sha256.Sum256(raw)
	next := r.In("nhap-van-ban/" + id)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if _, err := tx.Exec(ctx, broughtAdd, id, r.Unit.ID, name, hex.EncodeToString(sum[:]), string(kept), tx.Actor().Name, tx.Now()); err != nil {
			return err
		}
		tx.Unaudited("a table that waits to be looked at is no record of work")
		return nil
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// uploaded is the chosen file, empty when none was.
func uploaded(f *web.Form) (name string, raw []byte, err error) {
	files := f.Files("tep")
	if len(files) == 0 {
		return "", nil, nil
	}
	file, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	raw, err = io.ReadAll(io.LimitReader(file, xlsx.MaxBytes+1))
	return files[0].Name, raw, errors.Join(err, file.Close())
}

// previewView is a table that waits, or the receipt of one that was written.
type previewView struct {
	Import brought
	All    []judged
	Tab    group
	Shown  []judged // one page of the tab
	Page   int
	Pages  int
	Once   string
}

func (l *Law) broughtAt(ctx context.Context, from store.Source, r *web.Request) (brought, error) {
	id, err := r.ID("import")
	if err != nil {
		return brought{}, err
	}
	return store.Get[brought](ctx, from, broughtGet, id)
}

// importShow is the preview with its four counted tabs, and afterwards the receipt.
func (l *Law) importShow(w http.ResponseWriter, r *web.Request) error {
	b, err := l.broughtAt(r.Context(), r.Reader(), r)
	if err != nil {
		return err
	}
	v := previewView{Import: b, Once: web.NewKey(), Page: pageOf(r)}
	view := web.View{Title: "Xem trước khi ghi", Here: ui.NavDocuments,
		Crumbs: []ui.Crumb{{Text: "Văn bản", Href: r.In("van-ban")}, {Text: "Nhập từ Excel", Href: r.In("nhap-van-ban")}, {Text: b.Name}}}
	if b.State != waiting {
		view.Title, view.Lead = "Biên nhận nhập văn bản", b.words()
		return r.Show(w, view, receiptPage(r, v))
	}
	if v.All, err = judgeAll(r.Context(), r.Reader(), b); err != nil {
		return err
	}
	v.Tab = v.tabOf(r.URL.Query().Get("nhom"))
	v.turn()
	view.Lead = v.words()
	view.Under = previewTabs(r, v)
	return r.Show(w, view, previewPage(r, v))
}

func (b brought) words() string {
	out := b.CreatedBy + " nhập " + b.Name + " lúc " + web.Stamp(b.CreatedAt) + ": thêm " + itoa(b.Added) + ", cập nhật " + itoa(b.Updated) + " văn bản."
	if b.State == undone {
		out += " Đã hoàn tác."
	}
	return out
}

// judgeAll reads the register once and judges every row against it.
func judgeAll(ctx context.Context, from store.Source, b brought) ([]judged, error) {
	var rows []row
	if err := json.Unmarshal([]byte(b.Rows), &rows); err != nil {
		return nil, err
	}
	docs, err := store.List[Document](ctx, from, documentAll, b.UnitID)
	if err != nil {
		return nil, err
	}
	register := map[string][]Document{}
	for _, d := range docs {
		register[d.NumberFold] = append(register[d.NumberFold], d)
	}
	return judge(b.UnitID, rows, register), nil
}

// tabOf is the tab of the address; without one, the first that asks for something.
func (v previewView) tabOf(word string) group {
	for _, g := range groups {
		if string(g.group) == word {
			return g.group
		}
	}
	for _, g := range []group{groupWrong, groupTwin, groupAdd, groupUpdate} {
		if count(v.All, g) > 0 {
			return g
		}
	}
	return groupAdd
}

// turn cuts the page that was asked for out of the tab.
func (v *previewView) turn() {
	of := slices.DeleteFunc(slices.Clone(v.All), func(j judged) bool { return j.Group != v.Tab })
	v.Pages = max(1, (len(of)+PageSize-1)/PageSize)
	v.Page = min(v.Page, v.Pages)
	v.Shown = of[(v.Page-1)*PageSize : min(v.Page*PageSize, len(of))]
}

func (v previewView) words() string {
	out := itoa(len(v.All)) + " dòng."
	if same := count(v.All, groupSame); same > 0 {
		out += " " + itoa(same) + " dòng giống hệt sổ, không cần ghi."
	}
	if skipped := count(v.All, groupSkip); skipped > 0 {
		out += " " + itoa(skipped) + " dòng đã bỏ."
	}
	return out + " Chưa ghi gì."
}
