package plan

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// errPreview asks a deed's page to come back with what it would do; nothing is wrong and nothing is written.
var errPreview = errors.New("plan: preview")

// eventKey begins the keys of check-points after an event, which no rule makes or takes away.
const eventKey = "event:"

// foreseen is a check-point as it would be after a change of the rule.
type foreseen struct {
	Label string
	Due   day.Day
	What  string // "giữ nguyên", "mới", "bỏ"
}

// replan says what a rule changes from a day on: the untouched check-points of the future that go, and those that come. What
// somebody has touched stays, and so does the past.
func replan(t Task, now []Point, rule rhythm.Rhythm, c day.Calendar, today day.Day) (gone []Point, come []rhythm.Point) {
	kept := map[string]bool{}
	for _, pt := range now {
		if pt.untouched() && pt.Due.After(today) && !strings.HasPrefix(pt.Key, eventKey) {
			gone = append(gone, pt)
		} else {
			kept[pt.Key] = true
		}
	}
	for _, p := range rhythm.Since(pointsOf(t, rule, c), today) {
		if !kept[p.Key] {
			come = append(come, p)
		}
	}
	return gone, come
}

// foresee lists all check-points of a task under a new rule, for the preview.
func foresee(t Task, now []Point, rule rhythm.Rhythm, c day.Calendar, today day.Day) []foreseen {
	gone, come := replan(t, now, rule, c, today)
	var out []foreseen
	for _, pt := range now {
		what := "giữ nguyên"
		if slices.ContainsFunc(gone, func(g Point) bool { return g.ID == pt.ID }) {
			if slices.ContainsFunc(come, func(p rhythm.Point) bool { return p.Key == pt.Key && p.Due == pt.Due }) {
				continue // comes back as it was
			}
			what = "bỏ"
		}
		out = append(out, foreseen{pt.Label, pt.Due, what})
	}
	for _, p := range come {
		what := "mới"
		if slices.ContainsFunc(gone, func(g Point) bool { return g.Key == p.Key && g.Due == p.Due }) {
			what = "giữ nguyên"
		}
		out = append(out, foreseen{p.Label, p.Due, what})
	}
	slices.SortStableFunc(out, func(a, b foreseen) int { return a.Due.Compare(b.Due) })
	return out
}

// pointRhythm is changing the rule by which a task has check-points.
func (p *Plans) pointRhythm() deed {
	return deed{Path: "nhip", Title: "Nhịp kiểm tra", Page: rhythmPage, Ready: withRhythm, Check: checkRhythm}
}

func withRhythm(r *web.Request, d *doing) (err error) {
	ctx, from := r.Context(), r.Reader()
	switch {
	case d.Task.ParentID != "":
		return errs.New(errs.Conflict, "Đây là một phần của việc khác nên không có mốc riêng. Đặt nhịp ở việc chung.")
	case !d.Task.Done.IsZero() || d.Task.Ended():
		return errs.New(errs.Conflict, "Việc này đã kết thúc nên không đổi nhịp kiểm tra nữa.")
	}
	if d.Rhythm, _, err = store.Find[taskRhythm](ctx, from, rhythmGet, d.Task.ID); err != nil {
		return err
	}
	d.Version = d.Rhythm.Version
	d.Points, err = store.List[Point](ctx, from, pointOfTask, d.Task.ID)
	return err
}

func checkRhythm(r *web.Request, d *doing) (change, string, error) {
	rule, err := readRhythm(d)
	if err != nil {
		return nil, "", err
	}
	c, today := r.Calendar(), r.Today()
	if d.Typed("lam") == "xem" {
		d.Foreseen = foresee(d.Task.Task, d.Points, rule, c, today)
		return nil, "", errPreview
	}
	t, before := d.Task.Task, d.Rhythm
	before.Version = d.Version
	return func(ctx context.Context, tx *store.Tx) error { return saveRhythm(ctx, tx, t, before, rule, c, today) },
		"Đã đổi nhịp kiểm tra: " + rule.Words() + ".", nil
}

// rhythmRecord is a rule as the history shows it.
type rhythmRecord struct {
	Rule string `json:"Nhịp kiểm tra"`
}

