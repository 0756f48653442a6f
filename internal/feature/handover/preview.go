package handover

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/store"
)

// count is what the act does to the records of one kind.
type count struct {
	Kind, Title string
	directory.Tally
}

// preview is an act with what it would pass on, as a person reads it before signing.
type preview struct {
	whole
	Moves  directory.Moves
	Counts []count
}

// look counts what the act would pass on, kind by kind; from is in the unit of the act.
func (h *Handover) look(ctx context.Context, from store.Source, w whole) (p preview, err error) {
	p = preview{whole: w, Moves: w.moves()}
	for _, e := range h.Estates {
		t, err := e.Count(ctx, from, p.Moves)
		if err != nil {
			return p, fmt.Errorf("handover: count of %s: %w", e.Kind(), err)
		}
		p.Counts = append(p.Counts, count{e.Kind(), e.Title(), t})
	}
	return p, nil
}

// Seen is what a person had before the eyes when signing: the lines as a digest, the counts as they were shown. What differs
// later can be told.
func (p preview) Seen() string {
	parts := []string{p.linesDigest()}
	for _, c := range p.Counts {
		parts = append(parts, fmt.Sprintf("%s:%d:%d:%d", c.Kind, c.Open, c.Done, c.Nowhere))
	}
	return strings.Join(parts, "|")
}

// linesDigest is over everything that a person could have changed.
func (p preview) linesDigest() string {
	d := sha256.New()
	fmt.Fprintln(d, p.ID, p.Kind, p.Whole, p.Day.ISO(), p.Basis, p.SignerName, p.SignerTitle)
	for _, t := range p.Targets {
		fmt.Fprintln(d, t.PlaceID, t.Whole)
	}
	for _, l := range p.Lines {
		fmt.Fprintln(d, l.ID, l.HeirID, l.Share, l.State, l.Version)
	}
	return hex.EncodeToString(d.Sum(nil))[:16]
}

// changedSince tells in words what is different from what a person saw; nothing when all is the same.
func (p preview) changedSince(seen string) []string {
	if seen == p.Seen() {
		return nil
	}
	parts := strings.Split(seen, "|")
	var out []string
	if parts[0] != p.linesDigest() {
		out = append(out, "Bảng bàn giao đã được sửa sau lần đọc trước.")
	}
	before := map[string]string{}
	for _, part := range parts[1:] {
		kind, counts, _ := strings.Cut(part, ":")
		before[kind] = counts
	}
	for _, c := range p.Counts {
		var open, done, nowhere int
		if _, err := fmt.Sscanf(before[c.Kind], "%d:%d:%d", &open, &done, &nowhere); err != nil {
			open, done, nowhere = 0, 0, 0
		}
		if c.Open != open || c.Done != done || c.Nowhere != nowhere {
			out = append(out, fmt.Sprintf("%s: trước đây %d chuyển đi, %d đã xong, %d chờ chọn; nay %d chuyển đi, %d đã xong, %d chờ chọn.",
				c.Title, open-nowhere, done, nowhere, c.Open-c.Nowhere, c.Done, c.Nowhere))
		}
	}
	if len(out) == 0 {
		out = append(out, "Bản xem trước đã cũ.")
	}
	return out
}

// undecided are the lines on which a person must decide before signing.
func (w whole) undecided() []Line { return w.linesIn(Open) }

// left are the lines that a person left open on purpose.
func (w whole) left() []Line { return w.linesIn(Unknown) }

func (w whole) linesIn(s LineState) (out []Line) {
	for _, l := range w.Lines {
		if l.State == s {
			out = append(out, l)
		}
	}
	return out
}
