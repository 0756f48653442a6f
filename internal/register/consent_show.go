package register

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// consentView is the page on which a picture is looked at before it is published.
type consentView struct {
	of     *Register
	Rec    Record
	File   RecordFile
	Given  []Consent
	Typed  map[string]string
	By     []string // who consents, as typed
	Errors []errs.Field
	once   string
}

var consentMethods = []ui.Option{{Value: "", Text: "Chọn"}, {Value: "van-ban", Text: "Văn bản có chữ ký"}, {Value: "dien-tu", Text: "Điện tử, tin nhắn có xác nhận"}, {Value: "ghi-am", Text: "Ghi âm, ghi hình lời đồng ý"}}

func methodWords(key string) string {
	i := slices.IndexFunc(consentMethods, func(o ui.Option) bool { return o.Value == key })
	if i < 1 {
		return key
	}
	return lowerFirst(consentMethods[i].Text)
}

// consentRoutes are the pages of pictures that may show children.
func (g *Register) consentRoutes(one string) []web.Route {
	if !slices.ContainsFunc(g.attached.fields, func(f Field) bool { return f.Kind.(Files).Consent }) {
		return nil
	}
	edit := web.Right(g.EditRight)
	at := one + "/anh/{" + g.Name + "_file}/dang"
	return []web.Route{
		{Method: "GET", Path: at, Title: "Xét đăng ảnh", Access: edit, Handle: g.consentPage},
		{Method: "POST", Path: at, Title: "Xét đăng ảnh", Access: edit, Handle: g.consentStep},
		{Method: "POST", Path: at + "/phieu", Title: "Ghi phiếu đồng ý", Access: edit, MaxBody: uploadBody, Handle: g.consentTake},
	}
}

// picture is the picture of the address and its record.
func (g *Register) picture(r *web.Request) (Record, RecordFile, error) {
	if !ident.Valid(r.PathValue(g.Name + "_file")) {
		return Record{}, RecordFile{}, errs.New(errs.NotFound, "Không tìm thấy ảnh này.")
	}
	rec, err := g.record(r)
	if err != nil {
		return rec, RecordFile{}, err
	}
	f, err := g.fileOf(r)
	if err != nil {
		return rec, f, err
	}
	field, ok := g.attached.field(f.Field)
	if !ok || !field.Kind.(Files).Consent || f.RecordID != rec.ID || !f.GoneAt.IsZero() {
		return rec, f, errs.New(errs.NotFound, "Không tìm thấy ảnh này.")
	}
	return rec, f, nil
}

func (g *Register) consentPage(w http.ResponseWriter, r *web.Request) error {
	rec, f, err := g.picture(r)
	if err != nil {
		return err
	}
	return g.showConsent(w, r, consentView{Rec: rec, File: f, Typed: map[string]string{}})
}

func (g *Register) showConsent(w http.ResponseWriter, r *web.Request, v consentView) error {
	given, err := consents(r.Context(), r.Reader(), v.Rec.ID)
	if err != nil {
		return err
	}
	v.of, v.Given, v.once = g, given[v.File.ID], web.NewKey()
	view := web.View{Title: "Xét đăng ảnh", Lead: v.lead(), Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: v.Rec.Code(), Href: g.here(r, v.Rec.ID)}, ui.Crumb{Text: "Xét đăng ảnh"})}
	return r.Show(w, view, consentPageBody(r, v))
}

// lead is whether the picture may be published.
func (v consentView) lead() string {
	if !v.File.OpenAt.IsZero() {
		return "Được phép đăng từ " + web.Stamp(v.File.OpenAt) + ", " + v.File.OpenBy + " ghi."
	}
	why := v.File.closed(v.Given)
	if why == "" {
		return "Đủ điều kiện, chưa cho phép đăng."
	}
	return "Đang đóng: " + why + "."
}

