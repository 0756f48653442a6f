package register

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Records of a guarded register leave the program only after somebody said for what. Each time has a number, which the file carries,
// and a row that stays (Luật Bảo vệ dữ liệu cá nhân: purpose, minimum, accountability). The row names no record.

// ExportKind is the stored word of what the history tells of files that left the program.
const ExportKind = "register_export"

func init() {
	store.Declare(
		store.Table{Name: "register_export", Kind: actor.KindChild, Narrow: store.HideAll, Growing: true, Scoped: true, Secret: []string{"told", "ask"}, Events: []string{ExportKind}, Title: "Các lần xuất", Heads: map[string]string{
			"register": "Sổ", "made_at": "Lúc xuất", "made_by": "Mã người xuất", "made_name": "Người xuất", "purpose": "Mục đích", "own_words": "Mục đích ghi thêm", "reason": "Lý do", "format": "Dạng", "fields": "Nhóm mục",
			"filter": "Đang lọc", "opened": "Có mục riêng", "state_at": "Trạng thái từ lúc", "total": "Số hồ sơ phải qua", "done": "Số hồ sơ đã qua", "records": "Số hồ sơ trong tệp", "withheld": "Số hồ sơ không đưa vào",
			"told": "Phần chỉ người có quyền biết", "hash": "Dấu vân tay SHA-256", "ask": "Điều kiện của tệp"}},
		store.Table{Name: "register_read", Kind: actor.KindChild, Narrow: store.HideAll, Growing: true, Scoped: true, Level: "level", Title: "Chương trình đọc sổ", Heads: map[string]string{
			"register": "Sổ", "day": "Ngày", "token": "Mã khóa", "level": "Mức", "calls": "Số lần gọi", "records": "Số hồ sơ đã đọc"}},
	)
}

// The states of an export.
const (
	exportMaking = "dang-lam"
	exportReady  = "xong"    // its file waits for its maker
	exportGone   = "het"     // the file was taken away, or it never was one of the program
	exportBroken = "khong"   // no file came of it
	exportPaper  = "giay"    // on paper, open to its maker for a while
	exportLife   = time.Hour // how long file and paper wait
)

// Export is one time that records left the program.
type Export struct {
	ID       string        `db:"id"`
	UnitID   string        `db:"unit_id"`
	Register string        `db:"register"`
	Number   int64         `db:"number"` // counts those of the register in the unit
	MadeAt   store.Instant `db:"made_at"`
	MadeBy   string        `db:"made_by"` // account
	MadeName string        `db:"made_name"`
	Purpose  string        `db:"purpose"`   // key of purposes
	Words    string        `db:"own_words"` // what the person added to it
	Reason   string        `db:"reason"`
	Format   string        `db:"format"`
	Fields   string        `db:"fields"` // labels of the groups
	Filter   string        `db:"filter"` // in words, without what was searched for: that may be a name
	Opened   bool          `db:"opened"` // made of answers that only some may see, or narrowed by them
	State    string        `db:"state"`
	StateAt  store.Instant `db:"state_at"`
	Total    int64         `db:"total"`
	Done     int64         `db:"done"`
	Records  int64         `db:"records"`  // in the file; -1 when only Told says
	Withheld int64         `db:"withheld"` // left out: consent was withdrawn
	Told     string        `db:"told"`     // to readers of restricted answers
	Hash     string        `db:"hash"`     // SHA-256 of the file
	Ask      string        `db:"ask"`
	Code     string        // as people and files call it: TE-X0012
}

const exportColumns = `x.id, x.unit_id, x.register, x.number, x.made_at, x.made_by, x.made_name, x.purpose, x.own_words, x.reason, x.format, x.fields, x.filter, x.opened, x.state, x.state_at, x.total, x.done, x.records, x.withheld, {see:x.told} AS told, x.hash, {see:x.ask} AS ask`

