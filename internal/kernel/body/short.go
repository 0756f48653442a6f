package body

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// abbreviations are the short forms of names of bodies, each with what it stands for. A short form must not be a word of its
// own, neither with marks nor without. The last group takes off what some write behind a name and others leave out.
const abbreviations = `
ubnd: ủy ban nhân dân
hđnd: hội đồng nhân dân
ub: ủy ban
vp: văn phòng
mttq: mặt trận tổ quốc
ubmttq: ủy ban mặt trận tổ quốc
ubmttqvn: ủy ban mặt trận tổ quốc
tand: tòa án nhân dân
vksnd: viện kiểm sát nhân dân
vks: viện kiểm sát nhân dân
tncs: thanh niên cộng sản
tncshcm: thanh niên cộng sản hồ chí minh
hcm: hồ chí minh
tphcm: thành phố hồ chí minh
tp: thành phố
tx: thị xã
p: phường
lhpn: liên hiệp phụ nữ
lhtn: liên hiệp thanh niên
ccb: cựu chiến binh
ctđ: chữ thập đỏ
lđlđ: liên đoàn lao động
bch: ban chấp hành
bchqs: ban chỉ huy quân sự
bch qs: ban chỉ huy quân sự
bch quân sự: ban chỉ huy quân sự
chqs: chỉ huy quân sự
btv: ban thường vụ
pvhcc: phục vụ hành chính công
ttpvhcc: trung tâm phục vụ hành chính công
tt pvhcc: trung tâm phục vụ hành chính công
bhxh: bảo hiểm xã hội

gdđt: giáo dục đào tạo
gd đt: giáo dục đào tạo
khcn: khoa học công nghệ
kh cn: khoa học công nghệ
vhxh: văn hóa xã hội
vh xh: văn hóa xã hội
vhtt: văn hóa thông tin
vh tt: văn hóa thông tin
vhttdl: văn hóa thể thao du lịch
vhtt dl: văn hóa thể thao du lịch
vh tt dl: văn hóa thể thao du lịch
vhkhtt: văn hóa khoa học thông tin
vh kh tt: văn hóa khoa học thông tin
nnmt: nông nghiệp môi trường
nn mt: nông nghiệp môi trường
tckh: tài chính kế hoạch
tc kh: tài chính kế hoạch
lđtbxh: lao động thương binh xã hội
lđtb xh: lao động thương binh xã hội
ktht đt: kinh tế hạ tầng đô thị
kthtđt: kinh tế hạ tầng đô thị
kt ht đt: kinh tế hạ tầng đô thị

thcs: trung học cơ sở
thpt: trung học phổ thông
trường th: trường tiểu học
trường mn: trường mầm non

mặt trận tổ quốc việt nam: mặt trận tổ quốc
mặt trận tổ quốc vn: mặt trận tổ quốc
liên hiệp phụ nữ việt nam: liên hiệp phụ nữ
liên hiệp phụ nữ vn: liên hiệp phụ nữ
hội nông dân việt nam: hội nông dân
hội cựu chiến binh việt nam: hội cựu chiến binh
`

// shortForm is an abbreviation, folded, and the words for which it stands.
type shortForm struct{ short, long []string }

// shortForms holds the abbreviations by their first word.
var shortForms = func() map[string][]shortForm {
	forms := map[string][]shortForm{}
	for line := range strings.Lines(abbreviations) {
		if short, long, ok := strings.Cut(line, ":"); ok {
			words := strings.Fields(vi.Fold(short))
			forms[words[0]] = append(forms[words[0]], shortForm{words, strings.Fields(long)})
		}
	}
	return forms
}()
