package account

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "session_post", Growing: true, Private: true},
		store.Table{Name: "deputy", Growing: true, Scoped: true, Kind: actor.KindPeople, Narrow: store.HideAll, Title: "Người thay"},
	)
}
