package gallery

import (
	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

func about(id, finding string) picture.Head {
	return picture.Head{ID: id, Finding: finding, Unit: "UBND phường Sông Trúc", Period: "năm 2026", Source: "sổ mốc, 06:00 ngày 12/05/2026"}
}

func unitsStrip() picture.Picture {
	return picture.UnitsStrip(about("don-vi", "Một đơn vị muộn nhiều lần"), 9, []picture.UnitRow{
		{Name: "Phòng Kinh tế, Hạ tầng và Đô thị", Weeks: [picture.Weeks]string{1: "Đ", 3: "M", 5: "Q", 6: "Q", 11: "Q"}, Overdue: 2, Late: 3},
		{Name: "Trạm Y tế phường", Weeks: [picture.Weeks]string{"Đ", "", "Đ", "", "Đ", "M", "Đ", "", "Đ", "L", "H", "C"}, Late: 1},
		{Name: "Tòa án nhân dân khu vực 2", Weeks: [picture.Weeks]string{5: "?", 11: "?"}, Requested: true},
	}, picture.StripSize{})
}

func yearBand() picture.Picture {
	return picture.YearBand(about("nam", "Đuối nước chậm từ tháng 3"), 2026, day.Must(2026, 5, 12), []picture.BandRow{
		{Code: "II.2.3.2", Name: "Tai nạn, đuối nước", Months: [12]string{"Đ", "Đ", "M", "Q", "H", ".", ".", "", ".", ".", ".", "."},
			Peaks: []picture.Span{{From: day.Must(2026, 5, 1), To: day.Must(2026, 7, 31)}}},
		{Code: "II.5.2", Name: "Tết Trung thu", Months: [12]string{7: ".", 8: "."}, Peaks: []picture.Span{{From: day.Must(2026, 9, 12), To: day.Must(2026, 9, 26)}}},
	})
}

func money() picture.Picture {
	return picture.BulletBars(about("tien", "Ngân sách chi chậm"), []picture.Measure{{Name: "Ngân sách đã chi", Value: 94, Target: 248, Before: 71.5, Unit: "triệu đồng"}})
}

func openCases() picture.Picture {
	return picture.TrendLine(about("ca", "Bảy ca đang mở"), "ca mở", []picture.Month{{Label: "T2/2026", Value: 4}, {Label: "T3/2026", Value: 6}, {Label: "T4/2026", Value: 5}, {Label: "T5/2026", Value: 7}})
}

func drownings() picture.Picture {
	return picture.CalendarDots(about("duoi-nuoc", "262 ngày không có vụ đuối nước"), "vụ đuối nước", day.Must(2026, 5, 12), 12, []day.Day{day.Must(2025, 8, 23)})
}