var (
	exportAdd = store.Change("register.export.add", `INSERT INTO register_export (id, unit_id, register, number, made_at, made_by, made_name, purpose, own_words, reason, format, fields, filter, opened, state, state_at, total, done, records, withheld, told, hash, ask)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $5, $16, 0, 0, 0, '', '', $17)`)
	exportGet  = store.Query("register.export.get", `SELECT `+exportColumns+` FROM register_export x WHERE x.id = $1 AND {scope:x}`)
	exportList = store.Query("register.export.list", `SELECT `+exportColumns+` FROM register_export x WHERE x.unit_id = $1 AND x.register = $2 AND x.number < $3 AND {scope:x} ORDER BY x.number DESC LIMIT $4`)
	exportStep = store.Change("register.export.step", `UPDATE register_export AS x SET done = $1 WHERE x.id = $2 AND {scope:x}`)
	exportEnd  = store.Change("register.export.end", `UPDATE register_export AS x SET state = $1, state_at = $2, records = $3, withheld = $4, told = $5, hash = $6 WHERE x.id = $7 AND {scope:x}`)
	exportFail = store.Change("register.export.fail", `UPDATE register_export AS x SET state = $1, state_at = $2 WHERE x.id = $3 AND x.state = $4 AND {scope:x}`)
	exportOver = store.Change("register.export.over", `UPDATE register_export AS x SET state = $1, state_at = $2, ask = '' WHERE x.id = $3 AND {scope:x}`)

	exportSample = store.Query("register.export.sample", `SELECT x.id FROM register_export x WHERE {scope:x} AND x.register = $1 ORDER BY x.id DESC LIMIT 1`,
		store.Whole("reads along the primary key, for benchmarks and tests"))
)

// SampleExport is the newest export of the register in the source's unit, for tests that open every page; empty without one.
func (g *Register) SampleExport(ctx context.Context, from store.Source) (id string, err error) {
	id, _, err = store.Find[string](ctx, from, exportSample, g.Name)
	return id, err
}

// Taking is what somebody takes out of a guarded register, before the file is made.
type Taking struct {
	Purpose Purpose
	Format  string // key of formats
	Fields  string // labels of what is taken
	Filter  string // in words that name nobody
	Secret  bool   // made of answers that only some may see, or narrowed by them
	Told    string // of a list narrowed by them: by which, for those who may see them

	state, ask string
	total      int64
}

// Take writes down that records leave the program, inside the caller's change and before the file is made: the file carries the
// number. Taken ends it.
func (g *Register) Take(ctx context.Context, tx *store.Tx, unitID string, t Taking) (Export, error) {
	if _, err := tx.Exec(ctx, numberAdd, unitID, g.Name+exportMark, 1); err != nil {
		return Export{}, err
	}
	n, err := store.Get[int64](ctx, tx, numberGet, unitID, g.Name+exportMark)
	if err != nil {
		return Export{}, err
	}
	e := Export{ID: ident.New(), UnitID: unitID, Register: g.Name, Number: n, MadeAt: tx.Now(), MadeBy: tx.Actor().AccountID, MadeName: tx.Actor().Name, Purpose: t.Purpose.Key, Words: t.Purpose.Words,
		Reason: t.Purpose.Reason, Format: t.Format, Fields: t.Fields, Filter: t.Filter, Opened: t.Secret, State: t.state, Total: t.total, Ask: t.ask}
	if e.State == "" {
		e.State = exportMaking
	}
	if _, err := tx.Exec(ctx, exportAdd, e.ID, unitID, g.Name, n, e.MadeAt, e.MadeBy, e.MadeName, e.Purpose, e.Words, e.Reason, e.Format, e.Fields, e.Filter, e.Opened, e.State, e.Total, e.Ask); err != nil {
		return e, err
	}
	e = g.called(e)
	return e, tx.Audit(ctx, store.Entry{Kind: ExportKind, ID: e.ID, UnitID: unitID, Action: "Xuất " + lowerFirst(g.Title) + ", " + formatWords(e.Format),
		After: told{{"Lần xuất", e.Code}, {"Mục đích", e.PurposeWords()}, {"Lý do", e.Reason}, {"Nhóm mục", e.Fields}, {"Đang lọc", e.Filter}}})
}

