package stateprogram

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// PackKey is the data pack with the columns of the software.
const PackKey = "child-program"

// What a column may be besides a field of the register.
const (
	asCode     = "ma"
	asStanding = "tinh trang"
)

// column is a column of the software's table, as the pack describes it.
type column struct {
	Code    string
	Head    string
	Also    []string
	As      string         // asCode, asStanding, or empty
	Field   register.Field // of the register of children; without a name when it has none for the column
	Names   bool           // cells are names, perhaps in capitals
	Months  bool           // cells have the month before the day
	Leads   string         // which side is right when they differ: theirs, ours, or empty when nobody said
	Meaning map[string]string
	Leaving []string // words of a standing by which a child is no longer there
}

// compared reports whether the register has an answer to hold against the column.
func (c column) compared() bool { return c.Field.Name != "" }

// level is that of whoever may see the column.
func (c column) level() actor.Level {
	if c.Field.Right != "" {
		return actor.Restricted
	}
	return actor.Ordinary
}

// shape is the columns of a day.
type shape struct {
	On      day.Day
	Version pack.Version
	Columns []column
	Sure    string // whether somebody compared them with the decision
	Proven  bool
}

// shapeOn reads the pack as it holds on a day, for the register as some actor sees it: a column of a field that it does not have is
// left out.
func (x *Program) shapeOn(ctx context.Context, from store.Source, g *register.Register, on day.Day) (shape, error) {
	b, err := readBook(ctx, from)
	if err != nil {
		return shape{}, err
	}
	return x.shape(b, g, on), nil
}

// book is the pack with what was compared of it, read once a request.
type book struct {
	versions *pack.Book
	checks   pack.Checks
}

func readBook(ctx context.Context, from store.Source) (b book, err error) {
	if b.versions, err = pack.Open(ctx, from); err != nil {
		return b, err
	}
	b.checks, err = pack.ChecksOf(ctx, from, PackKey)
	return b, err
}

func (x *Program) shape(b book, g *register.Register, on day.Day) shape {
	s := shape{On: on, Version: b.versions.At(PackKey, on.ISO())}
	s.Sure, s.Proven = b.checks.Words(s.Version, "")
	for _, it := range s.Version.On(on.ISO()) {
		c := columnOf(it)
		if name := c.Field.Name; name != "" {
			_, known := x.Children.FieldNamed(name)
			f, open := g.FieldNamed(name)
			if known && !open {
				continue
			}
			c.Field = f // a name that no field has leaves the column without one
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// columnOf reads what an item says beside its words: "mục=ngay-sinh; đọc=ngày trước tháng; theo=phần mềm".
func columnOf(it pack.Item) column {
	c := column{Code: it.Code, Head: it.Text, Also: it.Also}
	for part := range strings.SplitSeq(it.Extra, ";") {
		key, value, _ := strings.Cut(part, "=")
		value = strings.TrimSpace(value)
		switch vi.Fold(strings.TrimSpace(key)) {
		case "muc":
			if fold := vi.Fold(value); fold == asCode || fold == asStanding {
				c.As = fold
			} else {
				c.Field.Name = value
			}
		case "doc":
			c.Names, c.Months = vi.Fold(value) == "ten", vi.Fold(value) == "thang truoc ngay"
		case "theo":
			c.Leads = map[string]string{"phan mem": theirs, "minh": ours}[vi.Fold(value)]
		case "ma":
			c.Meaning = meanings(value)
		case "roi":
			for w := range strings.SplitSeq(value, ",") {
				c.Leaving = append(c.Leaving, vi.Fold(strings.TrimSpace(w)))
			}
		}
	}
	return c
}

// meanings reads "1:Nam,2:Nữ".
func meanings(list string) map[string]string {
	out := map[string]string{}
	for pair := range strings.SplitSeq(list, ",") {
		if code, words, ok := strings.Cut(pair, ":"); ok {
			out[vi.Fold(strings.TrimSpace(code))] = strings.TrimSpace(words)
		}
	}
	return out
}

// column finds a column by its code.
func (s shape) column(code string) (column, bool) {
	for _, c := range s.Columns {
		if c.Code == code {
			return c, true
		}
	}
	return column{}, false
}

// calls reports whether a heading is that of the column.
func (c column) calls(heading string) bool {
	fold := vi.Fold(heading)
	if fold == vi.Fold(c.Head) {
		return fold != ""
	}
	for _, also := range c.Also {
		if vi.Fold(also) == fold && fold != "" {
			return true
		}
	}
	return false
}

// read is a cell in words that the field of the column takes.
func (c column) read(cell string) string {
	cell = strings.TrimSpace(register.ReadAs(c.Names, c.Months, cell))
	if words, ok := c.Meaning[vi.Fold(cell)]; ok {
		return words
	}
	return cell
}

// leaves reports whether the words of a standing say that the child is no longer there.
func (c column) leaves(cell string) bool {
	fold := vi.Fold(cell)
	for _, w := range c.Leaving {
		if fold == w && fold != "" {
			return true
		}
	}
	return false
}

// kept is an answer in one text, to be compared.
func kept(v register.Value) string {
	parts := make([]string, len(v))
	for i, x := range v {
		if x != nil {
			parts[i] = fmt.Sprint(x)
		}
	}
	return strings.TrimRight(strings.Join(parts, "\x1f"), "\x1f")
}

// unread marks what was kept of a cell that the field does not take: it equals no answer.
const unread = "?"

// keep reads a cell for comparison; words say why the field does not take it.
func (c column) keep(cell string, e *register.Env) (v, words string) {
	read, words := c.Field.Kind.Read(c.read(cell), e)
	if words != "" {
		return unread + cell, words
	}
	return kept(read), ""
}

// unknown is the answer that nobody knows, as lists of answers keep it.
const unknown = "chua-ro"

// tells reports whether our answer is one that the software could take over: an answer that is not known or was refused is not.
func tells(v register.Value) bool {
	text := kept(v)
	return text != "" && text != unknown && !register.Refused(v)
}

// agrees reports whether our answer is what was kept of a cell, also when it would be read as that: a name in capitals on our side is no
// difference.
func (c column) agrees(mine register.Value, v string, e *register.Env) bool {
	if kept(mine) == v {
		return true
	}
	own, words := c.keep(c.Field.Kind.Text(mine, e), e)
	return words == "" && own == v
}
