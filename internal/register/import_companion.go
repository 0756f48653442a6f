package register

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Companion is a record of another register that a row of a brought table names without its number: the household of a child, by its
// head and hamlet. One that is not there yet is made when the row is written, counted on the receipt and taken back with the import.
type Companion struct {
	Column string // of the Link to it
	// Answers are what a row says of it, by the columns of the other register; none when it names none. parts are by key, answers by
	// column.
	Answers func(parts, answers map[string]string) map[string]string
	// Find gives the ids of those that may be meant by a record that was judged and is not written.
	Find func(ctx context.Context, from store.Source, unitID string, like Record) ([]string, error)
	// By are the columns of the other register that tell two of them apart inside one table.
	By []string
	// Told is what the preview says when the table has a column of one of the parts In: that records of the other register are made.
	In   []string
	Told string
}

// companionWords are what the preview says of the records of other registers that its rows make.
func (v previewView) companionWords() (out []string) {
	columns := listOf(v.Import.Columns)
	for _, c := range v.of.Brings {
		if slices.ContainsFunc(c.In, func(part string) bool { return slices.Contains(columns, part) }) {
			out = append(out, c.Told)
		}
	}
	return out
}

// link is the field of a companion and the register to which it leads.
func (g *Register) link(c Companion) (f Field, to *Register, ok bool) {
	i, there := g.at[c.Column]
	if !there {
		return Field{}, nil, false
	}
	k, ok := g.Fields[i].Kind.(Link)
	return g.Fields[i], k.To, ok
}

// awaited is a companion that is not in the other register yet.
type awaited struct {
	field Field
	to    *Register
	find  func(context.Context, store.Source, string, Record) ([]string, error)
	like  Record
}

// accompany answers the links of a row by what it says of their records: with those that are there, and gives those that are to be
// made. words are mistakes, by the name of the field.
func (j *judging) accompany(typed map[string]string) (missing []awaited, words map[string]string, err error) {
	for _, c := range j.g.Brings {
		f, to, ok := j.g.link(c)
		if !ok || typed[f.Name] != "" {
			continue
		}
		like, mistake, err := j.companion(c, to, typed)
		if err != nil || mistake == "" && like.of == nil {
			return nil, nil, err
		}
		if mistake != "" {
			return nil, map[string]string{f.Name: mistake}, nil
		}
		ids, err := j.found(c, like)
		switch {
		case err != nil:
			return nil, nil, err
		case len(ids) == 1:
			typed[f.Name] = ids[0]
		case len(ids) > 1:
			list, err := to.Read(j.ctx, j.tx, ids[:min(len(ids), 4)])
			if err != nil {
				return nil, nil, err
			}
			return nil, map[string]string{f.Name: "có nhiều " + to.One + " như vậy; ghi số: " + recordCodes(list)}, nil
		default:
			missing = append(missing, awaited{f, to, c.Find, like})
		}
	}
	return missing, nil, nil
}

// companion is what a row says of the record of a link; one without a register when it says nothing.
func (j *judging) companion(c Companion, to *Register, typed map[string]string) (like Record, mistake string, err error) {
	parts, answers := map[string]string{}, map[string]string{}
	for _, p := range j.g.Parts {
		parts[p.Key] = typed[p.Key]
	}
	for _, f := range j.g.Fields {
		answers[f.Column] = typed[f.Name]
	}
	said := c.Answers(parts, answers)
	if len(said) == 0 {
		return Record{}, "", nil
	}
	named := map[string]string{}
	for column, text := range said {
		named[to.field(column).Name] = text
	}
	like, err = to.judge(to.blank(), to.whole(named), j.env)
	if e := asInvalid(err); e != nil {
		for _, f := range e.Fields {
			i := slices.IndexFunc(to.Fields, func(x Field) bool { return x.Name == f.Name })
			if i >= 0 && answers[to.Fields[i].Column] != "" && j.g.fieldOr(to.Fields[i].Column).Name != "" && to.Fields[i].Column != to.Declaration.Label {
				continue // the row has the same mistake in a field of its own
			}
			mistake = f.Message
		}
		return Record{}, mistake, nil
	}
	return like, "", err
}

// found are the companions that may be meant, asked once for the rows of a piece that say the same.
func (j *judging) found(c Companion, like Record) ([]string, error) {
	key := c.Column + "\x00" + like.said(c.By)
	if id, ok := j.homes[key]; ok {
		return []string{id}, nil
	}
	ids, err := c.Find(j.ctx, j.tx, j.m.UnitID, like)
	if err == nil && len(ids) == 1 {
		if j.homes == nil {
			j.homes = map[string]string{}
		}
		j.homes[key] = ids[0]
	}
	return ids, err
}

// said is what a record says in columns.
func (rec Record) said(columns []string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = vi.Fold(rec.Str(c))
	}
	return strings.Join(out, "\x00")
}

func recordCodes(list []Record) string {
	codes := make([]string, len(list))
	for i, rec := range list {
		codes[i] = rec.Code()
	}
	slices.Sort(codes)
	return strings.Join(codes, ", ")
}

