package seal

import (
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/store"
)

// unfold takes folded rows of the history apart without copying. ok is false when a text holds the separator itself: then the
// columns must be read one by one.
func unfold(folded []string) (out []bound, ok bool) {
	out = make([]bound, len(folded))
	parts := make([]string, len(folded)*(linkWidth+eventWidth))
	for i, text := range folded {
		p := parts[i*(linkWidth+eventWidth):][:linkWidth+eventWidth]
		if !split(keepable(text), p) {
			return nil, false
		}
		if out[i], ok = unfolded(p); !ok {
			return nil, false
		}
		out[i].row.plain = true
	}
	return out, true
}

// split cuts a text into exactly as many parts as there are places.
func split(text string, into []string) bool {
	for i := range into {
		end := strings.IndexByte(text, unit[0])
		if last := i == len(into)-1; last != (end < 0) {
			return false
		}
		if end < 0 {
			into[i] = text
			return true
		}
		into[i], text = text[:end], text[end+1:]
	}
	return true
}

func unfolded(p []string) (b bound, ok bool) {
	seq, err1 := strconv.ParseInt(p[0], 10, 64)
	form, err2 := strconv.Atoi(p[3])
	p, l := p[linkWidth:], link{Seq: seq, Log: store.Log(p[1]), RowID: p[2], Form: form, Salt: p[4], Hash: p[5]}
	ms, err3 := strconv.ParseInt(p[1], 10, 64)
	b = bound{link: l, row: eventOf(form, p), there: l.Log == store.AuditLog, about: p[3]}
	if ms != 0 {
		b.at = store.Instant{Time: time.UnixMilli(ms).UTC()}
	}
	return b, err1 == nil && err2 == nil && err3 == nil
}
