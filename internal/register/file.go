package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	attach.Named("register_file", "hash")
	store.Declare(store.Table{Name: "register_file", Narrow: store.HideAll, Growing: true, Scoped: true, Level: "level", Title: "Tệp của các sổ", Heads: map[string]string{
		"register": "Sổ", "field": "Mục", "media": "Loại tệp", "added_by": "Người thêm", "added_at": "Lúc thêm", "gone_by": "Người gỡ", "gone_at": "Lúc gỡ", "shows": "Có nhận ra trẻ em", "children": "Số trẻ em nhận ra", "open_at": "Cho phép đăng lúc", "open_by": "Người cho phép đăng"}})
}

// RecordFile is a file of a record.
type RecordFile struct {
	ID       string        `db:"id"`
	UnitID   string        `db:"unit_id"`
	RecordID string        `db:"record_id"`
	Field    string        `db:"field"` // column in the declaration
	Hash     string        `db:"hash"`
	Name     string        `db:"name"`
	Size     int64         `db:"size"`
	Media    string        `db:"media"`
	AddedBy  string        `db:"added_by"` // name
	AddedAt  store.Instant `db:"added_at"`
	GoneAt   store.Instant `db:"gone_at"`  // when it was taken back; zero for one that stands
	Thumb    string        `db:"thumb"`    // hash of the small picture, empty without one
	Shows    string        `db:"shows"`    // whether a child is recognised: showsNot, showsChildren, empty when nobody looked
	Children int64         `db:"children"` // how many are
	OpenAt   store.Instant `db:"open_at"`  // when it was marked for publication, zero for a closed one
	OpenBy   string        `db:"open_by"`  // name
	Level    int64         `db:"level"`    // actor.Level of the field
}

const fileColumns = `f.id, f.unit_id, f.record_id, f.field, f.hash, f.name, f.size, f.media, f.added_by, f.added_at, f.gone_at, COALESCE(m.thumb_hash, '') AS thumb, f.shows, f.children, f.open_at, f.open_by, f.level FROM register_file f LEFT JOIN file_thumb m ON m.hash = f.hash`

// fileReach is how many files of one record are read; a declaration allows far fewer.
const fileReach = 200

var (
	fileAdd = store.Change("register.file.add", `INSERT INTO register_file (id, unit_id, register, record_id, field, hash, name, size, media, added_by, added_at, gone_by, gone_at, level)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, $12)`)
	filesOf    = store.Query("register.file.of_record", `SELECT `+fileColumns+` WHERE f.record_id = $1 AND f.gone_at = 0 AND {scope:f} ORDER BY f.id LIMIT $2`)
	fileGet    = store.Query("register.file.get", `SELECT `+fileColumns+` WHERE f.id = $1 AND f.register = $2 AND {scope:f}`)
	fileSample = store.Query("register.file.sample", `SELECT f.id FROM register_file f WHERE {scope:f} AND f.register = $1 AND f.gone_at = 0 AND f.field NOT LIKE '%~consent' ORDER BY f.id DESC LIMIT 1`,
		store.Whole("reads one row along the primary key, for benchmarks and tests"))
	fileGone = store.Change("register.file.gone", `UPDATE register_file AS f SET gone_by = $1, gone_at = $2 WHERE f.id = $3 AND f.record_id = $4 AND f.gone_at = 0 AND {scope:f}`)
	fileBack = store.Change("register.file.back", `UPDATE register_file AS f SET gone_by = '', gone_at = 0 WHERE f.id = $1 AND f.record_id = $2 AND f.gone_at > 0 AND {scope:f}`)
)

// Files are the files of a record that stand, in the order in which they were added; without those of fields that this register does
// not have because of their right.
func (g *Register) Files(ctx context.Context, from store.Source, recordID string) ([]RecordFile, error) {
	list, err := store.List[RecordFile](ctx, from, filesOf, recordID, fileReach)
	return slices.DeleteFunc(list, g.closedTo), err
}

// closedTo reports whether a file is kept from the readers of this register.
func (g *Register) closedTo(f RecordFile) bool {
	return g.uncut != nil && actor.Level(f.Level) >= actor.Restricted
}

