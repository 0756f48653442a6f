package attach

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/mangnon/mangnon/internal/doc/photo"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "file_thumb", Growing: true, Private: true})
}

var thumbAdd = store.Change("attach.file_thumb.add", `INSERT INTO file_thumb (hash, thumb_hash, width, height) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`)

// File is a file in the store that no row of the database names yet.
type File struct {
	store.Kept
	Name  string // as the person called it
	small *small
}

// small is the small picture of a picture.
type small struct {
	store.Kept
	width, height int
}

// Picture reports whether the file is a picture of a kind that cameras and telephones make.
func (f File) Picture() bool { return f.small != nil || pictures[f.Media] }

var pictures = map[string]bool{"image/png": true, "image/jpeg": true, "image/webp": true, "image/heic": true, "image/avif": true}

// Keep puts the files into the store before any row names them. None is kept when one of them is too large. A mistake that the
// person can repair is errs.Invalid at the field, in words that name the file.
func Keep(files *store.Files, uploads []web.Upload, field string) ([]File, error) {
	for _, u := range uploads {
		if u.Size > store.MaxFile {
			return nil, mistake(field, u.Name, errs.New(errs.TooLarge, "Tệp lớn hơn "+vi.Bytes(store.MaxFile)+" nên chưa nhận. Những gì đã ghi còn nguyên; chọn tệp nhỏ hơn."))
		}
	}
	var out []File
	for _, u := range uploads {
		f, err := keep(files, u)
		if err != nil {
			return nil, mistake(field, u.Name, err)
		}
		out = append(out, f)
	}
	return out, nil
}

func keep(files *store.Files, u web.Upload) (File, error) {
	in, err := u.Open()
	if err != nil {
		return File{}, err
	}
	defer func() { _ = in.Close() }()
	f, err := KeepFrom(files, in)
	f.Name = u.Name
	return f, err
}

// KeepFrom puts the bytes of one file into the store. A picture is cleaned first; ErrBroken of doc/photo is errs.Invalid.
func KeepFrom(files *store.Files, in io.Reader) (f File, err error) {
	head := make([]byte, photo.HeadSize)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return f, err
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), in)
	if !photo.Known(head[:n]) {
		f.Kept, err = files.Put(whole, store.MaxFile)
		return f, err
	}
	return keepPicture(files, whole)
}

func keepPicture(files *store.Files, in io.Reader) (f File, err error) {
	raw, err := io.ReadAll(io.LimitReader(in, store.MaxFile+1))
	if err != nil {
		return f, err
	}
	if len(raw) <= store.MaxFile {
		if raw, err = photo.Clean(raw); err != nil {
			return f, errs.Wrap(errs.Invalid, err, "Ảnh này bị hỏng nên chưa nhận. Mở ảnh, chụp lại màn hình hoặc lưu lại rồi chọn tệp mới.")
		}
	}
	if f.Kept, err = files.Put(bytes.NewReader(raw), store.MaxFile); err != nil {
		return f, err
	}
	reduced, size, err := photo.Thumb(raw)
	if err != nil {
		return f, nil //nolint:nilerr // a picture without a small one is kept all the same
	}
	kept, err := files.Put(bytes.NewReader(reduced), store.MaxFile)
	if err != nil {
		return f, err
	}
	f.small = &small{kept, size.X, size.Y}
	return f, nil
}

// Note writes the rows of the file and of its small picture inside a change; the record that refers to it comes after.
func (f File) Note(ctx context.Context, tx *store.Tx) error {
	if err := tx.AddFile(ctx, f.Kept); err != nil || f.small == nil {
		return err
	}
	if err := tx.AddFile(ctx, f.small.Kept); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, thumbAdd, f.Hash, f.small.Hash, f.small.width, f.small.height)
	return err
}

// mistake names the file in a mistake that the person can repair.
func mistake(field, name string, err error) error {
	if !errs.Is(err, errs.TooLarge) && !errs.Is(err, errs.Invalid) {
		return err
	}
	words, _ := web.Words(err)
	var form errs.Form
	form.Add(field, "“%s”: %s", name, words)
	return form.Err()
}
