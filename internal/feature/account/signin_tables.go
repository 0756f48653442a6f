package account

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "known_browser", Growing: true, Private: true},
		store.Table{Name: "sign_in_block", Growing: true, Private: true},
		store.Table{Name: "sign_in_step", Growing: true, Private: true},
		store.Table{Name: "second_factor", Growing: true, Private: true},
		store.Table{Name: "recovery_code", Growing: true, Private: true},
		store.Table{Name: "account_news", Growing: true, Private: true},
		store.Table{Name: "sign_in_limit", Kind: actor.KindMachine, Events: []string{"sign_in_limit"}, Title: "Thời hạn phiên đăng nhập"},
		store.Table{Name: "api_token", Growing: true, Private: true},
	)
}

// noRecord excuses writes about the way in, which are no records of work.
const noRecord = "the way in is no record of work"
