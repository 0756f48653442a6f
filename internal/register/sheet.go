package register

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "register_sheet", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Phiếu giấy của các sổ", Heads: map[string]string{
		"register": "Sổ", "code": "Mã phiếu", "batch": "Lần in", "n": "Tờ số", "made_by": "Người in", "made_at": "Lúc in", "record_id": "Mã mục đã ghi", "typed_at": "Lúc nhập"}})
}

// sheetsAtOnce is how many sheets are printed together.
const sheetsAtOnce = 50

// sheet is a sheet of paper with the questions of the register. Its code says nothing of what is written on it.
type sheet struct {
	Code     string        `db:"code"`
	N        int           `db:"n"` // place among those printed together
	RecordID string        `db:"record_id"`
	MadeAt   store.Instant `db:"made_at"`
}

// sheetBatch are the sheets printed together.
type sheetBatch struct {
	Batch  string        `db:"batch"`
	MadeBy string        `db:"made_by"`
	MadeAt store.Instant `db:"made_at"`
	N      int           `db:"n"`     // how many
	Typed  int           `db:"typed"` // of them in the register
}

var (
	sheetAdd  = store.Change("register.sheet.add", `INSERT INTO register_sheet (unit_id, register, code, batch, n, made_by, made_at, record_id, typed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0)`)
	sheetsOf  = store.Query("register.sheet.of_batch", `SELECT s.code, s.n, s.record_id, s.made_at FROM register_sheet s WHERE s.batch = $1 AND s.register = $2 AND {scope:s} ORDER BY s.n LIMIT $3`)
	sheetFind = store.Query("register.sheet.find", `SELECT s.code, s.n, s.record_id, s.made_at FROM register_sheet s WHERE s.unit_id = $1 AND s.register = $2 AND s.code = $3 AND {scope:s}`)
	sheetTake = store.Change("register.sheet.take", `UPDATE register_sheet AS s SET record_id = $1, typed_at = $2 WHERE s.unit_id = $3 AND s.register = $4 AND s.code = $5 AND s.record_id = '' AND {scope:s}`)
	sheetFrom = store.Query("register.sheet.of_record", `SELECT s.code FROM register_sheet s WHERE s.record_id = $1 AND {scope:s} LIMIT 1`)
	batches   = store.Query("register.sheet.batches", `SELECT s.batch, MIN(s.made_by) AS made_by, MIN(s.made_at) AS made_at, COUNT(*) AS n, SUM(CASE WHEN s.record_id > '' THEN 1 ELSE 0 END) AS typed
		FROM register_sheet s WHERE s.unit_id = $1 AND s.register = $2 AND {scope:s} GROUP BY s.batch ORDER BY s.batch DESC LIMIT 20`)
	batchSample = store.Query("register.sheet.sample", `SELECT s.batch FROM register_sheet s WHERE {scope:s} AND s.register = $1 ORDER BY s.batch DESC LIMIT 1`,
		store.Whole("reads one row, for benchmarks and tests"))
)

// SampleSheets are sheets that were printed, for tests that open every page; empty without any.
func (g *Register) SampleSheets(ctx context.Context, from store.Source) (batch string, err error) {
	batch, _, err = store.Find[string](ctx, from, batchSample, g.Name)
	return batch, err
}

// PrintSheets makes n blank sheets, each with a code of its own, inside the caller's change.
func (g *Register) PrintSheets(ctx context.Context, tx *store.Tx, unitID string, n int) (batch string, err error) {
	batch = ident.New()
	for i := range n {
		if _, err := tx.Exec(ctx, sheetAdd, unitID, g.Name, ident.Code(6), batch, i+1, tx.Actor().Name, tx.Now()); err != nil {
			return "", err
		}
	}
	tx.Unaudited("blank paper is no record of work; the row says who printed it")
	return batch, nil
}

// sheetCode is a code as sheets carry it, however a person typed it: "7k2 94q" is 7K2-94Q.
func sheetCode(typed string) string {
	bare := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(typed)))
	if len(bare) != 6 {
		return bare
	}
	return bare[:3] + "-" + bare[3:]
}

// sheetField is the field of the form that carries the code of the sheet.
const sheetField = "phieu"

// sheetOf finds a sheet of the unit that nobody has typed into the register yet. Words say which record it became.
func (g *Register) sheetOf(ctx context.Context, from store.Source, unitID, code string) (taken Record, err error) {
	s, found, err := store.Find[sheet](ctx, from, sheetFind, unitID, g.Name, sheetCode(code))
	switch {
	case err != nil:
		return taken, err
	case !found:
		return taken, paperMistake("Không có phiếu nào mang mã này trong sổ. Xem lại mã in dưới hình vuông ở góc phiếu")
	case s.RecordID == "":
		return taken, nil
	}
	if taken, err = g.Get(ctx, from, s.RecordID); err != nil {
		return taken, err
	}
	return taken, paperMistake("Phiếu này đã ghi thành " + taken.Code() + ". Mở mục đó để sửa; nếu là phiếu khác, xem lại mã")
}

func paperMistake(words string) error {
	var f errs.Form
	f.Add(sheetField, "%s", words)
	return f.Err()
}

// takeSheet writes down that a sheet became a record, inside the change that adds the record. A sheet is typed in once.
func (g *Register) takeSheet(ctx context.Context, tx *store.Tx, code string, rec Record) error {
	if code == "" {
		return nil
	}
	if _, err := g.sheetOf(ctx, tx, rec.UnitID, code); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, sheetTake, rec.ID, tx.Now(), rec.UnitID, g.Name, sheetCode(code))
	if err != nil {
		return err
	}
	if n != 1 {
		return paperMistake("Phiếu này vừa được người khác ghi. Mở danh sách để xem")
	}
	return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Ghi từ phiếu giấy", After: told{{"Phiếu", sheetCode(code)}}})
}
