package population

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// field is what is compared between a row and its child.
type field struct {
	Key    string // a code of the pack
	Label  string
	Column string // of the register; empty for what no answer alone says
	Person bool   // of who the child is: kept otherwise than the base has it, the number counts as one that does not agree
	ByHand bool   // no answer but a move of the record, with its date and paper
	Secret bool
}

var fields = []field{
	{Key: colName, Label: "Họ và tên", Column: "name", Person: true},
	{Key: colBirth, Label: "Ngày sinh", Column: "birth", Person: true},
	{Key: colSex, Label: "Giới tính", Column: "sex", Person: true},
	{Key: colNumber, Label: "Số định danh cá nhân", Column: "person_number", Person: true},
	{Key: colEthnic, Label: "Dân tộc", Column: "ethnic", Secret: true},
	{Key: colHome, Label: "Nơi thường trú"},
	{Key: colFather, Label: "Cha", Column: "father"},
	{Key: colMother, Label: "Mẹ", Column: "mother"},
	{Key: colStanding, Label: "Tình trạng", ByHand: true},
}

func fieldOf(key string) (field, bool) {
	i := slices.IndexFunc(fields, func(f field) bool { return f.Key == key })
	if i < 0 {
		return field{}, false
	}
	return fields[i], true
}

// fieldsFor are the fields that an actor may see.
func fieldsFor(a actor.Actor) []field {
	return slices.DeleteFunc(slices.Clone(fields), func(f field) bool { return f.Secret && !secret(a) })
}

// comparing compares rows with records as one reader may see them.
type comparing struct {
	g        *register.Register
	env      *register.Env
	hamlets  []ui.Option
	standing pack.Version
}

// differences are the fields in which a row and its child do not agree. What the row does not say is no difference: a list that
// leaves something open changes nothing.
func (c comparing) differences(rec register.Record, w row) (out []difference) {
	for _, f := range fields {
		var d difference
		var differs bool
		switch f.Key {
		case colHome:
			d, differs = c.home(rec, w)
		case colStanding:
			d, differs = c.state(rec, w)
		default:
			d, differs = c.answer(f, rec, w)
		}
		if !differs {
			continue
		}
		d.N, d.Field, d.Hamlet = w.N, f.Key, rec.Str("hamlet")
		if d.Hamlet == "" {
			d.Hamlet = w.Hamlet
		}
		if f.Secret {
			d.Level = int64(actor.Restricted)
		}
		out = append(out, d)
	}
	return out
}

func (w row) says(key string) string {
	switch key {
	case colName:
		return w.Name
	case colBirth:
		return w.Birth
	case colSex:
		return w.Sex
	case colNumber:
		return w.Number
	case colEthnic:
		return w.Ethnic
	case colFather:
		return w.Father
	}
	return w.Mother
}

// answer compares an answer of the register; it is read by the kind of its field, so that other spellings are no difference.
func (c comparing) answer(f field, rec register.Record, w row) (difference, bool) {
	i := slices.IndexFunc(c.g.Fields, func(x register.Field) bool { return x.Column == f.Column })
	text := w.says(f.Key)
	if i < 0 || text == "" {
		return difference{}, false
	}
	x := c.g.Fields[i]
	theirs, words := x.Kind.Read(text, c.env)
	if words != "" {
		return difference{}, false // nothing that the register could take
	}
	d := difference{Ours: x.Kind.Text(rec.Value(f.Column), c.env), Theirs: x.Kind.Text(theirs, c.env)}
	d.typed = map[string]string{x.Name: d.Theirs}
	switch f.Key {
	case colName, colFather, colMother:
		return d, !sameName(d.Ours, d.Theirs)
	case colBirth: // the base knows less: the register stays
		return d, !strings.HasPrefix(rec.Str(f.Column), w.Birth)
	}
	return d, d.Ours != d.Theirs
}

// sameName reports whether two names differ at most in capitals, blanks and the place of a tone mark.
func sameName(a, b string) bool {
	plain := func(s string) string { return strings.ToLower(vi.Spell(strings.Join(strings.Fields(s), " "))) }
	return plain(a) == plain(b)
}

// Keys of the answers to where a child lives (column residence).
const (
	staysForNow = "tam-tru"
	staysOnly   = "thuc-te"
)

// home compares the permanent residence. Who only stays here by the register, and is registered here by the base, differs too.
func (c comparing) home(rec register.Record, w row) (difference, bool) {
	id, rest := homeIn(w.Home, "", c.hamlets)
	if id == "" {
		id = w.Hamlet
	}
	if id == "" && rest == "" {
		return difference{}, false
	}
	ours, stays := vi.Fold(rec.Str("address")), rec.Str("residence") == staysForNow || rec.Str("residence") == staysOnly
	street := rest == "" || ours != "" && (strings.Contains(ours, vi.Fold(rest)) || strings.Contains(vi.Fold(rest), ours))
	if !stays && street && (id == "" || id == rec.Str("hamlet")) {
		return difference{}, false
	}
	d := difference{Ours: joined(rec.Str("address"), rec.Text("hamlet", c.env)), Theirs: w.Home, typed: map[string]string{}}
	if d.Theirs == "" {
		d.Theirs = c.hamlet(id)
	}
	if id != "" && id != rec.Str("hamlet") {
		d.typed["thon"] = c.hamlet(id)
	}
	if !street {
		d.typed["dia-chi"] = rest
	}
	if stays {
		d.Ours = joined(rec.Text("residence", c.env), d.Ours)
		d.typed["cu-tru"] = "Thường trú và đang ở"
	}
	return d, true
}

func (c comparing) hamlet(id string) string {
	for _, o := range c.hamlets {
		if o.Value == id {
			return o.Text
		}
	}
	return ""
}

// Keys of the states of a child's record and, the same, of the pack of standings.
const (
	isHere  = "quan-ly"
	isMoved = "chuyen-di"
	isDead  = "da-mat"
	here    = "o-day"
)

// state compares what became of a child. A list of people who live here that says nothing else of somebody says that they do.
func (c comparing) state(rec register.Record, w row) (difference, bool) {
	theirs := here
	if w.Standing != "" {
		if theirs = standingIn(c.standing, w.Standing); theirs == "" {
			return difference{}, false
		}
	}
	ours := rec.State
	if ours == isHere {
		ours = here
	}
	if ours != here && ours != isMoved && ours != isDead || ours == theirs {
		return difference{}, false
	}
	d := difference{Ours: rec.Standing().Text, Theirs: w.Standing}
	if d.Theirs == "" {
		d.Theirs = "có trong danh sách dân cư"
	}
	return d, true
}

// standingIn is the code for words of the police, empty for words that the pack does not have.
func standingIn(v pack.Version, words string) string {
	fold := vi.Fold(words)
	for _, it := range v.Items {
		for _, also := range append([]string{it.Text}, it.Also...) {
			if vi.Fold(also) == fold {
				return it.Code
			}
		}
	}
	return ""
}
