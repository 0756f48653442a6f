package plan

import (
	"strings"

	"github.com/mangnon/mangnon/internal/web"
)

// zaloWords is the task as plain text for a message: what, who, until when, where. The words are those of the plan; results
// and talk, in which somebody may have named a child, stay out.
func zaloWords(r *web.Request, t Task) string {
	lines := []string{t.Title, "Ai làm: " + orUnclear(t.Lead)}
	if due := t.DueWords(r.Calendar(), r.Today()); due != "" {
		lines = append(lines, "Thời hạn: "+due)
	}
	return strings.Join(append(lines, "Xem và nộp kết quả: "+siteAddress(r)+r.In("nhiem-vu/"+t.ID)), "\n")
}
