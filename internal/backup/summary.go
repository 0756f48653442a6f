package backup

import (
	"fmt"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Format is the version of the archive's layout. A program reads its own and older ones.
const Format = 1

// Summary says what an archive holds; it is the archive's manifest.json.
type Summary struct {
	Format  int       `json:"format"`
	Program string    `json:"program"` // version of the program that wrote it
	Engine  string    `json:"engine"`  // "sqlite" or "postgres"; for information, any engine takes it
	Schema  int64     `json:"schema"`  // the last migration of the database
	At      time.Time `json:"at"`
	Tables  []Table   `json:"tables"`
	Files   []File    `json:"files"`
	Lost    []string  `json:"lost,omitempty"`    // hashes of attachments whose bytes were gone or damaged at the time
	Altered int       `json:"altered,omitempty"` // texts with bytes that are no letters, which became �
}

// Table is one table of an archive.
type Table struct {
	Name    string   `json:"name"`
	Rows    int64    `json:"rows"`
	Bytes   int64    `json:"bytes"`
	SHA256  string   `json:"sha256"` // of the table's file
	Columns []Column `json:"columns"`
}

// Column is one column of a table.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// File is one attachment of an archive.
type File struct {
	Hash string `json:"hash"` // SHA-256 of its bytes, and its name
	Size int64  `json:"size"`
}

// Rows is the number of rows of all tables.
func (s Summary) Rows() int64 {
	var n int64
	for _, t := range s.Tables {
		n += t.Rows
	}
	return n
}

// FileBytes is the size of all attachments together.
func (s Summary) FileBytes() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Size
	}
	return n
}

// Words tells a person what was written or read, and what to look at.
func (s Summary) Words() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s dòng trong %s bảng, %s tệp đính kèm (%s)",
		vi.Int(s.Rows()), vi.Int(len(s.Tables)), vi.Int(len(s.Files)), vi.Bytes(s.FileBytes()))
	if n := len(s.Lost); n > 0 {
		fmt.Fprintf(&b, "; %s tệp đã mất hoặc hỏng trên máy chủ nên không có trong gói", vi.Int(n))
	}
	if s.Altered > 0 {
		fmt.Fprintf(&b, "; %s ô có ký tự hỏng, được ghi bằng dấu �", vi.Int(s.Altered))
	}
	return b.String()
}

// Progress is told how far the work is; done and total count rows and attachments. It may be nil.
type Progress func(done, total int)

// tally counts work for a Progress and speaks seldom enough to cost nothing.
type tally struct {
	tell        Progress
	done, total int
}

const tellEvery = 500

func (t *tally) row() {
	t.done++
	if t.done%tellEvery == 0 {
		t.say()
	}
}

func (t *tally) say() {
	if t.tell != nil {
		t.tell(t.done, max(t.total, t.done))
	}
}
