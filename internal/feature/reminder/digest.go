package reminder

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	digestLife = 40 * time.Hour // from the beginning of its day: a digest of the day before yesterday is old news
	mailLines  = 40             // how many pieces of work a message names

	whyOff       = "người nhận tắt thư"
	whyNoAddress = "chưa có địa chỉ thư"
)

// digests gives each person who was told something on a day one digest. The reminders of the day must be written.
func (s *Reminders) digests(ctx context.Context, unit web.Unit, at day.Day, people []Person) error {
	from := s.DB.Reader(asUnit(unit.ID))
	lines, err := store.List[line](ctx, from, linesOfDay, at)
	if err != nil {
		return err
	}
	settings, err := store.List[setting](ctx, from, settingsOfUnit, unit.ID)
	if err != nil {
		return err
	}
	for len(lines) > 0 {
		account := lines[0].AccountID
		n := slices.IndexFunc(lines, func(l line) bool { return l.AccountID != account })
		if n < 0 {
			n = len(lines)
		}
		err := s.DB.Write(ctx, asUnit(unit.ID), func(tx *store.Tx) error {
			return s.digest(ctx, tx, unit, at, named(people, account), chosen(settings, account), lines[:n])
		})
		if err != nil {
			return err
		}
		lines = lines[n:]
	}
	return nil
}

func named(people []Person, account string) Person {
	for _, p := range people {
		if p.AccountID == account {
			return p
		}
	}
	return Person{AccountID: account}
}

// chosen is what a person chose; one who chose nothing has no address yet.
func chosen(settings []setting, account string) setting {
	for _, s := range settings {
		if s.AccountID == account {
			return s
		}
	}
	return setting{AccountID: account, Mail: true}
}

// digest writes one person's digest and, when it goes by mail, the message.
func (s *Reminders) digest(ctx context.Context, tx *store.Tx, unit web.Unit, at day.Day, p Person, how setting, lines []line) error {
	address, why := how.Address, ""
	switch {
	case !how.Mail:
		address, why = "", whyOff
	case address == "":
		why = whyNoAddress
	}
	key := "nhac:" + unit.ID + ":" + at.ISO() + ":" + p.AccountID
	n, err := tx.Aside(ctx, digestAdd, ident.New(), unit.ID, p.AccountID, p.Name, at, len(lines), address, why, key)
	if err != nil || n == 0 || address == "" {
		return err
	}
	_, err = mail.Add(ctx, tx, mail.Draft{UnitID: unit.ID, Key: key, To: address, Subject: subject(at, lines), Body: s.letter(unit, at, lines),
		Until: store.Instant{Time: at.Start().Add(digestLife)}})
	return err
}

// subject says what there is without saying what it is about.
func subject(at day.Day, lines []line) string {
	late := 0
	for _, l := range lines {
		if l.step().Late() {
			late++
		}
	}
	words := "Nhắc việc " + at.String() + ": " + strconv.Itoa(len(lines)) + " việc"
	if late > 0 {
		words += ", " + strconv.Itoa(late) + " quá hạn"
	}
	return words
}

// letter is the text of a digest: the words of plans and the names of bodies, and nothing that names a person.
func (s *Reminders) letter(unit web.Unit, at day.Day, lines []line) string {
	var b strings.Builder
	b.WriteString(vi.Sentence(at.Weekday()) + ", " + at.String() + ", " + unit.Name + " nhắc anh/chị " + strconv.Itoa(len(lines)) + " việc.\n")
	heading := ""
	for _, l := range inOrder(lines)[:min(len(lines), mailLines)] {
		if h := vi.Sentence(l.words()); h != heading {
			heading = h
			b.WriteString("\n" + h + "\n")
		}
		b.WriteString("- " + l.mailTitle() + " (hạn " + l.Due.String() + ")")
		if l.Lead != "" {
			b.WriteString(". Chủ trì: " + l.Lead)
		}
		if l.PassOn {
			b.WriteString(". " + l.passWords())
		}
		b.WriteString("\n")
	}
	if more := len(lines) - mailLines; more > 0 {
		b.WriteString("\nvà " + strconv.Itoa(more) + " việc nữa trong Măng Non.\n")
	}
	b.WriteString("\n" + s.where(unit, at) + "Mỗi ngày làm việc có nhiều nhất một thư như thế này. Đổi địa chỉ hoặc tắt thư ở trang Nhắc việc.\n")
	return b.String()
}

func (s *Reminders) where(unit web.Unit, at day.Day) string {
	if s.URL == "" {
		return "Mở Măng Non, trang Nhắc việc, để xem từng việc.\n"
	}
	return "Xem từng việc: " + s.URL + web.InUnit(unit.Slug, at.Year(), "nhac-viec") + "\n"
}

// mailTitle is the title as mail may carry it.
func (l line) mailTitle() string {
	if l.Private {
		return "Một việc riêng, mở Măng Non để xem"
	}
	return l.Title
}

// inOrder puts what is latest first, then by due date.
func inOrder(lines []line) []line {
	out := slices.Clone(lines)
	slices.SortStableFunc(out, func(a, b line) int {
		if d := b.step().Offset - a.step().Offset; d != 0 {
			return d
		}
		return a.Due.Compare(b.Due)
	})
	return out
}
