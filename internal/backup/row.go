package backup

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// cells takes the values of one row from the database, by kind.
type cells struct {
	columns []Column
	dest    []any
	altered int // texts whose broken bytes were replaced
}

func newCells(columns []Column) *cells {
	c := &cells{columns: columns}
	for _, col := range columns {
		switch col.Kind {
		case Integer:
			c.dest = append(c.dest, new(sql.NullInt64))
		case Boolean:
			c.dest = append(c.dest, new(sql.NullBool))
		default:
			c.dest = append(c.dest, new(sql.NullString))
		}
	}
	return c
}

// values are the row as int64, bool, string or nil. The slice is the caller's.
func (c *cells) values() []any {
	out := make([]any, len(c.dest))
	for i, d := range c.dest {
		switch v := d.(type) {
		case *sql.NullInt64:
			if v.Valid {
				out[i] = v.Int64
			}
		case *sql.NullBool:
			if v.Valid {
				out[i] = v.Bool
			}
		case *sql.NullString:
			if v.Valid {
				out[i] = c.text(v.String)
			}
		}
	}
	return out
}

// text replaces what no archive and no PostgreSQL can hold: bytes that are not UTF-8, and NUL.
func (c *cells) text(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	c.altered++
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// decodeRow reads a line of a table. It accepts exactly the columns of the manifest with exactly their kinds.
func decodeRow(table string, n int64, columns []Column, line []byte) ([]any, error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	var row []any
	if err := dec.Decode(&row); err != nil {
		return nil, badRow(table, n, "không đọc được", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, badRow(table, n, "có phần thừa ở cuối", err)
	}
	if len(row) != len(columns) {
		return nil, badRow(table, n, fmt.Sprintf("có %d cột, cần %d", len(row), len(columns)), nil)
	}
	for i, c := range columns {
		v, err := typed(c.Kind, row[i])
		if err != nil {
			return nil, badRow(table, n, fmt.Sprintf("cột %s %v", c.Name, err), nil)
		}
		row[i] = v
	}
	return row, nil
}

func typed(kind Kind, v any) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil //nolint:nilnil // an empty cell is a value
	case string:
		if kind == Text && !strings.Contains(x, "\x00") {
			return x, nil
		}
	case bool:
		if kind == Boolean {
			return x, nil
		}
	case json.Number:
		if i, err := x.Int64(); err == nil && kind == Integer {
			return i, nil
		}
	}
	return nil, fmt.Errorf("%s", map[Kind]string{Text: "cần là chữ", Integer: "cần là số nguyên", Boolean: "cần là đúng hoặc sai"}[kind])
}

func badRow(table string, n int64, what string, cause error) error {
	return &errs.Error{Kind: errs.Invalid, Line: int(n), Err: cause,
		Message: fmt.Sprintf("Bản sao lưu bị hỏng ở bảng %s, dòng %d: %s. Dùng một bản sao lưu khác.", table, n, what)}
}
