package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/linkage/sample"
)

type generateCmd struct {
	Children int     `required:"" help:"Số hồ sơ, gồm cả 5 % hồ sơ trùng."`
	Seed     uint64  `default:"1" help:"Cùng một số cho cùng một danh sách; số khác thì cả cách viết sai cũng khác."`
	Noise    float64 `default:"1.3" help:"Mức viết sai của hồ sơ trùng: 0 là không viết sai mà chỉ thiếu ô, 1.3 là thường gặp."`
	Out      string  `short:"o" required:"" type:"path" help:"Tệp danh sách sẽ tạo."`
	Queries  string  `type:"path" help:"Tệp các lần tìm sẽ tạo, nếu cần."`
}

// Help gives examples.
func (generateCmd) Help() string {
	return `Trẻ em trong danh sách là giả định. Cột: số dòng, đáp án, họ tên, ngày sinh, giới tính, số định danh, mẹ, cha, mã xã, hộ, thôn, dân tộc, điện thoại.

Ví dụ:
  mangnon generate --children 20000 --seed 5 -o r.tsv --queries q.tsv
  mangnon generate --children 1000000 --seed 6 --noise 2 -o lon.tsv`
}

// Run writes the files.
func (c generateCmd) Run() error {
	switch {
	case c.Children < 1 || c.Children > linkage.MostPersons:
		return errs.Newf(errs.Invalid, "--children phải từ 1 đến %d.", linkage.MostPersons)
	case c.Noise < 0 || c.Noise > 10:
		return errs.New(errs.Invalid, "--noise phải từ 0 đến 10.")
	}
	return create(c.Out, func(register io.Writer) error {
		if c.Queries == "" {
			return c.write(register, nil)
		}
		return create(c.Queries, func(queries io.Writer) error { return c.write(register, queries) })
	})
}

func (c generateCmd) write(register, queries io.Writer) error {
	if err := sample.Generate(sample.Options{Rows: c.Children, Seed: c.Seed, Noise: c.Noise}, register, queries); err != nil {
		return err
	}
	fmt.Printf("Đã tạo %s hồ sơ trong %s\n", vi.Int(c.Children), c.Out)
	return nil
}

// create writes a file through a buffer and reports a disk that is full.
func create(path string, write func(io.Writer) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return errs.Wrap(errs.Invalid, err, "Không tạo được tệp "+path)
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}
