package seal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Head is an end of the chain that was given away. Seq is also the number of rows that the chain had then: it has no gaps.
type Head struct {
	Seq    int64         `db:"seq"`
	Hash   string        `db:"hash"`
	Audits int64         `db:"audits"`
	Traces int64         `db:"traces"`
	At     store.Instant `db:"at"`
}

// headWord begins the line of a head, so that one can be found in the text of a message.
const headWord = "mangnon-chain"

// String is the head as one line: in the file, in the message, on paper.
func (h Head) String() string {
	return fmt.Sprintf("%s 1 %d %s %d %d %s", headWord, h.Seq, h.Hash, h.Audits, h.Traces, h.At.In(day.Zone).Format(time.RFC3339))
}

func parseHead(fields []string) (h Head, ok bool) {
	if len(fields) != 7 || fields[1] != "1" || parseHash(fields[3]) == (hash{}) {
		return h, false
	}
	numbers := [3]int64{}
	for i, f := range []string{fields[2], fields[4], fields[5]} {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil || n < 0 {
			return h, false
		}
		numbers[i] = n
	}
	at, err := time.Parse(time.RFC3339, fields[6])
	return Head{numbers[0], fields[3], numbers[1], numbers[2], store.Instant{Time: at.UTC()}}, err == nil && numbers[0] > 0
}

// More than a century of days; what is longer is no file of heads.
const (
	maxHeads    = 50_000
	maxHeadLine = 200
)

// ReadHeads finds the heads in a text: a file of heads, or a saved message. A line that begins like a head and is none is
// errs.Invalid: it may have been cut off. Only the end of the text may be, as a power cut leaves it.
func ReadHeads(r io.Reader) ([]Head, error) {
	var out []Head
	lines := bufio.NewReader(io.LimitReader(r, maxHeads*maxHeadLine))
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, errs.Wrap(errs.Invalid, err, "Không đọc hết được tệp đầu chuỗi. Dùng bản gốc của tệp.")
		}
		fields := strings.Fields(strings.TrimLeft(line, "> ")) // a message may be quoted
		if len(fields) > 0 && fields[0] == headWord {
			h, ok := parseHead(fields)
			if !ok && err == nil && fields[len(fields)-1] != strings.TrimSpace(tornMark) {
				return nil, &errs.Error{Kind: errs.Invalid, Line: n, Message: fmt.Sprintf("Dòng %d của tệp đầu chuỗi bị cắt hoặc bị sửa. Dùng bản gốc của tệp.", n)}
			}
			if ok {
				out = append(out, h)
			}
		}
		if err == io.EOF {
			return out, nil
		}
	}
}

// HeadsIn reads a file of heads; one that does not exist holds none.
func HeadsIn(path string) ([]Head, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "Không mở được tệp đầu chuỗi "+path)
	}
	defer func() { _ = f.Close() }()
	return ReadHeads(f)
}

var (
	headAdd  = store.Change("seal.head.add", `INSERT INTO seal_head (seq, hash, audits, traces, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (seq) DO NOTHING`)
	headsAll = store.Query("seal.head.all", `SELECT d.seq, d.hash, d.audits, d.traces, d.at FROM seal_head d ORDER BY d.seq`)
)

// GiveHead writes the end of the chain into the file of heads and keeps it; also runs inside the same change, for the
// message. fresh is false when nothing was sealed since the last head: then nothing is written.
func (c *Chain) GiveHead(ctx context.Context, also func(context.Context, *store.Tx, Head) error) (h Head, fresh bool, err error) {
	defer errs.Prefix(&err, "seal.GiveHead")
	at, err := c.state(ctx, c.DB.Reader(system()))
	if err != nil || at.Seq == 0 {
		return Head{}, false, err
	}
	h = Head{at.Seq, at.Hash, at.Audits, at.Traces, c.DB.Clock()}
	if err := c.appendHead(h); err != nil {
		return h, false, err
	}
	err = c.DB.Write(ctx, system(), func(tx *store.Tx) error {
		n, err := tx.Aside(ctx, headAdd, h.Seq, h.Hash, h.Audits, h.Traces, h.At)
		if fresh = n == 1; err != nil || !fresh || also == nil {
			return err
		}
		return also(ctx, tx, h)
	})
	return h, fresh, err
}

// appendHead adds a line to the file and waits until it is on the disk. The file holds each end once.
func (c *Chain) appendHead(h Head) (err error) {
	if c.File == "" {
		return nil
	}
	have, err := HeadsIn(c.File)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(have, func(o Head) bool { return o.Seq == h.Seq && o.Hash == h.Hash }) {
		return nil
	}
	f, err := os.OpenFile(c.File, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	line := h.String() + "\n"
	if torn, err := endsTorn(f); err != nil {
		return err
	} else if torn {
		line = tornMark + "\n" + line
	}
	if _, err = f.WriteString(line); err != nil {
		return err
	}
	return f.Sync()
}

// tornMark ends a line that a power cut left without its end.
const tornMark = " (bị-mất-điện)"

// endsTorn reports whether the last line has no end: the power failed while it was written.
func endsTorn(f *os.File) (bool, error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, info.Size()-1)
	return last[0] != '\n', err
}

// compare holds the chain against every head that was given away: those that the database keeps, those of the file, and
// those that the caller brings.
func (c *Chain) compare(ctx context.Context, from store.Source, r Report, last int64, brought []Head) (Report, error) {
	kept, err := store.List[Head](ctx, from, headsAll)
	if err != nil {
		return r, err
	}
	filed, err := HeadsIn(c.File)
	if err != nil {
		return r, err
	}
	heads := slices.Concat(kept, filed, brought)
	slices.SortFunc(heads, func(a, b Head) int { return int(a.Seq - b.Seq) })
	for _, h := range slices.CompactFunc(heads, func(a, b Head) bool { return a.Seq == b.Seq && a.Hash == b.Hash }) {
		if h.Seq > last {
			r.Break = &Break{Kind: Cut, Seq: last + 1, Upto: h.Seq, At: h.At}
			return r, nil
		}
		have, _, err := store.Find[string](ctx, from, linkHash, h.Seq)
		if err != nil {
			return r, err
		}
		if have != h.Hash {
			r.Break = &Break{Kind: Rewritten, Seq: r.Head.Seq + 1, Upto: h.Seq, At: h.At}
			return r, nil
		}
		r.Heads, r.Head = r.Heads+1, h
	}
	return r, nil
}
