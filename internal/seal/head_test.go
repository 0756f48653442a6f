package seal_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

func someHead() seal.Head {
	return seal.Head{Seq: 1204, Hash: strings.Repeat("Ab3-", 10) + "xyA", Audits: 1200, Traces: 4, At: store.Instant{Time: time.Date(2026, 5, 12, 21, 0, 0, 0, time.UTC)}}
}

func TestHeadsAreFoundInAMessage(t *testing.T) {
	h := someHead()
	got, err := seal.ReadHeads(strings.NewReader("Kính gửi anh Long\r\n\r\n> " + h.String() + "\r\n\r\nmangnon-chains khác\n" + h.String() + "\n"))
	if err != nil || !slices.Equal(got, []seal.Head{h, h}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAHeadThatWasCutOffIsRefused(t *testing.T) {
	line := someHead().String()
	for _, bad := range []string{line[:len(line)-12], strings.Replace(line, " 1 ", " 2 ", 1), strings.Replace(line, "1204", "-1204", 1), strings.Replace(line, "Ab3-", "Ab", 1)} {
		_, err := seal.ReadHeads(strings.NewReader("\n" + bad + "\n"))
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "Dòng 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzReadHeads(f *testing.F) {
	f.Add(someHead().String())
	f.Add("mangnon-chain 1 2 3")
	f.Fuzz(func(t *testing.T, text string) {
		heads, err := seal.ReadHeads(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, h := range heads {
			back, err := seal.ReadHeads(strings.NewReader(h.String()))
			if err != nil || len(back) != 1 || back[0].Seq != h.Seq || back[0].Hash != h.Hash {
				t.Errorf("%q comes back as %+v, %v", h, back, err)
			}
		}
	})
}

// TestAPowerCutInTheFileOfHeadsLosesOneLine leaves the last line half written.
func TestAPowerCutInTheFileOfHeadsLosesOneLine(t *testing.T) {
	o := newOffice(t, template.SQLite(t))
	o.write(1)
	o.sealAll()
	first := o.giveHead()
	line := someHead().String()
	if err := os.WriteFile(o.File, []byte(first.String()+"\n"+line[:40]), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := seal.HeadsIn(o.File); err != nil || len(got) != 1 {
		t.Errorf("after the power cut: %+v %v", got, err)
	}
	o.write(1)
	o.sealAll()
	second := o.giveHead()
	got, err := seal.HeadsIn(o.File)
	if err != nil || len(got) != 2 || got[1].Hash != second.Hash {
		t.Errorf("with the next head: %+v %v", got, err)
	}
	if r := o.verify(); !r.Intact() || r.Heads != 2 {
		t.Errorf("%+v %+v", r, r.Break)
	}
}