// fileEntry is the row of the history of a change of one file: of the kind that fewer read where the field has a right.
func (g *Register) fileEntry(rec Record, column, action, name string) store.Entry {
	f, ok := g.attached.field(column)
	if !ok {
		f.Label = column
	}
	entry := store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: action, After: told{{f.Label, name}}}
	if f.Right != "" {
		entry.Kind, entry.Level = g.secretKind(), actor.Restricted
	}
	return entry
}

// level is who may see the files of the field.
func (f Field) level() actor.Level {
	if f.Right != "" {
		return actor.Restricted
	}
	return actor.Ordinary
}

// SampleFile is the newest file of the register in the source's unit, for tests that open every page; empty without one.
func (g *Register) SampleFile(ctx context.Context, from store.Source) (id string, err error) {
	id, _, err = store.Find[string](ctx, from, fileSample, g.Name)
	return id, err
}

// Attach adds kept files to a field of the record, inside the caller's change. More than the declaration allows is errs.Invalid.
func (g *Register) Attach(ctx context.Context, tx *store.Tx, now Record, column string, files []attach.File) error {
	f, ok := g.attached.field(column)
	if !ok || len(files) == 0 {
		return nil
	}
	if now.Dropped {
		return errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại rồi làm tiếp.", now.Code())
	}
	have, err := g.Files(ctx, tx, now.ID)
	if err != nil {
		return err
	}
	if n, limit := len(inField(have, column)), f.Kind.(Files).limit(); n+len(files) > limit {
		return fileMistake(f, "Mục %s giữ nhiều nhất %d tệp, đang có %d và vừa chọn %d; gỡ bớt rồi thêm", lowerFirst(f.Label), limit, n, len(files))
	}
	for _, k := range files {
		if err := k.Note(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, fileAdd, ident.New(), now.UnitID, g.Name, now.ID, column, k.Hash, k.Name, k.Size, k.Media, tx.Actor().Name, tx.Now(), int64(f.level())); err != nil {
			return err
		}
		if err := tx.Audit(ctx, g.fileEntry(now, column, "Thêm tệp", k.Name)); err != nil {
			return err
		}
	}
	return nil
}

func fileMistake(f Field, format string, args ...any) error {
	var form errs.Form
	form.Add(f.Name, format, args...)
	return form.Err()
}

func inField(files []RecordFile, column string) []RecordFile {
	return slices.DeleteFunc(slices.Clone(files), func(f RecordFile) bool { return f.Field != column })
}

// withFiles notes at their fields the files that a move needs and the record does not have.
func (g *Register) withFiles(ctx context.Context, from store.Source, now Record, m Move, miss *Mistakes) error {
	needs := g.attached.needs[m.Key]
	if len(needs) == 0 {
		return nil
	}
	have, err := g.Files(ctx, from, now.ID)
	for _, c := range needs {
		if f, _ := g.attached.field(c); len(inField(have, c)) == 0 {
			miss.form.Add(f.Name, "Chọn %s trước khi %s", lowerFirst(f.Label), lowerFirst(m.Text))
		}
	}
	return err
}

// chosen keeps the files that a form brings for some fields, by column. Mistakes are at the fields.
func chosen(r *web.Request, form *web.Form, fields []Field) (map[string][]attach.File, error) {
	out := map[string][]attach.File{}
	for _, f := range fields {
		k := f.Kind.(Files)
		uploads := form.Files(f.Name)
		switch {
		case len(uploads) == 0 && form.FilesLost():
			return nil, fileMistake(f, "Chọn lại tệp: tệp chọn trước khi đăng nhập lại không giữ được")
		case len(uploads) > k.limit():
			return nil, fileMistake(f, "Mục %s giữ nhiều nhất %d tệp, vừa chọn %d", lowerFirst(f.Label), k.limit(), len(uploads))
		}
		if err := attach.Fit(uploads, f.Name, k.Images); err != nil {
			return nil, err
		}
		kept, err := attach.Keep(r.Site.Files, uploads, f.Name)
		if err != nil {
			return nil, err
		}
		out[f.Column] = kept
	}
	return out, nil
}
