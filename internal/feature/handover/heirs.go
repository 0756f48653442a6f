package handover

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Follower is a body that carries on for one that has ended.
type Follower struct {
	OldID  string  `db:"old_id"`
	BodyID string  `db:"body_id"`
	Name   string  `db:"name"`
	Unit   string  `db:"unit"` // name of its unit when it is another one
	Slug   string  `db:"slug"`
	UnitID string  `db:"heir_unit_id"`
	Day    day.Day `db:"day"`
}

var followers = store.Query("handover.line.followers", `SELECT DISTINCT l.body_id AS old_id, h.body_id, h.name, COALESCE(n.name, '') AS unit, COALESCE(u.slug, '') AS slug,
	COALESCE(u.id, '') AS heir_unit_id, a.day FROM handover_act a JOIN handover_line l ON l.act_id = a.id JOIN handover_heir h ON h.id = l.heir_id
	LEFT JOIN handover_unit n ON n.id = h.heir_unit LEFT JOIN unit u ON u.id = n.target_id
	WHERE l.ends = TRUE AND a.state IN ('passing', 'passed') AND {scope:a} ORDER BY l.body_id, unit, h.name`)

// Followers tells, by the id of the body, who carries on for the bodies of the source's unit that signed acts have ended.
func (h *Handover) Followers(ctx context.Context, from store.Source) (map[string][]Follower, error) {
	list, err := store.List[Follower](ctx, from, followers)
	out := map[string][]Follower{}
	for _, f := range list {
		out[f.OldID] = append(out[f.OldID], f)
	}
	return out, err
}
