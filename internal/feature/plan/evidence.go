package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "task_proof", Own: ownTask("task_id"), Growing: true, Scoped: true, Title: "Minh chứng từ các sổ",
		Heads: map[string]string{"register": "Sổ", "refused": "Đã bỏ", "code": "Số hồ sơ", "label": "Mốc", "reason": "Vì sao đề xuất"}})
}

// evidence is a record of a register that somebody accepted as proof of a piece of work, or refused.
type evidence struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	TaskID    string        `db:"task_id"`
	PointID   string        `db:"checkpoint_id"` // empty for the whole work
	Label     string        `db:"label"`         // of the check-point, as it was then
	ResultID  string        `db:"result_id"`     // of the result with which it came, empty when it came alone
	Register  string        `db:"register"`
	RecordID  string        `db:"record_id"`
	Code      string        `db:"code"` // number of the record
	Refused   bool          `db:"refused"`
	Reason    string        `db:"reason"` // why it was proposed
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
}

func (e evidence) ref() directory.Ref { return directory.Ref{Kind: e.Register, ID: e.RecordID} }

// Who is the hand that decided, and when.
func (e evidence) Who() string { return e.DecidedBy + ", " + stamp(e.DecidedAt) }

// shownEvidence is one with the face of its record; a record that the reader may not see has none.
type shownEvidence struct {
	evidence
	directory.Face
	Seen bool
}

// evidenceView is what a page shows of the evidence from registers.
type evidenceView struct {
	Point    Point // for which it is proposed; the zero one is the whole work
	Open     bool  // the reader may decide about proposals
	Proposed []directory.Proposal
	Accepted []shownEvidence
	Refused  []shownEvidence
}

const evidenceColumns = `x.id, x.unit_id, x.task_id, x.checkpoint_id, x.label, x.result_id, x.register, x.record_id, x.code, x.refused, x.reason, x.decided_by, x.decided_at`

var (
	evidenceOfTask = store.Query("plan.evidence.of_task", `SELECT `+evidenceColumns+` FROM task_proof x WHERE x.task_id = $1 AND {scope:x} ORDER BY x.id DESC LIMIT $2`)
	evidenceGet    = store.Query("plan.evidence.get", `SELECT `+evidenceColumns+` FROM task_proof x WHERE x.id = $1 AND x.task_id = $2 AND {scope:x}`)
	evidenceAdd    = store.Change("plan.evidence.add", `INSERT INTO task_proof (id, unit_id, task_id, checkpoint_id, label, result_id, register, record_id, code, refused, reason, decided_by, decided_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (task_id, checkpoint_id, register, record_id) DO NOTHING`)
	evidenceDrop = store.Change("plan.evidence.drop", `DELETE FROM task_proof AS x WHERE x.id = $1 AND x.task_id = $2 AND {scope:x}`)
	evidenceOf   = store.Query("plan.evidence.of_record", `SELECT t.id, t.title, t.year, x.label, x.decided_by, x.decided_at FROM task_proof x JOIN task t ON t.id = x.task_id
		WHERE x.record_id = $1 AND x.register = $2 AND x.refused = FALSE AND t.dropped = FALSE AND {scope:x} AND {scope:t} ORDER BY x.id DESC LIMIT $3`)
)

// evidencePoint is the check-point for which a page proposes: the one asked for, else the one owed first, else the newest that
// has begun. Work without check-points is proved as a whole.
func (v pointsView) evidencePoint(asked string, today day.Day) Point {
	if pt, ok := v.ofPoint(asked); ok {
		return pt
	}
	if pt, ok := v.next(today); ok {
		return pt
	}
	var last Point
	for _, pt := range v.Points {
		if !pt.Starts.After(today) && pt.State != PointSkipped {
			last = pt
		}
	}
	return last
}

