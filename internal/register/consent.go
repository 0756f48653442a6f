package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "register_consent", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Đồng ý đăng ảnh", Heads: map[string]string{
		"register": "Sổ", "file_id": "Mã ảnh", "form_no": "Số phiếu đồng ý", "age": "Tuổi của trẻ", "by_carer": "Người đại diện đồng ý", "by_child": "Trẻ đồng ý", "method": "Cách đồng ý",
		"given_on": "Ngày đồng ý", "evidence_id": "Mã tệp phiếu", "noted_by": "Người ghi", "noted_at": "Lúc ghi", "gone_on": "Ngày rút", "gone_by": "Người ghi rút", "gone_why": "Lý do rút"}})
}

// Consent is the consent to publish a picture of one child, who is named only on the form. A child from seven years on consents
// together with the parent or guardian; for a younger one they consent alone (Luật Trẻ em, Điều 21; Nghị định 56/2017/NĐ-CP,
// Điều 36; Luật Bảo vệ dữ liệu cá nhân, Điều 24). It must be provable, silence is none, and it can be withdrawn at any time.
type Consent struct {
	ID       string        `db:"id"`
	FileID   string        `db:"file_id"`
	FormNo   string        `db:"form_no"`
	Age      string        `db:"age"`
	ByCarer  bool          `db:"by_carer"`
	ByChild  bool          `db:"by_child"`
	Method   string        `db:"method"`
	GivenOn  string        `db:"given_on"` // ISO date
	Evidence string        `db:"evidence_id"`
	NotedBy  string        `db:"noted_by"` // name
	NotedAt  store.Instant `db:"noted_at"`
	GoneOn   string        `db:"gone_on"` // ISO date on which it was withdrawn, empty while it stands
	GoneWhy  string        `db:"gone_why"`
}

// What is seen on a picture, and how old a child is on the day of the publication.
const (
	showsNot      = "khong"
	showsChildren = "co"

	ageUnder = "duoi-7"
	ageFrom  = "tu-7"
)

// evidenceMark ends the field of the files in which consent is kept.
const evidenceMark = "~consent"

func isEvidence(f RecordFile) bool { return strings.HasSuffix(f.Field, evidenceMark) }

const consentColumns = `c.id, c.file_id, c.form_no, c.age, c.by_carer, c.by_child, c.method, c.given_on, c.evidence_id, c.noted_by, c.noted_at, c.gone_on, c.gone_why`

// consentReach is how many consents of one record are read: ten pictures with a class on each.
const consentReach = 1000

var (
	consentAdd = store.Change("register.consent.add", `INSERT INTO register_consent (id, unit_id, register, record_id, file_id, form_no, age, by_carer, by_child, method, given_on, evidence_id, noted_by, noted_at, gone_on, gone_by, gone_why)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', '')`)
	consentsOf   = store.Query("register.consent.of_record", `SELECT `+consentColumns+` FROM register_consent c WHERE c.record_id = $1 AND {scope:c} ORDER BY c.id LIMIT $2`)
	consentGone  = store.Change("register.consent.withdraw", `UPDATE register_consent AS c SET gone_on = $1, gone_by = $2, gone_why = $3 WHERE c.id = $4 AND c.file_id = $5 AND c.gone_on = '' AND {scope:c}`)
	pictureSeen  = store.Change("register.file.seen", `UPDATE register_file AS f SET shows = $1, children = $2, open_at = 0, open_by = '' WHERE f.id = $3 AND f.gone_at = 0 AND {scope:f}`)
	pictureOpen  = store.Change("register.file.open", `UPDATE register_file AS f SET open_at = $1, open_by = $2 WHERE f.id = $3 AND f.gone_at = 0 AND f.open_at = 0 AND {scope:f}`)
	pictureClose = store.Change("register.file.close", `UPDATE register_file AS f SET open_at = 0, open_by = '' WHERE f.id = $1 AND {scope:f}`)
)

// stands reports whether the consent still counts and everybody gave it who must.
func (c Consent) stands() bool {
	return c.GoneOn == "" && c.ByCarer && (c.Age == ageUnder || c.ByChild)
}

// consents are those of a record, by picture.
func consents(ctx context.Context, from store.Source, recordID string) (map[string][]Consent, error) {
	list, err := store.List[Consent](ctx, from, consentsOf, recordID, consentReach)
	out := map[string][]Consent{}
	for _, c := range list {
		out[c.FileID] = append(out[c.FileID], c)
	}
	return out, err
}

// closed says why a picture may not be published; empty when it may be.
func (f RecordFile) closed(given []Consent) string {
	switch {
	case f.Shows == showsNot:
		return ""
	case f.Shows != showsChildren:
		return "chưa ai xét trong ảnh có nhận ra trẻ em không"
	}
	stand := 0
	for _, c := range given {
		if c.stands() {
			stand++
		}
	}
	if int64(stand) >= f.Children {
		return ""
	}
	return fmt.Sprintf("nhận ra %d trẻ em, mới có %d phiếu đồng ý đủ người", f.Children, stand)
}

// withdrawn is the last consent that was withdrawn.
func withdrawn(given []Consent) (Consent, bool) {
	var last Consent
	for _, c := range given {
		if c.GoneOn > last.GoneOn {
			last = c
		}
	}
	return last, last.GoneOn != ""
}

// mayPublish notes at their fields the pictures that a move would publish and that are not open for it.
func (g *Register) mayPublish(ctx context.Context, from store.Source, now Record, m Move, miss *Mistakes) error {
	if len(m.Publishes) == 0 {
		return nil
	}
	files, err := g.Files(ctx, from, now.ID)
	if err != nil {
		return err
	}
	given, err := consents(ctx, from, now.ID)
	for _, f := range files {
		if !slices.Contains(m.Publishes, f.Field) {
			continue
		}
		field, _ := g.attached.field(f.Field)
		if why := f.closed(given[f.ID]); why != "" {
			miss.form.Add(field.Name, "Ảnh “%s” chưa đăng được: %s. Xét ảnh ở trang %s, hoặc gỡ ảnh", f.Name, why, now.Code())
		} else if f.OpenAt.IsZero() {
			miss.form.Add(field.Name, "Ảnh “%s” chưa được cho phép đăng. Cho phép ở trang %s, hoặc gỡ ảnh", f.Name, now.Code())
		}
	}
	return err
}

// open marks a picture for publication, inside the caller's change.
func (g *Register) open(ctx context.Context, tx *store.Tx, rec Record, f RecordFile) error {
	given, err := consents(ctx, tx, rec.ID)
	if err != nil {
		return err
	}
	if why := f.closed(given[f.ID]); why != "" {
		return errs.Newf(errs.Conflict, "Ảnh “%s” chưa đăng được: %s.", f.Name, why)
	}
	if err := tx.UpdateOne(ctx, pictureOpen, tx.Now(), tx.Actor().Name, f.ID); err != nil {
		return err
	}
	return g.pictureTold(ctx, tx, rec, f, "Cho phép đăng ảnh", "")
}

func (g *Register) pictureTold(ctx context.Context, tx *store.Tx, rec Record, f RecordFile, action, words string) error {
	after := told{{"Ảnh", f.Name}}
	if words != "" {
		after = append(after, struct{ label, text string }{"Chi tiết", words})
	}
	return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: action, After: after})
}
