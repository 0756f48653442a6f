package admin

import (
	"net/http"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// health is whether the data would survive the machine.
type health struct {
	Backup, Rehearsal sign
	Kept              []backup.Kept // of the nightly folder, newest first
	Folder            string
	Done, Total       int // of a nightly backup under way; Total 0 when none is
}

// sign is one thing that is well or not: what is known, how old it is, what to do.
type sign struct {
	Title string
	Tag   string // "ok", "late", "over" or "plain", a kind of ui.Tag
	Mark  string // the words of the tag
	Words string
	Do    string // empty when all is well
}

// Words for what to do.
const (
	doBackupNow = "Bấm “Sao lưu ngay”, hoặc để chương trình chạy qua 1 giờ sáng. Xem việc nền “Sao lưu hằng đêm” nếu đã chạy mà không có."
	doRehearse  = "Để chương trình chạy qua 2 giờ 30 sáng. Xem việc nền “Thử phục hồi bản sao lưu” nếu đã chạy mà không có."
	doRepair    = "Giữ mọi bản sao lưu cũ, bấm “Sao lưu ngay” và cất tệp ở máy khác, rồi xem lại trang này sáng mai."
)

// health reads the state of the backups.
func (a *Admin) health(r *web.Request) (h health, err error) {
	at, ok, err := backup.Last(r.Context(), a.DB)
	if err != nil {
		return h, err
	}
	h.Backup = backupSign(at, ok, r.Now.Time)
	last, ok, err := backup.LastRehearsal(r.Context(), a.DB)
	if err != nil {
		return h, err
	}
	h.Rehearsal = rehearsalSign(last, ok, r.Now.Time)
	if a.Keeper == nil {
		return h, nil
	}
	h.Folder = a.Keeper.Folder.Dir
	h.Done, h.Total = a.Keeper.Progress()
	h.Kept, err = a.Keeper.Folder.List()
	return h, err
}

func backupSign(at time.Time, ok bool, now time.Time) sign {
	s := sign{Title: "Sao lưu", Tag: "over", Mark: "chưa có", Words: "Chưa sao lưu lần nào.", Do: doBackupNow}
	if !ok {
		return s
	}
	age := now.Sub(at)
	s.Words = "Lần gần nhất " + backup.AgeWords(age) + " trước (" + at.In(day.Zone).Format("15:04 02/01/2006") + ")."
	switch {
	case age > backup.TooOld:
		s.Mark = "quá cũ"
	case age > 2*24*time.Hour:
		s.Tag, s.Mark = "late", "hơi cũ"
	default:
		s.Tag, s.Mark, s.Do = "ok", "tốt", ""
	}
	return s
}

func rehearsalSign(r backup.Rehearsal, ok bool, now time.Time) sign {
	s := sign{Title: "Thử phục hồi", Tag: "over", Mark: "chưa thử", Words: "Chưa thử phục hồi bản sao lưu nào: chưa biết bản sao lưu có dùng được không.", Do: doRehearse}
	if !ok {
		return s
	}
	age := now.Sub(r.At)
	s.Words = r.Words() + " (" + backup.AgeWords(age) + " trước)."
	switch {
	case r.Problem != "":
		s.Mark, s.Do = "không phục hồi được", doRepair
	case age > backup.TooOld:
		s.Mark = "quá cũ"
	default:
		s.Tag, s.Mark, s.Do = "ok", "tốt", ""
	}
	return s
}

// wellbeing are the page of the machine and the one of the periods.
func (a *Admin) wellbeing() []web.Route {
	right := web.Right(actor.MachineTend)
	const in = "/u/{unit}/{year}/"
	return []web.Route{
		{Method: "GET", Path: in + "quan-tri", Title: "Quản trị", Access: right, Handle: a.machine},
		{Method: "GET", Path: in + "thoi-han-luu", Title: "Thời hạn lưu", Access: right, Handle: a.retention},
		{Method: "POST", Path: in + "thoi-han-luu/lich-su", Title: "Xuất lịch sử cũ ra tệp", Access: right, Handle: a.archiveHistory},
	}
}

// machineView is the page Quản trị: is the system well?
type machineView struct {
	Health health
	Signs  []sign
}

func (a *Admin) machine(w http.ResponseWriter, r *web.Request) (err error) {
	var v machineView
	if v.Health, err = a.health(r); err != nil {
		return err
	}
	v.Signs = []sign{v.Health.Backup, v.Health.Rehearsal}
	work, err := jobs.Counts(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v.Signs = append(v.Signs, countSign("Việc nền", work[jobs.Failed], "Không có việc nào hỏng.", " việc hỏng.", "Mở Việc nền, xem lỗi rồi bấm Thử lại."))
	letters, err := mail.Counts(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v.Signs = append(v.Signs, countSign("Thư gửi đi", letters[mail.Uncertain]+letters[mail.Refused]+letters[mail.Failed], "Không có thư nào vướng.", " thư cần quyết định.", "Mở Thư gửi đi, chọn Gửi lại hoặc Thôi gửi."))
	if room, err := a.Files.Room(); err == nil {
		v.Signs = append(v.Signs, roomSign(room))
	}
	lead := "Mọi thứ đều tốt."
	if n := ill(v.Signs); n > 0 {
		lead = vi.Int(n) + " chỗ cần xem."
	}
	return r.Show(w, web.View{Title: "Quản trị", Lead: lead, Crumbs: []ui.Crumb{{Text: "Quản trị"}}}, machinePage(r, v))
}

func ill(signs []sign) (n int) {
	for _, s := range signs {
		if s.Do != "" {
			n++
		}
	}
	return n
}

func countSign(title string, n int64, none, some, do string) sign {
	if n == 0 {
		return sign{Title: title, Tag: "ok", Mark: "tốt", Words: none}
	}
	return sign{Title: title, Tag: "late", Mark: "cần xem", Words: vi.Int(n) + some, Do: do}
}

// lowRoom is when the disk should be looked at.
const lowRoom = 2 << 30

func roomSign(room int64) sign {
	s := sign{Title: "Ổ đĩa", Tag: "ok", Mark: "tốt", Words: "Còn " + vi.Bytes(room) + "."}
	if room < lowRoom {
		s.Tag, s.Mark, s.Do = "over", "sắp đầy", "Dọn ổ đĩa hoặc chuyển sang ổ lớn hơn; khi đầy, chương trình không ghi thêm được."
	}
	return s
}
