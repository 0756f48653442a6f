package account

import (
	"embed"
	"io/fs"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this feature.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// pages are the handlers: the accounts and what they need from the neighbours.
type pages struct {
	*Accounts
	bodies Bodies
}

// heldLimit is how much a held form may weigh on its way through the sign-in page.
const heldLimit = 8 << 20

// Feature is the table of contents. The Accounts themselves are the site's web.Gate.
func (s *Accounts) Feature(bodies Bodies) web.Feature {
	p := &pages{s, bodies}
	admin := web.Right(actor.AccountAdmin)
	f := web.Feature{
		Name:       "account",
		Migrations: Migrations(),
		Routes: slices.Concat(p.deputyRoutes(), p.leaveRoutes(), []web.Route{
			{Method: "GET", Path: "/dang-nhap", Title: "Đăng nhập", Access: web.Public(), Handle: p.signInForm},
			{Method: "POST", Path: "/dang-nhap", Title: "Đăng nhập", Access: web.Public(), MaxBody: heldLimit, Handle: p.signIn},
			{Method: "POST", Path: "/dang-xuat", Title: "Đăng xuất", Access: web.Public(), Handle: p.signOut},
			{Method: "GET", Path: "/dat-lai-mat-khau", Title: "Đặt lại mật khẩu", Access: web.Public(), Handle: p.resetForm},
			{Method: "POST", Path: "/dat-lai-mat-khau", Title: "Đặt lại mật khẩu", Access: web.Public(), Handle: p.reset},

			{Method: "POST", Path: "/dang-nhap/ma", Title: "Mã xác thực", Access: web.Public(), MaxBody: heldLimit, Handle: p.secondStep},
			{Method: "GET", Path: confirmPath, Title: "Xác nhận lại", Access: web.SignedIn(), Handle: p.confirmForm},
			{Method: "POST", Path: confirmPath, Title: "Xác nhận lại", Access: web.SignedIn(), MaxBody: heldLimit, Handle: p.confirm},

			{Method: "GET", Path: "/tai-khoan", Title: "Tài khoản của tôi", Access: web.SignedIn(), Handle: p.showSelf},
			{Method: "POST", Path: "/tai-khoan/mat-khau", Title: "Đổi mật khẩu", Access: web.SignedIn(), Handle: p.changePassword},
			{Method: "POST", Path: web.ActingPath, Title: "Chọn chức danh để làm việc", Access: web.SignedIn(), Handle: p.changeActing},
			{Method: "POST", Path: "/tai-khoan/giao-dien", Title: "Chọn giao diện", Access: web.SignedIn(), Handle: p.setTheme},
			{Method: "GET", Path: "/tai-khoan/phien", Title: "Phiên đăng nhập", Access: web.SignedIn(), Handle: p.listSessions},
			{Method: "POST", Path: "/tai-khoan/phien/khac/ket-thuc", Title: "Kết thúc các phiên khác", Access: web.SignedIn(), Handle: p.endOtherSessions},
			{Method: "POST", Path: "/tai-khoan/phien/{id}/ket-thuc", Title: "Kết thúc phiên", Access: web.SignedIn(), Handle: p.endSession},
			{Method: "POST", Path: "/tai-khoan/may/{may}/quen-di", Title: "Quên một máy", Access: web.SignedIn(), Handle: p.forgetBrowser},
			{Method: "POST", Path: "/tai-khoan/tin/da-doc", Title: "Đã đọc tin đăng nhập", Access: web.SignedIn(), Handle: p.newsRead},
			{Method: "GET", Path: factorPath, Title: "Xác thực hai bước", Access: web.SignedIn(), Handle: p.showFactor},
			{Method: "POST", Path: factorPath, Title: "Bật xác thực hai bước", Access: web.SignedIn(), Fresh: true, Handle: p.turnOn},
			{Method: "POST", Path: factorPath + "/ma-moi", Title: "Cấp lại mã khôi phục", Access: web.SignedIn(), Fresh: true, Handle: p.renew},
			{Method: "POST", Path: factorPath + "/tat", Title: "Tắt xác thực hai bước", Access: web.SignedIn(), Fresh: true, Handle: p.turnOff},
			{Method: "GET", Path: tokensPath, Title: "Khóa API", Access: web.SignedIn(), Handle: p.listTokens},
			{Method: "POST", Path: tokensPath, Title: "Tạo khóa API", Access: web.SignedIn(), Fresh: true, Handle: p.makeToken},
			{Method: "POST", Path: tokensPath + "/{khoa}/ket-thuc", Title: "Kết thúc khóa API", Access: web.SignedIn(), Handle: p.endToken},

			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan", Title: "Tài khoản của đơn vị", Access: admin, Handle: p.list},
			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan/them", Title: "Thêm tài khoản", Access: admin, Handle: p.addForm},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/them", Title: "Thêm tài khoản", Access: admin, Fresh: true, Handle: p.add},
			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan/dan", Title: "Dán tài khoản từ Excel", Access: admin, Handle: p.pasteForm},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/dan", Title: "Xem trước tài khoản dán từ Excel", Access: admin, Handle: p.pastePreview},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/dan/cap", Title: "Cấp các tài khoản đã dán", Access: admin, Fresh: true, Handle: p.pasteAdd},
			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan/{id}", Title: "Tài khoản", Access: admin, Handle: p.show},
			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan/{id}/sua", Title: "Sửa tài khoản", Access: admin, Handle: p.editForm},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/sua", Title: "Sửa tài khoản", Access: admin, Handle: p.editSave},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/ma", Title: "Cấp mã đặt mật khẩu", Access: admin, Fresh: true, Handle: p.giveCode},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/khoa", Title: "Khóa tài khoản", Access: admin, Handle: p.lock},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/mo-khoa", Title: "Mở khóa tài khoản", Access: admin, Handle: p.unlock},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/cho-dang-nhap", Title: "Cho đăng nhập lại trên máy lạ", Access: admin, Handle: p.liftBlock},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/go-hai-buoc", Title: "Gỡ xác thực hai bước", Access: admin, Fresh: true, Handle: p.dropFactor},
			{Method: "GET", Path: "/u/{unit}/{year}/tai-khoan/thoi-han", Title: "Thời hạn phiên đăng nhập", Access: admin, Handle: p.limitForm},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/thoi-han", Title: "Sửa thời hạn phiên đăng nhập", Access: admin, Fresh: true, Handle: p.limitSave},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/chuc-danh", Title: "Giao chức danh", Access: admin, Fresh: true, Handle: p.addPost},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/chuc-danh/{post}/to-thon", Title: "Ghi tổ, thôn phụ trách", Access: admin, Fresh: true, Handle: p.setHamlets},
			{Method: "POST", Path: "/u/{unit}/{year}/tai-khoan/{id}/chuc-danh/{post}/thoi", Title: "Thôi giao chức danh", Access: admin, Fresh: true, Handle: p.endPost},
		}),
	}
	for i := range f.Routes {
		if f.Routes[i].Access == admin {
			f.Routes[i].Confidential = confidential
		}
	}
	return f
}

// confidential is the kind under which the pages about other people's accounts are traced.
const confidential = "account"
