package setup

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/web"
)

// childrensRoom is the room of a commune that keeps the work for children (Nghị định 150/2025/NĐ-CP, Điều 15).
const childrensRoom = "Phòng Văn hóa - Xã hội"

// answers are what the third step asks, as they were typed.
type answers struct {
	Place    place.Place
	Made     string // what the place was made of
	Name     string
	Username string
	Title    string
	Body     string // of the first person, one of the proposed names
	Officer  bool   // also keeps the children's work
	Bodies   []string
	Others   string // further bodies, one a line
	Password string // never shown again
}

// begin is the form as it opens: all proposals ticked.
func begin(p place.Place) answers {
	a := answers{Place: p, Body: childrensRoom, Officer: true}
	for _, t := range body.Usual(p) {
		a.Bodies = append(a.Bodies, t.Name)
	}
	return a
}

func answersIn(f *web.Form, p place.Place) answers {
	return answers{
		Place: p, Name: strings.Join(strings.Fields(f.Text("ho-ten")), " "), Username: strings.ToLower(f.Text("ten-dang-nhap")),
		Title: f.Text("chuc-danh"), Body: f.Text("noi-cong-tac"), Officer: f.Has("can-bo"), Bodies: f.All("co-quan"),
		Others: f.Text("co-quan-khac"), Password: f.Raw("mat-khau"),
	}
}

// chosen are the bodies to make: the ticked proposals with those in which the first person works, then what was typed. A
// body that was both ticked and typed is one.
func (a answers) chosen(today day.Day) []body.Template {
	wanted := append(slices.Clone(a.Bodies), a.Body)
	if a.Officer {
		wanted = append(wanted, childrensRoom)
	}
	var out []body.Template
	known := map[string]bool{}
	for _, t := range body.Usual(a.Place) {
		if slices.Contains(wanted, t.Name) {
			out = append(out, t)
			for _, name := range append(t.Aliases, t.Name) {
				known[a.key(name)] = true
			}
		}
	}
	since := a.Place.From
	if since.IsZero() {
		since = today
	}
	for _, name := range a.otherNames() {
		if key := a.key(name); !known[key] {
			known[key] = true
			kind := kindOf(name)
			out = append(out, body.Template{Name: name, Kind: kind, Requested: kind.Requested(), From: since})
		}
	}
	return out
}

func (a answers) key(name string) string { return body.MatchKey(name, a.Place.FullName) }

func (a answers) otherNames() []string {
	var out []string
	for line := range strings.Lines(a.Others) {
		if name := strings.Join(strings.Fields(line), " "); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// maxOthers is how many further bodies one set-up takes; more are added on the page of the bodies.
const maxOthers = 200

// check adds what is wrong with the bodies; the person is the accounts' to check.
func (a answers) check(f *errs.Form) {
	proposed := func(name string) bool {
		return slices.ContainsFunc(body.Usual(a.Place), func(t body.Template) bool { return t.Name == name })
	}
	if !proposed(a.Body) {
		f.Add("noi-cong-tac", "Chọn cơ quan nơi người quản trị công tác")
	}
	others := a.otherNames()
	if len(others) > maxOthers {
		f.Add("co-quan-khac", "Ghi nhiều nhất %d cơ quan, đang có %d; phần còn lại thêm sau ở trang Tổ chức", maxOthers, len(others))
	}
	for i, name := range others {
		if n := utf8.RuneCountInString(name); n > 200 {
			f.Add("co-quan-khac", "Dòng %d dài %d ký tự; tên cơ quan dài nhất 200 ký tự, mỗi dòng một tên", i+1, n)
		}
	}
}

// kindHeads tell the kind of a body by how its name begins, once abbreviations are written out.
var kindHeads = []struct {
	head string
	kind body.Kind
}{
	{"trường", body.School}, {"trạm y tế", body.HealthStation}, {"công an", body.Police}, {"ca", body.Police}, {"ban chỉ huy quân sự", body.Military},
	{"ủy ban mặt trận", body.Front}, {"mặt trận", body.Front}, {"tòa án", body.Court}, {"viện kiểm sát", body.Procuracy},
	{"đoàn", body.Union}, {"hội đồng nhân dân", body.Council}, {"hội", body.Union}, {"liên đoàn", body.Union}, {"công đoàn", body.Union},
	{"đảng ủy", body.Party}, {"ban xây dựng đảng", body.Party}, {"văn phòng", body.Office}, {"phòng", body.Room}, {"trung tâm", body.Centre}, {"đài", body.Centre},
	{"thôn", body.Neighbourhood}, {"tổ dân phố", body.Neighbourhood}, {"khu phố", body.Neighbourhood}, {"ấp", body.Neighbourhood},
	{"bản", body.Neighbourhood}, {"buôn", body.Neighbourhood}, {"sở", body.Department}, {"ủy ban nhân dân", body.Committee},
}

// kindOf guesses the kind of a body from its name; a person can correct it on the page of the body.
func kindOf(name string) body.Kind {
	words := body.MatchKey(name) + " "
	for _, h := range kindHeads {
		if strings.HasPrefix(words, h.head+" ") {
			return h.kind
		}
	}
	return body.Other
}
