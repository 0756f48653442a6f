package plan

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// picked are lines of the source that a person chose, as typed.
type picked struct{ From, To, Title string }

// recast makes lines of the source a task, or notes that they order nobody in particular.
func (p *Plans) recast(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	src, err := store.Get[Source](r.Context(), r.Reader(), planSource, pl.ID)
	if err != nil {
		return err
	}
	typed := picked{f.Text("tu-dong"), f.Text("den-dong"), f.Text("ten-moi")}
	lines, err := typed.check(src)
	if fields, ok := web.Mistakes(err); ok {
		return p.showReview(w, r, fields, typed)
	} else if err != nil {
		return err
	}
	pl.Version = versionOf(f)
	place := linePlace(lines[0].N)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if f.Text("lam") == "chung" {
			tx.Result(reviewAt(r, pl, "", place))
			return noteGeneral(ctx, tx, pl, src, lines)
		}
		t, err := workOf(ctx, tx, pl, src, lines, typed.Title)
		place = cardPlace(t.Seq)
		tx.Result(reviewAt(r, pl, "", place))
		return err
	})
	if err != nil {
		return err
	}
	return r.Go(w, reviewAt(r, pl, "", place))
}

// check gives the lines that are not empty, at least one.
func (t picked) check(src Source) ([]line, error) {
	var form errs.Form
	last := strings.Count(src.Text, "\n") + 1
	read := func(name, typed string) int {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 1 || n > last {
			form.Add(name, "Ghi số dòng, từ 1 đến %d", last)
			return 0
		}
		return n
	}
	from, to := read("tu-dong", t.From), read("den-dong", t.To)
	if from > 0 && to > 0 && to < from {
		form.Add("den-dong", "Dòng cuối %d đứng trước dòng đầu %d", to, from)
	}
	if n := utf8.RuneCountInString(t.Title); n > 300 {
		form.Add("ten-moi", "Tên việc dài nhất 300 ký tự, đang có %d", n)
	}
	if err := form.Err(); err != nil {
		return nil, err
	}
	lines := src.lines(from, to)
	if len(lines) == 0 {
		form.Add("tu-dong", "Từ dòng %d đến dòng %d không có chữ nào", from, to)
	}
	return lines, form.Err()
}

// recut is a change of what lines are, as the history shows it.
type recut struct {
	Lines string `json:"Dòng"`
	Kind  string `json:"Xếp là"`
}

func rangeWords(lines []line) string {
	return lineWords(Task{LineFrom: lines[0].N, LineTo: lines[len(lines)-1].N})
}

func noteGeneral(ctx context.Context, tx *store.Tx, pl Plan, src Source, lines []line) error {
	if err := writeOutline(ctx, tx, pl, src, lines, planread.ItemText); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "plan", ID: pl.ID, UnitID: pl.UnitID, Action: "Ghi là yêu cầu chung", After: recut{rangeWords(lines), "yêu cầu chung"}})
}

// workOf makes a task of lines. It is live when the plan is.
func workOf(ctx context.Context, tx *store.Tx, pl Plan, src Source, lines []line, title string) (Task, error) {
	parts, err := src.Parts()
	if err != nil {
		return Task{}, err
	}
	t := draftTask{Task: Task{ID: ident.New(), UnitID: pl.UnitID, PlanID: pl.ID, Year: pl.Year, Kind: KindTask, Live: pl.State == Confirmed, Title: title,
		LineFrom: lines[0].N, LineTo: lines[len(lines)-1].N, WhenKind: planread.WhenNone, Version: 1}}
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = strings.TrimSpace(l.Text)
	}
	t.Text = strings.Join(texts, "\n")
	if t.Title == "" {
		t.Title = titleOf(t.Text)
	}
	taken, err := store.List[string](ctx, tx, taskPaths, pl.ID)
	if err != nil {
		return t.Task, err
	}
	t.Path = freePath(pathAt(parts, t.LineFrom), taken)
	if t.Seq, err = store.Get[int](ctx, tx, taskPlace, pl.ID, t.LineFrom); err != nil {
		return t.Task, err
	}
	if err := writeOutline(ctx, tx, pl, src, lines, planread.ItemTask); err != nil {
		return t.Task, err
	}
	if err := squeezeIn(ctx, tx, t); err != nil {
		return t.Task, err
	}
	return t.Task, tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Thêm nhiệm vụ từ " + strings.ToLower(rangeWords(lines)), After: formOf(t).record()})
}

// pathAt is the place in the outline of a line; a line outside every numbered part is called by its number.
func pathAt(parts []Part, n int) string {
	for _, p := range parts {
		if p.From <= n && n <= p.To && p.Path != "" {
			return p.Path
		}
	}
	return "dòng " + strconv.Itoa(n)
}

func writeOutline(ctx context.Context, tx *store.Tx, pl Plan, src Source, lines []line, kind planread.ItemKind) error {
	parts, err := src.Parts()
	if err != nil {
		return err
	}
	outline, err := encode(setKind(parts, lines[0].N, lines[len(lines)-1].N, kind))
	if err != nil {
		return err
	}
	return tx.UpdateOne(ctx, planOutline, outline, pl.ID, pl.Version)
}

// setKind gives the lines of a range another kind. Parts are cut where the range begins and ends; every line stays in the
// one part in which it was.
func setKind(parts []Part, from, to int, kind planread.ItemKind) []Part {
	var out []Part
	add := func(p Part, first, last int, kind planread.ItemKind) {
		if first <= last {
			out = append(out, Part{kind, p.Path, first, last})
		}
	}
	for _, p := range parts {
		add(p, p.From, min(p.To, from-1), p.Kind)
		add(p, max(p.From, from), min(p.To, to), kind)
		add(p, max(p.From, to+1), p.To, p.Kind)
	}
	return out
}
