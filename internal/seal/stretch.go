package seal

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// unit separates the columns of a folded row.
const unit = "\x1f"

var (
	linkLast = store.Query("seal.link.last", `SELECT s.seq FROM seal s ORDER BY s.seq DESC LIMIT 1`, store.Whole("reads one row along the primary key"))
	linkHash = store.Query("seal.link.hash", `SELECT s.hash FROM seal s WHERE s.seq = $1`)
	linksIn  = store.Query("seal.link.between", `SELECT `+linkColumns+` FROM seal s WHERE s.seq > $1 AND s.seq <= $2 ORDER BY s.seq`)
	sealedIn = store.Query("seal.link.events", `SELECT `+linkColumns+`, `+eventColumns+sealedEvents)
	tracedIn = store.Query("seal.link.reads", `SELECT `+linkColumns+`, `+readColumns+` FROM seal s JOIN read_trace r ON r.id = s.row_id
		WHERE s.seq > $1 AND s.seq <= $2 AND s.log = 'trace' AND {scope:r} ORDER BY s.seq`)
	// One text for each row: to fetch twenty columns takes the driver longer than to hash them.
	foldedIn = store.Query("seal.link.events_folded", `SELECT concat_ws('`+unit+`', `+linkColumns+`, `+eventFolded+`) AS folded`+sealedEvents)
)

const sealedEvents = ` FROM seal s JOIN audit e ON e.id = s.row_id WHERE s.seq > $1 AND s.seq <= $2 AND {scope:e} ORDER BY s.seq`

type sealedEvent struct {
	link
	event
}

type sealedRead struct {
	link
	read
}

// bound is a link with its row, as a walk looks at it. Without a row the row is gone.
type bound struct {
	link
	row   row
	there bool
	at    store.Instant
	about string
}

func boundEvent(e *sealedEvent) bound {
	return bound{e.link, eventRow(e.Form, &e.event), e.Log == store.AuditLog, e.event.At, e.Kind}
}

// stretch checks the links after low up to high and gives the first break.
func (w *walk) stretch(ctx context.Context, low, high int64) (*Break, error) {
	before := hash{}
	if low > 0 {
		text, ok, err := store.Find[string](ctx, w.from, linkHash, low)
		if err != nil {
			return nil, err
		}
		if !ok { // the stretch before this one names it
			return &Break{Kind: Unlinked, Seq: low}, nil
		}
		before = parseHash(text)
	}
	list, err := w.read(ctx, low, high)
	if err != nil {
		return nil, err
	}
	var h hasher
	for i, b := range list {
		seq := low + int64(i) + 1
		if b.Seq != seq {
			return &Break{Kind: Unlinked, Seq: seq}, nil
		}
		kind, err := w.kind(ctx, &h, before, b, list)
		if err != nil {
			return nil, err
		}
		if kind != "" {
			return &Break{Kind: kind, Seq: seq, Log: b.Log, RowID: b.RowID, At: b.at, About: b.about}, nil
		}
		before = parseHash(b.Hash)
	}
	w.done.Add(high - low)
	if n := int64(len(list)); n < high-low {
		return &Break{Kind: Unlinked, Seq: low + n + 1}, nil
	}
	return nil, nil //nolint:nilnil // no break is the good answer
}

// kind says what is wrong with one link of the list, "" when nothing is.
func (w *walk) kind(ctx context.Context, h *hasher, before hash, b bound, list []bound) (BreakKind, error) {
	switch kind := judge(h, before, b, w.emptied); kind {
	case Erased: // perhaps a moment ago, while this walk was under way
		known, err := erased(ctx, w.from)
		return judge(h, before, b, known), err
	case Changed:
		return elsewhere(h, before, b, list), nil
	default:
		return kind, nil
	}
}

// read gives the links of a stretch, each with its row.
func (w *walk) read(ctx context.Context, low, high int64) ([]bound, error) {
	folded, err := store.List[string](ctx, w.from, foldedIn, low, high)
	if err != nil {
		return nil, err
	}
	out, ok := unfold(folded)
	if !ok {
		events, err := store.List[sealedEvent](ctx, w.from, sealedIn, low, high)
		if err != nil {
			return nil, err
		}
		out = out[:0]
		for i := range events {
			out = append(out, boundEvent(&events[i]))
		}
	}
	if int64(len(out)) == high-low {
		return out, nil
	}
	return w.readAll(ctx, low, high, out)
}

// readAll puts the links that belong to the log of reads, or have no row any more, between the others.
func (w *walk) readAll(ctx context.Context, low, high int64, known []bound) ([]bound, error) {
	at := make(map[int64]bound, high-low)
	for _, b := range known {
		at[b.Seq] = b
	}
	reads, err := store.List[sealedRead](ctx, w.from, tracedIn, low, high)
	if err != nil {
		return nil, err
	}
	for i := range reads {
		t := &reads[i]
		at[t.Seq] = bound{t.link, traceRow(&t.read), true, t.At, t.Kind}
	}
	links, err := store.List[link](ctx, w.from, linksIn, low, high)
	if err != nil {
		return nil, err
	}
	out := make([]bound, len(links))
	for i := range links {
		b, ok := at[links[i].Seq]
		if !ok {
			b = bound{link: links[i], row: row{log: links[i].Log, id: links[i].RowID}}
		}
		out[i] = b
	}
	return out, nil
}

// judge holds one link against its row.
func judge(h *hasher, before hash, b bound, known map[string]emptied) BreakKind {
	if b.Form == gone {
		return Gone
	}
	if !b.there {
		return Removed
	}
	values, ok := valuesOf(h, b, known)
	switch {
	case !ok:
		return Erased
	case h.link(before, b.Seq, b.Form, b.row, values) != parseHash(b.Hash):
		return Changed
	}
	return ""
}

// valuesOf is what stands for the values of a row: their digest, or the one that was kept when they were erased.
func valuesOf(h *hasher, b bound, known map[string]emptied) (hash, bool) {
	if b.Salt != "" {
		return h.digest(b.Salt, b.row), true
	}
	e, ok := known[b.RowID]
	return parseHash(e.Digest), ok && e.acted() && b.row.empty()
}

// elsewhere looks whether another row of the stretch belongs to the place of b, or b to another place: then rows were
// reordered and not changed. Salts may have moved with their rows or have stayed.
func elsewhere(h *hasher, before hash, b bound, list []bound) BreakKind {
	for _, o := range list {
		if o.Seq == b.Seq || !o.there {
			continue
		}
		for _, salt := range []string{o.Salt, b.Salt} {
			if got := h.sealed(before, b.Seq, b.Form, o.row, salt); got == parseHash(b.Hash) || got == parseHash(o.Hash) {
				return Reordered
			}
		}
	}
	return Changed
}
