// Package app puts the program together. It is the only package that knows every feature; here one feature's need meets
// another's offer.
package app

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/admin"
	"github.com/mangnon/mangnon/internal/feature/api"
	"github.com/mangnon/mangnon/internal/feature/calendar"
	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/comms"
	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/feature/handover"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/feature/incident"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/feature/packs"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/feature/progress"
	"github.com/mangnon/mangnon/internal/feature/reach"
	"github.com/mangnon/mangnon/internal/feature/reminder"
	"github.com/mangnon/mangnon/internal/feature/rights"
	"github.com/mangnon/mangnon/internal/feature/setup"
	"github.com/mangnon/mangnon/internal/feature/stateprogram"
	"github.com/mangnon/mangnon/internal/feature/trail"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/telemetry"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/assets"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// App is an open installation.
type App struct {
	DB        *store.DB
	Files     *store.Files
	Accounts  *account.Accounts
	Org       *org.Org
	Plans     *plan.Plans
	Weeks     *week.Weeks
	Setup     *setup.Setup
	Metrics   *telemetry.Metrics
	Jobs      *jobs.Runner
	Reminders *reminder.Reminders
	Mail      *mail.Sender
	Law       *law.Law
	Chain     *seal.Chain // seals the history
	Handovers *handover.Handover
	Software  *stateprogram.Program // the children's software of the ministry

	Population *population.Population

	// SetupCode guards the set-up page until there is a unit; the console prints it. A new start makes a new one.
	SetupCode string
	Site      *web.Site

	features []web.Feature
}

// Open opens the installation: schema up to date, places loaded, features wired.
func Open(ctx context.Context, c Config) (_ *App, err error) {
	db, files, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	migrations, err := Migrations()
	if err != nil {
		return nil, err
	}
	if _, err := db.Migrate(ctx, migrations); err != nil {
		return nil, err
	}
	if err := Fill(ctx, db); err != nil {
		return nil, err
	}
	a := Wire(db, files, c)
	if err := a.Plans.Fill(ctx, db); err != nil {
		return nil, err
	}
	if err := a.Org.FillFunctions(ctx); err != nil {
		return nil, err
	}
	a.Metrics.Watch(db, files)
	a.watchWork()
	a.watchChain()
	return a, a.tidy(ctx)
}

// Fill loads the reference data that every installation shares and what an older version did not keep; it does nothing
// when they are there.
func Fill(ctx context.Context, db *store.DB) error {
	if err := org.Load(ctx, db); err != nil {
		return err
	}
	return plan.FillCitations(ctx, db)
}

// Migrations is the one sequence of all schema changes.
func Migrations() (fs.FS, error) {
	folders := []fs.FS{store.CoreMigrations(), jobs.Migrations(), mail.Migrations(), pack.Migrations(), register.Migrations(), seal.Migrations()}
	for _, f := range Wire(nil, nil, Config{}).features {
		if f.Migrations != nil {
			folders = append(folders, f.Migrations)
		}
	}
	return store.Merge(folders...)
}

