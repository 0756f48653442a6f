package plan

import (
	"bytes"
	"errors"
	"io"

	"github.com/mangnon/mangnon/internal/doc/photo"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// picture is a small picture in the store.
type picture struct {
	store.Kept
	Width, Height int
}

// keepFile puts one file into the store. A picture loses everything that tells where and when it was taken, and gets
// a small one beside it when that is possible.
func (p *Plans) keepFile(u web.Upload) (k store.Kept, small *picture, err error) {
	in, err := u.Open()
	if err != nil {
		return k, nil, err
	}
	defer func() { _ = in.Close() }()
	head := make([]byte, photo.HeadSize)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return k, nil, err
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), in)
	if !photo.Known(head[:n]) {
		k, err = p.Files.Put(whole, store.MaxFile)
		return k, nil, err
	}
	return p.keepPicture(whole)
}

func (p *Plans) keepPicture(in io.Reader) (k store.Kept, small *picture, err error) {
	raw, err := io.ReadAll(io.LimitReader(in, store.MaxFile+1))
	if err != nil {
		return k, nil, err
	}
	if len(raw) <= store.MaxFile {
		if raw, err = photo.Clean(raw); err != nil {
			return k, nil, errs.Wrap(errs.Invalid, err, "Ảnh này bị hỏng nên chưa nhận. Mở ảnh, chụp lại màn hình hoặc lưu lại rồi chọn tệp mới.")
		}
	}
	if k, err = p.Files.Put(bytes.NewReader(raw), store.MaxFile); err != nil {
		return k, nil, err
	}
	reduced, size, err := photo.Thumb(raw)
	if err != nil {
		return k, nil, nil //nolint:nilerr // a picture without a small one is kept all the same
	}
	kept, err := p.Files.Put(bytes.NewReader(reduced), store.MaxFile)
	if err != nil {
		return k, nil, err
	}
	return k, &picture{kept, size.X, size.Y}, nil
}
