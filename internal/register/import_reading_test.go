package register

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestACellIsReadAsItsColumnIs(t *testing.T) {
	for _, x := range []struct {
		as         reading
		cell, want string
	}{
		{asWritten, "NGUYỄN VĂN AN", "NGUYỄN VĂN AN"},
		{capitals, "NGUYỄN VĂN AN", "Nguyễn Văn An"},
		{capitals, "Nguyễn Văn AN", "Nguyễn Văn AN"},
		{capitals, "ĐẶNG THỊ ÚT", "Đặng Thị Út"},
		{tcvn3, "NguyÔn V¨n An", "Nguyễn Văn An"},
		{both(tcvn3, capitals), "NguyÔn V¨n An", "Nguyễn Văn An"},
		{dayFirst, "3/4/2018", "3/4/2018"},
		{dayFirst, "43256", "05/06/2018"},
		{monthFirst, "3/4/2018", "4/3/2018"},
		{monthFirst, "12/25/18", "25/12/18"},
		{monthFirst, "12/25/2018 14:30", "25/12/2018 14:30"},
		{monthFirst, "2018-06-05", "05/06/2018"},
		{askOrder, "2018", "2018"},
		{asWritten, "2018-06-05", "05/06/2018"},
		{asWritten, "2018-13-05", "2018-13-05"},
	} {
		if got := x.as.apply(x.cell); got != x.want {
			t.Errorf("%q read as %q is %q, want %q", x.cell, x.as, got, x.want)
		}
	}
}

func TestTheOrderOfDayAndMonthComesFromTheColumn(t *testing.T) {
	for _, x := range []struct {
		cells []string
		want  reading
	}{
		{[]string{"03/04/2018", "25/12/2017"}, dayFirst},
		{[]string{"03/04/2018", "12/25/2017"}, monthFirst},
		{[]string{"03/04/2018", "01/02/2017"}, askOrder},
		{[]string{"04/04/2018"}, dayFirst},
		{[]string{"2018", "05/2019"}, dayFirst},
		{[]string{"2018-04-03", "2017-02-01"}, dayFirst},
		{[]string{"25/12/2017", "12/25/2017"}, dayFirst},
		{nil, dayFirst},
	} {
		if got, _ := orderOf(x.cells); got != x.want {
			t.Errorf("%v is read %q, want %q", x.cells, got, x.want)
		}
	}
}

// Whatever the order, a day written in it is read as that day, and a day over twelve settles the order.
func TestADayIsFoundAgainInEitherOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Must(1990, 1, 1).Add(rapid.IntRange(0, 13000).Draw(t, "day"))
		iso := d.ISO()
		american := iso[5:7] + "/" + iso[8:] + "/" + iso[:4]
		if got := monthFirst.apply(american); got != d.String() {
			t.Errorf("%s read with the month first is %s, want %s", american, got, d)
		}
		if got := dayFirst.apply(d.String()); got != d.String() {
			t.Errorf("%s read with the day first is %s", d, got)
		}
		if iso[8:] > "12" {
			for order, cell := range map[reading]string{monthFirst: american, dayFirst: d.String()} {
				if got, sure := orderOf([]string{cell}); got != order || !sure {
					t.Errorf("%s does not settle the order", cell)
				}
			}
		}
	})
}

func TestLettersAreReadAsTheTableIsWritten(t *testing.T) {
	rows := [][]string{{"NguyÔn ThÞ H»ng", "N÷", "TRẦN VĂN BÌNH"}, {"Lª V¨n C­êng", "Nam", "LÊ THỊ HOA"}, {"§ç Quang Minh", "Nam", "ĐỖ THỊ LAN"}}
	font := fontOf([][]string{rows[0][:2], rows[1][:2], rows[2][:2]})
	for i, want := range []reading{tcvn3, tcvn3, capitals} {
		var cells []string
		for _, r := range rows {
			cells = append(cells, r[i])
		}
		if got := lettersOf(Text{}, cells, font); got != want {
			t.Errorf("column %d is read %q, want %q", i, got, want)
		}
	}
}
