package plan

import (
	"context"
	"embed"
	"io/fs"
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Bodies is what this feature needs of the register of bodies.
type Bodies interface {
	// Register gives the bodies of the actor's unit on a date, in the order of a list, and a way to find one by a written
	// name or alias.
	Register(ctx context.Context, from store.Source, at day.Day) ([]Body, Match, error)
}

// Plans is the feature over its database, its files and its neighbours.
type Plans struct {
	Files  *store.Files
	Bodies Bodies
	Basis  Basis  // the register of documents; may be nil
	People People // who can be named on a task; may be nil
	// Beside is what a neighbour shows beside the work of the day; may be nil.
	Beside func(r *web.Request) (templ.Component, error)
	// Open reads a foreign file as numbered lines; its errors have words for the person who sent the file.
	Open func(ctx context.Context, name string, raw []byte) (doctext.Document, error)
	// Registers are the dated names that the plan reader compares with; may be nil.
	Registers planread.Registers

	// Function is the function of a body to which the work of the plans belongs: "y-te.tre-em". Whoever receives it carries on.
	Function string

	// Finder finds what is kept outside the plans, Prover what of it proves work; both may be nil.
	Finder directory.Finder
	Prover directory.Prover
	// Records are the registers whose dates stand beside the work of the day; may be nil.
	Records Records

	guesses throttle.Throttle // wrong secrets of links, and what links send
}

// uploadLimit is a form with one plan or with evidence: the largest file and what a form wraps around it.
const uploadLimit = store.MaxFile + 1<<20

// Feature is the table of contents.
func (p *Plans) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	read, work, edit := web.Right(actor.PlanRead), web.Right(actor.WorkRead), web.Right(actor.TaskEdit)
	return web.Feature{Name: "plan", Migrations: sub, Routes: slices.Concat(p.lifeRoutes(), p.evidenceRoutes(), p.trashRoutes(), p.versionRoutes(), p.dayRoutes(), p.gridRoutes(), p.pointRoutes(), p.asOfRoutes(), p.formerRoutes(), p.importRoutes(), []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/viec", Title: "Việc hôm nay", Access: work, Handle: p.today},
		{Method: "GET", Path: "/u/{unit}/{year}/viec/danh-sach.xlsx", Title: "Việc đang mở, tệp Excel", Access: work, Handle: p.todayXLSX},
		{Method: "GET", Path: "/u/{unit}/{year}/co-quan/{body}/viec.xlsx", Title: "Việc của cơ quan, tệp Excel", Access: read, Handle: p.bodyXLSX},
		{Method: "GET", Path: "/u/{unit}/{year}/co-quan/{body}/viec.pdf", Title: "Việc của cơ quan, tệp PDF", Access: read, Handle: p.bodyPDF},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach", Title: "Kế hoạch", Access: read, Handle: p.list},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/nhap", Title: "Nhập kế hoạch", Access: web.Right(actor.PlanImport), Handle: p.importForm},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/nhap", Title: "Nhập kế hoạch", Access: web.Right(actor.PlanImport), MaxBody: uploadLimit, Handle: p.importPlan},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}", Title: "Kế hoạch, các việc", Access: read, Handle: p.show},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu", Title: "Đối chiếu kế hoạch", Access: read, Handle: p.review},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Title: "Xác nhận kế hoạch", Access: web.Right(actor.PlanConfirm), Handle: p.confirmPlan},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/{plan}/bo", Title: "Bỏ bản nhập", Access: web.Right(actor.PlanImport), Handle: p.dropPlan},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/{plan}/rut-lai", Title: "Rút lại kế hoạch", Access: web.Right(actor.PlanConfirm), Handle: p.takeBack},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/{plan}/cho-ngo/{doubt}", Title: "Quyết định một chỗ ngờ", Access: edit, Handle: p.decideDoubt},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doan", Title: "Xếp lại một đoạn của kế hoạch", Access: edit, Handle: p.recast},
		{Method: "GET", Path: "/u/{unit}/{year}/nhiem-vu/{task}/the", Title: "Thẻ đối chiếu của nhiệm vụ", Access: read, Handle: p.card},
		{Method: "POST", Path: "/u/{unit}/{year}/nhiem-vu/{task}/xep-lai", Title: "Gộp, tách, chuyển, xóa nhiệm vụ", Access: edit, Handle: p.reshape},
		{Method: "POST", Path: "/u/{unit}/{year}/nhiem-vu/{task}/khoi-phuc", Title: "Khôi phục nhiệm vụ", Access: edit, Handle: p.restore},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong", Title: "Bảng phân công", Access: read, Handle: p.assignment},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong.xlsx", Title: "Bảng phân công, tệp Excel", Access: read, Handle: p.assignmentXLSX},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong.docx", Title: "Bảng phân công, tệp Word", Access: read, Handle: p.assignmentDOCX},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong.pdf", Title: "Bảng phân công, tệp PDF", Access: read, Handle: p.assignmentPDF},
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/{plan}/tep-goc", Title: "Tệp gốc của kế hoạch", Access: read, Handle: p.original},
		{Method: "GET", Path: "/u/{unit}/{year}/nhiem-vu/{task}", Title: "Nhiệm vụ", Access: work, Handle: p.task},
		{Method: "GET", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Title: "Sửa nhiệm vụ", Access: edit, Handle: p.editForm},
		{Method: "POST", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Title: "Sửa nhiệm vụ", Access: edit, Handle: p.edit},
		{Method: "GET", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Title: "Nộp kết quả", Access: web.Right(actor.ResultRecord), Handle: p.resultForm},
		{Method: "POST", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Title: "Nộp kết quả", Access: web.Right(actor.ResultRecord), MaxBody: 5 * uploadLimit, Handle: p.resultAdd},
		{Method: "GET", Path: "/u/{unit}/{year}/tep/{file}/anh-nho", Title: "Ảnh nhỏ của tệp kết quả", Access: work, Handle: p.thumb},
		{Method: "GET", Path: "/u/{unit}/{year}/tep/{file}", Title: "Tệp kết quả", Access: work, Handle: p.file},
		{Method: "GET", Path: "/u/{unit}/{year}/tim", Title: "Tìm", Access: work, Handle: p.search},
	})}
}

// Menu puts the feature under its nouns.
func Menu() []web.MenuItem {
	return []web.MenuItem{
		{Noun: ui.NavToday, Path: "viec", Access: web.Right(actor.WorkRead)},
		{Noun: ui.NavPlan, Path: "ke-hoach", Access: web.Right(actor.PlanRead)},
		{Text: "Thùng rác", Path: "thung-rac", Access: web.Right(actor.TaskEdit)},
		{Text: "Đường dẫn đã cấp", Path: "duong-dan", Access: web.Right(actor.LinkIssue)},
	}
}
