package child

import (
	"context"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// aboveView is what somebody who opens a child's record sees first.
type aboveView struct {
	r        *web.Request
	Rec      register.Record
	Facts    []ui.Fact
	Marks    []string // words of what the reader may see of circumstances and risks
	Hidden   bool     // there are fields that the reader may not see
	Warnings []string
	Frozen   string
	Dues     []due
	Moments  []moment
	Siblings []member
	Passed   passed
}

// passed is the newest way of a child to another unit and from one.
type passed struct {
	Sent *transfer
	Came *arrival
}

// passedOf reads it; a proposal that came to nothing is left to the page of transfers.
func passedOf(ctx context.Context, from store.Source, id string) (p passed, err error) {
	sent, err := store.List[transfer](ctx, from, transfersOf, id, 1)
	if err != nil {
		return p, err
	}
	if len(sent) > 0 && sent[0].State != withdrawn && sent[0].State != refused {
		p.Sent = &sent[0]
	}
	came, found, err := store.Find[arrival](ctx, from, arrivalOf, id)
	if found {
		p.Came = &came
	}
	return p, err
}

// above shows who the child is, what it has not received and what became of it.
func above(children *register.Register) func(*web.Request, register.Record, []store.Event) (templ.Component, error) {
	return func(r *web.Request, rec register.Record, past []store.Event) (templ.Component, error) {
		e := children.Env(r)
		v := aboveView{r: r, Rec: rec, Warnings: Warnings(rec), Frozen: frozen(rec), Dues: dues(rec, r.Today()), Hidden: !rec.Holds("circumstances")}
		v.Facts, v.Moments = headFacts(r, rec, e), timeline(rec, past, e)
		for _, c := range []string{"circumstances", "risks"} {
			if rec.Holds(c) {
				if text := rec.Text(c, e); text != "" {
					v.Marks = append(v.Marks, text)
				}
			}
		}
		var err error
		if v.Passed, err = passedOf(r.Context(), r.Reader(), rec.ID); err != nil {
			return nil, err
		}
		if v.Siblings, err = members(r.Context(), r.Reader(), children, rec.Str("household"), rec.ID, e); err != nil {
			return nil, err
		}
		return abovePart(v), e.Err()
	}
}

// headFacts are the child in one line.
func headFacts(r *web.Request, rec register.Record, e *register.Env) []ui.Fact {
	on := onDay(r)
	age := Age(rec.Str("birth"), on)
	if age != "" {
		age += ", " + rec.Text("sex", e)
	}
	care := join(rec.Text("guardian", e), rec.Text("guardian_as", e))
	for _, parent := range []string{"mother", "father"} {
		if care == "" && !register.Refused(rec.Value(parent)) {
			if care = rec.Text(parent, e); care != "" {
				care += map[string]string{"mother": " (mẹ)", "father": " (cha)"}[parent]
			}
		}
	}
	number := rec.Text("number_state", e)
	if n := rec.Str("person_number"); len(n) == numberDigits {
		number = "•••• •••• " + n[8:] + ", " + number
	}
	when, place := "", join(rec.Text("school", e), rec.Text("class", e))
	if on != r.Today() {
		when = " tại " + on.String()
		if SchoolYear(on) != SchoolYear(r.Today()) {
			place = learntIn(rec, SchoolYear(on), e)
		}
	}
	return []ui.Fact{{Term: "Tuổi" + when, Text: age, Strong: true}, {Term: "Ngày sinh", Text: rec.Text("birth", e)}, {Term: "Số định danh", Text: number}, {Term: "Chăm sóc", Text: care},
		{Term: "Nơi ở", Text: join(rec.Text("address", e), rec.Text("hamlet", e))}, {Term: "Trường, lớp" + when, Text: place}, {Term: "Năm học" + when, Text: SchoolYear(on)}}
}

// onDay is the day as of which the page tells age and school year: today unless the address names another.
func onDay(r *web.Request) day.Day {
	if on, err := day.Parse(r.URL.Query().Get(register.DayField)); err == nil && !on.IsZero() {
		return on
	}
	return r.Today()
}

// learntIn is school and class in a school year, by the lines of the record.
func learntIn(rec register.Record, year string, e *register.Env) string {
	for _, l := range rec.Lines(learning) {
		if l.Str("year") == year {
			return join(l.Text("school", e), l.Text("class", e))
		}
	}
	return ""
}

// frozen says in words why a record may not leave the program, empty when it may: consent was withdrawn, the record is kept for
// what the law asks (Luật 91/2025/QH15, Điều 24).
func frozen(rec register.Record) string {
	if rec.Str("consent") != "rut" {
		return ""
	}
	return "Đã rút đồng ý: hồ sơ chỉ dùng cho nhiệm vụ theo luật, không xuất ra tệp, không công khai"
}

// member is a child of a household.
type member struct{ ID, Code, Name, Age, State, Parents string }

// members are the children of a household but one, the oldest first.
func members(ctx context.Context, from store.Source, children *register.Register, household, but string, e *register.Env) (out []member, err error) {
	if household == "" {
		return nil, nil
	}
	list, err := children.Linking(ctx, from, "household", household)
	for _, rec := range list {
		if rec.ID != but && !rec.Dropped {
			out = append(out, member{rec.ID, rec.Code(), rec.Str("name"), Age(rec.Str("birth"), e.Today), rec.Standing().Text, join(rec.Text("guardian", e), rec.Text("mother", e), rec.Text("father", e))})
		}
	}
	return out, err
}

// homeAside shows the children of a household and who cares for them.
func homeAside(children *register.Register) func(*web.Request, register.Record) (templ.Component, error) {
	return func(r *web.Request, rec register.Record) (templ.Component, error) {
		e := children.Env(r)
		list, err := members(r.Context(), r.Reader(), children, rec.ID, "", e)
		return membersPart(r, "Trẻ em trong hộ", list, rec.Code()), err
	}
}
