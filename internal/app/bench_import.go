package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/linkage/sample"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// ImportTrial is what bringing one workbook into the register of children took.
type ImportTrial struct {
	Rows, Added, Left, Back               int64
	Read, Index, Keep, Judge, Write, Undo time.Duration
	Longest                               time.Duration   // the longest single change of the import
	Others                                []time.Duration // what another officer waited for each save meanwhile, sorted
}

// TrialWorkbook writes a workbook of invented children with 24 columns, as an officer's list has them.
func (a *App) TrialWorkbook(w io.Writer, rows int, seed uint64) error {
	pr, pw := io.Pipe()
	go func() {
		_ = pw.CloseWithError(sample.Generate(sample.Options{Rows: rows, Seed: seed, Noise: 1.3}, pw, nil))
	}()
	raw, err := io.ReadAll(pr)
	if err != nil {
		return err
	}
	t := xlsx.Table{Sheet: "Trẻ em"}
	for _, head := range trialHeads {
		t.Columns = append(t.Columns, xlsx.Column{Head: head, Width: 16})
	}
	today := day.At(a.Site.Clock().Time)
	for line := range bytes.Lines(raw) {
		t.Rows = append(t.Rows, trialRow(len(t.Rows), strings.Split(strings.TrimSuffix(string(line), "\n"), "\t"), today))
	}
	return xlsx.Write(w, t)
}

var trialHeads = []string{"Họ và tên", "Ngày sinh", "Vì sao chưa rõ ngày sinh", "Giới tính", "Dân tộc", "Quốc tịch", "Số định danh cá nhân", "Nguồn của số", "Đã đăng ký khai sinh", "Số đăng ký khai sinh",
	"Có thẻ bảo hiểm y tế", "Số thẻ bảo hiểm y tế", "Mẹ", "Cha", "Điện thoại", "Tổ dân phố, thôn", "Địa chỉ", "Cư trú", "Đi học", "Trường", "Lớp", "Tiêm chủng", "Lần thăm gần nhất", "Đồng ý công khai thông tin"}

// trialRow is a row of the samples as an officer writes it; the years are moved so that most are under sixteen on the day.
func trialRow(n int, c []string, today day.Day) []any {
	born := c[3]
	if d, err := day.ParseISO(born); err == nil {
		for d.ISO() < today.Add(-365*child.Adult+30).ISO() {
			d = d.Add(365 * 4)
		}
		for d.ISO() > today.ISO() {
			d = d.Add(-365 * 4)
		}
		born = d.String()
	}
	why := ""
	if born == "" {
		why = "Chưa hỏi được"
	}
	sex := c[4]
	if sex == "" {
		sex = "Chưa rõ"
	}
	hamlet := ""
	if c[10] != "" {
		hamlet = demoHamlet(demoKid{cell: c})
	}
	source := ""
	if c[5] != "" {
		source = "Giấy khai sinh"
	}
	return []any{c[2], born, why, sex, c[11], "Việt Nam", c[5], source, "Có", fmt.Sprintf("%d/2020", n), "Có", fmt.Sprintf("TE1%011d", n), c[6], c[7], c[12], hamlet,
		fmt.Sprintf("Ngõ %d", n%900), "Thường trú và đang ở", "Đang học", "Trường Tiểu học Bình Minh", "3A", "Đủ theo tuổi", today.Add(-n % 300).String(), "Chưa hỏi"}
}

