package org

import (
	"slices"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// hamletBook is all hamlets of a unit on all days, and which went into which. It judges changes without a database.
type hamletBook struct {
	all   []Hamlet
	links []hamletLink
}

// hamletLink says that the old hamlet went into the new one on the first day of the new one.
type hamletLink struct {
	Old string `db:"old_id"`
	New string `db:"new_id"`
}

// HamletDraft is a hamlet that is to begin, as it was typed. Field goes before the names of its form fields.
type HamletDraft struct {
	Field      string
	Name       string
	Households int
	From       day.Day
	Source     string
	Lat, Lon   int64
}

// HamletChange is an act before it is done. Of an addition each draft has its own first day, else all begin on the day.
type HamletChange struct {
	Kind  HamletActKind
	Day   day.Day
	Basis string
	Olds  []string // ids of those that end on the eve
	News  []HamletDraft
}

// outcome is what a change makes of the book.
type outcome struct {
	ends, begins []Hamlet
	links        []hamletLink
}

func (b hamletBook) find(id string) (Hamlet, bool) {
	i := slices.IndexFunc(b.all, func(h Hamlet) bool { return h.ID == id })
	if i < 0 {
		return Hamlet{}, false
	}
	return b.all[i], true
}

// on lists the hamlets of a day.
func (b hamletBook) on(at day.Day) []Hamlet {
	var list []Hamlet
	for _, h := range b.all {
		if h.Exists(at) {
			list = append(list, h)
		}
	}
	return list
}

// judge says what a change would do, or all that is wrong with it by the fields of its form.
func (b hamletBook) judge(actID string, usual HamletKind, c HamletChange) (o outcome, err error) {
	var f errs.Form
	checkAct(&f, c)
	if f.Err() == nil {
		o.ends = b.ending(&f, actID, c)
	}
	o.begins = b.beginning(&f, actID, usual, c, o.ends)
	if (c.Kind == HamletRename || c.Kind == HamletMerge) && len(o.begins) == 1 && o.begins[0].Households == 0 {
		o.begins[0].Households = householdsOf(o.ends)
	}
	if c.Kind == HamletRename && len(o.ends) == 1 && len(o.begins) == 1 && o.ends[0].Name == o.begins[0].Name {
		f.Add("ten", "Tên mới đang giống tên cũ")
	}
	for _, old := range o.ends {
		for _, heir := range o.begins {
			o.links = append(o.links, hamletLink{old.ID, heir.ID})
		}
	}
	return o, f.Err()
}

// householdsOf adds up households; not known of one, they are not known of all.
func householdsOf(list []Hamlet) (sum int) {
	for _, h := range list {
		if h.Households == 0 {
			return 0
		}
		sum += h.Households
	}
	return sum
}

func checkAct(f *errs.Form, c HamletChange) {
	if c.Kind == HamletAdd {
		return
	}
	if c.Day.IsZero() {
		f.Add("ngay", "Ghi ngày bắt đầu áp dụng, ví dụ 01/01/2026")
	}
	switch n := utf8.RuneCountInString(c.Basis); {
	case n == 0:
		f.Add("can-cu", "Ghi số, ngày của nghị quyết hoặc quyết định; chưa có thì ghi “chưa rõ”")
	case n > 300:
		f.Add("can-cu", "Căn cứ dài nhất 300 ký tự, đang có %d", n)
	}
	switch {
	case c.Kind == HamletMerge && len(c.Olds) < 2:
		f.Add("gop", "Chọn ít nhất hai thôn, tổ dân phố để gộp")
	case c.Kind == HamletSplit && len(c.News) < 2:
		f.Add("ten", "Ghi ít nhất hai tên, mỗi tên một dòng")
	}
}

// ending are the hamlets that the change ends, on their last day.
func (b hamletBook) ending(f *errs.Form, actID string, c HamletChange) []Hamlet {
	field := "ngay"
	if c.Kind == HamletMerge {
		field = "gop"
	}
	var list []Hamlet
	for _, id := range c.Olds {
		h, ok := b.find(id)
		last := c.Day.Add(-1)
		switch {
		case !ok:
			f.Add(field, "Có thôn, tổ dân phố không còn trong danh sách; mở lại trang")
		case !h.To.IsZero():
			f.Add(field, "%s đã kết thúc ngày %s", h.Name, h.To)
		case h.From.After(last):
			f.Add("ngay", "Ngày phải sau ngày %s có từ %s", h.Name, h.From)
		}
		h.To, h.EndedBy = last, actID
		list = append(list, h)
	}
	return list
}

// beginning are the hamlets that the change makes. A name that another hamlet has on a common day is refused.
func (b hamletBook) beginning(f *errs.Form, actID string, usual HamletKind, c HamletChange, ends []Hamlet) []Hamlet {
	rest := b.without(ends)
	var list []Hamlet
	for _, d := range c.News {
		h := Hamlet{ID: ident.New(), Lat: d.Lat, Lon: d.Lon, Households: d.Households, From: d.From, Source: d.Source, BegunBy: actID, Version: 1}
		if c.Kind != HamletAdd {
			h.From, h.Source = c.Day, c.Basis
		}
		h.Name, h.Kind = readHamletName(d.Name, usual)
		h.Key = hamletKey(h.Name)
		checkHamlet(f, d, h)
		for _, other := range slices.Concat(rest, list) {
			if h.Name != "" && other.Key == h.Key && other.meets(h) {
				f.Add(d.Field+"ten", "Đã có %s từ ngày %s; hai nơi cùng tên trong một ngày thì không phân biệt được", other.Name, other.From)
			}
		}
		list = append(list, h)
	}
	return list
}

// without are the hamlets of the book with some of them ended.
func (b hamletBook) without(ends []Hamlet) []Hamlet {
	list := slices.Clone(b.all)
	for i, h := range list {
		if at := slices.IndexFunc(ends, func(e Hamlet) bool { return e.ID == h.ID }); at >= 0 {
			list[i] = ends[at]
		}
	}
	return list
}

// checkHamlet adds what is wrong with a hamlet by itself.
func checkHamlet(f *errs.Form, d HamletDraft, h Hamlet) {
	switch n := utf8.RuneCountInString(h.Name); {
	case h.Name == "":
		f.Add(d.Field+"ten", "Ghi tên, ví dụ Thôn Phúc Lai hoặc Tổ dân phố số 3")
	case n > mostNamed:
		f.Add(d.Field+"ten", "Tên dài nhất %d ký tự, đang có %d", mostNamed, n)
	}
	if h.From.IsZero() {
		f.Add(d.Field+"tu-ngay", "Ghi ngày thành lập hoặc ngày bắt đầu theo dõi, ví dụ 01/07/2025")
	}
	if utf8.RuneCountInString(h.Source) > 300 {
		f.Add(d.Field+"can-cu", "Căn cứ dài nhất 300 ký tự")
	}
}

// undo says what taking an act back does: which hamlets go and which exist again. It is refused while something rests on it.
func (b hamletBook) undo(act HamletAct) (gone, again []Hamlet, err error) {
	for _, h := range b.all {
		switch {
		case h.BegunBy == act.ID && h.EndedBy != "":
			return nil, nil, errs.Newf(errs.Conflict, "Chưa hoàn tác: %s sau đó đã được đổi tên, gộp, tách hoặc kết thúc. Hoàn tác việc đó trước.", h.Name)
		case h.BegunBy == act.ID && !h.EditedAt.IsZero():
			return nil, nil, errs.Newf(errs.Conflict, "Chưa hoàn tác: %s đã được sửa sau đó nên hoàn tác sẽ mất phần sửa. Nếu không còn nữa thì ghi kết thúc.", h.Name)
		case h.BegunBy == act.ID:
			gone = append(gone, h)
		case h.EndedBy == act.ID:
			h.To, h.EndedBy = day.Day{}, ""
			again = append(again, h)
		}
	}
	for _, h := range again {
		for _, other := range b.all {
			if other.ID != h.ID && other.BegunBy != act.ID && other.Key == h.Key && other.meets(h) {
				return nil, nil, errs.Newf(errs.Conflict, "Chưa hoàn tác: từ ngày %s đã có nơi khác tên %s. Đổi tên nơi đó trước.", other.From, other.Name)
			}
		}
	}
	return gone, again, nil
}

// undoable reports whether nothing rests on an act.
func (b hamletBook) undoable(act HamletAct) bool {
	_, _, err := b.undo(act)
	return err == nil
}

// HamletHeir is a hamlet that stands for another on a later day.
type HamletHeir struct {
	Hamlet
	Whole bool // all of the earlier one went into it; else it was divided, and a person must say what went where
}

// heirs are the hamlets of a day that a hamlet became, however many changes lie between: the hamlet itself while it exists,
// none when it ended without an heir or had not begun.
func (b hamletBook) heirs(id string, at day.Day) []HamletHeir {
	h, ok := b.find(id)
	if !ok || at.Before(h.From) {
		return nil
	}
	var list []HamletHeir
	met := map[string]bool{}
	var walk func(h Hamlet, whole bool)
	walk = func(h Hamlet, whole bool) {
		if h.Exists(at) {
			if !met[h.ID] {
				met[h.ID] = true
				list = append(list, HamletHeir{h, whole})
			}
			return
		}
		next := b.after(h.ID)
		for _, heir := range next {
			walk(heir, whole && len(next) == 1)
		}
	}
	walk(h, true)
	return list
}

// after are the hamlets into which one went, before those of which one was made.
func (b hamletBook) after(id string) []Hamlet {
	return b.linked(func(l hamletLink) (own, other string) { return l.Old, l.New }, id)
}

func (b hamletBook) before(id string) []Hamlet {
	return b.linked(func(l hamletLink) (own, other string) { return l.New, l.Old }, id)
}

func (b hamletBook) linked(ends func(hamletLink) (own, other string), id string) []Hamlet {
	var list []Hamlet
	for _, l := range b.links {
		if own, other := ends(l); own == id {
			if h, ok := b.find(other); ok {
				list = append(list, h)
			}
		}
	}
	return list
}
