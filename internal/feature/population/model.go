package population

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

// Life is how long the rows of a check and the way back are kept.
const Life = 30 * 24 * time.Hour

// The states of a check.
const (
	receiving = "receiving" // its rows are not all kept yet
	matching  = "matching"  // rows are being matched and compared
	open      = "open"      // a person decides
	writing   = "writing"
	written   = "written" // a person may still decide and write more
	undoing   = "undoing"
	undone    = "undone"
	dropped   = "dropped" // it was another commune's file
)

// check is one comparison with the population base.
type check struct {
	ID            string        `db:"id"`
	UnitID        string        `db:"unit_id"`
	Name          string        `db:"source_name"`
	Hash          string        `db:"source_hash"`
	Paper         string        `db:"paper"`
	PaperOn       string        `db:"paper_on"`
	Columns       string        `db:"columns"` // codes of the pack with commas between
	State         string        `db:"state"`
	Total         int64         `db:"total"`
	Taken         int64         `db:"taken"`
	Adults        int64         `db:"adults"`
	Elsewhere     int64         `db:"elsewhere"`
	Unread        int64         `db:"unread"`
	Notes         string        `db:"notes"` // JSON: what is wrong with rows that were not kept, without their words
	Secret        bool          `db:"has_secret"`
	Confirmed     bool          `db:"confirmed"`
	Reached       int64         `db:"reached"` // row up to which the writing came
	Numbers       string        `db:"numbers"`
	NumbersSecret string        `db:"numbers_secret"`
	CreatedBy     string        `db:"created_by"`
	CreatedAt     store.Instant `db:"created_at"`
	WrittenBy     string        `db:"written_by"`
	WrittenAt     store.Instant `db:"written_at"`
	UndoneBy      string        `db:"undone_by"`
	UndoneAt      store.Instant `db:"undone_at"`
	TrimmedAt     store.Instant `db:"trimmed_at"`
	Version       int64         `db:"version"`
}

// decides reports whether people decide about rows now.
func (k check) decides() bool { return (k.State == open || k.State == written) && k.TrimmedAt.IsZero() }

// undoUntil is the last moment at which the check can be taken back, rowsUntil that at which its rows are there.
func (k check) undoUntil() time.Time { return k.WrittenAt.Add(Life) }
func (k check) rowsUntil() time.Time { return k.CreatedAt.Add(Life) }

// has reports whether the source told a field.
func (k check) has(code string) bool { return strings.Contains(","+k.Columns+",", ","+code+",") }

// The tiers of a row: how sure it is of which child it tells.
const (
	wait   = "wait"   // nobody looked yet
	sure   = "sure"   // its number, or everything that tells children apart
	likely = "likely" // a person must look
	none   = "none"
)

// What a person said of a likely row.
const (
	yes = "yes"
	no  = "no"
)

// What became of a row.
const (
	doneMatched = "khop"   // the number now stands as confirmed
	doneWrong   = "lech"   // something of the person was kept that the base has otherwise
	doneEdited  = "sua"    // answers were written, and the base has no number for the child
	doneSame    = "nhu-cu" // nothing was to be written
	doneSince   = "doi"    // somebody changed the record after it was compared
	doneRefused = "loi"    // the register does not take the answer
)

// row is a child in the population base.
type row struct {
	N          int64  `db:"n"`
	Name       string `db:"name"`
	Birth      string `db:"birth"`
	Sex        string `db:"sex"`
	Number     string `db:"person_number"`
	Ethnic     string `db:"ethnic"`
	Home       string `db:"home"`
	Hamlet     string `db:"hamlet"` // id
	Father     string `db:"father"`
	Mother     string `db:"mother"`
	Standing   string `db:"standing"`
	Wrong      string `db:"wrong"`
	Tier       string `db:"tier"`
	Judged     string `db:"judged"`
	Candidates string `db:"candidates"` // JSON
	ChildID    string `db:"child_id"`
	Weight     int64  `db:"weight"`
	Evidence   string `db:"evidence"`
	Compared   bool   `db:"compared"`
	Done       string `db:"done"`
	Words      string `db:"words"`
	Version    int64  `db:"version"`
}

// live reports whether it is settled of which child the row tells.
func (w row) live() bool { return w.Tier == sure || w.Judged == yes }

// The decisions about a difference.
const (
	accept = "nhan"
	keep   = "giu"
)

// difference is a field in which a row and its child do not agree.
type difference struct {
	N         int64  `db:"n"`
	Field     string `db:"field"`
	Hamlet    string `db:"hamlet"`
	Ours      string `db:"ours"`
	Theirs    string `db:"theirs"`
	Decided   string `db:"decided"`
	Reason    string `db:"reason"`
	DecidedBy string `db:"decided_by"`
	Level     int64  `db:"level"`

	typed map[string]string // what Edit is given when it is accepted
}

// candidate is a child to which a row may belong.
type candidate struct {
	ID     string `json:"id"`
	Weight int64  `json:"w"` // thousandths of bits
	Tier   string `json:"t"`
	Words  string `json:"s"`
}

func (w row) candidates() (out []candidate) {
	_ = json.Unmarshal([]byte(w.Candidates), &out) // written by asJSON
	return out
}

// asJSON writes plain values, which always marshal.
func asJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

// atOnce is how many numbers one statement looks up.
const atOnce = 50

func marks(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(out, ", ")
}

func padded(list []string, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = "-"
		if i < len(list) {
			out[i] = list[i]
		}
	}
	return out
}
