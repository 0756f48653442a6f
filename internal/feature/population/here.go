package population

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// kid is a child of the register of whom the list says nothing.
type kid struct {
	ID      string `db:"id"`
	Number  int64  `db:"number"`
	Name    string `db:"name"`
	Birth   string `db:"birth"`
	Sex     string `db:"sex"`
	Person  string `db:"person_number"`
	Hamlet  string `db:"hamlet"`
	Address string `db:"address"`
	Mother  string `db:"mother"`
	Father  string `db:"father"`
	Stays   string `db:"residence"`
	Consent string `db:"consent"`
}

// withdrawn reports whether the record leaves the program in no file: consent was withdrawn (Luật 91/2025/QH15, Điều 24).
func (c kid) withdrawn() bool { return c.Consent == "rut" }

// fileReach is how many children one file or letter has.
const fileReach = 20_000

// hereView is the children who are only in the register.
type hereView struct {
	r       *web.Request
	Check   check
	Kids    []kid
	All     int64
	Page    int
	Hamlets []ui.Option
	Typed   map[string]string
	Errors  []errs.Field
	codeOf  func(int64) string
}

func (x *Population) openHere(r *web.Request) (v hereView, err error) {
	v = hereView{r: r, Typed: map[string]string{}}
	if v.Check, err = checkOf(r, r.Reader()); err != nil {
		return v, err
	}
	if !v.Check.decides() {
		return v, errs.New(errs.Conflict, "Danh sách này chưa so xong, đã hoàn tác, hoặc các dòng của công an đã xóa sau 30 ngày. Mở trang biên nhận để xem số liệu.")
	}
	if v.Hamlets, err = x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today()); err != nil {
		return v, err
	}
	v.All, err = store.Get[int64](r.Context(), r.Reader(), childrenSum, v.Check.ID, r.Unit.ID)
	return v, err
}

func (v *hereView) read(limit, offset int) (err error) {
	v.Kids, err = store.List[kid](v.r.Context(), v.r.Reader(), childrenNew, v.Check.ID, v.r.Unit.ID, limit, offset)
	ids := make([]string, len(v.Kids))
	for i, c := range v.Kids {
		ids[i] = c.ID
	}
	v.r.Trace("child", ids, v.Typed["muc-dich"])
	return err
}

func (x *Population) onlyHerePage(w http.ResponseWriter, r *web.Request) error {
	v, err := x.openHere(r)
	if err != nil {
		return err
	}
	return x.showHere(w, v)
}

func (x *Population) showHere(w http.ResponseWriter, v hereView) error {
	r := v.r
	v.codeOf = x.Children.CodeOf
	v.Page, _ = pageOf(r, v.All)
	if err := v.read(pageSize, (v.Page-1)*pageSize); err != nil {
		return err
	}
	view := web.View{Title: "Trẻ chỉ có trong sổ", Here: ui.NavChildren, Errors: v.Errors, Lead: vi.Int(v.All) + " trẻ đang quản lý mà danh sách của công an không có. Gửi lại công an để đối chiếu, cấp hoặc xác nhận số định danh.",
		Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + v.Check.Paper, Href: v.Check.here(r, "")}, ui.Crumb{Text: "Chỉ có trong sổ"})}
	return r.Show(w, view, hereList(v))
}

var media = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// letter gives the list as a workbook or as a letter to the police, after the history has who took it and for what.
func (x *Population) letter(w http.ResponseWriter, r *web.Request) error {
	v, err := x.openHere(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	as := cmp.Or(form.Text("dang"), "xlsx")
	v.Typed["muc-dich"], v.Typed["gui"] = form.Text("muc-dich"), form.Text("gui")
	if v.Typed["muc-dich"] == "" || media[as] == "" {
		v.Errors = []errs.Field{{Name: "muc-dich", Message: "Ghi mục đích, ví dụ: đề nghị công an đối chiếu, cấp số định danh"}}
		return x.showHere(w, v)
	}
	if err := v.read(fileReach, 0); err != nil {
		return err
	}
	withheld := len(v.Kids)
	v.Kids = slices.DeleteFunc(v.Kids, kid.withdrawn)
	withheld -= len(v.Kids)
	var out bytes.Buffer
	if as == "docx" {
		err = officialdoc.Write(&out, officialdoc.ProfileOn(r.Today()), v.document())
	} else {
		err = xlsx.Write(&out, v.sheet(withheld))
	}
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: v.Check.ID, UnitID: r.Unit.ID, Action: "Xuất danh sách gửi công an ra tệp " + vi.Upper(as), Note: vi.Int(len(v.Kids)) + " trẻ. Mục đích: " + v.Typed["muc-dich"]})
	})
	if err != nil {
		return err
	}
	return web.Download(w, base+"-"+r.Today().ISO()+"."+as, media[as], &out)
}

// receiver is whom the letter asks.
func (v hereView) receiver() string { return cmp.Or(v.Typed["gui"], "Công an "+v.r.Unit.Name) }

func (v hereView) place(c kid) string {
	for _, o := range v.Hamlets {
		if o.Value == c.Hamlet {
			return joined(c.Address, o.Text)
		}
	}
	return c.Address
}

