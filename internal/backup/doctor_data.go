package backup

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

const fromBackup = "Dừng chương trình, chép cả thư mục dữ liệu ra nơi khác, rồi phục hồi bản sao lưu gần nhất vào thư mục mới."

func checkSchema(ctx context.Context, p patient) (Finding, error) {
	v, err := SchemaVersion(ctx, p.db)
	return well("Cơ sở dữ liệu %s, lược đồ %d", p.db.Engine.Name(), v), err
}

// checkIntegrity lets SQLite read the whole file: pages, rows, indexes.
func checkIntegrity(ctx context.Context, p patient) (Finding, error) {
	lines, err := p.texts(ctx, `PRAGMA integrity_check(20)`)
	switch {
	case err != nil: // damaged so far that the check cannot go on
		return bad(fromBackup, "Tệp cơ sở dữ liệu bị hỏng, không đọc hết được: %v", err), nil
	case len(lines) == 1 && lines[0] == "ok":
		return well("Tệp cơ sở dữ liệu nguyên vẹn"), nil
	}
	return bad(fromBackup, "Tệp cơ sở dữ liệu bị hỏng ở %d chỗ hoặc hơn; chỗ đầu: %s", len(lines), strings.Join(lines[:1], "")), nil
}

func checkReferences(ctx context.Context, p patient) (Finding, error) {
	tables, err := p.texts(ctx, `SELECT "table" FROM pragma_foreign_key_check`)
	if err != nil {
		return Finding{}, err
	}
	if len(tables) == 0 {
		return well("Các bảng nối với nhau đủ"), nil
	}
	return bad(fromBackup, "%s dòng trỏ tới dòng không có; dòng đầu ở bảng %s", vi.Int(len(tables)), tables[0]), nil
}

func (p patient) texts(ctx context.Context, query string) (out []string, err error) {
	_, reader := p.db.Raw()
	var s string
	err = each(ctx, reader, query, nil, []any{&s}, func() error {
		out = append(out, s)
		return nil
	})
	return out, err
}

// checkAttachments reads every attachment that a row names and compares it with its hash.
func checkAttachments(ctx context.Context, p patient) (Finding, error) {
	_, reader := p.db.Raw()
	rows, err := fileRows(ctx, reader)
	if err != nil {
		return Finding{}, err
	}
	var size int64
	lost := 0
	first := ""
	for _, f := range rows {
		if ctx.Err() != nil {
			return Finding{}, ctx.Err()
		}
		_, ok, err := copyAttachment(p.files, f.Hash, discard)
		if err != nil {
			return Finding{}, err
		}
		if !ok {
			if lost++; lost == 1 {
				first = f.Hash
			}
		}
		size += f.Size
	}
	if lost > 0 {
		return bad("Tìm tệp có mã này trong các bản sao lưu (thư mục files/ trong tệp ZIP) và chép lại vào thư mục tệp đính kèm.",
			"%s trong %s tệp đính kèm đã mất hoặc hỏng; tệp đầu có mã %s", vi.Int(lost), vi.Int(len(rows)), first), nil
	}
	return well("%s tệp đính kèm đủ và đúng (%s)", vi.Int(len(rows)), vi.Bytes(size)), nil
}

func discard() (io.Writer, error) { return io.Discard, nil }

// checkOrphans counts files that no row names: left over from changes that did not happen.
func checkOrphans(ctx context.Context, p patient) (Finding, error) {
	_, reader := p.db.Raw()
	rows, err := fileRows(ctx, reader)
	if err != nil {
		return Finding{}, err
	}
	named := make(map[string]bool, len(rows))
	for _, f := range rows {
		named[f.Hash] = true
	}
	n, size := 0, int64(0)
	err = p.files.Walk(func(hash string, bytes int64) error {
		if !named[hash] {
			n, size = n+1, size+bytes
		}
		return nil
	})
	return well("%s tệp không thuộc hồ sơ nào (%s), vô hại", vi.Int(n), vi.Bytes(size)), err
}

// doBackup is what to do when there is no recent backup.
const doBackup = "Để chương trình chạy qua đêm (nó tự sao lưu lúc 1 giờ), hoặc chạy “mangnon backup”; chép bản sao sang một máy khác."

func checkBackup(ctx context.Context, p patient) (Finding, error) {
	at, ok, err := Last(ctx, p.db)
	if err != nil {
		return Finding{}, err
	}
	if !ok {
		return look(doBackup, "Chưa sao lưu lần nào"), nil
	}
	if age := store.Now().Sub(at); age > 2*24*time.Hour {
		return look(doBackup, "Lần sao lưu gần nhất đã %s trước", AgeWords(age)), nil
	}
	return well("Lần sao lưu gần nhất: %s", at.In(day.Zone).Format("15:04 02/01/2006")), nil
}

// checkRehearsal asks whether a backup has been restored lately, if only to try.
func checkRehearsal(ctx context.Context, p patient) (Finding, error) {
	r, ok, err := LastRehearsal(ctx, p.db)
	switch {
	case err != nil:
		return Finding{}, err
	case !ok:
		return look("Để chương trình chạy qua đêm; nó tự thử phục hồi lúc 2 giờ 30.", "Chưa thử phục hồi bản sao lưu lần nào"), nil
	case r.Problem != "":
		return bad("Sao lưu lại rồi thử phục hồi lại; giữ các bản sao lưu cũ cho đến khi thử được.", "%s", r.Words()), nil
	case store.Now().Sub(r.At) > TooOld:
		return look("Xem việc nền “Thử phục hồi bản sao lưu” vì sao không chạy.", "Lần thử phục hồi gần nhất đã %s trước", AgeWords(store.Now().Sub(r.At))), nil
	}
	return well("%s", r.Words()), nil
}

// AgeWords are an age in the largest whole measure: "3 giờ", "12 ngày".
func AgeWords(age time.Duration) string {
	switch {
	case age >= 48*time.Hour:
		return vi.Int(int(age/(24*time.Hour))) + " ngày"
	case age >= time.Hour:
		return vi.Int(int(age/time.Hour)) + " giờ"
	case age >= time.Minute:
		return vi.Int(int(age/time.Minute)) + " phút"
	}
	return "vài giây"
}
