package trail

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// extractAtMost is how many lines one extract holds.
const extractAtMost = 3_000

// subjectKind is the only kind of subject that has an extract so far.
const subjectKind = "account"

// extractView is the form of an extract as it was typed.
type extractView struct {
	Person, From, To, Reason string
	People                   []Choice
	Errors                   []errs.Field
}

// extractForm asks for whom, for which period and why an extract is made.
func (t *Trail) extractForm(w http.ResponseWriter, r *web.Request) error {
	v := extractView{From: r.Today().Add(-365).String(), To: r.Today().String(), Person: r.URL.Query().Get("nguoi")}
	return t.showExtract(w, r, v)
}

func (t *Trail) showExtract(w http.ResponseWriter, r *web.Request, v extractView) (err error) {
	if v.People == nil {
		if v.People, err = t.People(r.Context(), r.Reader(), r.Unit.ID); err != nil {
			return err
		}
	}
	view := web.View{Title: "Trích lục cho người liên quan", Errors: v.Errors, Crumbs: []ui.Crumb{{Text: "Trích lục"}},
		Lead: "Một văn bản kể ai đã làm gì với dữ liệu của một người, lúc nào và vì sao, không kèm nội dung riêng của người khác."}
	return r.Show(w, view, extractPage(r, v))
}

// made is what the history keeps of an extract.
type made struct {
	From day.Day `json:"Từ ngày"`
	To   day.Day `json:"Đến ngày"`
	Rows int     `json:"Số dòng"`
}

// extract makes the document and notes in the history of the person's account who made it and why.
func (t *Trail) extract(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := extractView{Person: form.Text("nguoi"), From: form.Text("tu"), To: form.Text("den"), Reason: form.Text("ly-do")}
	if v.People, err = t.People(r.Context(), r.Reader(), r.Unit.ID); err != nil {
		return err
	}
	first, last := v.check()
	if len(v.Errors) > 0 {
		return t.showExtract(w, r, v)
	}
	deeds, err := t.deeds(r.Context(), r.Reader(), directory.Subject{Kind: subjectKind, ID: v.Person, UnitID: r.Unit.ID}, first, last)
	if err != nil {
		return err
	}
	if len(deeds) > extractAtMost {
		v.Errors = []errs.Field{{Name: "tu", Message: "Kỳ này có hơn " + vi.Int(extractAtMost) + " dòng, quá nhiều cho một văn bản. Chọn kỳ ngắn hơn rồi lập từng phần."}}
		return t.showExtract(w, r, v)
	}
	name, _, _ := strings.Cut(choiceName(v.People, v.Person), " (") // without the username
	d := letter(r.Unit, name, v.Reason, first, last, deeds, r.Today())
	var out bytes.Buffer
	profile := officialdoc.ProfileOn(r.Today())
	file, media := "trich-luc-"+r.Today().ISO(), mediaDOCX
	if form.Text("dang") == "pdf" {
		file, media, err = file+".pdf", mediaPDF, officialdoc.WritePDF(&out, profile, d, r.Now.In(day.Zone))
	} else {
		file, err = file+".docx", officialdoc.Write(&out, profile, d)
	}
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("trich-luc"))
		return tx.Audit(ctx, store.Entry{Kind: subjectKind, ID: v.Person, UnitID: r.Unit.ID, Action: "Lập trích lục cho người liên quan", After: made{first, last, len(deeds)}, Note: v.Reason})
	})
	if err != nil {
		return err
	}
	return web.Download(w, file, media, &out)
}

// check reads the form.
func (v *extractView) check() (first, last day.Day) {
	var form errs.Form
	if !ident.Valid(v.Person) || choiceName(v.People, v.Person) == "" {
		form.Add("nguoi", "Chọn người cần trích lục")
	}
	first, last = readDay(&form, "tu", v.From), readDay(&form, "den", v.To)
	if v.From == "" {
		form.Add("tu", "Ghi từ ngày nào")
	}
	if v.To == "" {
		form.Add("den", "Ghi đến ngày nào")
	}
	if !first.IsZero() && !last.IsZero() && last.Before(first) {
		form.Add("den", "Đến ngày %s nằm trước từ ngày %s; đổi chỗ hai ngày rồi lập lại", last, first)
	}
	if e, ok := form.Err().(*errs.Error); ok {
		v.Errors = e.Fields
	}
	v.Errors = append(v.Errors, reasonMistakes(v.Reason)...)
	return first, last
}

// deeds asks the history and every other source, newest first. One line over the bound tells that there are more.
func (t *Trail) deeds(ctx context.Context, from store.Source, s directory.Subject, first, last day.Day) ([]directory.Deed, error) {
	var out []directory.Deed
	for _, source := range append([]directory.Told{history{t}}, t.Told...) {
		if source == nil {
			continue // this installation keeps no such log
		}
		some, err := source.Tell(ctx, from, s, first, last, extractAtMost+1)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	slices.SortStableFunc(out, func(a, b directory.Deed) int { return b.At.Compare(a.At.Time) })
	return out, nil
}

// history is the trail itself as a source: what was done to the record of the subject, and what the subject did.
type history struct{ trail *Trail }

// Tell implements directory.Told.
func (h history) Tell(ctx context.Context, from store.Source, s directory.Subject, first, last day.Day, limit int) ([]directory.Deed, error) {
	f := filter{first: first, last: last}
	to, _, err := (wanted{of: byRecord, reach: reach{whole: true}, filter: f, more: []any{s.Kind, s.ID}}).rows(ctx, from, limit)
	if err != nil {
		return nil, err
	}
	var out []directory.Deed
	for _, e := range to {
		out = append(out, h.deed(e, web.HistoryLine(e).What, e.Note))
	}
	if s.Kind != subjectKind {
		return out, nil
	}
	by, _, err := (wanted{of: byPerson, reach: reach{whole: true}, filter: f, more: []any{s.ID}}).rows(ctx, from, limit)
	for _, e := range by {
		if e.Kind != s.Kind || e.RecordID != s.ID { // told above
			out = append(out, h.deed(e, unquoted(e.Action), ""))
		}
	}
	return out, err
}

func (h history) deed(e store.Event, did, why string) directory.Deed {
	who := e.AccountName
	if e.Post != "" {
		who += ", " + e.Post
	}
	if e.AccountID == "" {
		why = "" // the program's own reasons are no news
	}
	did = strings.TrimSuffix(did, ". "+vi.Sentence(why))
	return directory.Deed{At: e.At, Who: who, Did: vi.Sentence(did), With: h.trail.kindWords(e.Kind), Why: why}
}

var quotation = regexp.MustCompile(`\s*“[^”]*”`)

// unquoted is an action without the names of records in it: they may be those of other persons.
func unquoted(action string) string { return strings.TrimSpace(quotation.ReplaceAllString(action, "")) }
