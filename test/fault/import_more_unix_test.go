//go:build unix

package fault

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// madeUp are invented girls of one year, as rows of the table of the software: code, number, name, birth, sex, mother.
func madeUp(n int) (out [][]string) {
	for i := range n {
		word := string([]rune("BCDGHKLMNPQRSTVX")[i%16]) + string([]rune("aeiou")[i/16%5]) + string([]rune("chmnpt")[i/80%6])
		out = append(out, []string{fmt.Sprint("KT", i), fmt.Sprintf("033318%06d", i), fmt.Sprintf("Thử %s %s", word, strings.Repeat("I", 1+i%4)),
			fmt.Sprintf("%02d/%02d/2018", 1+i%28, 1+i/28%12), "Nữ", "Mẹ Của " + word})
	}
	return out
}

func bookOf(t *testing.T, heads []string, rows [][]string) string {
	t.Helper()
	table := xlsx.Table{Sheet: "Trẻ em"}
	for _, h := range heads {
		table.Columns = append(table.Columns, xlsx.Column{Head: h})
	}
	for _, row := range rows {
		line := make([]any, len(row))
		for i, c := range row {
			line[i] = c
		}
		table.Rows = append(table.Rows, line)
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// killed sends the first step and then the next one, and kills the program in the middle of each. What was done so far is counted by a
// question to the database; the times at which something but not all was done are given back.
func (p *program) killed(batch, first, next, count string, all int) (middles int) {
	p.t.Helper()
	step := first
	for round := range 4 {
		ended := make(chan struct{})
		go func() {
			_, _ = p.post(batch+"/"+step, url.Values{}, "") // cut off
			close(ended)
		}()
		time.Sleep(time.Duration(150+rand.IntN(350)) * time.Millisecond)
		p.kill()
		<-ended
		done := p.count(count)
		p.t.Logf("%d: killed with %d of %d written", round, done, all)
		if done > 0 && done < all {
			middles++
		}
		if done > 0 {
			step = next
		}
		p.start()
	}
	return middles
}

// count asks the database as it lies on the disk for a number.
func (p *program) count(query string) (n int) {
	p.t.Helper()
	db, err := sqlite.Open(p.t.Context(), filepath.Join(p.dir, "mangnon.db"), sqlite.Options{})
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	_, reader := db.Raw()
	if err := reader.QueryRowContext(p.t.Context(), query).Scan(&n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// TestKilledWhileTheSoftwareAndThePopulationAreWritten kills the program while a table of the ministry's software is written, and then
// while what the police say of the same children is. Started again it goes on where it was, and every row is written once.
func TestKilledWhileTheSoftwareAndThePopulationAreWritten(t *testing.T) {
	const rows = 3000
	p := newProgram(t)
	p.start()
	at, err := p.post("/dang-nhap", url.Values{"ten-dang-nhap": {"hoa.tt"}, "mat-khau": {"mang non mua he"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	p.unit = strings.Join(strings.Split(at, "/")[:4], "/")
	kids := madeUp(rows)
	p.softwareKilled(kids)
	p.populationKilled(kids)
}

const addedBySoftware = `SELECT COUNT(*) FROM child WHERE person_number LIKE '033318%' AND name LIKE 'Thử %'`

func (p *program) softwareKilled(kids [][]string) {
	t := p.t
	heads := []string{"Mã trẻ em", "Số định danh cá nhân", "Họ và tên trẻ em", "Ngày sinh", "Giới tính", "Họ và tên mẹ"}
	batch, err := p.post(p.unit+"/phan-mem-tre-em/nhap", url.Values{"ngay-xuat": {time.Now().Format("02/01/2006")}}, bookOf(t, heads, kids))
	if err != nil {
		t.Fatal(err)
	}
	p.carry(batch, "tiep", "Đang so từng dòng")
	if _, err := p.post(batch+"/chon", url.Values{"moi": {"phan-mem"}}, ""); err != nil {
		t.Fatal(err)
	}
	if p.killed(batch, "ghi", "tiep", addedBySoftware, len(kids)) == 0 {
		t.Error("no kill came in the middle of the table of the software")
	}
	if page := p.carry(batch, "tiep", "Đang ghi vào sổ"); !strings.Contains(page, "Biên nhận</h1>") {
		t.Error("no receipt at the end of the table of the software")
	}
	p.kill()
	for query, want := range map[string]int{
		addedBySoftware: len(kids),
		`SELECT COUNT(DISTINCT person_number) FROM child WHERE person_number LIKE '033318%' AND name LIKE 'Thử %'`:             len(kids),
		`SELECT COUNT(*) FROM state_child k JOIN child c ON c.id = k.child_id WHERE c.name LIKE 'Thử %' AND k.code LIKE 'KT%'`: len(kids),
		`SELECT added FROM state_import ORDER BY created_at DESC LIMIT 1`:                                                      len(kids),
	} {
		if n := p.count(query); n != want {
			t.Errorf("%d, not %d: %s", n, want, query)
		}
	}
	p.start()
}

const namedByPolice = `SELECT COUNT(*) FROM child WHERE father = 'Cha Theo Công An'`

func (p *program) populationKilled(kids [][]string) {
	t := p.t
	table := make([][]string, len(kids))
	for i, k := range kids {
		table[i] = []string{k[2], k[3], k[4], k[1], k[5], "Cha Theo Công An"}
	}
	heads := []string{"Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Họ tên mẹ", "Họ tên cha"}
	batch, err := p.post(p.unit+"/doi-chieu-dan-cu", url.Values{"van-ban": {"1/CAP"}}, bookOf(t, heads, table))
	if err != nil {
		t.Fatal(err)
	}
	p.carry(batch, "so", "Đang so danh sách với sổ")
	if _, err := p.post(batch+"/nhan-cot", url.Values{"muc": {"cha"}}, ""); err != nil {
		t.Fatal(err)
	}
	if p.killed(batch, "ghi", "ghi", namedByPolice, len(kids)) == 0 {
		t.Error("no kill came in the middle of what the police say")
	}
	if page := p.carry(batch, "ghi", "Đang ghi vào sổ"); !strings.Contains(page, "Biên nhận đối chiếu dân cư</h1>") {
		t.Error("no receipt at the end of what the police say")
	}
	p.kill()
	for query, want := range map[string]int{
		namedByPolice: len(kids),
		`SELECT COUNT(*) FROM child WHERE father = 'Cha Theo Công An' AND version = 2`: len(kids),
		`SELECT COUNT(*) FROM population_write`:                                        len(kids),
	} {
		if n := p.count(query); n != want {
			t.Errorf("%d, not %d: %s", n, want, query)
		}
	}
}