// sought is the work in the words of the directory.
func sought(t draftTask, pt Point) directory.Sought {
	s := directory.Sought{Text: t.Title + " " + t.Text, Period: pt.Label, First: pt.From, Last: pt.To}
	if pt.ID == "" {
		s.Period, s.First, s.Last = "cả năm", day.Must(t.Year, 1, 1), day.Must(t.Year, 12, 31)
	}
	for _, o := range t.Owed {
		if carries(o.Role) {
			s.Places = append(s.Places, vi.Fold(o.Name))
			if o.BodyID != "" {
				s.Bodies = append(s.Bodies, o.BodyID)
			}
		}
	}
	return s
}

// readEvidence reads what was decided about evidence of a task and what is proposed for a check-point to somebody who may decide.
func (p *Plans) readEvidence(r *web.Request, t draftTask, pt Point) (v evidenceView, err error) {
	v.Point = pt
	if p.Prover == nil {
		return v, nil
	}
	ctx, from := r.Context(), r.Reader()
	list, err := store.List[evidence](ctx, from, evidenceOfTask, t.ID, directory.FacesAtOnce)
	if err != nil {
		return v, err
	}
	if err := p.faces(r, &v, list); err != nil {
		return v, err
	}
	if !mayProve(r, t) || !t.Live || t.Ended() || pt.ID == "" && t.Points > 0 {
		return v, nil
	}
	v.Open = true
	proposed, err := p.Prover.Propose(ctx, from, r.Unit.ID, sought(t, pt), r.May, r.Today())
	for _, x := range proposed {
		decided := slices.ContainsFunc(list, func(e evidence) bool { return e.ref() == x.Ref && e.PointID == pt.ID })
		if !decided && len(v.Proposed) < proposalsShown {
			v.Proposed = append(v.Proposed, x)
		}
	}
	return v, err
}

// proposalsShown is how many proposals a page shows at once; a decision brings the next.
const proposalsShown = 6

func (p *Plans) faces(r *web.Request, v *evidenceView, list []evidence) error {
	if len(list) == 0 {
		return nil
	}
	refs := make([]directory.Ref, len(list))
	for i, e := range list {
		refs[i] = e.ref()
	}
	faces, err := p.Prover.Faces(r.Context(), r.Reader(), r.Unit.ID, refs, r.May, r.Today())
	for _, e := range list {
		f, seen := faces[e.ref()]
		s := shownEvidence{e, f, seen}
		if e.Refused {
			v.Refused = append(v.Refused, s)
		} else {
			v.Accepted = append(v.Accepted, s)
		}
	}
	return err
}

// of are the accepted records that came with a result; hidden is how many of them the reader may not see.
func (v evidenceView) of(resultID string) (seen []shownEvidence, hidden int) {
	for _, e := range v.Accepted {
		switch {
		case e.ResultID != resultID:
		case e.Seen:
			seen = append(seen, e)
		default:
			hidden++
		}
	}
	return seen, hidden
}

// shownRefused are the refused ones that the reader may see.
func (v evidenceView) shownRefused() []shownEvidence {
	return slices.DeleteFunc(slices.Clone(v.Refused), func(e shownEvidence) bool { return !e.Seen })
}

// ProvenWork is a piece of work of which a record is evidence, for the page of the record.
type ProvenWork struct {
	ID        string        `db:"id"`
	Title     string        `db:"title"`
	Year      int           `db:"year"`
	Label     string        `db:"label"`
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
}

// ProvenBy lists the work, of those that the source's actor may see, for which a record was accepted as evidence.
func ProvenBy(ctx context.Context, from store.Source, register, recordID string) ([]ProvenWork, error) {
	return store.List[ProvenWork](ctx, from, evidenceOf, recordID, register, proposalsShown)
}

// refOf reads a reference as a button of a form carries it: "hazard:018f…".
func refOf(s string) directory.Ref {
	kind, id, _ := strings.Cut(s, ":")
	return directory.Ref{Kind: kind, ID: id}
}

func refValue(r directory.Ref) string { return r.Kind + ":" + r.ID }
