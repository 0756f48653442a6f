package seal

import (
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

func someEvent() *event {
	return &event{store.Event{ID: "0197", At: store.Instant{Time: time.UnixMilli(1780653802123)}, UnitID: "u1", Kind: "task", RecordID: "t1", Action: "Ghi kết quả",
		AccountID: "a1", AccountName: "Trần Thu Hoa", Post: "Chuyên viên", BodyID: "b1", BodyName: "Công an phường", Before: "", After: `{"Kết quả":"x"}`, Note: "ghi chú"}, 1, "p1"}
}

// TestFormOneNeverChanges holds the hashes of rows that were sealed by form 1. They may not change: a chain that exists would
// break.
func TestFormOneNeverChanges(t *testing.T) {
	var h hasher
	first := h.sealed(hash{}, 1, form1, eventRow(form1, someEvent()), "c2FsdHNhbHRzYWx0")
	second := h.sealed(first, 2, form1, traceRow(&read{ID: "0198", At: store.Instant{Time: time.UnixMilli(1780653802124)}, UnitID: "u1", AccountID: "a1",
		Post: "Chuyên viên", Route: "/u/{unit}", Kind: "account", IDs: `["a2"]`, Reason: "đơn"}), "c2FsdHNhbHRzYWx1")
	third := h.sealed(second, 3, gone, row{log: store.AuditLog, id: "0199"}, "")
	for i, c := range []struct {
		got  hash
		want string
	}{{first, "5LSqEWhouNbjsAgDw2LTraOQfuK7I0MUtG7BUgLxQOc"}, {second, "cMbIkKd7dIQyseJ4ETkleBL0s7N7HhzBT6TKY28BsL4"}, {third, "lwafK_p-CqNUJB0uLHhKH-iDsus3nW81CfDRzCimnzA"}} {
		if c.got.String() != c.want {
			t.Errorf("link %d: %s, want %s", i+1, c.got, c.want)
		}
		if parseHash(c.got.String()) != c.got {
			t.Errorf("link %d does not read back", i+1)
		}
	}
}

// TestEveryColumnCounts changes one column after the other.
func TestEveryColumnCounts(t *testing.T) {
	var h hasher
	seen := map[hash]int{h.sealed(hash{}, 1, form1, eventRow(form1, someEvent()), "s"): -1}
	base := eventRow(form1, someEvent())
	for i := range eventWidth {
		columns := append(append([]string{}, base.facts...), base.values...)
		columns[i] += "x"
		sum := h.sealed(hash{}, 1, form1, eventOf(form1, columns), "s")
		if other, twice := seen[sum]; twice {
			t.Errorf("column %d hashes as %d", i, other)
		}
		seen[sum] = i
	}
	for _, other := range []hash{h.sealed(hash{1}, 1, form1, base, "s"), h.sealed(hash{}, 2, form1, base, "s"), h.sealed(hash{}, 1, form1, base, "t")} {
		if _, twice := seen[other]; twice {
			t.Error("the hash before, the place or the salt does not count")
		}
	}
}

// FuzzUnfold takes apart what the database folded, and refuses what it cannot.
func FuzzUnfold(f *testing.F) {
	f.Add("7\x1faudit\x1f0197\x1f1\x1fsalt\x1fhash\x1f0197\x1f5\x1fu\x1fk\x1fr\x1fa\x1fi\x1fn\x1fp\x1fb\x1fbn\x1f0\x1fpost\x1fbefore\x1fafter\x1fnote")
	f.Add("\x1f\x1f")
	f.Fuzz(func(t *testing.T, text string) {
		out, ok := unfold([]string{text})
		if !ok || out[0].Form != form1 {
			return
		}
		if r := out[0].row; r.id != r.facts[0] || len(r.facts)+len(r.values) != eventWidth {
			t.Errorf("%q: %+v", text, out)
		}
	})
}
