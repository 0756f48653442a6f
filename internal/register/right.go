package register

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// A field with a Right is not hidden on pages: whoever lacks the right works with another register, which does not have the
// field. So no list, filter, order, search, file, form, import, history or program can name it. Below it the store blanks the
// columns for readers under actor.Restricted (store.Table.Secret), for statements that forget.

// rightful are the fields with a right of their own.
func (d Declaration) rightful() []Field {
	return slices.DeleteFunc(slices.Clone(d.Fields), func(f Field) bool { return f.Right == "" })
}

// secretColumns are the columns that only some readers may see.
func (d Declaration) secretColumns() (out []string) {
	for _, f := range d.rightful() {
		for _, c := range f.Kind.Columns() {
			out = append(out, f.Column+c.Suffix)
		}
	}
	return out
}

// secretProblem is the first thing in the fields with a right that would tell of them elsewhere.
func (g *Register) secretProblem() string {
	for _, f := range g.rightful() {
		_, link := f.Kind.(Link)
		switch {
		case slices.ContainsFunc(f.Kind.Columns(), func(c Column) bool { return c.Type != "TEXT" }):
			return "the field " + f.Column + " has a right, which only texts can have"
		case f.Search:
			return "the words of " + f.Column + " would be found by those who may not see it"
		case link || f.Column == g.Label || f.When.Column != "" && g.fieldOr(f.When.Column).Right == "" && f.When.Column != "state":
			return "the field " + f.Column + " cannot have a right"
		case f.Right != g.rightful()[0].Right:
			return "all fields of one register that have a right have the same"
		}
	}
	for _, f := range g.attached.fields {
		if f.Right != "" && (len(g.rightful()) == 0 || f.Right != g.rightful()[0].Right || f.Kind.(Files).Consent || f.Kind.(Files).Pair != "") {
			return "the files of " + f.Column + " have a right that no answer has, or pictures that are published"
		}
	}
	for _, f := range g.Fields {
		if f.Right == "" && g.fieldOr(f.When.Column).Right != "" {
			return "the field " + f.Column + " would tell what " + f.When.Column + " says"
		}
	}
	for _, c := range slices.Concat(g.Same, g.expiryColumns(), g.nearColumns(), g.datedBy(), g.datedColumns(), g.Totals, g.countedBy()) {
		if g.fieldOr(c).Right != "" {
			return "the field " + c + " would be told by what rests on it"
		}
	}
	return ""
}

func (g *Register) fieldOr(column string) Field {
	i, ok := g.at[column]
	if !ok {
		return Field{}
	}
	return g.Fields[i]
}

// without is the register without the fields that have a right, nil when none has.
func (g *Register) without() *Register {
	hidden := g.secretColumns()
	fields := g.rightful()
	if len(fields) == 0 {
		return nil
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Column
	}
	gone := func(c string) bool { return slices.Contains(names, c) }
	d := g.Declaration
	d.Fields = slices.DeleteFunc(slices.Clone(d.Fields), func(f Field) bool { return f.Right != "" })
	d.Columns = slices.DeleteFunc(slices.Clone(d.Columns), gone)
	d.Sorts = slices.DeleteFunc(slices.Clone(d.Sorts), func(s Sort) bool { return gone(s.Column) })
	d.Views = slices.DeleteFunc(slices.Clone(d.Views), func(v View) bool {
		return slices.ContainsFunc(v.Where, func(w Where) bool { return gone(w.Column) })
	})
	files := g.attached.open()
	d.Moves = slices.DeleteFunc(slices.Clone(d.Moves), func(m Move) bool {
		return slices.ContainsFunc(slices.Concat(m.Has, m.Needs), gone) || len(files.needs[m.Key]) < len(g.attached.needs[m.Key])
	})
	d.Parts = slices.DeleteFunc(slices.Clone(d.Parts), func(p Part) bool { return slices.ContainsFunc(p.Of, gone) })
	for i := range d.Moves {
		d.Moves[i].Asks = slices.DeleteFunc(slices.Clone(d.Moves[i].Asks), gone)
	}
	cut := &Register{attached: files, referred: g.referred, ending: g.ending, variants: g.variants, uncut: g, hidden: hidden, lines: g.lines}
	cut.Declaration = d
	cut.index()
	cut.variants = newVariants()
	var problem string
	if cut.sums, problem = cut.compile(); problem != "" {
		panic("register: " + d.Name + ": a computed field rests on one with a right: " + problem)
	}
	cut.prepare()
	cut.prepareUnion()
	return cut
}

// For is the register as an actor may see it: itself, or the one without the fields whose right the actor lacks. Whoever adds
// a way to read or write records outside of Routes asks here first.
func (g *Register) For(a actor.Actor) *Register {
	if g.cut == nil || g.opens(a) {
		return g
	}
	return g.plain()
}

