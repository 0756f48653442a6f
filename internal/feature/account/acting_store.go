package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(
		store.Table{Name: "session_post", Growing: true, Private: true},
		store.Table{Name: "deputy", Growing: true, Scoped: true, Kind: actor.KindOrg, Narrow: store.ShowAll, Title: "Người thay"},
	)
}

const (
	unitOfPost  = `u.id AS unit_id, u.slug, u.name AS unit_name, u.province, u.place_id, u.demo, u.valid_from AS unit_from, u.valid_to AS unit_to`
	limitOfPost = `COALESCE(l.idle_minutes, 0) AS idle_minutes, COALESCE(l.absolute_minutes, 0) AS absolute_minutes`
	postColumns = `p.id AS id, p.body_id, b.name AS body_name, p.title, p.role, ` + unitOfPost + `, ` + limitOfPost
	heldOn      = `p.valid_from <= $2 AND (p.valid_to = '' OR p.valid_to >= $2)`
)

var (
	// The posts of a person on a day: the own ones; those that let read what the unit came from, which has ended; those in which
	// the person is a deputy. Units that last stand first.
	postsToday = store.Query("account.position.today", `SELECT a.* FROM (
		SELECT `+postColumns+`, FALSE AS past, p.valid_from AS since, '' AS stands_for, '' AS deputy_id
			FROM position p JOIN body b ON b.id = p.body_id JOIN unit u ON u.id = p.unit_id LEFT JOIN sign_in_limit l ON l.role = p.role
			WHERE p.account_id = $1 AND `+heldOn+`
		UNION ALL SELECT `+postColumns+`, TRUE AS past, p.valid_from AS since, '' AS stands_for, '' AS deputy_id
			FROM position p JOIN body b ON b.id = p.body_id JOIN unit_heir h ON h.new_unit_id = p.unit_id JOIN unit u ON u.id = h.old_unit_id
			LEFT JOIN sign_in_limit l ON l.role = p.role
			WHERE p.account_id = $1 AND `+heldOn+` AND u.valid_to > '' AND u.valid_to < $2
		UNION ALL SELECT `+postColumns+`, FALSE AS past, d.valid_from AS since, c.name AS stands_for, d.id AS deputy_id
			FROM deputy d JOIN position p ON p.id = d.position_id JOIN account c ON c.id = p.account_id JOIN body b ON b.id = p.body_id JOIN unit u ON u.id = p.unit_id
			LEFT JOIN sign_in_limit l ON l.role = p.role
			WHERE d.account_id = $1 AND d.ended_at = 0 AND d.valid_from <= $2 AND d.valid_to >= $2 AND `+heldOn+`
			AND EXISTS (SELECT 1 FROM position own WHERE own.account_id = d.account_id AND own.unit_id = d.unit_id AND own.valid_from <= $2 AND (own.valid_to = '' OR own.valid_to >= $2))
		) AS a ORDER BY CASE WHEN a.unit_to > '' AND a.unit_to < $2 THEN 1 ELSE 0 END, a.past, a.deputy_id, a.since, a.id`,
		store.Unscoped("a person's own posts decide the scope itself"))
	actingOf  = store.Query("account.acting.of_session", `SELECT s.unit_id, s.post FROM session_post s WHERE s.session_id = $1`)
	actingSet = store.Change("account.acting.set", `INSERT INTO session_post (session_id, unit_id, post) VALUES ($1, $2, $3)
		ON CONFLICT (session_id, unit_id) DO UPDATE SET post = excluded.post`)
	unitsBelow = store.Query("account.unit.all", `SELECT `+unitOfPost+` FROM unit u ORDER BY u.slug`, store.Whole("the localities of an installation are few and do not grow with the years"))
)

