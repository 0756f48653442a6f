package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Proof says of which work the records of a register are evidence: work with one of the words in its title or text, for the
// period in which the day lies.
type Proof struct {
	Words  []string // as people write them: "đuối nước"
	On     string   // column of a day, as in a Fact
	Where  []Where  // each an Is; all records when empty
	Body   string   // column of the body that answers for the record; empty when it has none
	Place  string   // column of its hamlet; empty when it has none
	Reason string   // "điểm nguy cơ đã kiểm soát"
}

var _ directory.Prover = Registers{}

// proposedRead is how many records of a rule, the newest, are looked at.
const proposedRead = 40

// proofProblem is the first thing in the rules of evidence that cannot work.
func (g *Register) proofProblem() string {
	if kind := g.field(g.Label).Kind; len(g.Proof) > 0 && kind.Columns()[0].Type != "TEXT" {
		return "records that are evidence need a name that is text"
	}
	for _, p := range g.Proof {
		for _, c := range []string{p.Body, p.Place} {
			if _, ok := g.at[c]; c != "" && !ok {
				return fmt.Sprintf("evidence: there is no field %q", c)
			}
		}
		if _, ok := g.at[p.On]; !ok && p.On != "state_on" {
			return fmt.Sprintf("evidence: there is no day %q", p.On)
		}
		if slices.ContainsFunc(p.Where, func(w Where) bool { return w.Op != Is }) {
			return "evidence is told by equal answers only"
		}
	}
	return ""
}

// suits reports whether the rule speaks of work with the text of asSaid. Marks count: cống is no công.
func (p Proof) suits(text string) bool {
	return slices.ContainsFunc(p.Words, func(w string) bool { return strings.Contains(text, asSaid(w)) })
}

