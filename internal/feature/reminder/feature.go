package reminder

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Feature is the table of contents.
func (s *Reminders) Feature() web.Feature {
	mine, office := web.Right(actor.WorkRead), web.Right(actor.TaskEdit)
	const path = "/u/{unit}/{year}/nhac-viec"
	return web.Feature{
		Name:       "reminder",
		Migrations: Migrations(),
		Routes: []web.Route{
			{Method: "GET", Path: path, Title: "Nhắc việc", Access: mine, Handle: s.list},
			{Method: "POST", Path: path + "/da-doc", Title: "Đánh dấu đã đọc", Access: mine, Still: true, Handle: s.mark},
			{Method: "POST", Path: path + "/cach-nhan", Title: "Chọn cách nhận nhắc việc", Access: mine, Still: true, Handle: s.saveSetting},
			{Method: "GET", Path: path + "/da-gui", Title: "Đã nhắc ai", Access: office, Handle: s.sent},
			{Method: "GET", Path: path + "/da-gui/{digest}", Title: "Bản nhắc của một người", Access: office, Handle: s.sentOne},
			{Method: "GET", Path: path + "/tin-nhan", Title: "Tin nhắn cho từng cơ quan", Access: office, Handle: s.messages},
		},
	}
}

// Bell counts what the reader has not marked as read, for the top of every page of a unit; shown is false for people who
// are reminded of nothing.
func (s *Reminders) Bell(ctx context.Context, r *web.Request) (n int, shown bool) {
	if !r.May(actor.WorkRead) {
		return 0, false
	}
	n, err := store.Get[int](ctx, r.Reader(), unreadCount, r.Actor.AccountID)
	return n, err == nil
}
