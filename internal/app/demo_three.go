package app

import (
	"context"
	"errors"

	"github.com/mangnon/mangnon/internal/feature/comms"
	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/feature/incident"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// demoRecord is an invented record as somebody types it, and the moves that were made with it.
type demoRecord struct {
	picture string // name of a drawn picture on which two children are said to be recognised; none when empty

	typed map[string]string
	moves []demoMove
}

type demoMove struct {
	key   string
	typed map[string]string
	by    actor.Role // of another person than the officer; empty for the officer
}

// demoRegisters fills the registers of incidents, events and communication.
func (a *App) demoRegisters(ctx context.Context, tx *store.Tx, unitID string) error {
	today := day.At(a.Site.Clock().Time)
	return errors.Join(
		a.demoFill(ctx, tx, unitID, incident.Incidents, demoIncidents(today)),
		a.demoFill(ctx, tx, unitID, event.Events, demoEvents(today)),
		a.demoFill(ctx, tx, unitID, comms.Products, demoProducts(today)),
		a.demoFill(ctx, tx, unitID, comms.Broadcasts, demoBroadcasts(today)),
		a.demoFill(ctx, tx, unitID, comms.Trainings, demoTrainings(today)),
		a.demoFill(ctx, tx, unitID, comms.Contacts, demoContacts(today)))
}

func (a *App) demoFill(ctx context.Context, tx *store.Tx, unitID string, of *register.Register, records []demoRecord) error {
	g, today := of.With(registerLists(a.Org)), day.At(a.Site.Clock().Time)
	for _, d := range records {
		rec, err := g.Add(ctx, tx, unitID, d.typed, today)
		if err != nil {
			return err
		}
		if d.picture != "" {
			if err := a.demoPicture(ctx, tx, g, rec, "photos", d.picture, false); err != nil {
				return err
			}
			files, err := g.Files(ctx, tx, rec.ID)
			if err != nil {
				return err
			}
			if err := g.See(ctx, tx, rec, files[0], 2); err != nil {
				return err
			}
		}
		for _, m := range d.moves {
			by := tx
			if m.by != "" {
				by = tx.As(actor.Actor{Name: "Lê Quốc Đạt", AccountID: "lanh-dao", UnitID: unitID, Posts: []actor.Post{{Role: m.by}}})
			}
			if rec, err = g.Get(ctx, tx, rec.ID); err != nil {
				return err
			}
			if _, err := g.Move(ctx, by, rec, m.key, rec.Version, m.typed, today); err != nil {
				return err
			}
		}
	}
	return nil
}

func demoIncidents(today day.Day) []demoRecord {
	on := func(days int) string { return today.Add(days).String() }
	return []demoRecord{
		{typed: map[string]string{"loai": "Đuối nước", "luc": "10:30 " + on(-74), "hau-qua": "Tử vong", "noi": "Cộng đồng", "gioi": "Nữ", "tuoi": "10-13", "noi-duoi": "Sông, suối, kênh, mương", "han-bao": on(-74)},
			moves: []demoMove{{"bao", map[string]string{"bao-luc": "15:00 " + on(-74), "bao-cho": "UBND tỉnh; Sở Y tế"}, ""}}},
		{typed: map[string]string{"loai": "Ngã", "luc": "09:40 " + on(-20), "hau-qua": "Bị thương (mắc)", "noi": "Trường học", "gioi": "Nữ", "sinh": "2019", "dia-chi": "Cầu thang dãy nhà B"}},
		{typed: map[string]string{"loai": "Bỏng", "luc": on(-16), "hau-qua": "Bị thương (mắc)", "noi": "Tại nhà", "gioi": "Nam", "tuoi": "0-5"}},
		{typed: map[string]string{"loai": "Giao thông", "luc": "17:15 " + on(-5), "hau-qua": "Khuyết tật", "noi": "Cộng đồng", "gioi": "Nam", "tuoi": "14-16", "dia-chi": "Trước cổng trường mầm non"}},
		{typed: map[string]string{"loai": "Súc vật cắn", "luc": on(-3), "hau-qua": "Bị thương (mắc)", "noi": "Cộng đồng", "gioi": "Nữ", "sinh": "2016"}},
		{typed: map[string]string{"loai": "Đuối nước", "luc": "16:02 " + on(-9), "hau-qua": "Tử vong", "noi": "Cộng đồng", "gioi": "Nam", "sinh": "08/2017", "dia-chi": "Ao đầu làng",
			"toa-do": "20.931300, 106.060200", "noi-duoi": "Ao, hồ, đầm", "biet-boi": "Không", "di-cung": "Trẻ em khác", "han-bao": on(-8)}},
	}
}

func demoEvents(today day.Day) []demoRecord {
	year := today.Year()
	month := day.Must(year, 6, 1).String() + " - " + day.Must(year, 6, 30).String()
	moon := day.MidAutumn(year)
	office := "Phòng Văn hóa - Xã hội"
	return []demoRecord{
		{typed: map[string]string{"ten": "Tháng hành động vì trẻ em", "loai": "Tháng hành động vì trẻ em", "thoi-gian": month, "co-quan": office, "dia-diem": "Toàn phường",
			"doi-tuong": "Trẻ mầm non; Học sinh tiểu học; Trẻ em có hoàn cảnh đặc biệt", "ke-hoach": "Lễ phát động, khám sức khỏe, lớp bơi an toàn, rà soát điểm nguy cơ.", "du-toan": "86.000.000",
			"khoan": "Lễ phát động | Ngân sách | 18.000.000\nLớp bơi an toàn | Vận động | 40.000.000\nKhám sức khỏe | Ngân sách | 28.000.000"},
			moves: []demoMove{{"duyet", nil, actor.RoleLeader}}},
		{typed: map[string]string{"ten": "Ngày hội thiếu nhi 1/6", "loai": "1/6", "thoi-gian": day.Must(year, 6, 1).String(), "co-quan": "Đoàn Thanh niên", "dia-diem": "Nhà văn hóa phường",
			"doi-tuong": "Học sinh tiểu học", "ke-hoach": "Trò chơi dân gian, tặng quà trẻ em có hoàn cảnh đặc biệt.", "du-toan": "32.000.000"}},
		{typed: map[string]string{"ten": "Vui Tết Trung thu", "loai": "Trung thu", "thoi-gian": moon.Add(-1).String() + " - " + moon.String(), "co-quan": office, "du-toan": "45.000.000"}},
		{typed: map[string]string{"ten": "Ngày hội đọc sách", "loai": "Khác", "thoi-gian": today.Add(-30).String() + " - " + today.Add(-28).String(), "co-quan": "Đoàn Thanh niên", "dia-diem": "Trường tiểu học",
			"doi-tuong": "Học sinh tiểu học", "ke-hoach": "Góc đọc sách, đổi sách cũ.", "du-toan": "6.500.000",
			"khoan": "Kệ và bàn góc đọc | Ngân sách | 4.500.000 | 4.700.000 | Hóa đơn 118\nBảng tên, trang trí | Vận động | 2.000.000 | 2.120.000 | Phiếu thu 04", "nguoi-du": "Học sinh tiểu học | 142 | 155\nCha mẹ, người chăm sóc | | | 38"},
			picture: "goc-doc-sach.jpg", moves: []demoMove{{"duyet", nil, actor.RoleLeader}, {"bat-dau", nil, ""},
				{"xong", map[string]string{"ket-qua": "Đổi được 310 cuốn sách, mở hai tủ sách lớp.", "tre-nam": "142", "tre-nu": "155", "nguoi-lon": "38", "ly-do-vuot": "Gỗ làm kệ tăng giá; phần vượt do Đoàn Thanh niên vận động."}, ""}}},
	}
}

func demoProducts(today day.Day) []demoRecord {
	return []demoRecord{
		{typed: map[string]string{"ten": "Tờ rơi phòng đuối nước dịp hè", "loai": "Tờ rơi, áp phích", "cho-ai": "Cha mẹ, người chăm sóc", "kenh": "Trường học; Họp tổ dân phố",
			"noi-dung": "Năm việc cha mẹ làm ngay hôm nay: rào ao, đậy giếng, dạy bơi, không để trẻ một mình, biết gọi 111."},
			moves: []demoMove{{"duyet", nil, actor.RoleLeader}, {"dung", map[string]string{"dung-tu": today.Add(-12).String(), "so-ban": "2.000"}, ""}, {"dem", map[string]string{"luot": "1.640"}, ""}}},
		{typed: map[string]string{"ten": "Bài đăng về Tổng đài 111", "loai": "Bài viết, bài đăng mạng", "cho-ai": "Trẻ em; Người dân", "kenh": "Nhóm Zalo, mạng xã hội",
			"noi-dung": "Gọi 111 khi em thấy không an toàn: không mất tiền, ngày nào cũng có người nghe."}, picture: "anh-bai-dang.jpg"},
	}
}

func demoBroadcasts(today day.Day) []demoRecord {
	return []demoRecord{
		{typed: map[string]string{"ten": "Phòng đuối nước mùa mưa", "dai": "Đài truyền thanh phường", "bai": "Mùa mưa đến, ao hồ đầy nước. Gia đình có trẻ nhỏ hãy rào ao, đậy nắp giếng.", "phut": "4"},
			moves: []demoMove{{"phat", map[string]string{"phat-tu": today.Add(-10).String() + " - " + today.Add(-4).String(), "so-lan": "6"}, ""}}},
		{typed: map[string]string{"ten": "Hưởng ứng Tháng hành động vì trẻ em", "dai": "Đài truyền thanh phường", "phut": "5"}},
	}
}

func demoTrainings(today day.Day) []demoRecord {
	return []demoRecord{
		{typed: map[string]string{"ten": "Sơ cứu đuối nước cho cộng tác viên", "thoi-gian": today.Add(-18).String(), "co-quan": "Trạm Y tế phường", "dia-diem": "Hội trường phường", "cho-ai": "Cán bộ, cộng tác viên"},
			moves: []demoMove{{"mo", map[string]string{"nu": "31", "nam": "14", "da-chi": "4.800.000"}, ""}}},
		{typed: map[string]string{"ten": "Nhận biết dấu hiệu trẻ bị xâm hại", "thoi-gian": today.Add(22).String(), "co-quan": "Phòng Văn hóa - Xã hội", "cho-ai": "Giáo viên"}},
	}
}

func demoContacts(today day.Day) []demoRecord {
	on := func(days int) string { return today.Add(days).String() }
	return []demoRecord{
		{typed: map[string]string{"ten": "Tổng đài điện thoại quốc gia bảo vệ trẻ em", "so": "111", "gio": "24 giờ mọi ngày", "don-vi-ngoai": "Cơ quan trung ương về trẻ em"},
			moves: []demoMove{{"goi", map[string]string{"da-goi": on(-20), "kiem-tra-lai": on(70)}, ""}}},
		{typed: map[string]string{"ten": "Đường dây của tỉnh (số minh họa)", "so": "0221 000 0111", "don-vi-ngoai": "Sở Y tế"}},
	}
}
