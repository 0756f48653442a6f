package child

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// letterFile gives the letter by which a place outside is asked to take a child over, after the history has who took it.
func (p passing) letterFile(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	t := v.waiting()
	switch {
	case t == nil:
		return errs.Newf(errs.Conflict, "%s không có đề nghị chuyển nào đang chờ. Lập đề nghị trước, rồi lập công văn.", v.Rec.Code())
	case v.Frozen:
		return errs.Newf(errs.Conflict, "%s: %s. Nơi nhận trực tiếp liên hệ gia đình để lập hồ sơ.", v.Rec.Code(), lowerFirst(frozen(v.Rec)))
	}
	e := p.children.Env(r)
	var out bytes.Buffer
	if err := officialdoc.Write(&out, officialdoc.ProfileOn(r.Today()), letter(r, v.Rec, *t, e)); err != nil {
		return err
	}
	if err := e.Err(); err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Audit(ctx, store.Entry{Kind: Children.Name, ID: v.Rec.ID, UnitID: v.Rec.UnitID, Action: "Lập công văn chuyển hồ sơ", Note: t.ToName})
	})
	if err != nil {
		return err
	}
	return web.Download(w, "chuyen-ho-so-"+strings.ToLower(v.Rec.Code())+"-"+r.Today().ISO()+".docx", docx, &out)
}

// letter asks a place outside to take over the care of a child (NĐ 30/2020/NĐ-CP, công văn). It is a draft: number, signature and
// seal are the office's. What is sensitive is not in it.
func letter(r *web.Request, rec register.Record, t transfer, e *register.Env) officialdoc.Document {
	u := r.Unit
	committee := t.ToName
	if placeName(committee) != committee { // a commune; other places are named as they were typed
		committee = "Ủy ban nhân dân " + committee
	}
	body := []officialdoc.Block{
		officialdoc.Text("Trẻ em có tên tại bảng kèm theo, hồ sơ số " + rec.Code() + " trong sổ theo dõi trẻ em của " + u.Name + ", chuyển đến ở tại địa phương từ ngày " + t.MovesOn.String() + " (" + t.Why + ")."),
		officialdoc.Text("Ủy ban nhân dân " + u.Name + " đề nghị " + committee + " lập hồ sơ, tiếp tục quản lý, chăm sóc trẻ em này và có văn bản xác nhận đã tiếp nhận. Cho đến khi nhận được văn bản, " + u.Name + " vẫn quản lý hồ sơ."),
		officialdoc.Text("Bảng kèm theo có dữ liệu cá nhân của trẻ em; đề nghị chỉ dùng cho việc này, không sao chép, không công khai."),
	}
	table := officialdoc.Table{Columns: []officialdoc.Column{{Head: "Mục", Width: 55}, {Head: "Nội dung", Width: 105}}}
	for _, column := range []string{"name", "birth", "sex", "nationality", "person_number", "birth_cert_no", "insurance_no", "mother", "father", "guardian", "phone", "hamlet", "address", "school", "class"} {
		if text := rec.Text(column, e); text != "" {
			table.Rows = append(table.Rows, []string{labels[column], text})
		}
	}
	issuer := "Ủy ban nhân dân " + u.Name
	return officialdoc.Document{Issuer: []string{"ỦY BAN NHÂN DÂN", vi.Upper(u.Name)}, Symbol: "UBND-VHXH", Place: placeName(u.Name), Date: r.Today(), Subject: "chuyển hồ sơ trẻ em, đề nghị tiếp nhận",
		Addressees: []string{committee}, Body: body, Signature: officialdoc.Signature{Authority: []string{"TM. ỦY BAN NHÂN DÂN"}, Post: "CHỦ TỊCH"}, Recipients: []string{"Như trên", "Lưu: VT"}, Draft: true,
		Annexes: []officialdoc.Annex{{Title: "Hồ sơ trẻ em chuyển đi", Draft: true, Body: []officialdoc.Block{table}, Of: officialdoc.Reference{Kind: "Công văn", Symbol: "UBND-VHXH", Date: r.Today(), Issuer: issuer}}}}
}

// labels are what the answers are called, by column.
var labels = func() map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Column] = f.Label
	}
	return out
}()

// placeName is the name of a unit without its kind.
func placeName(unit string) string {
	for _, kind := range []string{"phường ", "xã ", "đặc khu ", "thị trấn "} {
		if rest, ok := strings.CutPrefix(unit, kind); ok {
			return rest
		}
	}
	return unit
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}
