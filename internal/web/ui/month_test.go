package ui

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestADueDateOnADayOffIsMarked(t *testing.T) {
	cal := day.NewCalendar([]int{2026}, []day.Special{{Day: day.Must(2026, 8, 22), Work: true, Name: "làm bù"}, {Day: day.Must(2026, 8, 31), Name: "Quốc khánh"}})
	counts := map[day.Day]int{day.Must(2026, 8, 21): 2, day.Must(2026, 8, 22): 3, day.Must(2026, 8, 23): 4, day.Must(2026, 8, 31): 5}
	m := NewMonth(Month{First: day.Must(2026, 8, 1), Warn: "nghỉ"}, cal, day.Must(2026, 8, 21), nil, counts)
	if all, off := m.Sums(); all != 14 || off != 9 {
		t.Errorf("%d in the month, %d on days off", all, off)
	}
	for _, w := range m.Weeks {
		for _, c := range w {
			if marked := c.Off() != ""; !c.Day.IsZero() && marked != (c.Day == day.Must(2026, 8, 23) || c.Day == day.Must(2026, 8, 31)) {
				t.Errorf("%s is marked: %v", c.Day, marked)
			}
		}
	}
}

func TestADayShowsAFewAndCountsTheRest(t *testing.T) {
	on := day.Must(2026, 5, 5)
	items := make([]DayItem, 7)
	for i := range items {
		items[i].On = on
	}
	c := NewMonth(Month{First: day.Must(2026, 5, 1)}, day.BuiltIn(), on, items, map[day.Day]int{on: 2500}).Weeks[1][1]
	if c.Day != on || len(c.Items) != DayFew || c.Rest() != 2500-DayFew {
		t.Errorf("%s shows %d and counts %d more", c.Day, len(c.Items), c.Rest())
	}
}

func TestFeastsOfTheLunarCalendar(t *testing.T) {
	for on, want := range map[day.Day]string{
		day.Must(2026, 2, 17): "1/1 âm lịch, Tết Nguyên đán", day.Must(2026, 4, 26): "10/3 âm lịch, Giỗ Tổ Hùng Vương", day.Must(2026, 9, 25): "15/8 âm lịch, Tết Trung thu",
		day.Must(2030, 2, 2): "1/1 âm lịch, Tết Nguyên đán",
	} {
		if got := feastsOf(on.Year())[on]; got != want {
			t.Errorf("%s is %q, want %q", on, got, want)
		}
	}
}
