package trail

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Kind is one kind of records as the history names them. The features that own the records fill it.
type Kind struct {
	Name  string // stored word: "task"
	Words string // "Nhiệm vụ"
	// Reads is the right with which one reads such records, and so their history. Without one the rows are for those who
	// read the whole history.
	Reads actor.Action
	// Opens is the right to open the page of such a record, when it is another than Reads.
	Opens actor.Action
	// Machine marks what belongs to the installation: the administrator, who sees no record, sees its rows.
	Machine bool
	// Named finds records that the source's actor may read, by at most NamesAtOnce ids; nil when they have no page.
	Named func(ctx context.Context, from store.Source, ids []string) ([]Record, error)
}

// NamesAtOnce is for how many records a kind is asked at once.
const NamesAtOnce = 50

// Record is where a record can be opened.
type Record struct {
	ID    string `db:"id"`
	Title string `db:"title"`
	Path  string `db:"path"` // inside unit and year
	Year  int    `db:"year"`
}

// kindsAtMost is how many kinds one statement takes.
const kindsAtMost = 40

// reach says whose rows a page shows.
type reach struct {
	whole bool   // every kind, also of features that are gone
	kinds []Kind // otherwise these
	every bool   // also of records that cannot be opened any more
}

// reachOf is what the reader may see of the unit's history. Who may take all data away may also read what was done to a
// record that is gone; to others such a row says only that there was one.
func (t *Trail) reachOf(r *web.Request) reach {
	if r.May(actor.AuditRead) {
		return reach{whole: true, kinds: t.Kinds, every: true}
	}
	may := func(k Kind) bool { return k.Reads != "" && r.May(k.Reads) }
	return reach{kinds: t.chosen(may), every: r.May(actor.DataExport)}
}

// machineReach is the administrator's.
func (t *Trail) machineReach() reach {
	return reach{kinds: t.chosen(func(k Kind) bool { return k.Machine }), every: true}
}

func (t *Trail) chosen(keep func(Kind) bool) []Kind {
	return slices.DeleteFunc(slices.Clone(t.Kinds), func(k Kind) bool { return !keep(k) })
}

// find is the kind of a stored word.
func (re reach) find(name string) (Kind, bool) {
	i := slices.IndexFunc(re.kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return re.kinds[i], true
}

// args are the kinds as a statement takes them.
func (re reach) args() []any {
	out := make([]any, kindsAtMost+1)
	out[0] = re.whole
	for i := range kindsAtMost {
		out[i+1] = ""
		if i < len(re.kinds) {
			out[i+1] = re.kinds[i].Name
		}
	}
	return out
}

// kindWords are the words of a stored kind; one that no feature knows keeps its own.
func (t *Trail) kindWords(name string) string {
	for _, k := range t.Kinds {
		if k.Name == name {
			return k.Words
		}
	}
	return name
}

// known are the counts of kinds that have words; one of a feature that is gone cannot be asked for.
func (t *Trail) known(counts []kindCount) []kindCount {
	return slices.DeleteFunc(slices.Clone(counts), func(c kindCount) bool {
		return !slices.ContainsFunc(t.Kinds, func(k Kind) bool { return k.Name == c.Kind })
	})
}