// Plain is the register without the fields that have a right, for pages of a feature that leave no trace.
func (g *Register) Plain() *Register { return g.plain() }

// plain is the register without the fields that have a right: for every page that leaves no trace of who read it.
func (g *Register) plain() *Register {
	if g.cut == nil {
		return g
	}
	c := *g.cut
	c.lists, c.landmarks, c.Aside, c.Above, c.Under = g.lists, g.landmarks, g.Aside, g.Above, g.Under
	c.matcher, c.followed = g.matcher, g.followed
	return &c
}

// opens reports whether the actor has the right to every field.
func (g *Register) opens(a actor.Actor) bool {
	return a.Program || a.System != "" || len(g.rightful()) == 0 || a.May(g.rightful()[0].Right)
}

// writable refuses that somebody writes with a register some of whose answers are kept from them: what they do not see would
// be written over with nothing.
func (g *Register) writable(tx *store.Tx) error {
	if !g.opens(tx.Actor()) {
		return fmt.Errorf("register: %s is written by somebody who does not see all of it; take For", g.Name)
	}
	return nil
}

// full is a record with the answers that this register does not have, for numbers kept beside records; it answers no reader.
func (g *Register) full(ctx context.Context, tx *store.Tx, rec Record) (Record, error) {
	if g.uncut == nil {
		return rec, nil
	}
	return g.uncut.Get(ctx, tx.Whole(), rec.ID)
}

// trace notes that the answer shows records with fields that not everybody may see.
func (g *Register) trace(r *web.Request, recs ...Record) {
	if len(g.rightful()) == 0 {
		return
	}
	ids := make([]string, len(recs))
	for i, rec := range recs {
		ids[i] = rec.ID
	}
	r.Trace(g.Name, ids, "")
}

// Routes are the generated pages. A feature appends its own, or answers one of these paths itself by leaving the route out.
// Those that openly names are answered by the register as the reader may see it, all others by the one without the fields that
// have a right.
func (g *Register) Routes() []web.Route {
	whole := g.routes()
	if g.cut == nil {
		return whole
	}
	key := func(rt web.Route) string { return rt.Method + " " + rt.Path }
	plain := map[string]web.Handler{}
	for _, rt := range g.plain().routes() {
		plain[key(rt)] = rt.Handle
	}
	for i, rt := range whole {
		opens, traced := g.openly(rt.Path)
		if traced {
			whole[i].Confidential = g.Name
		}
		less, open := plain[key(rt)], rt.Handle
		whole[i].Handle = func(w http.ResponseWriter, r *web.Request) error {
			switch {
			case opens && g.opens(r.Actor):
				return open(w, r)
			case less == nil:
				return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền làm bước này.")
			}
			return less(w, r)
		}
	}
	return whole
}

// openly reports whether a page may show fields with a right to those who have it, and whether the ids of its address are a
// trace by themselves. Lists and files trace what they show. A page that nobody thought of here shows no such field.
func (g *Register) openly(path string) (opens, traced bool) {
	base, in := "/u/{unit}/{year}/"+g.Path, "/u/{unit}/{year}/nhap-"+g.Path
	one := base + "/{" + g.Name + "}"
	switch {
	case strings.HasPrefix(path, "/u/{unit}/{year}/tep-"+g.Path+"/"), strings.HasPrefix(path, one+"/tep/"), strings.HasPrefix(path, one+"/them-tep/"):
		return true, false
	case path == one, path == one+"/sua", path == one+"/trao-doi", path == one+fieldLogAt, path == one+eraseAt, strings.HasPrefix(path, one+"/buoc/"), strings.HasPrefix(path, in+"/{batch}"):
		return true, true
	case strings.HasPrefix(path, "/u/{unit}/{year}/"+g.exportsAt()):
		return true, false
	case slices.Contains([]string{base, base + "/danh-sach.xlsx", base + "/them", base + "/mau.xlsx", in, one + "/bo", one + "/lay-lai"}, path):
		return true, false
	}
	return strings.HasPrefix(path, draftsAt), false // a draft is seen by who typed it
}

// marked puts the mark of the store at every secret column that a statement reads.
func (g *Register) marked(sql string) string {
	for _, c := range g.secretColumns() {
		sql = regexp.MustCompile(`(^|[^:])\br\.`+c+`\b`).ReplaceAllString(sql, "${1}{see:r."+c+"}")
	}
	return sql
}

// Secret is the kind of the rows of the history that tell of fields with a right, and the right; ok is false when none has one.
func (g *Register) Secret() (kind string, right actor.Action, ok bool) {
	if g.cut == nil {
		return "", "", false
	}
	return g.secretKind(), g.rightful()[0].Right, true
}

