package errs_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestKindOfChain(t *testing.T) {
	notFound := errs.New(errs.NotFound, "Không tìm thấy hồ sơ")
	tests := []struct {
		name string
		err  error
		want errs.Kind
	}{
		{"plain", notFound, errs.NotFound},
		{"with context", fmt.Errorf("children.Get: %w", notFound), errs.NotFound},
		{"the outermost decides", errs.Wrap(errs.Forbidden, notFound, "Không có quyền"), errs.Forbidden},
		{"joined", errors.Join(fs.ErrClosed, notFound), errs.NotFound},
		{"a failing machine", fs.ErrPermission, errs.Internal},
		{"an unmarked error", &errs.Error{Message: "?"}, errs.Internal},
		{"none", nil, errs.Internal},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := errs.KindOf(tt.err); got != tt.want {
				t.Errorf("KindOf = %v, want %v", got, tt.want)
			}
			if tt.err != nil && !errs.Is(tt.err, tt.want) {
				t.Errorf("Is(%v) is false", tt.want)
			}
		})
	}
	if errs.Is(nil, errs.Internal) {
		t.Error("no error is of a kind")
	}
	if errs.Is(fmt.Errorf("x: %w", notFound), errs.Invalid) {
		t.Error("NotFound is taken for Invalid")
	}
}

func TestCauseStaysReachable(t *testing.T) {
	err := fmt.Errorf("backup: %w", errs.Wrap(errs.Full, fs.ErrInvalid, "Đĩa đầy, chưa ghi gì"))
	if !errors.Is(err, fs.ErrInvalid) {
		t.Error("the cause is lost")
	}
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Message != "Đĩa đầy, chưa ghi gì" {
		t.Errorf("the words are lost: %v", e)
	}
	if !strings.HasSuffix(err.Error(), ": "+fs.ErrInvalid.Error()) {
		t.Errorf("the log does not see the cause: %q", err)
	}
}

func TestErrorText(t *testing.T) {
	err := &errs.Error{
		Kind: errs.Invalid, Message: "Có lỗi cần sửa", Line: 12, Err: errors.New("EOF"),
		Fields: []errs.Field{{Name: "born", Message: "Ngày sinh phải trước hôm nay"}, {Name: "code", Message: "Thiếu mã"}},
	}
	want := "invalid line 12: Có lỗi cần sửa; born: Ngày sinh phải trước hôm nay; code: Thiếu mã: EOF"
	if err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if got := errs.Newf(errs.TooMany, "Thử lại sau %d phút", 5).Error(); got != "too_many: Thử lại sau 5 phút" {
		t.Errorf("Newf: %q", got)
	}
}

// The names are keys of metrics and logs: they stand for good and no two are alike.
func TestKindNames(t *testing.T) {
	want := map[errs.Kind]string{
		errs.Internal: "internal", errs.Invalid: "invalid", errs.NotFound: "not_found", errs.Forbidden: "forbidden",
		errs.Unauthenticated: "unauthenticated", errs.Conflict: "conflict", errs.TooMany: "too_many",
		errs.TooLarge: "too_large", errs.Full: "full", errs.Done: "done", errs.Done + 1: "kind(10)", -1: "kind(-1)",
	}
	for kind, name := range want {
		if kind.String() != name {
			t.Errorf("kind %d is %q, want %q", int(kind), kind, name)
		}
	}
}

func TestForm(t *testing.T) {
	var f errs.Form
	if err := f.Err(); err != nil {
		t.Fatalf("an empty form has the error %v", err)
	}
	f.Add("born", "Ngày sinh phải trước %s", "05/06/2026")
	f.Add("name", "Ghi họ và tên")
	f.Add("born", "Ghi ngày sinh")
	err := f.Err()
	if !errs.Is(err, errs.Invalid) {
		t.Fatalf("kind %v", errs.KindOf(err))
	}
	e, _ := errors.AsType[*errs.Error](err)
	want := []errs.Field{{Name: "born", Message: "Ngày sinh phải trước 05/06/2026"}, {Name: "name", Message: "Ghi họ và tên"}}
	if diff := cmp.Diff(want, e.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestPrefix(t *testing.T) {
	run := func(fail error) (err error) {
		defer errs.Prefix(&err, "plan.Import %d", 3)
		return fail
	}
	if err := run(nil); err != nil {
		t.Errorf("success became %v", err)
	}
	err := run(errs.New(errs.Conflict, "Người khác đã sửa"))
	if !errs.Is(err, errs.Conflict) || !strings.HasPrefix(err.Error(), "plan.Import 3: conflict: ") {
		t.Errorf("%v", err)
	}
}
