package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// filledAction is the history row of a plan whose citations were looked for after its import; it is also how the program
// knows that it need not look again.
const filledAction = "Tìm lại văn bản được dẫn trong kế hoạch"

// citationless are the plans of all units of which no citation is known and in which none was looked for again.
var citationless = store.Query("plan.citation.missing", `SELECT `+planColumns+` FROM plan p
	WHERE {scope:p} AND p.state <> 'dropped'
	AND NOT EXISTS (SELECT 1 FROM plan_citation c WHERE c.plan_id = p.id AND {scope:c})
	AND NOT EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'plan' AND e.record_id = p.id AND e.action = $1 AND {scope:e})
	ORDER BY p.id`, store.Whole("once at start; a unit has some dozens of plans a year"))

// FillCitations writes the cited documents of plans that were imported before the program kept them, from the text that
// it holds of each. Every plan is a change of its own: a start that is cut short goes on at the next one, and a plan is
// looked through only once. The program itself calls it at start.
func FillCitations(ctx context.Context, db *store.DB) (err error) {
	defer errs.Prefix(&err, "plan.FillCitations")
	by := actor.System("bổ sung khi khởi động")
	plans, err := store.List[Plan](ctx, db.Reader(by), citationless, filledAction)
	if err != nil {
		return err
	}
	for _, pl := range plans {
		if err := db.Write(ctx, by, func(tx *store.Tx) error { return fillPlan(ctx, tx, pl) }); err != nil {
			return err
		}
	}
	return nil
}

func fillPlan(ctx context.Context, tx *store.Tx, pl Plan) error {
	src, err := store.Get[Source](ctx, tx, planSource, pl.ID)
	if err != nil {
		return err
	}
	cited := citationsOf(planread.Read(src.document(), planread.Options{}))
	if err := keepCitations(ctx, tx, pl, cited); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: pl.ID, UnitID: pl.UnitID, Action: filledAction, Note: foundWords(cited)})
}

// document is the text as a reader of files gives it; what a file says besides its words is gone.
func (s Source) document() doctext.Document {
	var doc doctext.Document
	for text := range strings.SplitSeq(s.Text, "\n") {
		doc.Lines = append(doc.Lines, doctext.Line{Text: text})
	}
	return doc
}

func foundWords(cited []Citation) string {
	if len(cited) == 0 {
		return "Không thấy văn bản nào."
	}
	return fmt.Sprintf("Thấy %d văn bản.", cited[len(cited)-1].Seq)
}
