package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Verify reads an archive from end to end and compares everything with the manifest. It needs no database. What is wrong
// is an errs.Invalid that names the place, or errs.TooLarge for an archive that inflates beyond measure.
func Verify(ctx context.Context, path string) (s Summary, err error) {
	defer errs.Prefix(&err, "backup.Verify")
	a, err := open(path)
	if err != nil {
		return Summary{}, err
	}
	defer a.close()
	if err := a.verify(ctx, &tally{}); err != nil {
		return Summary{}, err
	}
	return a.sum, nil
}

func (a *archive) verify(ctx context.Context, progress *tally) error {
	want := map[string]int64{}
	for _, f := range a.sum.Files {
		want[f.Hash] = f.Size
	}
	for _, hash := range a.sum.Lost {
		want[hash] = -1
	}
	for _, t := range a.sum.Tables {
		err := a.rows(ctx, t, func(row []any) error {
			progress.row()
			if t.Name == "file" {
				return claim(want, t, row)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(want) > 0 {
		return broken(nil, "có tệp đính kèm mà bảng file không ghi")
	}
	for _, f := range a.sum.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.copyFile(f, io.Discard); err != nil {
			return err
		}
		progress.row()
	}
	progress.say()
	return nil
}

// claim crosses a row of the table file off the attachments of the manifest.
func claim(want map[string]int64, t Table, row []any) error {
	var hash any
	var size any
	for i, c := range t.Columns {
		switch c.Name {
		case "hash":
			hash = row[i]
		case "size":
			size = row[i]
		}
	}
	name, _ := hash.(string)
	n, listed := want[name]
	if !listed || n >= 0 && size != any(n) {
		return broken(nil, "bảng file ghi một tệp đính kèm không có trong bản sao lưu")
	}
	delete(want, name)
	return nil
}

// rows calls each with every row of a table, and at the end compares size, hash and number with the manifest.
func (a *archive) rows(ctx context.Context, t Table, each func(row []any) error) error {
	part, err := a.parts[tablePart(t.Name)].Open()
	if err != nil {
		return broken(err, "không mở được bảng "+t.Name)
	}
	defer func() { _ = part.Close() }()
	sink := &counted{hash: sha256.New()}
	lines := bufio.NewScanner(io.TeeReader(io.LimitReader(part, t.Bytes+1), sink))
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	var n int64
	for lines.Scan() {
		n++
		if n%tellEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row, err := decodeRow(t.Name, n, t.Columns, lines.Bytes())
		if err != nil {
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return badRow(t.Name, n+1, "dài quá mức", err)
	case err != nil:
		return broken(err, "không đọc hết được bảng "+t.Name)
	case n != t.Rows:
		return broken(nil, fmt.Sprintf("bảng %s có %d dòng, mục lục ghi %d", t.Name, n, t.Rows))
	case sink.n != t.Bytes || sink.sum() != t.SHA256:
		return broken(nil, "bảng "+t.Name+" không khớp mã kiểm tra trong mục lục")
	}
	return nil
}

// copyFile copies an attachment and compares it with its hash.
func (a *archive) copyFile(f File, w io.Writer) error {
	part, err := a.parts[filePart(f.Hash)].Open()
	if err != nil {
		return broken(err, "không mở được tệp đính kèm "+f.Hash[:8])
	}
	defer func() { _ = part.Close() }()
	sink := &counted{hash: sha256.New()}
	if _, err := io.Copy(io.MultiWriter(w, sink), io.LimitReader(part, f.Size+1)); err != nil {
		return broken(err, "không đọc hết được tệp đính kèm "+f.Hash[:8])
	}
	if sink.n != f.Size || sink.sum() != f.Hash {
		return broken(nil, "tệp đính kèm "+f.Hash[:8]+" không khớp mã kiểm tra")
	}
	return nil
}
