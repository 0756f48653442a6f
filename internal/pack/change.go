package pack

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Judged sees whether what an administrator says of a new version can be kept. Mistakes are errs.Invalid at the fields of the
// page.
func (v Version) Judged() error {
	var form errs.Form
	if v.From == "" {
		form.Add("tu-ngay", "Ghi ngày bắt đầu áp dụng, ví dụ 01/01/2027")
	}
	if v.Until != "" && v.Until < v.From {
		form.Add("den-ngay", "Ngày cuối phải từ ngày bắt đầu trở đi")
	}
	if n := utf8.RuneCountInString(v.Source); n == 0 || n > 300 {
		form.Add("van-ban", "Ghi số, ngày và cơ quan ban hành văn bản, nhiều nhất 300 ký tự")
	}
	if v.Rule.Share > 100 {
		form.Add("phan-tram", "Tỷ lệ mục đạt từ 0 đến 100%%")
	}
	return form.Err()
}

// Add keeps a new version of a pack for its days, inside the caller's change. The versions before stay as they are and hold
// for the days before it. Only an administrator may: the caller's route asks for the right.
func Add(ctx context.Context, tx *store.Tx, unitID string, v Version) (Version, error) {
	if err := v.Judged(); err != nil {
		return v, err
	}
	b, err := Open(ctx, tx)
	if err != nil {
		return v, err
	}
	n := 1
	for _, have := range b.Versions(v.Pack) {
		if have.ID != "" {
			n++
		}
	}
	before := b.At(v.Pack, v.From)
	v.ID, v.Key, v.AddedBy, v.AddedOn = ident.New(), fmt.Sprint("u", n), tx.Actor().Name, day.At(tx.Now().Time).ISO()
	if _, err := tx.Exec(ctx, versionAdd, v.ID, v.Pack, v.Key, v.From, v.Until, v.Source, v.Page, string(v.Confidence), v.Rule.Total, v.Rule.Must, v.Rule.Least, v.Rule.Share, v.Note, v.AddedBy, v.AddedOn); err != nil {
		return v, err
	}
	for i, it := range v.Items {
		if _, err := tx.Exec(ctx, itemAdd, v.ID, i, it.Code, it.Text, it.Parent, joined(it.Also), it.From, it.Until, string(it.Confidence), it.Must, it.Extra); err != nil {
			return v, err
		}
	}
	v.index()
	return v, tx.Audit(ctx, store.Entry{Kind: AuditKind, ID: v.Pack, UnitID: unitID, Action: "Thêm " + v.Name() + " của gói “" + title(v.Pack) + "”",
		Before: told{Version: before.Name(), From: shown(before.From), Source: before.Source},
		After:  told{Version: v.Name(), From: shown(v.From), Until: shown(v.Until), Source: v.Source, Changes: changeWords(Compare(before, v))}})
}

// told is a version as the history tells it.
type told struct {
	Version string `json:"Bản"`
	From    string `json:"Từ ngày"`
	Until   string `json:"Đến hết ngày"`
	Source  string `json:"Văn bản"`
	Changes string `json:"Thay đổi"`
}

// maxTold is how many changed codes the history names.
const maxTold = 40

func changeWords(list []Change) string {
	var lines []string
	for _, c := range list[:min(len(list), maxTold)] {
		switch {
		case c.Before == "":
			lines = append(lines, "thêm "+c.Code+": "+c.After)
		case c.After == "":
			lines = append(lines, "bỏ "+c.Code+": "+c.Before)
		default:
			lines = append(lines, c.Code+": "+c.Before+" → "+c.After)
		}
	}
	if more := len(list) - maxTold; more > 0 {
		lines = append(lines, fmt.Sprintf("và %d mục khác", more))
	}
	return strings.Join(lines, "\n")
}

func title(key string) string {
	p, _ := Find(key)
	return p.Title
}

// Withdraw takes back a version that an administrator brought: no new record takes it, those that have it stay as they are.
// Versions of the program cannot be taken back.
func Withdraw(ctx context.Context, tx *store.Tx, unitID, pack, version, reason string) error {
	n, err := tx.Exec(ctx, versionBack, pack, version)
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.New(errs.Conflict, "Bản này của chương trình, hoặc đã thu hồi rồi. Chưa ghi gì.")
	}
	return tx.Audit(ctx, store.Entry{Kind: AuditKind, ID: pack, UnitID: unitID, Action: "Thu hồi " + (Version{Key: version}).Name() + " của gói “" + title(pack) + "”", Note: reason})
}

// Verify notes that the actor compared a version, or one code of it, with a document. It takes the place of what was noted before.
func Verify(ctx context.Context, tx *store.Tx, unitID, pack, version, code, document string) error {
	b, err := Open(ctx, tx)
	if err != nil {
		return err
	}
	v, ok := b.Version(pack, version)
	if _, known := v.Item(code); !ok || code != "" && !known {
		return errs.New(errs.NotFound, "Không có mục này trong gói. Mở lại trang để xem.")
	}
	if n := utf8.RuneCountInString(document); n == 0 || n > 300 {
		var form errs.Form
		form.Add("van-ban", "Ghi số, ngày và cơ quan ban hành văn bản đã đối chiếu")
		return form.Err()
	}
	if _, err := tx.Exec(ctx, checkPut, ident.New(), pack, version, code, document, tx.Actor().Name, day.At(tx.Now().Time).ISO()); err != nil {
		return err
	}
	what := "cả " + v.Name()
	if code != "" {
		what = "mục " + code + ", " + v.Name()
	}
	return tx.Audit(ctx, store.Entry{Kind: AuditKind, ID: pack, UnitID: unitID, Action: "Ghi đã đối chiếu " + what + ", gói “" + title(pack) + "”", Note: document})
}

// Checks are what was compared of a pack.
type Checks map[[2]string]Check

// ChecksOf reads them.
func ChecksOf(ctx context.Context, from store.Source, pack string) (Checks, error) {
	list, err := store.List[Check](ctx, from, checkAll, pack)
	out := Checks{}
	for _, c := range list {
		out[[2]string{c.Version, c.Code}] = c
	}
	return out, err
}

// Of is who compared a code of a version, by itself or with the whole.
func (c Checks) Of(version, code string) (Check, bool) {
	if have, ok := c[[2]string{version, code}]; ok {
		return have, true
	}
	have, ok := c[[2]string{version, ""}]
	return have, ok
}

// Words say how sure a code of a version is; the empty code is the version itself.
func (c Checks) Words(v Version, code string) (words string, sure bool) {
	if have, ok := c.Of(v.Key, code); ok {
		return "đã đối chiếu với " + have.Document + ", " + have.By + ", " + shown(have.On), true
	}
	it, ok := v.Item(code)
	if !ok {
		return v.Confidence.Words(), v.Confidence == Read
	}
	return it.Confidence.Words(), it.Confidence == Read
}
