package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// internalNote is what the form of a remark sends when its words are for the ward's own people.
const internalNote = "noi-bo"

// noteLevel is the level that was chosen. Nobody writes what the own post would not let them read again.
func noteLevel(r *web.Request, chosen string) actor.Level {
	if chosen == internalNote && mayInternal(r) {
		return actor.Internal
	}
	return actor.Ordinary
}

func mayInternal(r *web.Request) bool { return r.Actor.Sight().Level() >= actor.Internal }

func noteAction(level actor.Level) string {
	if level >= actor.Internal {
		return "Ghi chú nội bộ"
	}
	return "Trao đổi"
}

func noteChoice(chosen actor.Level) ui.FieldProps {
	value := ""
	if chosen >= actor.Internal {
		value = internalNote
	}
	return ui.FieldProps{Name: "muc", Label: "Ai đọc được", Value: value}
}

var noteChoices = []ui.Option{
	{Value: "", Text: "Mọi người của việc này"},
	{Value: internalNote, Text: "Nội bộ, cơ quan phối hợp không thấy"},
}

// talkHint says who reads what is written; where one can choose, the choice says it.
func talkHint(r *web.Request) string {
	hint := "Không ghi họ tên trẻ em. Rút lại được trong 15 phút."
	if mayInternal(r) {
		return hint
	}
	return "Mọi người xem được nhiệm vụ này đều đọc được. " + hint
}
