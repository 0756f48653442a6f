package register

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Link is a record of another register of the unit, one with too many records for a list that opens: a child's household. The
// id is kept. People type the number, HO-0012, or the whole name when only one has it.
type Link struct{ To *Register }

// Columns implements Kind.
func (Link) Columns() []Column { return text() }

// Read takes the number with or without the name behind it, the id, or a name.
func (k Link) Read(typed string, e *Env) (Value, string) {
	s := strings.Join(strings.Fields(vi.NFC(typed)), " ")
	if s == "" {
		return Value{""}, ""
	}
	if e.from == nil {
		return nil, "ghi số " + k.To.One
	}
	if id, known := e.meant[k.To.Name+" "+s]; known {
		return Value{id}, ""
	}
	if looksLikeID(s) && e.linked(k.To, s) != "" {
		return Value{s}, ""
	}
	first, _, _ := strings.Cut(s, " ")
	v, words := Value(nil), ""
	if n, ok := k.To.numberOf(first); ok {
		v, words = k.numbered(n, first, e)
	} else {
		v, words = k.named(s, e)
	}
	if words == "" {
		e.means(k.To, s, str(v))
	}
	return v, words
}

// looksLikeID spares a question about what people type.
func looksLikeID(s string) bool { return len(s) == 36 && strings.Count(s, "-") == 4 }

// means remembers which record of another register was meant by what was typed.
func (e *Env) means(to *Register, typed, id string) {
	if e.meant == nil {
		e.meant = map[string]string{}
	}
	e.meant[to.Name+" "+typed] = id
}

// ahead reads the records that many rows name by their numbers, before each is read for itself.
func (k Link) ahead(said []string, e *Env) error {
	by := map[int64][]string{}
	for _, s := range said {
		s = strings.Join(strings.Fields(vi.NFC(s)), " ")
		first, _, _ := strings.Cut(s, " ")
		if n, ok := k.To.numberOf(first); ok && !slices.Contains(by[n], s) {
			by[n] = append(by[n], s)
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(by)), linksAtOnce) {
		args := make([]any, linksAtOnce)
		for i := range args {
			args[i] = part[min(i, len(part)-1)]
		}
		list, err := k.To.records(e.ctx, e.from, k.To.stmt.linkNumbers, args...)
		if err != nil {
			return err
		}
		for _, rec := range list {
			for _, s := range by[rec.Number] {
				if !rec.Dropped {
					e.means(k.To, s, rec.ID)
				}
			}
			if e.links == nil {
				e.links = map[string]string{}
			}
			e.links[rec.ID] = rec.Code() + " " + str(rec.Value(k.To.Label))
		}
	}
	return nil
}

// linksAtOnce is how many numbers one statement looks up.
const linksAtOnce = 200

func (k Link) numbered(n int64, code string, e *Env) (Value, string) {
	list, err := k.To.records(e.ctx, e.from, k.To.stmt.linkNumber, n)
	if err != nil {
		e.fail(err)
		return nil, "chưa tra được sổ, thử lại"
	}
	if len(list) == 0 || list[0].Dropped {
		return nil, "không có " + k.To.One + " số " + code + "; tìm trong sổ rồi ghi lại số"
	}
	return Value{list[0].ID}, ""
}