// Taken writes down what left the program: how many records, and the fingerprint of the file. secret is what only readers of
// restricted answers learn of the filter, empty when it was narrowed by none.
func (g *Register) Taken(ctx context.Context, tx *store.Tx, e Export, hash string, records, withheld int64, secret string) error {
	return g.ended(ctx, tx, e, exportGone, hash, records, withheld, secret)
}

func (g *Register) ended(ctx context.Context, tx *store.Tx, e Export, state, hash string, records, withheld int64, secret string) error {
	counted := vi.Int(records) + " hồ sơ"
	if withheld > 0 {
		counted += ", không đưa vào " + vi.Int(withheld) + " hồ sơ đã rút đồng ý"
	}
	entry := store.Entry{Kind: ExportKind, ID: e.ID, UnitID: e.UnitID, Action: "Xong lần xuất " + e.Code, After: told{{"Số hồ sơ", counted}, {"Dấu vân tay SHA-256", hash}}}
	words := ""
	if secret != "" {
		words, records, withheld, entry.Level = counted+"; đang lọc: "+secret, -1, -1, actor.Restricted
	}
	if _, err := tx.Exec(ctx, exportEnd, state, tx.Now(), records, withheld, words, hash, e.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, entry)
}

// exportMark ends the name under which the exports of a register are counted.
const exportMark = "~export"

// called gives the export its name.
func (g *Register) called(e Export) Export {
	e.Code = fmt.Sprintf("%s-X%04d", g.Declaration.Code, e.Number)
	return e
}

func (g *Register) export(ctx context.Context, from store.Source, id string) (Export, error) {
	e, ok, err := store.Find[Export](ctx, from, exportGet, id)
	if err == nil && (!ok || e.Register != g.Name) {
		err = errs.New(errs.NotFound, "Không tìm thấy lần xuất này. Có thể địa chỉ bị gõ sai.")
	}
	return g.called(e), err
}

// PurposeWords are what the records were taken for.
func (e Export) PurposeWords() string { return Purpose{Key: e.Purpose, Words: e.Words}.String() }

// Counted says how many records the file has, as the reader may know it.
func (e Export) Counted() string {
	switch {
	case e.State == exportMaking:
		return "đang làm"
	case e.State == exportBroken:
		return "không ra tệp"
	case e.Told != "":
		return e.Told
	case e.Records < 0:
		return "lọc theo mục riêng, không nêu số"
	case e.Withheld > 0:
		return vi.Int(e.Records) + " hồ sơ, không đưa vào " + vi.Int(e.Withheld)
	}
	return vi.Int(e.Records) + " hồ sơ"
}

// Mark are the lines that a file carries at its top: which export it is, by whom, when and for what.
func (e Export) Mark() []string {
	filter := "Không lọc"
	if e.Filter != "" {
		filter = "Đang lọc: " + e.Filter
	}
	return []string{e.Line(), strings.TrimSuffix("Mục đích: "+e.PurposeWords()+". Lý do: "+e.Reason, ". Lý do: ") + ". " + filter + ".",
		"Tệp có dữ liệu cá nhân của trẻ em: chỉ dùng cho mục đích trên, không sao chép, không công khai."}
}

// Line is the mark in one line, for the head and the foot of pages.
func (e Export) Line() string {
	return "Lần xuất " + e.Code + ", " + web.Stamp(e.MadeAt) + ", " + e.MadeName + ", " + lowerFirst(e.PurposeWords())
}

// open reports whether file or paper still wait for an actor.
func (e Export) open(a actor.Actor, now time.Time) bool {
	return (e.State == exportReady || e.State == exportPaper) && e.MadeBy == a.AccountID && now.Before(e.until())
}

// until is when file and paper are taken away.
func (e Export) until() time.Time { return e.MadeAt.Add(exportLife) }