// asSaid is a text in small letters, its words between single blanks.
func asSaid(text string) string {
	words := strings.FieldsFunc(strings.ToLower(vi.NFC(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' })
	return " " + strings.Join(words, " ") + " "
}

// faceColumns are what a face is made of.
func (g *Register) faceColumns() string {
	return fmt.Sprintf("'%s' AS register, r.id, r.number, r.state, r.%s AS label, r.dropped", g.Name, g.Label)
}

type faceRow struct {
	Register string `db:"register"`
	ID       string `db:"id"`
	Number   int64  `db:"number"`
	State    string `db:"state"`
	Label    string `db:"label"`
	Dropped  bool   `db:"dropped"`
}

type proposedRow struct {
	faceRow
	Rule  int    `db:"rule"`
	Body  string `db:"body"`
	Place string `db:"place"`
}

func columnOr(c string) string {
	if c == "" {
		return "CAST('' AS TEXT)"
	}
	return "r." + c
}

// proofText reads the newest records of a rule in the period from $1 to before $2. The answers asked for are keys of the
// declaration.
func (g *Register) proofText(i int) string {
	p := g.Proof[i]
	conds := ""
	for _, w := range p.Where {
		conds += fmt.Sprintf(" AND r.%s = '%s'", w.Column, w.Value)
	}
	return fmt.Sprintf("SELECT * FROM (SELECT %s, %d AS rule, %s AS body, %s AS place FROM %s r WHERE {scope:r} AND r.dropped = FALSE AND r.%s >= $1 AND r.%[6]s < $2%[7]s ORDER BY r.%[6]s DESC, r.id DESC LIMIT %[8]d) AS p_%[9]s_%[10]s",
		g.faceColumns(), i, columnOr(p.Body), columnOr(p.Place), g.Name, p.On, conds, proposedRead, g.Name, string(rune('a'+i)))
}

// faceText reads faces by their ids.
func (g *Register) faceText() string {
	return "SELECT " + g.faceColumns() + " FROM " + g.Name + " r WHERE r.id IN (" + params(1, directory.FacesAtOnce) + ") AND {scope:r}"
}

// prepareProofs registers the parts of which questions over several registers are made.
func (g *Register) prepareProofs() {
	store.Query(g.stem()+".face", g.faceText())
	for i := range g.Proof {
		store.Query(g.stem()+".proof."+string(rune('a'+i)), g.proofText(i))
	}
}

var proofQueries, faceQueries variants

// named finds a register by its stored word.
func (all Registers) named(name string) *Register {
	i := slices.IndexFunc(all, func(g *Register) bool { return g.Name == name })
	if i < 0 {
		return nil
	}
	return all[i]
}

// Propose implements directory.Prover, with one statement over all registers whose rules speak of the work.
func (all Registers) Propose(ctx context.Context, from store.Source, unitID string, s directory.Sought, may func(actor.Action) bool, today day.Day) ([]directory.Proposal, error) {
	text, key := asSaid(s.Text), ""
	var parts []string
	for _, g := range all {
		for i, p := range g.Proof {
			if may(g.ReadRight) && p.suits(text) {
				parts, key = append(parts, g.proofText(i)), key+fmt.Sprint(" ", g.Name, i)
			}
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	stmt := proofQueries.of(key, "register.proof", func() string { return strings.Join(parts, " UNION ALL ") })
	rows, err := store.List[proposedRow](ctx, from, stmt, s.First.ISO(), s.Last.Add(1).ISO())
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	e := all[0].env(ctx, from, today)
	near := func(r proposedRow) (body, place bool) {
		return r.Body != "" && slices.Contains(s.Bodies, r.Body), r.Place != "" && slices.Contains(s.Places, vi.Fold(Ref{RefHamlet}.Text(Value{r.Place}, e)))
	}
	rank := func(r proposedRow) int {
		body, place := near(r)
		return -len(slices.DeleteFunc([]bool{body, place}, func(b bool) bool { return !b }))
	}
	slices.SortStableFunc(rows, func(a, b proposedRow) int { return cmp.Compare(rank(a), rank(b)) })
	var out []directory.Proposal
	for _, r := range rows {
		g := all.named(r.Register)
		face := g.face(r.faceRow, e)
		if slices.ContainsFunc(out, func(have directory.Proposal) bool { return have.Ref == face.Ref }) {
			continue
		}
		body, place := near(r)
		out = append(out, directory.Proposal{Face: face, Reason: reasonOf(body, place, s.Period, g.Proof[r.Rule].Reason)})
	}
	return out, e.Err()
}

// reasonOf says why a record is proposed.
func reasonOf(body, place bool, period, kind string) string {
	var parts []string
	if body {
		parts = append(parts, "cùng cơ quan")
	}
	if place {
		parts = append(parts, "cùng địa bàn")
	}
	return vi.Sentence(strings.Join(append(parts, "trong kỳ "+lowerFirst(period), kind), ", "))
}

func (g *Register) face(r faceRow, e *Env) directory.Face {
	state, _ := g.state(r.State)
	rec := g.blank()
	rec.Number = r.Number
	name := emptyOf(g.field(g.Label).Kind)
	name[0] = r.Label
	rec.Set(g.Label, name)
	return directory.Face{Ref: directory.Ref{Kind: g.Name, ID: r.ID}, Code: rec.Code(), Label: rec.Label(e), Glyph: state.Glyph, State: state.Text, Address: g.Path + "/" + r.ID, Dropped: r.Dropped}
}

// Faces implements directory.Prover, with one statement.
func (all Registers) Faces(ctx context.Context, from store.Source, unitID string, refs []directory.Ref, may func(actor.Action) bool, today day.Day) (map[directory.Ref]directory.Face, error) {
	out := map[directory.Ref]directory.Face{}
	args := make([]any, directory.FacesAtOnce)
	kinds := map[string]bool{}
	for i := range args {
		args[i] = ""
		if i < len(refs) {
			args[i], kinds[refs[i].Kind] = refs[i].ID, true
		}
	}
	var parts []string
	key := ""
	for _, g := range all {
		if kinds[g.Name] && may(g.ReadRight) {
			parts, key = append(parts, g.faceText()), key+" "+g.Name
		}
	}
	if len(parts) == 0 {
		return out, nil
	}
	rows, err := store.List[faceRow](ctx, from, faceQueries.of(key, "register.face", func() string { return strings.Join(parts, " UNION ALL ") }), args...)
	if err != nil {
		return nil, err
	}
	e := all[0].env(ctx, from, today)
	for _, r := range rows {
		f := all.named(r.Register).face(r, e)
		out[f.Ref] = f
	}
	return out, e.Err()
}