// named finds the only record with a name.
func (k Link) named(name string, e *Env) (Value, string) {
	words := strings.Fields(vi.Fold(name))
	if len(words) == 0 {
		return nil, "ghi số " + k.To.One + ", ví dụ " + k.To.codeOf(12)
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	list, err := k.To.records(e.ctx, e.from, k.To.stmt.linkNamed, k.To.Name, words[0], linkReach)
	if err != nil {
		e.fail(err)
		return nil, "chưa tra được sổ, thử lại"
	}
	list = slices.DeleteFunc(list, func(rec Record) bool { return rec.Dropped || vi.Fold(rec.Str(k.To.Label)) != vi.Fold(name) })
	switch len(list) {
	case 0:
		return nil, "không có " + k.To.One + " tên này; ghi số, ví dụ " + k.To.codeOf(12)
	case 1:
		return Value{list[0].ID}, ""
	}
	var codes []string
	for _, rec := range list[:min(len(list), 4)] {
		codes = append(codes, rec.Code())
	}
	return nil, "có nhiều " + k.To.One + " cùng tên; ghi số: " + strings.Join(codes, ", ")
}

// linkReach is how many records with a word are looked at for a name.
const linkReach = 200

// Text implements Kind: HO-0012 Nguyễn Văn An.
func (k Link) Text(v Value, e *Env) string {
	id := str(v)
	if id == "" {
		return ""
	}
	if text := e.linked(k.To, id); text != "" {
		return text
	}
	return "mục không còn trong sổ"
}

// Control implements Kind.
func (k Link) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value = typed
	if p.Hint == "" {
		p.Hint = "Ghi số " + k.To.One + ", ví dụ " + k.To.codeOf(12) + ", hoặc tên khi chỉ một " + k.To.One + " có tên đó"
	}
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Link) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

// linkStatements registers the statements by which other registers find a record.
func (g *Register) linkStatements(name func(string) string) {
	g.stmt.linkNumber = store.Query(name("link_number"), g.selects()+" WHERE {scope:r} AND r.number = $1")
	g.stmt.linkNumbers = store.Query(name("link_numbers"), g.selects()+" WHERE {scope:r} AND r.number IN ("+params(1, linksAtOnce)+")")
	g.stmt.linkNamed = store.Query(name("link_named"), g.selectsFrom("(SELECT w.record_id FROM register_word w WHERE {scope:w} AND w.register = $1 AND w.word = $2 LIMIT $3) AS hit CROSS JOIN ")+
		" WHERE r.id = hit.record_id AND {scope:r}")
	g.stmt.linking = map[string]*store.Stmt{}
	for _, f := range g.Fields {
		if _, ok := f.Kind.(Link); ok {
			g.stmt.linking[f.Column] = store.Query(name("linking_"+f.Column), fmt.Sprintf("%s WHERE {scope:r} AND r.%s = $1 ORDER BY r.id LIMIT $2", g.selects(), f.Column))
		}
	}
}

// linkingReach is how many records that link to one are read.
const linkingReach = 200

// Linking are the records, also those in the trash, whose Link in a column names a record of the source's unit.
func (g *Register) Linking(ctx context.Context, from store.Source, column, id string) ([]Record, error) {
	return g.records(ctx, from, g.stmt.linking[column], id, linkingReach)
}

// linked is what a record of another register is called; empty for one that is not there or not the reader's. Meet reads many
// at once.
func (e *Env) linked(to *Register, id string) string {
	if have, ok := e.links[id]; ok || e.from == nil {
		return have
	}
	e.call(to, []string{id})
	return e.links[id]
}

func (e *Env) call(to *Register, ids []string) {
	if e.links == nil {
		e.links = map[string]string{}
	}
	for part := range slices.Chunk(ids, namesOfMany) {
		names, err := to.Named(e.ctx, e.from, part)
		if err != nil {
			e.fail(err)
		}
		for _, id := range part {
			e.links[id] = names[id]
		}
	}
}

// Meet reads the names of all that the records link to, before a list writes them row by row.
func (e *Env) Meet(recs []Record) {
	want, asked := map[*Register][]string{}, map[string]bool{}
	for id := range e.links {
		asked[id] = true
	}
	for _, rec := range recs {
		for i, f := range rec.of.Fields {
			if k, ok := f.Kind.(Link); ok {
				if id := str(rec.Values[i]); id != "" && !asked[id] {
					asked[id] = true
					want[k.To] = append(want[k.To], id)
				}
			}
		}
	}
	for to, ids := range want {
		e.call(to, ids)
	}
}

func (e *Env) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}
