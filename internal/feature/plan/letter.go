package plan

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// Letter is an official letter (công văn) that asks the unit for work.
type Letter struct {
	Number, Sender, Summary string
	Date                    day.Day
	Work                    []TypedWork
}

// maxLetterWork is how many pieces of work one letter may name; a longer table comes as a list.
const maxLetterWork = 50

// BringLetter keeps a letter as a draft, inside the caller's change. Typed work is its work; without any, the work is read
// from the text of the file. kept is the file, or the text of the letter when it has none.
func (p *Plans) BringLetter(ctx context.Context, tx *store.Tx, b Brought, l Letter) (Plan, error) {
	pl := Plan{ID: newID(), UnitID: b.UnitID, Year: b.Year, Kind: FromLetter, Title: l.Summary, Number: l.Number, Issuer: l.Sender, IssuedOn: l.Date,
		State: Draft, SourceName: b.Name, SourceHash: b.Kept.Hash, CreatedBy: tx.Actor().Name, CreatedAt: b.At, Version: 1}
	_, match, err := p.Bodies.Register(ctx, tx, day.At(b.At.Time))
	if err != nil {
		return Plan{}, err
	}
	if err := tx.AddFile(ctx, b.Kept); err != nil {
		return Plan{}, err
	}
	var read planread.Plan
	var src Source
	var tasks []draftTask
	if len(b.Doc.Lines) > 0 {
		read = planread.Read(b.Doc, planread.Options{Registers: p.Registers})
	}
	if len(l.Work) > 0 {
		src, tasks, err = typedSource(l.opening(b.Doc), l.Work, b.Year, match)
	} else {
		tasks = build(read, match)
		src.Text = strings.Join(b.Doc.Text(), "\n")
		src.Outline, err = encodeParts(read.Items)
	}
	if err != nil {
		return Plan{}, err
	}
	if len(tasks) == 0 {
		return Plan{}, errs.New(errs.Invalid, "Chưa đọc ra việc nào trong tệp. Ghi từng việc vào bảng bên dưới; tệp vẫn được giữ.")
	}
	if pl.Title == "" {
		pl.Title = orElse(read.Head.Title, b.Name)
	}
	src.Notes = strings.Join(b.Doc.Notes, "\n")
	if err := keepCitations(ctx, tx, pl, citationsOf(read)); err != nil {
		return Plan{}, err
	}
	doubts := doubtsOf(read.Doubts)
	if len(l.Work) > 0 {
		doubts = nil // they are about work that was not taken from the text
	}
	return pl, insert(ctx, tx, pl, src, planread.Version, tasks, doubts)
}

// opening are the lines before the work: the text of the file when it could be read, else what is known of the letter.
func (l Letter) opening(doc doctext.Document) []string {
	if len(doc.Lines) > 0 {
		return append(doc.Text(), "", "Việc ghi từ công văn:")
	}
	return strings.Split(l.Words(), "\n")
}

// Words are the text that stands for a letter of which nobody has the file.
func (l Letter) Words() string {
	pl := Plan{Kind: FromLetter, Number: l.Number, Issuer: l.Sender, IssuedOn: l.Date, Title: l.Summary}
	if l.Number == "" {
		return "Công văn: " + l.Summary
	}
	return pl.Name() + "\n" + l.Summary
}

// check names what is missing or too long in the head of the letter.
func (l Letter) check(form *errs.Form, fileGiven bool) {
	if l.Summary == "" && !fileGiven {
		form.Add("trich-yeu", "Ghi công văn nói về việc gì")
	}
	for _, f := range []struct {
		name, what, value string
		most              int
	}{{"so", "Số, ký hiệu", l.Number, 100}, {"noi-gui", "Nơi gửi", l.Sender, 200}, {"trich-yeu", "Trích yếu", l.Summary, 500}} {
		if n := utf8.RuneCountInString(f.value); n > f.most {
			form.Add(f.name, "%s dài nhất %d ký tự, đang có %d", f.what, f.most, n)
		}
	}
}

// pastedWork reads rows pasted from Excel into the table of a letter, by the head when there is one.
func pastedWork(text string) []TypedWork {
	table := xlsx.ParseTSV(text)
	if len(table) == 0 {
		return nil
	}
	var out []TypedWork
	h := headOf(table)
	for _, row := range table[h.Rows:] {
		if w := workOfRow(row, h.Columns); !w.blank() {
			out = append(out, w)
		}
	}
	return out
}
