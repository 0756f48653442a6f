package pack

import (
	"context"
	"slices"
	"sync"

	"github.com/mangnon/mangnon/internal/store"
)

// Book is every version of every pack: those that the program brings and those of administrators.
type Book struct {
	versions map[string][]Version
	compared map[string]bool // "pack version" that somebody compared as a whole
}

// BuiltIn is the book of a program to which nobody has brought anything.
func BuiltIn() *Book { return &Book{versions: built().versions} }

// NewBook is a book of some versions, in the order in which they were brought.
func NewBook(versions ...Version) *Book {
	b := &Book{versions: map[string][]Version{}}
	for _, v := range versions {
		b.versions[v.Pack] = append(b.versions[v.Pack], v.Indexed())
	}
	return b
}

// kept are the items of stored versions by the id of the row. They never change and an id is never used again, so they are
// read once in the life of the program.
var kept sync.Map

// Open reads the book. Anybody may: packs tell of no person.
func Open(ctx context.Context, from store.Source) (*Book, error) {
	heads, err := store.List[versionRow](ctx, from, versionAll)
	if err != nil {
		return BuiltIn(), err
	}
	b := &Book{versions: make(map[string][]Version, len(built().versions)), compared: map[string]bool{}}
	whole, err := store.List[string](ctx, from, checkWhole)
	if err != nil {
		return BuiltIn(), err
	}
	for _, key := range whole {
		b.compared[key] = true
	}
	for key, list := range built().versions {
		b.versions[key] = slices.Clone(list)
	}
	for _, h := range heads {
		v := h.version()
		if v.Items, err = itemsOf(ctx, from, h.ID); err != nil {
			return BuiltIn(), err
		}
		v.index()
		b.versions[v.Pack] = append(b.versions[v.Pack], v)
	}
	return b, nil
}

func itemsOf(ctx context.Context, from store.Source, id string) ([]Item, error) {
	if have, ok := kept.Load(id); ok {
		return have.([]Item), nil
	}
	list, err := store.List[itemRow](ctx, from, itemAll, id)
	if err != nil {
		return nil, err
	}
	items := make([]Item, len(list))
	for i, r := range list {
		items[i] = r.item()
	}
	kept.Store(id, items)
	return items, nil
}

// Versions are those of a pack, in the order in which they were brought.
func (b *Book) Versions(pack string) []Version { return b.versions[pack] }

// Version finds one by its key, also one that was taken back.
func (b *Book) Version(pack, key string) (Version, bool) {
	i := slices.IndexFunc(b.versions[pack], func(v Version) bool { return v.Key == key })
	if i < 0 {
		return Version{}, false
	}
	return b.versions[pack][i], true
}

// At is the version that holds on a day: of those that hold the one that began last, and of two that began on one day the one
// brought last. A day before all of them has the first.
func (b *Book) At(pack, day string) Version {
	var best, first Version
	for _, v := range b.versions[pack] {
		if v.Withdrawn {
			continue
		}
		if first.Key == "" || v.From < first.From {
			first = v
		}
		if within(day, v.From, v.Until) && (best.Key == "" || v.From >= best.From) {
			best = v
		}
	}
	if best.Key == "" {
		return first
	}
	return best
}

// Named is a code as a version has it; a version that is not known, or does not have the code, leaves the newest that does.
func (b *Book) Named(pack, version, code string) (Item, bool) {
	if v, ok := b.Version(pack, version); ok {
		if it, ok := v.Item(code); ok {
			return it, true
		}
	}
	for _, v := range slices.Backward(b.versions[pack]) {
		if it, ok := v.Item(code); ok {
			return it, true
		}
	}
	return Item{}, false
}

// Compared reports whether somebody compared a version as a whole with its text.
func (b *Book) Compared(v Version) bool { return b.compared[v.Pack+" "+v.Key] }

// Holds reports whether a new record of a day can have a code.
func (b *Book) Holds(pack, code, day string) bool {
	it, ok := b.At(pack, day).Item(code)
	return ok && within(day, it.From, it.Until)
}

// Between are the items that held on any day from the first to the last, each once by its code: the newest words, the order of
// the newest version.
func (b *Book) Between(pack, first, last string) []Item {
	now := b.At(pack, last)
	out := now.On(last)
	add := func(items []Item) {
		for _, it := range items {
			if !slices.ContainsFunc(out, func(have Item) bool { return have.Code == it.Code }) {
				out = append(out, it)
			}
		}
	}
	for _, v := range slices.Backward(b.versions[pack]) {
		if v.Withdrawn || v.From > last || v.Until != "" && v.Until < first || !b.rules(v, first, last) {
			continue
		}
		add(slices.DeleteFunc(slices.Clone(v.Items), func(it Item) bool { return it.From > last || it.Until != "" && it.Until < first }))
	}
	return out
}

// rules reports whether a version holds on a day between two: at the first day, or from its own first day on.
func (b *Book) rules(v Version, first, last string) bool {
	if b.At(v.Pack, first).Key == v.Key {
		return true
	}
	return v.From >= first && v.From <= last && b.At(v.Pack, v.From).Key == v.Key
}

// Every is every item that any version had, the newest words of each, those in force on a day before the others.
func (b *Book) Every(pack, day string) []Item {
	out := b.At(pack, day).On(day)
	for _, v := range slices.Backward(b.versions[pack]) {
		for _, it := range v.Items {
			if !slices.ContainsFunc(out, func(have Item) bool { return have.Code == it.Code }) {
				out = append(out, it)
			}
		}
	}
	return out
}
