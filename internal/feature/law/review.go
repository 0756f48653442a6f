package law

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// ReviewKind is a review of a programme that the register proposes.
type ReviewKind string

// The reviews: at the middle of a period and at its end.
const (
	MidReview ReviewKind = "so-ket"
	EndReview ReviewKind = "tong-ket"
)

func (k ReviewKind) words() string {
	if k == MidReview {
		return "Sơ kết"
	}
	return "Tổng kết"
}

const (
	shortestForMid = 4   // years of a programme that is worth a mid-term review
	reviewDays     = 90  // for the review after the day that calls for it; a proposal, no rule of law
	proposedDays   = 365 // how long a proposal waits before it is given up
)

// review is a proposed review: of what, since when, until when.
type review struct {
	Kind ReviewKind
	Doc  Document
	On   day.Day // the last day of the period, or of its first half
	Due  day.Day
}

// Title is the title of the task that the proposal makes.
func (v review) Title() string {
	return v.Kind.words() + " việc thực hiện " + v.Doc.Name() + ", giai đoạn " + v.Doc.PeriodWords()
}

// why is the reason, as a sentence.
func (v review) why() string {
	if v.Kind == MidReview {
		return "Giai đoạn " + v.Doc.PeriodWords() + " qua nửa chặng ngày " + v.On.String() + "."
	}
	return "Giai đoạn " + v.Doc.PeriodWords() + " kết thúc ngày " + v.On.String() + "."
}

// reviewsOf are the reviews for which a document calls on a day: once its period, or the first half of it, is over.
func reviewsOf(d Document, today day.Day) []review {
	if d.PeriodTo == 0 || d.State == Expired {
		return nil
	}
	var out []review
	for _, v := range []review{{Kind: EndReview, On: d.periodEnd()}, {Kind: MidReview, On: d.middle()}} {
		v.Doc, v.Due = d, v.On.Add(reviewDays)
		since := today.Sub(v.On)
		if v.On.IsZero() || since <= 0 || since > proposedDays {
			continue
		}
		out = append(out, v)
	}
	return out
}

// middle is the last day of the first half of a period; zero when the period is short.
func (d Document) middle() day.Day {
	years := d.PeriodTo - d.PeriodFrom + 1
	switch {
	case years < shortestForMid:
		return day.Day{}
	case years%2 == 0:
		return day.Must(d.PeriodFrom+years/2-1, 12, 31)
	}
	return day.Must(d.PeriodFrom+years/2, 6, 30)
}

// decision is what was decided about a proposed review.
type decision struct {
	DocumentID string     `db:"document_id"`
	Kind       ReviewKind `db:"kind"`
	Link       string     `db:"link"` // address of the task inside the unit and its year, empty when it was dismissed
	Reason     string     `db:"reason"`
	DecidedBy  string     `db:"decided_by"`
}

