package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/seal"
)

type verifyCmd struct {
	dataFlags
	Head  []string `help:"Tệp đầu chuỗi cất ở nơi khác, hoặc thư đã lưu; ghi nhiều lần được." type:"existingfile" placeholder:"FILE"`
	Since bool     `help:"Chỉ kiểm tra phần sau đầu chuỗi mới nhất trong các tệp --head."`
}

// Help gives examples.
func (verifyCmd) Help() string {
	return `Đi hết chuỗi lịch sử và nhật ký xem, nói chỗ đứt đầu tiên và đã niêm tới đâu. Không sửa gì; chạy được cả khi chương trình đang phục vụ.
Trả mã 0 khi chuỗi nguyên vẹn, 1 khi chuỗi đứt hoặc không kiểm tra được.
Người ghi được vào cơ sở dữ liệu có thể viết lại cả chuỗi; chỉ đầu chuỗi cất ở nơi khác mới làm lộ điều đó: cất thư hằng ngày hoặc chép tệp dau-chuoi.txt ra ngoài máy chủ.

Ví dụ:
  mangnon verify
  mangnon verify --dir /srv/mangnon --head /media/usb/dau-chuoi.txt
  mangnon verify --head dau-chuoi-thang-4.txt --since`
}

// Run walks the chain.
func (c verifyCmd) Run(ctx context.Context) error {
	var heads []seal.Head
	for _, path := range c.Head {
		found, err := seal.HeadsIn(path)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return errs.New(errs.Invalid, "Không thấy đầu chuỗi nào trong tệp "+path+". Dùng tệp dau-chuoi.txt hoặc thư do chương trình gửi.")
		}
		heads = append(heads, found...)
	}
	a, err := app.Open(ctx, c.config())
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	o := seal.Options{Heads: heads}
	if c.Since {
		if len(heads) == 0 {
			return errs.New(errs.Invalid, "Ghi tệp đầu chuỗi bằng --head để biết kiểm tra từ đâu.")
		}
		o.After = slices.MaxFunc(heads, func(a, b seal.Head) int { return cmp.Compare(a.Seq, b.Seq) })
	}
	if tell := progressLine(); tell != nil {
		o.Progress = tell
	}
	r, err := a.Chain.Verify(ctx, o)
	if err != nil {
		return err
	}
	for _, line := range r.Lines() {
		fmt.Println(line)
	}
	if !r.Intact() {
		return errs.New(errs.Invalid, "Chuỗi lịch sử không nguyên vẹn. Giữ nguyên máy, chép cơ sở dữ liệu và tệp đầu chuỗi ra nơi khác rồi báo người phụ trách an toàn thông tin.")
	}
	return nil
}
