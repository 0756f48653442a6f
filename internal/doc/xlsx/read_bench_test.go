package xlsx

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// aLongBook is an invented workbook of children's rows: texts, numbers, dates.
func aLongBook(b *testing.B, rows, columns int) []byte {
	b.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	date := "dd/mm/yyyy"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &date})
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		cells := make([]any, columns)
		for j := range cells {
			switch j % 6 {
			case 0:
				cells[j] = i
			case 1:
				cells[j] = fmt.Sprintf("Nguyễn Thị Số %d", i)
			case 2:
				cells[j] = excelize.Cell{StyleID: style, Value: time.Date(2010+i%15, time.Month(1+i%12), 1+i%28, 0, 0, 0, 0, time.UTC)}
			case 3:
				cells[j] = []string{"Nam", "Nữ"}[i%2]
			case 4:
				cells[j] = fmt.Sprintf("%012d", 33000000000+i)
			default:
				cells[j] = "Tổ dân phố " + fmt.Sprint(i%40)
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}

// BenchmarkReadLongTable reads 100,000 rows of 24 columns; held is what the table takes in memory when it has been read.
func BenchmarkReadLongTable(b *testing.B) {
	raw := aLongBook(b, MaxTableRow-1, 24)
	b.ReportMetric(float64(len(raw))/(1<<20), "MB-file")
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		rows, err := ReadTyped(raw)
		if err != nil || len(rows) != MaxTableRow-1 {
			b.Fatal(len(rows), err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(rows)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-held")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/(1<<20), "MB-made")
}