// consentStep judges a picture, opens or closes it, or notes that a consent was withdrawn.
func (g *Register) consentStep(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	rec, f, err := g.picture(r)
	if err != nil {
		return err
	}
	if rec.Dropped {
		return errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại rồi làm tiếp.", rec.Code())
	}
	page := g.here(r, rec.ID+"/anh/"+f.ID+"/dang")
	said := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		tx.Result(page)
		switch form.Text("viec") {
		case "xet":
			said, err = g.seePicture(ctx, tx, rec, f, form)
		case "cho":
			said, err = "Đã cho phép đăng “"+f.Name+"”.", g.open(ctx, tx, rec, f)
		case "dong":
			said = "Đã đóng “" + f.Name + "”."
			if _, err = tx.Exec(ctx, pictureClose, f.ID); err == nil {
				err = g.pictureTold(ctx, tx, rec, f, "Đóng ảnh, không đăng", "")
			}
		case "rut":
			said, err = "Đã ghi rút đồng ý; ảnh đóng lại. Nếu ảnh đã đăng ở đâu thì gỡ xuống.", g.withdraw(ctx, tx, rec, f, form, r.Today())
		default:
			err = errs.New(errs.Invalid, "Không có việc này với ảnh.")
		}
		return err
	})
	if fields, ok := web.Mistakes(err); ok {
		return g.showConsent(w, r, consentView{Rec: rec, File: f, Errors: fields, Typed: map[string]string{"thay": form.Text("thay"), "so-tre": form.Text("so-tre"), "vi-sao": form.Text("vi-sao")}})
	}
	if err != nil {
		return err
	}
	r.Say(w, said)
	return r.Go(w, page)
}

// seePicture notes whether children are recognised on a picture, which closes it.
func (g *Register) seePicture(ctx context.Context, tx *store.Tx, rec Record, f RecordFile, form *web.Form) (string, error) {
	var wrong errs.Form
	shows, n := form.Text("thay"), int64(0)
	switch shows {
	case showsNot:
	case showsChildren:
		var err error
		if n, err = strconv.ParseInt(form.Text("so-tre"), 10, 64); err != nil || n < 1 || n > 500 {
			wrong.Add("so-tre", "Ghi số trẻ em nhận ra được, từ 1 đến 500")
		}
	default:
		wrong.Add("thay", "Chọn trong ảnh có nhận ra trẻ em hay không")
	}
	if err := wrong.Err(); err != nil {
		return "", err
	}
	return "Đã ghi: " + seenWords(n) + ".", g.See(ctx, tx, rec, f, n)
}

func seenWords(n int64) string {
	if n == 0 {
		return "không nhận ra trẻ em nào"
	}
	return "nhận ra " + vi.Int(n) + " trẻ em"
}

// See notes how many children are recognised on a picture of the record, inside the caller's change. It closes the picture.
func (g *Register) See(ctx context.Context, tx *store.Tx, rec Record, f RecordFile, n int64) error {
	shows := showsNot
	if n > 0 {
		shows = showsChildren
	}
	if err := tx.UpdateOne(ctx, pictureSeen, shows, n, f.ID); err != nil {
		return err
	}
	return g.pictureTold(ctx, tx, rec, f, "Xét ảnh", seenWords(n))
}

// withdraw notes that a consent does not stand any longer; the picture is closed in the same change.
func (g *Register) withdraw(ctx context.Context, tx *store.Tx, rec Record, f RecordFile, form *web.Form, today day.Day) error {
	why := form.Text("vi-sao")
	var wrong errs.Form
	if n := len([]rune(why)); n > 300 {
		wrong.Add("vi-sao", "Lý do dài nhất 300 ký tự")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, consentGone, today.ISO(), tx.Actor().Name, why, form.Text("phieu"), f.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, pictureClose, f.ID); err != nil {
		return err
	}
	return g.pictureTold(ctx, tx, rec, f, "Rút đồng ý, đóng ảnh", why)
}