var (
	programmes = store.Query("law.document.programmes", `SELECT `+documentColumns+` FROM law_document d
		WHERE d.unit_id = $1 AND d.period_to >= $2 AND (d.period_to = $2 OR d.period + d.period_to BETWEEN $3 AND $4) AND d.in_force <> 'het' AND d.dropped = FALSE AND {scope:d}
		ORDER BY d.period_to, d.sort_key, d.id LIMIT 1000`)
	reviewAdd = store.Change("law.review.add", `INSERT INTO law_review (id, unit_id, document_id, kind, link, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	reviewed  = store.Query("law.review.of_programmes", `SELECT v.document_id, v.kind, v.link, v.reason, v.decided_by FROM law_document d JOIN law_review v ON v.document_id = d.id
		WHERE d.unit_id = $1 AND d.period_to >= $2 AND {scope:d}`)
	reviewedOf = store.Query("law.review.of_document", `SELECT v.document_id, v.kind, v.link, v.reason, v.decided_by FROM law_review v WHERE v.document_id = $1 AND {scope:v} ORDER BY v.id`)
)

// reviewsDue are the proposals of a unit that nobody has decided, in two statements.
func reviewsDue(ctx context.Context, from store.Source, unitID string, today day.Day) ([]review, error) {
	last := today.Year() - 1 // a proposal waits a year, so its period ended, or was half over, this year or the last
	docs, err := store.List[Document](ctx, from, programmes, unitID, last, 2*last, 2*last+3)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	done, err := store.List[decision](ctx, from, reviewed, unitID, last)
	if err != nil {
		return nil, err
	}
	var out []review
	for _, d := range docs {
		out = append(out, undecided(reviewsOf(d, today), done)...)
	}
	return out, nil
}

func undecided(all []review, done []decision) []review {
	return slices.DeleteFunc(all, func(v review) bool {
		return slices.ContainsFunc(done, func(x decision) bool { return x.DocumentID == v.Doc.ID && x.Kind == v.Kind })
	})
}

// decideReview makes a proposed review a task, or notes why it is not needed.
func (l *Law) decideReview(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	kind, why := ReviewKind(f.Text("de-xuat")), f.Text("ly-do")
	wanted := f.Text("viec") == "giao"
	next := r.In("van-ban")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		d, err := l.documentAt(ctx, tx, r)
		if err != nil {
			return err
		}
		next = r.In("van-ban/" + d.ID)
		v, err := stillDue(ctx, tx, d, kind, r.Today())
		if err != nil {
			return err
		}
		link, action := "", v.Kind.words()+": không làm"
		if wanted {
			if link, err = l.makeTask(ctx, tx, v); err != nil {
				return err
			}
			next, action = web.InUnit(r.Unit.Slug, v.Due.Year(), link), v.Kind.words()+": đã giao thành việc"
		} else if err := checkReason(why); err != nil {
			return err
		}
		tx.Result(next)
		if _, err := tx.Exec(ctx, reviewAdd, ident.New(), d.UnitID, d.ID, string(v.Kind), link, why, tx.Actor().Name, tx.Now()); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: d.ID, UnitID: d.UnitID, Action: action, Note: why})
	})
	if fields, ok := web.Mistakes(err); ok {
		return l.showOne(w, r, showTyped{Reason: why, Errors: fields})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi quyết định về đề xuất.")
	return r.Go(w, next)
}

// stillDue finds the proposal that a form names, unless somebody decided it first.
func stillDue(ctx context.Context, from store.Source, d Document, kind ReviewKind, today day.Day) (review, error) {
	done, err := store.List[decision](ctx, from, reviewedOf, d.ID)
	if err != nil {
		return review{}, err
	}
	for _, v := range undecided(reviewsOf(d, today), done) {
		if v.Kind == kind {
			return v, nil
		}
	}
	return review{}, errs.New(errs.Conflict, "Đề xuất này không còn: có người đã quyết định trước, hoặc giai đoạn vừa được sửa. Chưa ghi gì thêm.")
}

func (l *Law) makeTask(ctx context.Context, tx *store.Tx, v review) (string, error) {
	if l.Work == nil {
		return "", errs.New(errs.NotFound, "Chương trình chưa tạo được việc ngoài kế hoạch. Chưa ghi gì; ghi việc này vào kế hoạch của đơn vị.")
	}
	return l.Work.NewTask(ctx, tx, NewTask{UnitID: v.Doc.UnitID, Year: v.Due.Year(), Title: v.Title(), Text: v.why(), Due: v.Due})
}

const maxReason = 500

func checkReason(why string) error {
	var f errs.Form
	switch n := utf8.RuneCountInString(strings.TrimSpace(why)); {
	case n == 0:
		f.Add("ly-do", "Ghi lý do không làm, ví dụ đã tổng kết cùng chương trình của tỉnh")
	case n > maxReason:
		f.Add("ly-do", "Lý do dài nhất %d ký tự, đang có %d", maxReason, n)
	}
	return f.Err()
}
