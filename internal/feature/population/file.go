package population

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
)

// The packs that say how the police call columns and how somebody lives in a place. Both are guesses until a form is read.
const (
	filePack     = "population-file"
	standingPack = "population-standing"
)

// The codes of the columns; those of fields that are compared are also the keys of the fields.
const (
	colName     = "ho-ten"
	colBirth    = "ngay-sinh"
	colSex      = "gioi"
	colNumber   = "so"
	colEthnic   = "dan-toc"
	colHome     = "noi-o"
	colHamlet   = "to"
	colFather   = "cha"
	colMother   = "me"
	colStanding = "tinh-trang"
)

// numberDigits is how many digits a personal number has (NĐ 137/2015/NĐ-CP, Điều 13).
const numberDigits = 12

// longest is how many letters a cell may have; more is no name and no address.
const longest = 200

// fileSource is the list that the police sent as a workbook, as CSV or as cells to paste.
type fileSource struct {
	about  About
	lines  register.Lines
	today  day.Day
	shared map[string]*sharing // by number
}

// newFile reads a table of the police by the heads of a pack. A table without the columns that are needed, or with dates of which
// nobody said whether the day or the month stands first, is errs.Invalid.
func newFile(name, hash string, table [][]string, heads pack.Version, order string, today day.Day) (*fileSource, error) {
	var fields []register.Field
	for _, it := range heads.On(today.ISO()) {
		f := register.Field{Column: it.Code, Name: it.Code, Label: it.Text, Heads: it.Also, Kind: register.Text{}}
		if it.Code == colBirth {
			f.Kind = register.Date{Partial: true}
		}
		fields = append(fields, f)
	}
	lines, err := register.NewShape("dòng dân cư", fields).Read(table, order != "", order == monthsFirst)
	if err != nil {
		return nil, err
	}
	var wrong errs.Form
	label := func(code string) string { it, _ := heads.Item(code); return it.Text }
	switch {
	case !slices.Contains(lines.Columns, colName):
		wrong.Add("bang", "Không thấy cột “%s”. Tệp cần một dòng tên cột; tên cột khác thì người quản trị thêm vào gói dữ liệu “Cột của tệp dân cư”", label(colName))
	case !slices.Contains(lines.Columns, colBirth):
		wrong.Add("bang", "Không thấy cột “%s”: không biết ai là trẻ em nên chưa giữ dòng nào. Xin công an tệp có ngày sinh", label(colBirth))
	case len(lines.Unsure) > 0:
		wrong.Add("thu-tu", "Cột “%s” có ngày như 03/04 mà không dòng nào cho biết ngày hay tháng đứng trước. Chọn cách đọc, rồi chọn lại tệp", strings.Join(lines.Unsure, "”, “"))
	}
	s := &fileSource{About{"tep", name, hash, lines.Columns}, lines, today, map[string]*sharing{}}
	s.share()
	return s, wrong.Err()
}

// The orders of day and month that a person may choose.
const (
	daysFirst   = "ngay"
	monthsFirst = "thang"
)

// About implements PopulationSource.
func (s *fileSource) About() About { return s.about }

// sharing is a number that stands in several rows.
type sharing struct {
	rows  []int64
	first string // whom the first of them tells of
	apart bool   // they do not all tell of one person
}

// share finds the numbers that stand in several rows.
func (s *fileSource) share() {
	for _, line := range s.lines.Rows {
		n, _ := numberIn(line.Cells[colNumber])
		if n == "" {
			continue
		}
		p, of := s.person(line), s.shared[n]
		who := vi.Fold(p.Name) + "|" + p.Birth
		if of == nil {
			of = &sharing{first: who}
			s.shared[n] = of
		}
		of.rows, of.apart = append(of.rows, line.N), of.apart || who != of.first
	}
}

// People implements PopulationSource. Somebody who stands in several rows is given once; a number that stands with two persons is
// nobody's.
func (s *fileSource) People(ctx context.Context, each func(Person) error) error {
	for _, line := range s.lines.Rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := s.person(line)
		if of := s.shared[p.Number]; of != nil && of.apart {
			p.Number, p.Wrong = "", append(p.Wrong, "cùng số định danh với dòng "+of.others(line.N)+" nên không dùng số để tìm")
		} else if of != nil && of.rows[0] != line.N {
			continue
		}
		if err := each(p); err != nil {
			return err
		}
	}
	return nil
}

// othersAtMost is how many rows with the same number are named.
const othersAtMost = 3

func (o *sharing) others(n int64) string {
	var out []string
	for _, row := range o.rows {
		if row != n && len(out) < othersAtMost {
			out = append(out, strconv.FormatInt(row, 10))
		}
	}
	return strings.Join(out, ", ")
}

func (s *fileSource) person(line register.Line) Person {
	cell := func(code string) string {
		return vi.Cut(strings.Join(strings.Fields(vi.NFC(line.Cells[code])), " "), longest)
	}
	p := Person{N: line.N, Name: cell(colName), Ethnic: cell(colEthnic), Home: cell(colHome), Hamlet: cell(colHamlet), Father: cell(colFather), Mother: cell(colMother), Standing: cell(colStanding)}
	v, words := register.Date{Partial: true, Past: true}.Read(cell(colBirth), &register.Env{Today: s.today})
	if words != "" {
		p.Wrong = append(p.Wrong, "ngày sinh "+words)
	} else if len(v) > 0 {
		p.Birth, _ = v[0].(string)
	}
	p.Sex = sexOf(cell(colSex))
	if p.Number, words = numberIn(cell(colNumber)); words != "" {
		p.Wrong = append(p.Wrong, "số định danh "+words)
	}
	return p
}

// numberIn reads a personal number; words say what is wrong with one that is none.
func numberIn(cell string) (number, words string) {
	s := strings.NewReplacer(" ", "", ".", "", "-", "", "'", "", "\u00a0", "").Replace(vi.NFC(strings.TrimSpace(cell)))
	switch {
	case s == "":
		return "", ""
	case strings.Trim(s, "0123456789") != "":
		return "", "không phải chỉ gồm chữ số"
	case len(s) != numberDigits:
		words = "có " + strconv.Itoa(utf8.RuneCountInString(s)) + " chữ số, cần 12"
		if len(s) == numberDigits-1 {
			words += "; Excel hay bỏ mất số 0 ở đầu"
		}
		return "", words
	}
	return s, ""
}

func sexOf(cell string) string {
	switch vi.Fold(cell) {
	case "nam", "trai", "m", "male":
		return "nam"
	case "nu", "gai", "f", "female":
		return "nu"
	}
	return ""
}
