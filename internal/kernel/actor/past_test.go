package actor_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// A post in the heir of a unit that has ended reads what its role reads, and does nothing else.
func TestAPostInAnHeirOnlyReads(t *testing.T) {
	writing := []actor.Action{actor.PlanImport, actor.PlanConfirm, actor.TaskEdit, actor.ResultRecord, actor.ResultForAny, actor.ResultConfirm, actor.LinkIssue, actor.OrgEdit,
		actor.AccountAdmin, actor.BackupMake, actor.MachineTend, actor.CalendarEdit, actor.LawEdit, actor.TaskDecide}
	for _, role := range actor.Roles() {
		for action := range actor.Words {
			own, past := actor.Post{Role: role}, actor.Post{Role: role, Past: true}
			if past.May(action) && !own.May(action) {
				t.Errorf("%s: the past gives %s, which the role has not", role, action)
			}
			if past.May(action) != (own.May(action) && action.Reads()) {
				t.Errorf("%s: %s in the past is %v", role, action, past.May(action))
			}
		}
		for _, action := range writing {
			if (actor.Actor{Posts: []actor.Post{{Role: role, Past: true}}}).May(action) {
				t.Errorf("%s may %s in a unit that has ended", role, action)
			}
		}
	}
}