// TrialImport brings a workbook into the register of children through every stage that an officer's import has, while another
// officer saves records of another register; with undo it takes all of it back at the end.
func (a *App) TrialImport(ctx context.Context, raw []byte, undo bool, progress func(done, total int)) (t ImportTrial, err error) {
	defer errs.Prefix(&err, "app.TrialImport")
	units, err := a.Org.Units(ctx)
	if err != nil || len(units) == 0 {
		return t, errs.Wrap(errs.Invalid, err, "Chưa có đơn vị nào để nạp dữ liệu đo")
	}
	by := actor.Actor{AccountID: ident.New(), Name: "Dữ liệu đo", UnitID: units[0].ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	finder := match.New(a.DB, child.Children.With(registerLists(a.Org)), childColumns)
	lists := registerLists(a.Org)
	tr := &importing{a: a, ctx: ctx, by: by, g: child.Children.With(lists).Matching(finder.Matcher()).For(by), today: day.At(a.Site.Clock().Time), t: &t, progress: progress}
	there, err := tr.g.Counts(ctx, a.DB.Reader(by), by.UnitID)
	if err != nil {
		return t, err
	}
	tr.before = there.All()
	lap := time.Now()
	stage := func(d *time.Duration, err error) error {
		*d, lap = time.Since(lap), time.Now()
		return err
	}
	cells, err := tr.g.ReadBook(raw)
	if err := stage(&t.Read, err); err != nil {
		return t, err
	}
	if err := stage(&t.Index, finder.Fill(ctx, nil)); err != nil {
		return t, err
	}
	stop := tr.beside()
	defer func() {
		others, failed := stop()
		t.Others, err = others, errors.Join(err, failed)
	}()
	keep, err := tr.receive(cells)
	cells = nil
	if err == nil {
		err = keep()
	}
	if err := stage(&t.Keep, err); err != nil {
		return t, err
	}
	if err = tr.pieces(tr.g.JudgeRows); err == nil {
		err = tr.g.Compare(ctx, a.DB.Reader(by), by, tr.m, tr.today, tr.write)
	}
	if err := stage(&t.Judge, err); err != nil {
		return t, err
	}
	if err = tr.start(); err == nil {
		err = tr.pieces(tr.g.WritePiece)
	}
	if err := stage(&t.Write, err); err != nil || !undo {
		return t, errors.Join(err, tr.count())
	}
	if err := tr.count(); err != nil {
		return t, err
	}
	if err = tr.undo(); err == nil {
		err = tr.pieces(tr.g.UndoPiece)
	}
	if err := stage(&t.Undo, err); err != nil {
		return t, err
	}
	c, err := tr.g.Counts(ctx, a.DB.Reader(by), by.UnitID)
	t.Back = tr.before + t.Added - c.All()
	return t, err
}

// importing is one import on its way.
type importing struct {
	a        *App
	ctx      context.Context
	by       actor.Actor
	g        *register.Register
	m        register.Import
	today    day.Day
	t        *ImportTrial
	before   int64 // records in the register
	progress func(done, total int)
}

func (tr *importing) write(change func(context.Context, *store.Tx) error) error {
	started := time.Now()
	defer func() { tr.t.Longest = max(tr.t.Longest, time.Since(started)) }()
	return tr.a.DB.Write(tr.ctx, tr.by, func(tx *store.Tx) error { return change(tr.ctx, tx) })
}

func (tr *importing) receive(cells [][]string) (keep func() error, err error) {
	err = tr.write(func(ctx context.Context, tx *store.Tx) (err error) {
		tr.m, keep, err = tr.g.Receive(ctx, tx, tr.by.UnitID, register.Brought{Name: "đo.xlsx", Hash: "do", Cells: cells}, tr.write)
		return err
	})
	tr.t.Rows = tr.m.Total
	return keep, err
}

func (tr *importing) pieces(do func(context.Context, *store.Tx, register.Import, day.Day) (bool, error)) error {
	for more, n := true, 0; more; n++ {
		err := tr.write(func(ctx context.Context, tx *store.Tx) (err error) {
			more, err = do(ctx, tx, tr.m, tr.today)
			return err
		})
		if err != nil {
			return err
		}
		tr.progress(n, n+1)
	}
	return nil
}

func (tr *importing) start() error {
	return tr.write(func(ctx context.Context, tx *store.Tx) (err error) {
		tr.m, err = tr.g.Start(ctx, tx, tr.m)
		return err
	})
}

func (tr *importing) undo() error {
	return tr.write(func(ctx context.Context, tx *store.Tx) (err error) {
		tr.m, err = tr.g.StartUndo(ctx, tx, tr.m)
		return err
	})
}

// count says how many records the import added to those before.
func (tr *importing) count() error {
	c, err := tr.g.Counts(tr.ctx, tr.a.DB.Reader(tr.by), tr.by.UnitID)
	tr.t.Added = c.All() - tr.before
	tr.t.Left = tr.t.Rows - tr.t.Added
	return err
}

// beside lets another officer save a record ten times a second; stop ends it and gives how long each save took.
func (tr *importing) beside() (stop func() ([]time.Duration, error)) {
	g, done := hazard.Sites.With(registerLists(tr.a.Org)), make(chan struct{})
	var took []time.Duration
	var failed error
	var wait sync.WaitGroup
	wait.Go(func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			started := time.Now()
			err := tr.a.DB.Write(tr.ctx, tr.by, func(tx *store.Tx) error {
				_, err := g.Add(tr.ctx, tx, tr.by.UnitID, map[string]string{"noi": fmt.Sprintf("Điểm đo số %d", n), "loai": "Ao, hồ, đầm", "muc": "Cao"}, tr.today)
				return err
			})
			if took = append(took, time.Since(started)); err != nil {
				failed = err
				return
			}
		}
	})
	return func() ([]time.Duration, error) {
		close(done)
		wait.Wait()
		slices.Sort(took)
		return took, failed
	}
}
