package planread

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWaysOfAssigning reads one task in each of the ways in which a plan gives work.
func TestWaysOfAssigning(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"labels":         {"1. Dạy bơi\n- Đơn vị chủ trì: Đoàn xã.\n- Đơn vị phối hợp: các thôn.", "lead=Đoàn xã cooperate=các thôn"},
		"label in label": {"1. Dạy bơi\na) Nội dung: Mở lớp.\nb) Cơ quan thực hiện:\n- Đơn vị chủ trì: Đoàn xã\n- Đơn vị phối hợp: Công an xã", "lead=Đoàn xã cooperate=Công an xã"},
		"bullets":        {"1. Dạy bơi\nĐơn vị chủ trì:\n- Đoàn xã\n- Trạm Y tế xã", "lead=Đoàn xã colead=Trạm Y tế xã"},
		"same line":      {"1. Dạy bơi. Đơn vị thực hiện: Đoàn xã. Thời gian: Quý II.", "implement=Đoàn xã"},
		"bracket":        {"1. Dạy bơi cho trẻ em (Đoàn xã chủ trì, phối hợp với Trạm Y tế xã).", "lead=Đoàn xã cooperate=Trạm Y tế xã"},
		"later clause":   {"1. Mở lớp dạy bơi; giao Đoàn xã chủ trì, phối hợp với các thôn.", "lead=Đoàn xã cooperate=các thôn"},
		"title":          {"1. Dạy bơi: Các trường học tổ chức lớp học.", "lead=Các trường học"},
		"grounds":        {"1. Căn cứ tình hình thực tế, Đoàn xã tổ chức lớp học.", "lead=Đoàn xã"},
		"request":        {"1. Đề nghị Hội Khuyến học xã vận động nguồn lực.", "request=Hội Khuyến học xã"},
		"reference":      {"1. Dạy bơi.\nII. TỔ CHỨC THỰC HIỆN\n1. Đoàn xã: Chủ trì triển khai các nhiệm vụ tại mục (I) (1) của Kế hoạch.", "lead=Đoàn xã"},
		"nobody":         {"1. Trẻ em được học bơi trong các trường học.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := Read(docOf("I. NHIỆM VỤ\n"+c.text), Options{})
			if len(p.Tasks) != 1 {
				t.Fatalf("%d tasks", len(p.Tasks))
			}
			if diff := cmp.Diff(c.want, actorLine(p.Tasks[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBlockForAWholePart gives one block of labels at the end to the whole part, and blocks of their own to its parts.
func TestBlockForAWholePart(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		paths []string
	}{
		"own heading":  {"4. Truyền thông\n4.1. Nội dung\nPhát tờ rơi.\n4.2. Hình thức\nPhát thanh.\n4.3. Đơn vị thực hiện và thời gian thực hiện:\n- Đơn vị chủ trì: Đoàn xã", []string{"I.4"}},
		"last letter":  {"4. Truyền thông\na) Phát tờ rơi.\nb) Phát thanh.\n- Đơn vị chủ trì: Đoàn xã", []string{"I.4"}},
		"each letter":  {"4. Truyền thông\na) Phát tờ rơi.\n- Đơn vị chủ trì: Đoàn xã\nb) Phát thanh.\n- Đơn vị chủ trì: Công an xã", []string{"I.4.a", "I.4.b"}},
		"two in a row": {"4. Truyền thông\n- Phát tờ rơi.\nĐơn vị chủ trì: Đoàn xã\nThời gian: Quý I\n- Phát thanh.\nĐơn vị chủ trì: Công an xã", []string{"I.4", "I.4#2"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, task := range Read(docOf("I. NHIỆM VỤ\n"+c.text), Options{}).Tasks {
				got = append(got, task.Path)
			}
			if diff := cmp.Diff(c.paths, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestShortTitles keeps names for lists short and without a closing mark; a name that is not whole says so.
func TestShortTitles(t *testing.T) {
	for text, want := range map[string]string{
		"Về mục tiêu giáo dục trẻ em":        "Giáo dục trẻ em",
		"Tổ chức ngày hội đọc sách.":         "Tổ chức ngày hội đọc sách",
		"- Phát tờ rơi;":                     "Phát tờ rơi",
		"Rà soát ao, hồ; cắm biển cảnh báo.": "Rà soát ao, hồ",
		"RÀ SOÁT AO, HỒ TRÊN ĐỊA BÀN":        "Rà soát ao, hồ trên địa bàn",
		"Khảo sát các điểm có nguy cơ đuối nước tại các thôn, bản trên địa bàn xã nhằm kịp thời có biện pháp phòng ngừa":                                 "Khảo sát các điểm có nguy cơ đuối nước tại các thôn, bản trên địa bàn xã",
		"Phối hợp với các trường học rà soát, lập danh sách học sinh chưa biết bơi và mở các lớp dạy bơi an toàn. Báo cáo kết quả":                       "Phối hợp với các trường học rà soát, lập danh sách học sinh chưa biết bơi và mở các lớp dạy bơi an toàn",
		"Phối hợp với các trường học rà soát lập danh sách học sinh chưa biết bơi và mở các lớp dạy bơi an toàn kèm kỹ năng cứu đuối gián tiếp bằng sào": "Phối hợp với các trường học rà soát lập danh sách học sinh chưa biết bơi và mở các lớp…",
	} {
		if got := shortTitle(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestJSON keeps the form that other programs read: null for what is not known, lists that are never null.
func TestJSON(t *testing.T) {
	b, err := JSON(Read(docOf("Số: /KH-UBND\n\nKẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. NHIỆM VỤ\n1. Dạy bơi"), Options{}))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Document struct {
			Number, Date *string
			Symbol       string
		}
		Tasks []struct {
			Lead, Coordinating, Implementing []string
			Time                             struct {
				Type     string
				From, To *string
				Peaks    [][]string
			}
		}
		Reports, Citations []any
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Document.Number != nil || got.Document.Date != nil || got.Document.Symbol != "KH-UBND" {
		t.Errorf("document %+v", got.Document)
	}
	if len(got.Tasks) != 1 || got.Tasks[0].Lead == nil || got.Tasks[0].Coordinating == nil || got.Tasks[0].Implementing == nil || got.Tasks[0].Time.Peaks == nil ||
		got.Tasks[0].Time.Type != "none" || got.Tasks[0].Time.From != nil {
		t.Errorf("tasks %+v", got.Tasks)
	}
	if got.Reports == nil || got.Citations == nil {
		t.Error("a list is null")
	}
}
