package org

import (
	"context"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "body_code", Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Mã cơ quan"})
}

// Scheme says who gave a code. It is stored.
type Scheme string

// The schemes.
const (
	AgencyCode Scheme = "QĐ 20/2020" // mã định danh điện tử của cơ quan, Quyết định 20/2020/QĐ-TTg
	OtherCode  Scheme = "khác"       // any other: of a document system, a budget unit
)

var schemes = []struct {
	scheme Scheme
	label  string
}{
	{AgencyCode, "Mã định danh theo QĐ 20/2020"},
	{OtherCode, "Mã khác"},
}

// Label is the scheme's name for a page.
func (s Scheme) Label() string {
	for _, have := range schemes {
		if have.scheme == s {
			return have.label
		}
	}
	return string(s)
}

// Code is a code under which others know a body, on the days on which it is issued.
type Code struct {
	ID       string `db:"id"`
	UnitID   string `db:"unit_id"`
	BodyID   string `db:"body_id"`
	BodyName string `db:"body_name"`
	Scheme   Scheme `db:"scheme"`
	Code     string `db:"code"`
	Span
}

type codeRecord struct {
	Scheme   string `json:"Loại mã"`
	Code     string `json:"Mã"`
	From     string `json:"Từ ngày"`
	To       string `json:"Đến hết ngày"`
	Basis    string `json:"Căn cứ"`
	EndBasis string `json:"Căn cứ kết thúc"`
	Checked  string `json:"Đối chiếu"`
}

func (c Code) record() codeRecord {
	return codeRecord{c.Scheme.Label(), c.Code, c.From.String(), c.To.String(), c.Basis, c.EndBasis, checkedWords(c.Checked())}
}

const codeColumns = `c.id, c.unit_id, c.body_id, b.name AS body_name, c.scheme, c.code, c.valid_from, c.valid_to, c.basis, c.end_basis, c.confidence, c.version`

var (
	codeAdd = store.Change("org.code.add", `INSERT INTO body_code (id, unit_id, body_id, scheme, code, `+spanColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)`)
	codeEdit = store.Change("org.code.edit", `UPDATE body_code AS c SET code = $1, valid_from = $2, valid_to = $3, basis = $4, end_basis = $5,
		confidence = $6, version = version + 1 WHERE c.id = $7 AND c.version = $8 AND {scope:c}`)
	codeGet    = store.Query("org.code.get", `SELECT `+codeColumns+` FROM body_code c JOIN body b ON b.id = c.body_id WHERE c.id = $1 AND {scope:c}`)
	codeOfBody = store.Query("org.code.of_body", `SELECT `+codeColumns+` FROM body_code c JOIN body b ON b.id = c.body_id
		WHERE c.body_id = $1 AND {scope:c} ORDER BY c.scheme, c.valid_from, c.id`)
	codeTaken = store.Query("org.code.taken", `SELECT `+codeColumns+` FROM body_code c JOIN body b ON b.id = c.body_id
		WHERE c.unit_id = $1 AND c.scheme = $2 AND c.code = $3 AND {scope:c} ORDER BY c.id`)
)

// agencyCode is the form of Điều 4 of the decision: a letter from A to Y and two figures for the top level, then groups of
// figures and capital letters, joined by dots; 35 characters at most.
var agencyCode = regexp.MustCompile(`^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$`)

// check adds what is wrong with the code itself.
func (c Code) check(f *errs.Form) {
	switch n := utf8.RuneCountInString(c.Code); {
	case n == 0:
		f.Add("ma", "Ghi mã")
	case c.Scheme == AgencyCode && (n > 35 || !agencyCode.MatchString(c.Code)):
		f.Add("ma", "Mã định danh gồm một chữ A–Y và hai chữ số, rồi các nhóm chữ số, chữ in hoa cách nhau bằng dấu chấm, dài nhất 35 ký tự, ví dụ H01.25")
	case n > 60:
		f.Add("ma", "Mã dài nhất 60 ký tự, đang có %d", n)
	case strings.ContainsAny(c.Code, "\n\t"):
		f.Add("ma", "Ghi mã trên một dòng")
	}
	if c.Scheme != AgencyCode && c.Scheme != OtherCode {
		f.Add("loai-ma", "Chọn loại mã")
	}
}

// AddCode writes a code of a body, inside the caller's change.
func (o *Org) AddCode(ctx context.Context, tx *store.Tx, b Body, scheme Scheme, code string, s Span) (Code, error) {
	s.Version = 1
	c := Code{ID: ident.New(), UnitID: b.UnitID, BodyID: b.ID, BodyName: b.Name, Scheme: scheme, Code: code, Span: s}
	if err := o.admitCode(ctx, tx, c, b); err != nil {
		return c, err
	}
	_, err := tx.Exec(ctx, codeAdd, c.ID, c.UnitID, c.BodyID, string(c.Scheme), c.Code, c.From, c.To, c.Basis, c.EndBasis, string(c.Confidence))
	if err != nil {
		return c, err
	}
	return c, tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: "Thêm mã", After: c.record()})
}

// editCode writes after over before, whose version is the one that the person saw.
func (o *Org) editCode(ctx context.Context, tx *store.Tx, before, after Code) error {
	b, err := o.body(ctx, tx, after.BodyID)
	if err != nil {
		return err
	}
	if err := o.admitCode(ctx, tx, after, b); err != nil {
		return err
	}
	err = tx.UpdateOne(ctx, codeEdit, after.Code, after.From, after.To, after.Basis, after.EndBasis, string(after.Confidence), after.ID, before.Version)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{
		Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: spanAction(before.Span, after.Span, "mã") + " " + after.Code,
		Before: before.record(), After: after.record(),
	})
}

// admitCode refuses a code that is not well formed or that a body of the unit has on one of the days.
func (o *Org) admitCode(ctx context.Context, tx *store.Tx, c Code, b Body) error {
	var form errs.Form
	c.check(&form)
	if c.Span.check(&form, b); form.Err() != nil {
		return form.Err()
	}
	same, err := store.List[Code](ctx, tx, codeTaken, c.UnitID, string(c.Scheme), c.Code)
	if err != nil {
		return err
	}
	for _, other := range same {
		if other.ID != c.ID && other.meets(c.Span) {
			form.Add("ma", "%s có mã này %s", other.BodyName, other.words())
			return form.Err()
		}
	}
	return nil
}