// consentTake takes a form of consent.
func (g *Register) consentTake(w http.ResponseWriter, r *web.Request) error {
	rec, f, err := g.picture(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if errs.Is(err, errs.TooLarge) {
		words, _ := web.Words(err)
		return g.showConsent(w, r, consentView{Rec: rec, File: f, Typed: map[string]string{}, Errors: []errs.Field{{Name: "tep-phieu", Message: words}}})
	}
	if err != nil {
		return err
	}
	page := g.here(r, rec.ID+"/anh/"+f.ID+"/dang")
	c, err := consentTyped(form, r.Today())
	var kept []attach.File
	if err == nil {
		err = attach.Fit(form.Files("tep-phieu"), "tep-phieu", false)
	}
	if err == nil {
		kept, err = attach.Keep(r.Site.Files, form.Files("tep-phieu"), "tep-phieu")
	}
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(page)
			return g.keepConsent(ctx, tx, rec, f, c, kept[0])
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v := consentView{Rec: rec, File: f, Errors: fields, By: form.All("ai"), Typed: map[string]string{}}
		for _, name := range []string{"so-phieu", "tuoi", "cach", "ngay"} {
			v.Typed[name] = form.Text(name)
		}
		return g.showConsent(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi phiếu đồng ý "+c.FormNo+".")
	return r.Go(w, page)
}

// consentTyped reads a form of consent. Nothing is taken for given: silence is no consent.
func consentTyped(form *web.Form, today day.Day) (Consent, error) {
	var wrong errs.Form
	c := Consent{FormNo: form.Text("so-phieu"), Age: form.Text("tuoi"), Method: form.Text("cach"), ByCarer: slices.Contains(form.All("ai"), "dai-dien"), ByChild: slices.Contains(form.All("ai"), "tre")}
	if n := len([]rune(c.FormNo)); n == 0 || n > 40 {
		wrong.Add("so-phieu", "Ghi số phiếu đồng ý, nhiều nhất 40 ký tự; không ghi tên trẻ em")
	}
	if c.Age != ageUnder && c.Age != ageFrom {
		wrong.Add("tuoi", "Chọn tuổi của trẻ vào ngày đăng")
	}
	if !c.ByCarer {
		wrong.Add("ai", "Cần người đại diện đồng ý; chưa đồng ý thì không ghi phiếu")
	} else if c.Age == ageFrom && !c.ByChild {
		wrong.Add("ai", "Trẻ em từ đủ 7 tuổi: cần cả trẻ và người đại diện đồng ý")
	}
	if methodWords(c.Method) == c.Method {
		wrong.Add("cach", "Chọn cách đồng ý")
	}
	v, words := Date{Past: true}.Read(form.Text("ngay"), &Env{Today: today})
	if words == "" && str(v) == "" {
		words = "ghi ngày trên phiếu"
	}
	if words != "" {
		wrong.Add("ngay", "Ngày đồng ý: %s", words)
	}
	c.GivenOn = str(v)
	if len(form.Files("tep-phieu")) != 1 {
		wrong.Add("tep-phieu", "Chọn một tệp chụp hay quét phiếu: đồng ý phải chứng minh được")
	}
	return c, wrong.Err()
}

// keepConsent writes a consent and its evidence, inside the caller's change.
func (g *Register) keepConsent(ctx context.Context, tx *store.Tx, rec Record, f RecordFile, c Consent, evidence attach.File) error {
	if rec.Dropped {
		return errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại rồi làm tiếp.", rec.Code())
	}
	given, err := consents(ctx, tx, rec.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(given[f.ID], func(have Consent) bool { return have.GoneOn == "" && vi.Fold(have.FormNo) == vi.Fold(c.FormNo) }) {
		var wrong errs.Form
		wrong.Add("so-phieu", "Phiếu %s đã ghi cho ảnh này; mỗi trẻ một phiếu", c.FormNo)
		return wrong.Err()
	}
	if err := evidence.Note(ctx, tx); err != nil {
		return err
	}
	id := ident.New()
	if _, err := tx.Exec(ctx, fileAdd, id, rec.UnitID, g.Name, rec.ID, f.Field+evidenceMark, evidence.Hash, evidence.Name, evidence.Size, evidence.Media, tx.Actor().Name, tx.Now(), f.Level); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, consentAdd, ident.New(), rec.UnitID, g.Name, rec.ID, f.ID, c.FormNo, c.Age, c.ByCarer, c.ByChild, c.Method, c.GivenOn, id, tx.Actor().Name, tx.Now()); err != nil {
		return err
	}
	return g.pictureTold(ctx, tx, rec, f, "Ghi phiếu đồng ý", c.FormNo)
}

// who are those who consented, in words.
func (c Consent) who() string {
	switch {
	case c.ByCarer && c.ByChild:
		return "người đại diện và trẻ"
	case c.ByCarer:
		return "người đại diện"
	}
	return "chưa đủ người"
}

func (c Consent) ageWords() string {
	if c.Age == ageUnder {
		return "trẻ dưới 7 tuổi"
	}
	return "trẻ từ đủ 7 tuổi"
}
