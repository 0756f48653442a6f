package app

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

// HeadFile is the file of the data folder to which the head of the chain is added every day.
const HeadFile = "dau-chuoi.txt"

// headHour is when the head of the chain is given away and the chain is walked, in Vietnam.
const headHour = 4

// headLife is how long the message with a head is worth sending: the next ones hold what it proves.
const headLife = 7 * 24 * time.Hour

// chained makes the chain of the history and says what recurs for it.
func (a *App) chained(db *store.DB, c Config) {
	a.Chain = &seal.Chain{DB: db, Log: c.Log}
	if c.Dir != "" {
		a.Chain.File = filepath.Join(c.Dir, HeadFile)
	}
	a.Jobs.Add(jobs.Kind{Name: "seal.head", Title: "Gửi đầu chuỗi lịch sử và kiểm tra chuỗi", Run: func(ctx context.Context, _ jobs.Job) error {
		_, _, err := a.Chain.GiveHead(ctx, func(ctx context.Context, tx *store.Tx, h seal.Head) error { return a.mailHead(ctx, tx, c, h) })
		if err != nil {
			return err
		}
		_, err = a.Chain.CheckNow(ctx)
		return err
	}}, jobs.Schedule{Hour: headHour})
	a.Jobs.Add(jobs.Kind{Name: seal.CheckJob, Title: "Kiểm tra chuỗi lịch sử", Run: func(ctx context.Context, j jobs.Job) error {
		_, err := a.Chain.RunCheck(ctx, j.Key)
		return err
	}})
}

// mailHead writes the head to the address that was set for it and to every administrator who gave one, once each.
func (a *App) mailHead(ctx context.Context, tx *store.Tx, c Config, h seal.Head) error {
	units, err := a.Org.Units(ctx)
	if err != nil || !c.Mail.Set() || len(units) == 0 {
		return err
	}
	sent := map[string]bool{"": true}
	send := func(unitID, to string) error {
		if sent[to] {
			return nil
		}
		sent[to] = true
		_, err := mail.Add(ctx, tx, mail.Draft{UnitID: unitID, Key: "dau-chuoi:" + h.Hash + ":" + ident.Digest(to), To: to,
			Subject: "Đầu chuỗi lịch sử Măng Non ngày " + day.At(h.At.Time).String(), Body: headBody(h), Until: store.Instant{Time: h.At.Add(headLife)}})
		return err
	}
	if err := send(units[0].ID, c.HeadTo); err != nil {
		return err
	}
	for _, u := range units {
		people, err := a.Accounts.OfUnit(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		for _, p := range people {
			if !tends(p, day.At(tx.Now().Time)) {
				continue
			}
			to, err := a.Reminders.Address(ctx, tx, p.ID)
			if err == nil {
				err = send(u.ID, to)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func headBody(h seal.Head) string {
	return "Đây là đầu chuỗi lịch sử của Măng Non trong ngày. Giữ thư này: chuỗi bị cắt hoặc bị viết lại sau này sẽ không khớp dòng dưới đây.\n\n" +
		h.String() + "\n\nKiểm tra: lưu thư thành tệp rồi chạy lệnh: mangnon verify --head TỆP\n"
}

// tends reports whether somebody is an administrator on a day.
func tends(p account.Holder, at day.Day) bool {
	for _, post := range p.Posts {
		if p.Active && post.Role == actor.RoleAdmin && post.Held(at) {
			return true
		}
	}
	return false
}

// watchChain adds the figures of the chain to the metrics.
func (a *App) watchChain() {
	standing := func(pick func(seal.Standing) int64) func(context.Context) (int64, error) {
		return func(ctx context.Context) (int64, error) {
			s, err := a.Chain.Standing(ctx)
			return pick(s), err
		}
	}
	a.Metrics.WatchFigure("mangnon_seal_sequence", "Rows of the history that are sealed.", standing(func(s seal.Standing) int64 { return s.Seq }))
	a.Metrics.WatchFigure("mangnon_seal_waiting_rows", "Rows of the history that wait for their seal.", standing(func(s seal.Standing) int64 { return s.Waiting }))
	a.Metrics.WatchFigure("mangnon_seal_lag_seconds", "Age of the oldest row that waits for its seal.", standing(func(s seal.Standing) int64 { return int64(s.Lag.Seconds()) }))
	last := func(pick func(seal.Check) int64) func(context.Context) (int64, error) {
		return func(ctx context.Context) (int64, error) {
			c, ok, err := seal.LastCheck(ctx, a.DB.Reader(actor.System("số đo")))
			if err == nil && !ok {
				err = errors.New("no check yet")
			}
			return pick(c), err
		}
	}
	a.Metrics.WatchFigure("mangnon_verify_last_timestamp_seconds", "When the chain of the history was walked last; -1 when never.",
		last(func(c seal.Check) int64 { return c.EndedAt.Unix() }))
	a.Metrics.WatchFigure("mangnon_verify_intact", "1 when the last walk found the chain whole, 0 when it found a break; -1 when never walked.",
		last(func(c seal.Check) int64 { return map[bool]int64{true: 1}[c.Intact] }))
}
