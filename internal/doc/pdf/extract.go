package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// patience is how long pdftotext may take; a thousand pages take it a few seconds.
const patience = 60 * time.Second

const pasteInstead = " Hãy gửi tệp Word (.docx), hoặc sao chép nội dung rồi dán vào ô văn bản."

// extract runs pdftotext. The file lies in a folder that only this user can read, and is removed in any case.
func extract(ctx context.Context, raw []byte) (string, error) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		return "", errs.Wrap(errs.Invalid, err, "Máy chủ chưa cài công cụ đọc PDF (pdftotext của bộ poppler)."+pasteInstead)
	}
	dir, err := os.MkdirTemp("", "mangnon-pdf-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		return "", err
	}
	return run(ctx, tool, file)
}

func run(ctx context.Context, tool, file string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	// Without -layout the tool joins lines over a hyphen at their end and loses it: "2021 - 2030".
	cmd := exec.CommandContext(ctx, tool, "-layout", "-enc", "UTF-8", "-eol", "unix", file, "-")
	cmd.WaitDelay = time.Second
	out, complaint := &capped{left: textfile.MaxBytes}, &capped{left: 4096}
	cmd.Stdout, cmd.Stderr = out, complaint
	err := cmd.Run()
	switch {
	case out.full:
		return "", tooLarge()
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", errs.Wrap(errs.Invalid, ctx.Err(), "Tệp PDF mất quá nhiều thời gian để đọc."+pasteInstead)
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", refused(err, complaint.String())
	}
	return out.String(), nil
}

// refused puts the tool's complaint into words. The complaint itself may name parts of the document and is not kept.
func refused(err error, complaint string) error {
	if strings.Contains(strings.ToLower(complaint), "password") {
		return errs.Wrap(errs.Invalid, err, "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."+pasteInstead)
	}
	return errs.Wrap(errs.Invalid, err, "Tệp PDF bị hỏng hoặc tải lên chưa hết."+pasteInstead)
}

func tooLarge() error {
	return errs.New(errs.TooLarge, "Tệp PDF có quá nhiều chữ, nhiều nhất "+vi.Bytes(textfile.MaxBytes)+" và "+vi.Int(textfile.MaxLines)+" dòng. Hãy tách thành nhiều tệp.")
}

var errFull = errors.New("pdf: output over its limit")

// capped keeps what is written up to a limit and then refuses more, which stops the tool.
type capped struct {
	bytes.Buffer
	left int
	full bool
}

func (c *capped) Write(p []byte) (int, error) {
	if len(p) > c.left {
		c.full = true
		return 0, errFull
	}
	c.left -= len(p)
	return c.Buffer.Write(p)
}