// make writes the companions of a row that are not there yet, and answers the links by them.
func (p *piece) make(typed map[string]string, missing []awaited) error {
	for _, a := range missing {
		n, err := a.to.numbers(p.ctx, p.tx, p.m.UnitID, 1) // whoever has the number is the only one who makes such a record now
		if err != nil {
			return err
		}
		ids, err := a.find(p.ctx, p.tx, p.m.UnitID, a.like)
		if err != nil {
			return err
		}
		if len(ids) > 0 {
			typed[a.field.Name] = ids[0]
			continue
		}
		rec := a.like
		rec.Number = n
		if rec, err = a.to.insert(p.ctx, p.tx, rec, p.m.UnitID, p.env, "Thêm "+a.to.One+" từ bảng nhập "+lowerFirst(p.g.Title), ""); err != nil {
			return err
		}
		if _, err := p.tx.Exec(p.ctx, madeAdd, p.m.ID, p.m.UnitID, a.to.Name, rec.ID, rec.Version); err != nil {
			return err
		}
		typed[a.field.Name] = rec.ID
	}
	return nil
}

func init() {
	store.Declare(store.Table{Name: "register_import_made", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true})
}

// made is a record of another register that an import made.
type made struct {
	Register string `db:"register"`
	RecordID string `db:"record_id"`
	Version  int64  `db:"version"`
}

var (
	madeAdd  = store.Change("register.import_made.add", `INSERT INTO register_import_made (import_id, unit_id, register, record_id, version, done) VALUES ($1, $2, $3, $4, $5, 'added')`)
	madeList = store.Query("register.import_made.list", `SELECT d.register, d.record_id, d.version FROM register_import_made d WHERE d.import_id = $1 AND d.done = 'added' AND {scope:d} ORDER BY d.record_id LIMIT $2`)
	madeDone = store.Change("register.import_made.done", `UPDATE register_import_made AS d SET done = $1 WHERE d.import_id = $2 AND d.record_id = $3 AND {scope:d}`)
	madeSums = store.Query("register.import_made.sums", `SELECT d.register, d.done, COUNT(*) AS n FROM register_import_made d WHERE d.import_id = $1 AND {scope:d} GROUP BY d.register, d.done ORDER BY d.register, d.done`)
	madeTrim = store.Change("register.import_made.trim", `DELETE FROM register_import_made AS d WHERE d.import_id IN (SELECT m.id FROM register_import m WHERE m.created_at < $1 AND {scope:m} LIMIT 20) AND {scope:d}`)
)

// undoMade takes back the records of other registers that an import made and nobody has used or changed since.
func (g *Register) undoMade(ctx context.Context, tx *store.Tx, m Import) (more bool, err error) {
	list, err := store.List[made](ctx, tx, madeList, m.ID, pieceRows)
	if err != nil {
		return false, err
	}
	for _, d := range list {
		back, err := g.undoOne(ctx, tx, d)
		if err != nil {
			return false, err
		}
		end := doneKept
		if back {
			end = doneBack
		}
		if _, err := tx.Exec(ctx, madeDone, end, m.ID, d.RecordID); err != nil {
			return false, err
		}
	}
	return len(list) == pieceRows, nil
}

func (g *Register) undoOne(ctx context.Context, tx *store.Tx, d made) (bool, error) {
	for _, c := range g.Brings {
		_, to, ok := g.link(c)
		if !ok || to.Name != d.Register {
			continue
		}
		now, err := to.Get(ctx, tx, d.RecordID)
		if errs.Is(err, errs.NotFound) || err == nil && now.Version != d.Version {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		users, err := g.Linking(ctx, tx, c.Column, now.ID)
		if err != nil || len(users) > 0 {
			return false, err
		}
		if n, err := store.Get[int64](ctx, tx.Whole(), hangsOn, now.ID); err != nil || n > 0 {
			return false, err
		}
		return true, to.erase(ctx, tx, now, "Hoàn tác lần nhập "+lowerFirst(g.Title))
	}
	return false, nil
}

// madeSum counts the records of another register that an import made.
type madeSum struct {
	Register string `db:"register"`
	Done     string `db:"done"`
	N        int64  `db:"n"`
}

// madeWords tell of them: how many are there, and how many were taken back or kept.
func (g *Register) madeWords(ctx context.Context, from store.Source, m Import) (out []string, err error) {
	if len(g.Brings) == 0 {
		return nil, nil
	}
	list, err := store.List[madeSum](ctx, from, madeSums, m.ID)
	for _, s := range list {
		for _, c := range g.Brings {
			if _, to, ok := g.link(c); ok && to.Name == s.Register {
				out = append(out, map[string]string{doneAdded: "Thêm ", doneBack: "Đã hoàn tác ", doneKept: "Giữ lại vì đã có người dùng: "}[s.Done]+vi.Int(s.N)+" "+to.One)
			}
		}
	}
	return out, err
}

// mistaken are the mistakes of a judgement together with others by field; an error of another kind stays what it is.
func mistaken(err error, more map[string]string) (words map[string]string, other error) {
	words = maps.Clone(more)
	if words == nil {
		words = map[string]string{}
	}
	e := asInvalid(err)
	if e == nil {
		return words, err
	}
	for _, f := range e.Fields {
		words[f.Name] = f.Message
	}
	return words, nil
}

// together is what a row says, with the companions that it needs.
func (p *piece) together(row importRow) (map[string]string, error) {
	typed, _ := p.typed(row)
	missing, _, err := p.accompany(typed)
	if err == nil {
		err = p.make(typed, missing)
	}
	return typed, err
}