func saveRhythm(ctx context.Context, tx *store.Tx, t Task, before taskRhythm, rule rhythm.Rhythm, c day.Calendar, today day.Day) error {
	save := func() error {
		return tx.UpdateOne(ctx, rhythmEdit, rule.String(), tx.Actor().Name, tx.Now(), t.ID, before.Version)
	}
	if before.Version == 0 {
		save = func() error {
			return tx.UpdateOne(ctx, rhythmAdd, t.ID, t.UnitID, rule.String(), tx.Actor().Name, tx.Now())
		}
	}
	if err := save(); err != nil {
		return err
	}
	if err := applyRhythm(ctx, tx, t, rule, c, today); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Đổi nhịp kiểm tra",
		Before: rhythmRecord{before.rules().Words()}, After: rhythmRecord{rule.Words()}})
}

// applyRhythm brings the check-points of a task into line with its rule, from a day on.
func applyRhythm(ctx context.Context, tx *store.Tx, t Task, rule rhythm.Rhythm, c day.Calendar, today day.Day) error {
	if _, err := tx.Exec(ctx, pointForget, t.ID, today); err != nil {
		return err
	}
	touchTask(tx, t.ID)
	return addPoints(ctx, tx, t, pointsOf(t, rule, c), today)
}

// repeak makes the check-points around peaks anew after somebody edited the peaks of a task.
func repeak(ctx context.Context, tx *store.Tx, r *web.Request, before Task, peaks Peaks) error {
	if slices.Equal(before.Peaks, peaks) || !before.Live {
		return nil
	}
	h, found, err := store.Find[taskRhythm](ctx, tx, rhythmGet, before.ID)
	if err != nil || !found {
		return err
	}
	rule := h.rules()
	if h.ChangedBy == "" {
		rule = rhythm.Default(before.WhenRaw, len(peaks))
		if err := tx.UpdateOne(ctx, rhythmEdit, rule.String(), "", tx.Now(), before.ID, h.Version); err != nil {
			return err
		}
	}
	t := before
	t.Peaks = peaks
	if err := applyRhythm(ctx, tx, t, rule, r.Calendar(), r.Today()); err != nil {
		return err
	}
	tx.Unaudited("check-points follow from the peaks, whose change has its own history row")
	return nil
}

// rhythmOptions are the beats that the form offers.
var rhythmOptions = []ui.Option{
	{Value: string(rhythm.Month), Text: "Hằng tháng"}, {Value: string(rhythm.Quarter), Text: "Hằng quý"},
	{Value: string(rhythm.Half), Text: "6 tháng một lần"}, {Value: string(rhythm.Year), Text: "Mỗi năm một lần"}, {Value: "khong", Text: "Không chia theo kỳ"},
}

// rhythmForm is a rule as the form shows it.
type rhythmForm struct {
	Beat, Due, Count string // Due: "cuoi", "ngay", "sau"
	Peak             bool
	PeakSide         string // "truoc", "sau"
	PeakDays         string
}

// formOfRhythm fills the form from a rule.
func formOfRhythm(rule rhythm.Rhythm) rhythmForm {
	f := rhythmForm{Beat: "khong", Due: "cuoi", PeakSide: "truoc", PeakDays: "7"}
	for _, r := range rule {
		switch {
		case r.Every == rhythm.Peak:
			f.Peak, f.PeakDays = true, strconv.Itoa(max(r.Days, -r.Days))
			if r.Days >= 0 {
				f.PeakSide = "sau"
			}
		case r.Date != 0:
			f.Beat, f.Due, f.Count = string(r.Every), "ngay", strconv.Itoa(r.Date)
		case r.Days != 0:
			f.Beat, f.Due, f.Count = string(r.Every), "sau", strconv.Itoa(r.Days)
		default:
			f.Beat = string(r.Every)
		}
	}
	return f
}

// shownRhythm is what the form shows: what was typed, otherwise the rule in force.
func shownRhythm(d doing) rhythmForm {
	if d.form == nil {
		return formOfRhythm(d.Rhythm.rules())
	}
	return rhythmForm{d.Typed("nhip"), d.Typed("han"), d.Typed("so"), d.form.Has("cao-diem"), d.Typed("cao-diem-phia"), d.Typed("cao-diem-ngay")}
}