// Wire makes the features over a database and gives each what it needs of the others.
func Wire(db *store.DB, files *store.Files, c Config) *App {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Clock == nil {
		c.Clock = store.Now
	}
	if db != nil {
		db.Clock = c.Clock
	}
	a := &App{DB: db, Files: files, Accounts: account.New(db), Org: org.New(db), Metrics: telemetry.NewMetrics()}
	a.Plans = &plan.Plans{Files: files, Bodies: planBodies{a.Org}, Open: docfile.Read, Registers: Registers()}
	a.Plans.Function = dutyOfPlans
	records := a.records()
	a.Plans.Finder, a.Plans.Prover = records, records
	a.Plans.Records = dayRecords{a.Org}
	a.Org.Pins = hamletPins{}
	holidays := admin.NewHolidays(db)
	a.background(db, c.Log, c.Mail)
	a.Law = &law.Law{DB: db, Citations: lawCitations{a.Plans}, Work: lawWork{a.Plans}}
	a.Plans.Basis = planBasis{a.Law}
	a.Plans.People = planPeople{a.Accounts, c.Clock}
	a.Accounts.Bonds = a.bonds(c.Clock)
	a.Weeks = &week.Weeks{Work: weekWork{a.Plans}, People: weekPeople{a.Accounts}, Workdays: holidays.Current}
	a.weekly()
	a.SetupCode = ident.Code(12)
	a.Setup = setup.New(a.SetupCode, a.Org, a.Accounts)
	a.Reminders = a.reminders(db, c, holidays.Current)
	course := &progress.Progress{Work: planProgress{a.Plans}}
	a.chained(db, c)
	a.handovers(db, c.Log)
	dates := &calendar.Calendar{Sources: []calendar.Source{datedWork{a.Plans}, events{a.Org}, recordDates{org: a.Org}}, Year: course, People: calendarPeople{a.Accounts}, Bodies: calendarBodies{a.Org}}
	programs := &api.API{Work: apiWork{a.Plans}, Bodies: apiBodies{a.Org}, Others: describedRegisters(), Shared: register.SharedSchemas()}
	a.Accounts.Hamlets = registerLists(a.Org)[register.RefHamlet]
	a.Accounts.KeyFile(c.keyFile())
	a.Accounts.APIActions, a.Accounts.Letter = programs.Actions(), letter
	children := a.matching(db)
	a.Software = a.stateProgram(children)
	a.Plans.Beside = together(a.reach().Card, a.Software.Card)
	a.Population = a.population(children)
	a.features = []web.Feature{
		a.Setup.Feature(),
		a.Accounts.Feature(a.Org),
		a.Org.Feature(),
		a.Plans.Feature(),
		course.Feature(),
		dates.Feature(),
		a.Weeks.Feature(),
		a.Reminders.Feature(),
		a.Law.Feature(),
		(&rights.Rights{People: rightsPeople{a.Accounts}, Records: rightsRecords{a.Plans}}).Feature(),
		a.Handovers.Feature(),
		hazard.Feature(registerLists(a.Org), a.landmarks),
		incident.Feature(registerLists(a.Org), a.landmarks, incidentHazards{}),
		event.Feature(registerLists(a.Org)),
		comms.Feature(registerLists(a.Org)),
		child.Feature(registerLists(a.Org), children.Matcher(), communes{a.Org}, a.reach().Card),
		children.Feature(),
		a.reach().Feature(),
		a.Software.Feature(),
		a.Population.Feature(),
		a.trail().Feature(),
		programs.Feature(),
		packs.Feature(),
		(&admin.Admin{DB: db, Files: files, Holidays: holidays, Jobs: a.Jobs, Mail: c.Mail, Chain: a.Chain, Keeper: a.keeping(c), Archive: a.archiving(c)}).Feature(),
	}
	a.Site = &web.Site{DB: db, Files: files, Gate: a.Accounts, Units: a.Org, Log: c.Log, Clock: c.Clock, Secure: c.Secure, Menu: menu(), Observe: a.observe,
		Workdays: holidays.Current, Start: a.Plans.Start, Bell: a.Reminders.Bell, Tokens: a.Accounts, Proxies: c.Proxies,
		Former: web.MenuItem{Text: "Tổng của đơn vị cũ", Path: plan.FormerPath, Access: web.Right(actor.PlanRead)}}
	return a
}

func menu() []web.MenuItem {
	items := append(append(append(plan.Menu(), week.Menu()...), law.Menu()...),
		web.MenuItem{Noun: ui.NavPlan, Path: "tien-do", Access: web.Right(actor.FigureRead)}, // for those who see figures only
		web.MenuItem{Text: "Tài khoản của đơn vị", Path: "tai-khoan", Access: web.Right(actor.AccountAdmin)})
	for _, g := range registers()[1:] { // documents stand above
		items = append(items, g.Menu()...)
	}
	items = append(append(items, incident.Menu(), child.Menu()), match.Menu(child.Children)...)
	items = append(items, reach.Menu(), stateprogram.Menu(), population.Menu(), child.ArrivalsMenu(), child.CorrectMenu(), child.MeetMenu())
	items = append(items, account.Menu()...)
	items = append(items, rights.Menu()...)
	items = append(items, calendar.Menu()...)
	items = append(items, trail.Menu()...)
	items = append(items, handover.Menu()...)
	items = append(items, packs.Menu()...)
	return append(items, admin.Menu()...)
}

// Handler is the whole site. Call it once.
func (a *App) Handler() http.Handler {
	return a.Site.Handler(a.features, assets.Handler(), map[string]http.Handler{
		"GET /healthz": telemetry.Healthz(a.DB, a.Files, a.Chain.Unwell),
		"GET /metrics": telemetry.LoopbackOnly(a.Metrics.Handler()),
	})
}

// Warm reads what the first request would otherwise wait for: the catalogue of places. Call it in the background.
func (a *App) Warm() {
	if catalogue, err := place.Load(); err == nil {
		catalogue.Search("phường", day.Day{}, 1)
	}
}

// Close ends the database's connections.
func (a *App) Close() error { return a.DB.Close() }

// tidy removes what is older than the rules of retention allow, and follows what documents became while nobody looked.
func (a *App) tidy(ctx context.Context) error {
	return errors.Join(a.retain(ctx), register.Tidy(ctx, a.DB), population.Trim(ctx, a.DB), a.Accounts.Trim(ctx, a.DB.Clock()), a.Law.FollowAll(ctx), a.takenOver(ctx))
}

func (a *App) observe(rt web.Route, status int, seconds float64) {
	a.Metrics.Observe(rt.Path, rt.Method, status, seconds)
}
