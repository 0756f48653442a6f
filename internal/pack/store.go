package pack

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of the package.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// AuditKind is the word of the history for packs.
const AuditKind = "pack"

func init() {
	store.Declare(
		store.Table{Name: "pack_version", Kind: actor.KindMachine, Events: []string{AuditKind}, Title: "Bản của gói dữ liệu", Heads: map[string]string{"pack": "Gói", "version": "Bản",
			"page": "Chỗ trong văn bản", "source": "Văn bản", "total": "Số mục", "must": "Số mục bắt buộc", "least": "Đạt ít nhất", "share": "Đạt ít nhất (%)", "added_by": "Người tải lên", "added_on": "Ngày tải lên", "withdrawn": "Đã thu hồi"}},
		store.Table{Name: "pack_item", Title: "Mục của gói dữ liệu", Heads: map[string]string{"version_id": "Mã bản", "parent": "Thuộc mã", "also": "Tên khác", "must": "Bắt buộc", "extra": "Ghi thêm"}},
		store.Table{Name: "pack_check", Title: "Đối chiếu gói dữ liệu", Heads: map[string]string{"pack": "Gói", "version": "Bản", "document": "Văn bản đã đối chiếu", "checked_by": "Người đối chiếu", "checked_on": "Ngày đối chiếu"}},
	)
}

type versionRow struct {
	ID         string `db:"id"`
	Pack       string `db:"pack"`
	Version    string `db:"version"`
	From       string `db:"valid_from"`
	Until      string `db:"valid_to"`
	Source     string `db:"source"`
	Page       string `db:"page"`
	Confidence string `db:"confidence"`
	Total      int    `db:"total"`
	Must       int    `db:"must"`
	Least      int    `db:"least"`
	Share      int    `db:"share"`
	Note       string `db:"note"`
	AddedBy    string `db:"added_by"`
	AddedOn    string `db:"added_on"`
	Withdrawn  bool   `db:"withdrawn"`
}

func (r versionRow) version() Version {
	return Version{ID: r.ID, Pack: r.Pack, Key: r.Version, From: r.From, Until: r.Until, Source: r.Source, Page: r.Page, Confidence: Confidence(r.Confidence), Note: r.Note,
		Rule: Rule{Total: r.Total, Must: r.Must, Least: r.Least, Share: r.Share}, AddedBy: r.AddedBy, AddedOn: r.AddedOn, Withdrawn: r.Withdrawn}
}

type itemRow struct {
	Code       string `db:"code"`
	Text       string `db:"text"`
	Parent     string `db:"parent"`
	Also       string `db:"also"`
	From       string `db:"valid_from"`
	Until      string `db:"valid_to"`
	Confidence string `db:"confidence"`
	Must       string `db:"must"`
	Extra      string `db:"extra"`
}

func (r itemRow) item() Item {
	return Item{Code: r.Code, Text: r.Text, Parent: r.Parent, Also: words(r.Also), From: r.From, Until: r.Until, Confidence: Confidence(r.Confidence), Must: r.Must, Extra: r.Extra}
}

// Check is that somebody compared a version, or one code of it, with a document.
type Check struct {
	Version  string `db:"version"`
	Code     string `db:"code"` // empty for the whole version
	Document string `db:"document"`
	By       string `db:"checked_by"`
	On       string `db:"checked_on"`
}

const versionColumns = "v.id, v.pack, v.version, v.valid_from, v.valid_to, v.source, v.page, v.confidence, v.total, v.must, v.least, v.share, v.note, v.added_by, v.added_on, v.withdrawn"

var (
	versionAll = store.Query("pack.version.all", `SELECT `+versionColumns+` FROM pack_version v ORDER BY v.id`)
	itemAll    = store.Query("pack.item.all", `SELECT i.code, i.text, i.parent, i.also, i.valid_from, i.valid_to, i.confidence, i.must, i.extra FROM pack_item i WHERE i.version_id = $1 ORDER BY i.seq`)
	checkAll   = store.Query("pack.check.all", `SELECT c.version, c.code, c.document, c.checked_by, c.checked_on FROM pack_check c WHERE c.pack = $1 ORDER BY c.version, c.code`)
	checkWhole = store.Query("pack.check.whole", `SELECT c.pack || ' ' || c.version FROM pack_check c WHERE c.code = ''`)

	versionAdd = store.Change("pack.version.add", `INSERT INTO pack_version (id, pack, version, valid_from, valid_to, source, page, confidence, total, must, least, share, note, added_by, added_on, withdrawn)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, FALSE)`)
	versionBack = store.Change("pack.version.withdraw", `UPDATE pack_version AS v SET withdrawn = TRUE WHERE v.pack = $1 AND v.version = $2 AND v.withdrawn = FALSE`)
	itemAdd     = store.Change("pack.item.add", `INSERT INTO pack_item (version_id, seq, code, text, parent, also, valid_from, valid_to, confidence, must, extra) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	checkPut    = store.Change("pack.check.put", `INSERT INTO pack_check (id, pack, version, code, document, checked_by, checked_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (pack, version, code) DO UPDATE SET document = $5, checked_by = $6, checked_on = $7`)
)

func joined(list []string) string { return strings.Join(list, ";") }