type postRow struct {
	ID       string     `db:"id"`
	BodyID   string     `db:"body_id"`
	BodyName string     `db:"body_name"`
	Title    string     `db:"title"`
	Role     actor.Role `db:"role"`
	Idle     int        `db:"idle_minutes"`
	Absolute int        `db:"absolute_minutes"`
	Past     bool       `db:"past"`
	Since    day.Day    `db:"since"`
	For      string     `db:"stands_for"`
	DeputyID string     `db:"deputy_id"`
	unitRow
}

type unitRow struct {
	UnitID   string  `db:"unit_id"`
	Slug     string  `db:"slug"`
	UnitName string  `db:"unit_name"`
	Province string  `db:"province"`
	PlaceID  string  `db:"place_id"`
	Demo     bool    `db:"demo"`
	From     day.Day `db:"unit_from"`
	To       day.Day `db:"unit_to"`
}

func (r unitRow) unit() web.Unit {
	return web.Unit{ID: r.UnitID, Slug: r.Slug, Name: r.UnitName, Province: r.Province, PlaceID: r.PlaceID, Demo: r.Demo, From: r.From, To: r.To}
}

func (r postRow) post() actor.Post {
	return actor.Post{ID: r.ID, BodyID: r.BodyID, BodyName: r.BodyName, Title: r.Title, Role: r.Role, Past: r.Past, For: r.For, DeputyID: r.DeputyID}
}

func (r postRow) unitPost() web.UnitPost { return web.UnitPost{Unit: r.unit(), Post: r.post()} }

// actings fills a session with the posts of a day, as read, and with the ones that were chosen to act.
func (s *Accounts) actings(ctx context.Context, from store.Source, out *web.Session, rows []postRow, at day.Day) error {
	held := map[string]int{}
	for _, r := range rows {
		units, err := reach(ctx, from, r, at)
		if err != nil {
			return err
		}
		for _, u := range units {
			out.Posts = append(out.Posts, web.UnitPost{Unit: u, Post: r.post()})
			held[u.ID]++
		}
	}
	for _, n := range held {
		if n > 1 {
			return chosen(ctx, from, out)
		}
	}
	return nil
}

// chosen reads which of several posts acts. A person with one post in each unit is not asked about it.
func chosen(ctx context.Context, from store.Source, out *web.Session) error {
	type row struct {
		Unit string `db:"unit_id"`
		Post string `db:"post"`
	}
	rows, err := store.List[row](ctx, from, actingOf, out.ID)
	out.Chosen = map[string]string{}
	for _, r := range rows {
		out.Chosen[r.Unit] = r.Post
	}
	return err
}

// reach lists the units in which a post is good: the one in which it is held, and for a reader of figures every unit whose
// place lies in the place of that one. Who may give posts in a commune can so give no sight of another.
func reach(ctx context.Context, from store.Source, r postRow, at day.Day) ([]web.Unit, error) {
	own := []web.Unit{r.unit()}
	if r.Role != actor.RoleProvince {
		return own, nil
	}
	catalogue, err := place.Load()
	if err != nil {
		return nil, err
	}
	above, ok := catalogue.ByID(r.PlaceID)
	if !ok || above.Level() == place.CommuneLevel {
		return own, nil
	}
	below := map[string]bool{}
	for _, p := range catalogue.Within(above, at) {
		below[p.ID] = true
	}
	rows, err := store.List[unitRow](ctx, from, unitsBelow)
	for _, u := range rows {
		if below[u.PlaceID] {
			own = append(own, u.unit())
		}
	}
	return own, err
}

// HeldOn is the first post of the person on a day, nil for who holds none.
func (h Holder) HeldOn(at day.Day) *Position {
	if held := h.heldPosts(at); len(held) > 0 {
		return &held[0]
	}
	return nil
}

// PostWords are a post in one line: "Chuyên viên, Phòng Văn hóa - Xã hội".
func PostWords(p Position) string { return postWords(p) }

// Menu puts the pages into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{
		{Text: "Người thay", Path: deputyPath, Access: web.Right(actor.StaffRead)},
		{Text: "Bàn giao việc của người nghỉ", Path: leavePath, Access: web.Right(actor.HandOver)},
	}
}