// asks is what the police are asked about a child.
func (c kid) asks() string {
	if c.Person == "" {
		return "Chưa có số định danh"
	}
	return "Xác nhận số định danh"
}

var stays = map[string]string{"thuong-tru": "Thường trú", "thuong-tru-di": "Thường trú, đang ở nơi khác", staysForNow: "Tạm trú", staysOnly: "Ở thực tế, chưa đăng ký"}

var hereHeads = []xlsx.Column{{Head: "TT", Width: 6}, {Head: "Họ và tên", Width: 28}, {Head: "Ngày sinh", Width: 13}, {Head: "Giới tính", Width: 9}, {Head: "Số định danh cá nhân", Width: 18}, {Head: "Họ và tên mẹ", Width: 26},
	{Head: "Họ và tên cha", Width: 26}, {Head: "Nơi ở", Width: 36}, {Head: "Cư trú", Width: 22}, {Head: "Đề nghị", Width: 24}, {Head: "Kết quả của công an", Width: 28}}

func (v hereView) cells(n int, c kid) []string {
	return []string{strconv.Itoa(n), c.Name, date(c.Birth), sexWords(c.Sex), c.Person, c.Mother, c.Father, v.place(c), stays[c.Stays], c.asks(), ""}
}

const hereTitle = "Danh sách trẻ em chưa thấy trong dữ liệu dân cư"

func (v hereView) sheet(withheld int) xlsx.Table {
	u := v.r.Unit
	t := xlsx.Table{Sheet: "Gửi công an", Title: vi.Upper(hereTitle), Columns: hereHeads, Subtitle: []string{"UBND " + u.Name + ", " + u.Province,
		"Đối chiếu với " + v.Check.paperWords() + ", tính đến " + v.r.Today().String(), "Mục đích: " + v.Typed["muc-dich"] + "; người xuất: " + v.r.Actor.Name}}
	for i, c := range v.Kids {
		var line []any
		for _, cell := range v.cells(i+1, c) {
			line = append(line, cell)
		}
		t.Rows = append(t.Rows, line)
	}
	if withheld > 0 {
		t.Foot = []string{vi.Int(withheld) + " hồ sơ không đưa vào tệp: đã rút đồng ý"}
	}
	return t
}

// document is an official letter with the list as its annex. It is a draft: number, signature and seal are the office's.
func (v hereView) document() officialdoc.Document {
	u, today := v.r.Unit, v.r.Today()
	issuer := "Ủy ban nhân dân " + u.Name
	place := u.Name
	for _, kind := range []string{"phường ", "xã ", "đặc khu "} {
		if len(u.Name) > len(kind) && u.Name[:len(kind)] == kind {
			place = u.Name[len(kind):]
		}
	}
	body := []officialdoc.Block{
		officialdoc.Text("Căn cứ " + v.Check.paperWords() + " của " + v.receiver() + ", " + issuer + " đã đối chiếu sổ theo dõi trẻ em với dữ liệu dân cư. Đến ngày " + today.String() + ", còn " + vi.Int(len(v.Kids)) + " trẻ em có trong sổ mà chưa thấy trong danh sách của công an (danh sách kèm theo)."),
		officialdoc.Text(issuer + " đề nghị " + v.receiver() + " đối chiếu từng trường hợp, cấp hoặc xác nhận số định danh cá nhân, ghi kết quả, ký và bàn giao lại Ủy ban nhân dân " + u.Name + " (Phòng Văn hóa - Xã hội) để cập nhật."),
		officialdoc.Text("Danh sách có dữ liệu cá nhân của trẻ em; đề nghị chỉ dùng cho việc này, không sao chép, không công khai."),
	}
	t := officialdoc.Table{Columns: []officialdoc.Column{{Head: "TT", Width: 9, Centre: true}, {Head: "Họ và tên", Width: 40}, {Head: "Ngày sinh", Width: 22, Centre: true}, {Head: "Giới tính", Width: 13}, {Head: "Số định danh cá nhân", Width: 28},
		{Head: "Họ và tên mẹ", Width: 36}, {Head: "Họ và tên cha", Width: 36}, {Head: "Nơi ở", Width: 46}, {Head: "Cư trú", Width: 24}, {Head: "Đề nghị", Width: 24}, {Head: "Kết quả của công an", Width: 24}}}
	for i, c := range v.Kids {
		t.Rows = append(t.Rows, v.cells(i+1, c))
	}
	return officialdoc.Document{Issuer: []string{"ỦY BAN NHÂN DÂN", vi.Upper(u.Name)}, Symbol: "UBND-VHXH", Place: place, Date: today, Subject: "đối chiếu, cấp, xác nhận số định danh cá nhân của trẻ em",
		Addressees: []string{v.receiver()}, Body: body, Signature: officialdoc.Signature{Authority: []string{"TM. ỦY BAN NHÂN DÂN"}, Post: "CHỦ TỊCH"}, Recipients: []string{"Như trên", "Lưu: VT"}, Draft: true,
		Annexes: []officialdoc.Annex{{Title: hereTitle, Landscape: true, Draft: true, Body: []officialdoc.Block{t}, Of: officialdoc.Reference{Kind: "Công văn", Symbol: "UBND-VHXH", Date: today, Issuer: issuer}}}}
}
