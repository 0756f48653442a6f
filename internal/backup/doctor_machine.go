package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Bounds beyond which somebody should look, or work will stop.
const (
	lowRoom   = 2 << 30
	spentRoom = 200 << 20
	longWAL   = 256 << 20
	slowSync  = 50 * time.Millisecond
	noSync    = 20 * time.Microsecond // no disk is that fast
	clockSlip = 5 * time.Minute
)

func checkDisk(_ context.Context, p patient) (Finding, error) {
	room, err := p.files.Room()
	switch {
	case err != nil:
		return Finding{}, err
	case room < spentRoom:
		return bad("Dọn ổ đĩa hoặc chuyển sang ổ lớn hơn ngay; khi đầy, chương trình không ghi thêm được.", "Ổ đĩa chỉ còn %s", vi.Bytes(room)), nil
	case room < lowRoom:
		return look("Dọn ổ đĩa hoặc chuẩn bị ổ lớn hơn.", "Ổ đĩa còn %s", vi.Bytes(room)), nil
	}
	return well("Ổ đĩa còn %s", vi.Bytes(room)), nil
}

// checkSync measures what one saved form costs on this disk.
func checkSync(_ context.Context, p patient) (Finding, error) {
	dir := p.files.Dir()
	if p.path != "" {
		dir = filepath.Dir(p.path)
	}
	took, err := SyncTime(dir, 21)
	if err != nil {
		return Finding{}, err
	}
	ms := strings.Replace(fmt.Sprintf("%.2f", float64(took.Microseconds())/1000), ".", ",", 1)
	switch {
	case took > slowSync:
		return look("Chuyển dữ liệu sang ổ SSD nếu người dùng thấy lưu chậm.", "Ghi chắc một lần xuống đĩa mất %s ms, chậm", ms), nil
	case took < noSync:
		return look("Đặt dữ liệu trên ổ đĩa thật, tắt bộ đệm ghi không có pin.", "Ghi xuống đĩa mất %s ms: đĩa có thể không giữ dữ liệu khi mất điện", ms), nil
	}
	return well("Ghi chắc một lần xuống đĩa mất %s ms", ms), nil
}

// SyncTime writes a block to a new file in dir and asks the disk to keep it, n times, and gives the middle one of the
// times.
func SyncTime(dir string, n int) (time.Duration, error) {
	f, err := os.CreateTemp(dir, "fsync-*")
	if err != nil {
		return 0, err
	}
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	block := make([]byte, 4096)
	var times []time.Duration
	for range max(n, 1) {
		started := time.Now()
		if _, err := f.Write(block); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		times = append(times, time.Since(started))
	}
	slices.Sort(times)
	return times[len(times)/2], nil
}

// checkWAL looks at the journal beside the database, which grows while a reader holds an old moment.
func checkWAL(_ context.Context, p patient) (Finding, error) {
	info, err := os.Stat(p.path + "-wal")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return well("Nhật ký ghi trống"), nil
	case err != nil:
		return Finding{}, err
	case info.Size() > longWAL:
		return look("Khởi động lại chương trình vào lúc vắng để gộp nhật ký.", "Nhật ký ghi dài %s", vi.Bytes(info.Size())), nil
	}
	return well("Nhật ký ghi dài %s", vi.Bytes(info.Size())), nil
}

// checkClock compares the clock with what must lie behind it.
func checkClock(ctx context.Context, p patient) (Finding, error) {
	const set = "Đặt lại ngày giờ của máy, bật tự chỉnh giờ qua mạng (NTP); hạn việc tính theo đồng hồ này."
	now := time.Now()
	latest, err := p.latestChange(ctx)
	switch {
	case err != nil:
		return Finding{}, err
	case now.Before(day.Must(2026, 1, 1).Start()):
		return bad(set, "Đồng hồ máy đang là %s, sai năm", now.In(day.Zone).Format("15:04 02/01/2006")), nil
	case latest.After(now.Add(clockSlip)):
		return bad(set, "Lịch sử có việc ghi lúc %s, sau giờ hiện tại: đồng hồ đã bị lùi", latest.In(day.Zone).Format("15:04 02/01/2006")), nil
	}
	return well("Đồng hồ máy: %s", now.In(day.Zone).Format("15:04 02/01/2006")), nil
}

// latestChange is when the newest row of the history was written, zero when there is none. Ids grow with time.
func (p patient) latestChange(ctx context.Context) (time.Time, error) {
	_, reader := p.db.Raw()
	var ms int64
	err := reader.QueryRowContext(ctx, `SELECT at FROM audit ORDER BY id DESC LIMIT 1`).Scan(&ms)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return time.UnixMilli(ms), err
}