// readRhythm reads the rule that was typed.
func readRhythm(d *doing) (rhythm.Rhythm, error) {
	var form errs.Form
	f := shownRhythm(*d)
	var out rhythm.Rhythm
	if f.Beat != "khong" {
		out = append(out, f.beat(&form))
	}
	if f.Peak {
		out = append(out, f.peak(&form))
	}
	return out, form.Err()
}

func (f rhythmForm) beat(form *errs.Form) rhythm.Rule {
	r := rhythm.Rule{Every: rhythm.Every(f.Beat)}
	n, err := strconv.Atoi(f.Count)
	switch f.Due {
	case "ngay":
		if r.Date = n; err != nil || n < 1 {
			form.Add("so", "Ghi ngày trong tháng, từ 1 đến 31")
			return r
		}
	case "sau":
		if r.Days, r.Working = n, true; err != nil || n < 1 {
			form.Add("so", "Ghi số ngày làm việc sau khi hết kỳ, từ 1 trở lên")
			return r
		}
	}
	if err := r.Check(); err != nil {
		field := "so"
		if !slices.ContainsFunc(rhythmOptions, func(o ui.Option) bool { return o.Value == f.Beat }) {
			field = "nhip"
		}
		form.Add(field, "%s", wordsOf(err))
	}
	return r
}

func (f rhythmForm) peak(form *errs.Form) rhythm.Rule {
	n, err := strconv.Atoi(f.PeakDays)
	if err != nil || n < 0 || f.PeakSide == "truoc" && n == 0 {
		form.Add("cao-diem-ngay", "Ghi số ngày, ví dụ 7")
	}
	r := rhythm.Rule{Every: rhythm.Peak, Days: n}
	if f.PeakSide == "truoc" {
		r.Days = -n
	}
	if err := r.Check(); err != nil && form.Err() == nil {
		form.Add("cao-diem-ngay", "%s", wordsOf(err))
	}
	return r
}

// pointEvent is adding a check-point so many days after an event, such as a report after a forum.
func (p *Plans) pointEvent() deed {
	return deed{Path: "moc-su-kien", Title: "Thêm mốc sau một sự kiện", Page: eventPage, Ready: withRhythm, Check: checkEvent}
}

func checkEvent(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	e := rhythm.Happening{ID: newID(), Name: strings.Join(strings.Fields(d.Typed("su-kien")), " ")}
	if n := utf8.RuneCountInString(e.Name); n == 0 || n > 120 {
		form.Add("su-kien", "Ghi tên sự kiện, dài nhất 120 ký tự, ví dụ: Diễn đàn trẻ em")
	}
	var err error
	if e.On, err = day.Parse(d.Typed("ngay")); err != nil {
		form.Add("ngay", "%s", wordsOf(err))
	} else if e.On.IsZero() || e.On.Year() < d.Task.Year-1 || e.On.Year() > d.Task.Year+1 {
		form.Add("ngay", "Ghi ngày của sự kiện, trong khoảng năm %d", d.Task.Year)
	}
	n, err := strconv.Atoi(d.Typed("so"))
	rule := rhythm.Rule{Every: rhythm.Event, Days: n, Working: d.Typed("don-vi") == "lam-viec"}
	if err == nil {
		err = rule.Check()
	}
	if err != nil {
		form.Add("so", "Ghi số ngày, từ 1 đến 180")
	}
	if form.Err() != nil {
		return nil, "", form.Err()
	}
	t, points := d.Task.Task, rhythm.Rhythm{rule}.Points(d.Task.Year, nil, []rhythm.Happening{e}, r.Calendar())
	added := points[0]
	return func(ctx context.Context, tx *store.Tx) error {
		if err := addPoints(ctx, tx, t, points, e.On); err != nil {
			return err
		}
		touchTask(tx, t.ID)
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Thêm mốc kiểm tra", After: pointRecord{added.Label, added.Due}})
	}, "Đã thêm mốc " + added.Label + ", hạn " + added.Due.String() + ".", nil
}