// Kinds are the kinds of the rows of the history that tell of the register's records.
func (g *Register) Kinds() []string { return []string{g.Name, g.secretKind()} }

func (g *Register) secretKind() string { return g.Name + secretSuffix }

const secretSuffix = "_secret"

// History is the history of a record, newest first: with what became of the fields that have a right only when this register
// has them.
func (g *Register) History(ctx context.Context, from store.Source, id string, limit int) ([]store.Event, error) {
	if len(g.rightful()) == 0 {
		return store.HistoryOf(ctx, from, g.Name, id, limit)
	}
	open, err := store.HistoryOf(ctx, from, g.Name, id, limit)
	if err != nil {
		return nil, err
	}
	// Two statements, each along the index of its kind: for one that asks for both kinds SQLite reads all that the unit ever did.
	secret, err := store.HistoryOf(ctx, from, g.secretKind(), id, limit)
	all := append(open, secret...)
	slices.SortFunc(all, func(a, b store.Event) int { return strings.Compare(b.ID, a.ID) })
	return all[:min(limit, len(all))], err
}

// audit leaves the row of a change in the history, and a second one for what concerns fields with a right. A change of nothing
// else has the second one alone: the first would say that there is something.
func (g *Register) audit(ctx context.Context, tx *store.Tx, before, after Record, e *Env, action, note string) error {
	for _, entry := range g.entries(before, after, e, action, note) {
		if err := tx.Audit(ctx, entry); err != nil {
			return err
		}
	}
	return nil
}

// entries are the rows that audit leaves.
func (g *Register) entries(before, after Record, e *Env, action, note string) (out []store.Entry) {
	was, is := g.toldLines(before, after, e)
	toldBefore, toldAfter := told(nil), after.told(e)
	if before.ID != "" {
		toldBefore = before.told(e)
	}
	wasSecret, isSecret := g.toldSecret(before, after, e)
	secret := !slices.Equal(wasSecret, isSecret)
	alone := before.ID != "" && (secret || g.secretStep(action)) && slices.Equal(toldBefore, toldAfter) && len(was)+len(is) == 0
	if !alone {
		entry := store.Entry{Kind: g.Name, ID: after.ID, UnitID: after.UnitID, Action: action, Note: note, After: append(toldAfter, is...)}
		if before.ID != "" {
			entry.Before = append(toldBefore, was...)
		}
		out = append(out, entry)
	}
	if secret || alone {
		entry := store.Entry{Kind: g.secretKind(), ID: after.ID, UnitID: after.UnitID, Action: action, Note: note, After: isSecret, Level: actor.Restricted}
		if before.ID != "" {
			entry.Before = wasSecret
		}
		out = append(out, entry)
	}
	return out
}

// secretStep reports whether an action is a move for those who see the fields with a right: that it was made tells of them.
func (g *Register) secretStep(action string) bool {
	return slices.ContainsFunc(g.Moves, func(m Move) bool {
		return m.Done == action && len(g.rightful()) > 0 && m.Right == g.rightful()[0].Right
	})
}

// toldSecret are the fields with a right before and after a change.
func (g *Register) toldSecret(before, after Record, e *Env) (was, is told) {
	for i, f := range g.Fields {
		if _, lines := f.Kind.(Rows); lines || f.Right == "" || f.inner() {
			continue
		}
		if before.ID != "" {
			was = append(was, struct{ label, text string }{f.Label, f.Kind.Text(before.Values[i], e)})
		}
		is = append(is, struct{ label, text string }{f.Label, f.Kind.Text(after.Values[i], e)})
	}
	w, n := g.toldLinesWhere(before, after, e, func(f Field) bool { return f.Right != "" })
	return append(was, w...), append(is, n...)
}

// hasMark reports whether the record has an answer in a field of marks.
func (rec Record) hasMark() bool {
	for i, f := range rec.of.Fields {
		if f.Mark && len(rec.Values[i]) > 0 && !blankValue(f.Kind, rec.Values[i]) {
			return true
		}
	}
	return false
}

// fewMarked is the number of records with marks below which nothing is said: fewer would point at children.
const fewMarked = 5

// markedWords tell a reader who may not see marks how many records have one, in the whole register and only there.
func (g *Register) markedWords(c Counts) string {
	if n := c.Of(markTally, ""); g.uncut != nil && n >= fewMarked {
		return fmt.Sprintf("%d hồ sơ hạn chế", n)
	}
	return ""
}

// markTally is what the kept numbers call records with marks.
const markTally = "!"

// bringsHidden reports whether a table that somebody brought has a column for a field that this register does not have.
func (g *Register) bringsHidden(m Import) bool {
	return slices.ContainsFunc(listOf(m.Columns), func(c string) bool {
		return g.uncut != nil && c != "" && !g.known(c)
	})
}
