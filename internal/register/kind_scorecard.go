package register

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Scorecard is a Checklist whose items are those of a data pack on the record's day. The version is kept with the answers:
// a later one changes neither what was asked nor how it ended.
type Scorecard struct {
	key, day string
	standing
}

// CodeChecklist is the checklist of the data pack with a key, as it holds on the day of writing.
func CodeChecklist(key string) Scorecard { return Scorecard{key: key} }

// By is the checklist as it held on the day in another column of the record.
func (k Scorecard) By(column string) Scorecard { k.day = column; return k }

func (k Scorecard) pack() string          { return k.key }
func (k Scorecard) by() string            { return k.day }
func (k Scorecard) stand(s standing) Kind { k.standing = s; return k }

// Several says that the control sends each of its answers by itself.
func (Scorecard) Several() {}

// Columns are the answers and the version.
func (Scorecard) Columns() []Column { return Codes{}.Columns() }

// version is the one by which the answers are given: that of the answers which stand, else that of the day.
func (k Scorecard) version(v Value, e *Env) pack.Version {
	for _, key := range []string{versionOf(v), versionOf(k.have)} {
		if have, ok := e.book().Version(k.key, key); ok {
			return have
		}
	}
	return e.book().At(k.key, k.standing.day(e))
}

// list is the checklist of a version on the day.
func (k Scorecard) list(v pack.Version, e *Env) checks {
	on, l := k.standing.day(e), checks{answers: scored}
	holds := map[string]bool{}
	for _, it := range v.On(on) {
		holds[it.Code] = true
	}
	for _, it := range v.Items {
		l.Of = append(l.Of, Option{Key: it.Code, Text: it.Text, Also: it.Also, Old: !holds[it.Code]})
	}
	return l
}

// Read implements Kind, in the words of Checklist.
func (k Scorecard) Read(typed string, e *Env) (Value, string) {
	version := k.version(nil, e)
	l := k.list(version, e)
	if len(l.Of) == 0 && strings.Contains(typed, ":") {
		return nil, "bảng kiểm chưa có mục nào; quản trị máy nạp ở trang Gói dữ liệu"
	}
	v, words := l.Read(typed, e)
	if words != "" {
		return nil, words
	}
	if str(v) == "" {
		return Value{"", ""}, ""
	}
	return Value{str(v), version.Key}, ""
}

// Text implements Kind.
func (k Scorecard) Text(v Value, e *Env) string {
	if str(v) == "" {
		return ""
	}
	return k.list(k.version(v, e), e).Text(v[:1], e)
}

// Control implements Kind.
func (k Scorecard) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	version := k.version(nil, e)
	if gap := version.Gap(); gap != "" {
		p.Hint = strings.TrimSpace(p.Hint + " Bảng kiểm " + gap + ": chấm được, chưa kết luận được.")
	}
	return k.list(version, e).Control(p, typed, e)
}

// Cell implements Kind.
func (k Scorecard) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

func (k Scorecard) words() string {
	l := Checklist{}
	for _, it := range pack.BuiltIn().At(k.key, "9999-12-31").Items {
		l.Of = append(l.Of, Option{Key: it.Code, Text: it.Text})
	}
	return l.words()
}

// scored are the answers to an item: what is not there, such as a well, are neither safe nor not.
var scored = Choice{append(YesNo().(Choice).Of, Option{Key: pack.None, Text: "Không áp dụng", Also: []string{"không có", "kad"}})}

// Verdict is how the scorecard in column Of ended, worked out whenever the record is written, by the version of its answers.
type Verdict struct{ Of string }

var verdicts = Choice{[]Option{{Key: string(pack.Pass), Text: "Đạt"}, {Key: string(pack.Fail), Text: "Không đạt"}, {Key: string(pack.Unsettled), Text: "Chưa kết luận"}}}

// Derived says that no form asks for it.
func (Verdict) Derived() {}

// Columns implements Kind.
func (Verdict) Columns() []Column { return text() }

// Read reads what Text shows, for filters; what is typed never reaches a record.
func (Verdict) Read(typed string, e *Env) (Value, string) { return verdicts.Read(typed, e) }

// Text implements Kind.
func (Verdict) Text(v Value, e *Env) string { return verdicts.Text(v, e) }

// Options implements lister.
func (Verdict) Options(e *Env) []ui.Option { return verdicts.Options(e) }

// Control shows the answer, which cannot be typed.
func (Verdict) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.ReadOnly = typed, true
	return ui.TextField(p)
}

// Cell implements Kind.
func (Verdict) Cell(v Value, e *Env) (any, xlsx.Kind) { return verdicts.Text(v, e), xlsx.Text }

// judged is the scorecard of a record, how it ended and why; no verdict without answers.
func (rec Record) judged(column string, e *Env) (v pack.Version, verdict pack.Verdict, why string) {
	k := rec.of.field(column).Kind.(Scorecard)
	value := rec.Value(column)
	if str(value) == "" {
		return v, "", ""
	}
	v = k.version(value, e)
	verdict, why = v.Judge(Answers(value[:1]))
	return v, verdict, why
}

// score puts the verdicts into a record whose other answers were judged.
func (g *Register) score(rec *Record, e *Env) {
	for i, f := range g.Fields {
		if k, ok := f.Kind.(Verdict); ok {
			_, verdict, _ := rec.judged(k.Of, e)
			rec.Values[i] = Value{string(verdict)}
		}
	}
}

// packFacts say behind an answer from a pack by which version it was given, and why a verdict is as it is.
func (rec Record) packFacts(f Field, e *Env) []ui.Fact {
	switch k := f.Kind.(type) {
	case Scorecard:
		if v, verdict, _ := rec.judged(f.Column, e); verdict != "" {
			return []ui.Fact{{Term: "Chấm theo", Text: e.versionWords(v)}}
		}
	case Verdict:
		if _, verdict, why := rec.judged(k.Of, e); verdict != "" {
			return []ui.Fact{{Term: "Vì sao", Text: why}}
		}
	case Codes:
		value := rec.Value(f.Column)
		it, ok := e.book().Named(k.key, versionOf(value), str(value))
		if !ok {
			return nil
		}
		if v, ok := e.book().Version(k.key, versionOf(value)); ok && !e.book().Holds(k.key, it.Code, e.Today.ISO()) {
			return []ui.Fact{{Term: "Mã " + it.Code, Text: "của " + e.versionWords(v) + "; nay không dùng cho hồ sơ mới"}}
		}
	}
	return nil
}

func (e *Env) versionWords(v pack.Version) string {
	words := v.Name()
	if v.From != "" {
		words += ", dùng từ " + shownDay(v.From)
	}
	if v.Source != "" {
		words += ", " + v.Source
	}
	if e.book().Compared(v) {
		return words + " (đã đối chiếu)"
	}
	return words + " (" + v.Confidence.Words() + ")"
}
