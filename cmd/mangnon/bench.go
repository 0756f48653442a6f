package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

type benchCmd struct {
	Pages  benchPagesCmd  `cmd:"" help:"Thời gian máy chủ của từng trang trên cơ sở dữ liệu đầy."`
	Match  benchMatchCmd  `cmd:"" help:"Tìm trẻ và tìm hồ sơ trùng trên một danh sách đã biết đáp án."`
	Import benchImportCmd `cmd:"" help:"Đọc, kiểm tra và ghi một bảng tính trẻ em."`
	Load   benchLoadCmd   `cmd:"" help:"Nhiều người hỏi và ghi cùng lúc trên một sổ đầy."`
}

type benchPagesCmd struct {
	Plans   int `help:"Số kế hoạch." default:"50"`
	Tasks   int `help:"Số việc mỗi kế hoạch." default:"200"`
	History int `help:"Số dòng lịch sử." default:"100000"`
	Rounds  int `help:"Số lần đọc mỗi trang." default:"200"`
}

// Help gives examples.
func (benchPagesCmd) Help() string {
	return `Tạo một cơ sở dữ liệu tạm, nạp kế hoạch, chạy chương trình như một tiến trình riêng rồi đọc từng trang qua mạng nội bộ.

Ví dụ:
  mangnon bench pages
  mangnon bench pages --plans 10 --rounds 50`
}

// Run measures on this machine and prints the machine's own limits beside the results.
func (c benchPagesCmd) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "mangnon-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	pages, err := c.fill(ctx, dir)
	if err != nil {
		return err
	}
	m, err := machine(dir)
	if err != nil {
		return err
	}
	fmt.Println(m)
	first, err := startTime(ctx, dir)
	if err != nil {
		return err
	}
	second, err := startTime(ctx, dir)
	if err != nil {
		return err
	}
	fmt.Printf("khởi động: lần đầu sau khi nạp %s, lần hai %s\n", ms(first), ms(second))
	return c.measure(ctx, dir, pages)
}

// fill makes the data and gives the addresses of all pages.
func (c benchPagesCmd) fill(ctx context.Context, dir string) ([]string, error) {
	a, err := app.Open(ctx, dataFlags{Dir: dir}.config())
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	if err := a.LoadDemo(ctx); err != nil {
		return nil, err
	}
	started := time.Now()
	tell := progressLine()
	if err := a.FillForBench(ctx, c.Plans, c.Tasks, func(done, total int) {
		if tell != nil {
			tell(done, total)
		}
	}); err != nil {
		return nil, err
	}
	took := time.Since(started)
	if err := a.FillHistoryForBench(ctx, c.History, func(done, total int) {
		if tell != nil {
			tell(done, total)
		}
	}); err != nil {
		return nil, err
	}
	info, err := os.Stat(filepath.Join(dir, "mangnon.db"))
	if err != nil {
		return nil, err
	}
	fmt.Printf("nạp %d kế hoạch, %d việc: %s (%s mỗi kế hoạch), %d dòng lịch sử, cơ sở dữ liệu %d MB\n", c.Plans, c.Plans*c.Tasks, ms(took), ms(took/time.Duration(max(c.Plans, 1))), c.History, info.Size()>>20)
	samples, err := a.Samples(ctx)
	if err != nil {
		return nil, err
	}
	a.Handler() // builds the table of routes
	var pages []string
	for _, rt := range a.Site.Routes() {
		if addr, ok := samples.Address(rt); ok && rt.Method == "GET" && !rt.Access.IsPublic() && !strings.HasPrefix(rt.Path, web.APIPath) && path.Ext(rt.Path) == "" { // a file is no page
			pages = append(pages, addr)
		}
	}
	if len(pages) == 0 {
		return nil, errs.New(errs.Internal, "không có trang nào để đo")
	}
	for _, typed := range []string{"ao+ho", "tre+em", "23/QD", "ban+yen+nhan"} {
		pages = append(pages, fmt.Sprintf("/u/%s/%s/tim?q=%s", samples["unit"], samples["year"], typed))
	}
	for _, filter := range []string{"han=qua-han", "han=7-ngay", "han=thang-5", "tinh-trang=dang-mo", "tinh-trang=cho-tra-loi", "tinh-trang=chua-ro-chu-tri", "tinh-trang=xong",
		"ke-hoach=" + samples["plan"], "co-quan=" + samples["body"], "co-quan=" + samples["body"] + "&vai=cooperate&han=qua-han", "q=cong+ho", "q=tre+em", "sap=ten", "sap=ke-hoach", "sap=han-xa", "trang=150"} {
		pages = append(pages, fmt.Sprintf("/u/%s/%s/viec/tat-ca?%s", samples["unit"], samples["year"], filter))
	}
	return pages, nil
}

func (c benchPagesCmd) measure(ctx context.Context, dir string, pages []string) error {
	s, err := spawn(ctx, dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if err := s.signIn(ctx); err != nil {
		return err
	}
	fmt.Printf("\n%-44s %8s %8s %8s %9s\n", "trang (thời gian máy chủ, ms)", "p50", "p99", "tối đa", "byte")
	reads := 0
	for _, page := range pages {
		times, size, status, err := s.read(ctx, page, c.Rounds)
		if err != nil {
			return err
		}
		reads += c.Rounds
		mark := ""
		if status != 200 {
			mark = " trả " + strconv.Itoa(status)
		}
		fmt.Printf("%-44s %8.2f %8.2f %8.2f %9d%s\n", short(page), quantile(times, 0.5), quantile(times, 0.99), times[len(times)-1], size, mark)
	}
	fmt.Printf("\nbộ nhớ (RSS) sau %d lần đọc trang: %d MB\n", reads, s.rss())
	for range 20 {
		if err := s.signIn(ctx); err != nil {
			return err
		}
	}
	fmt.Printf("bộ nhớ (RSS) sau 20 lần đăng nhập: %d MB\n", s.rss())
	return nil
}
