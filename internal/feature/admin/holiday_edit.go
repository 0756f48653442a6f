package admin

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// holidaysView is the page Lịch nghỉ of the year in the address.
type holidaysView struct {
	Year     calendarYear // Version 0 when the year is as the program has it
	Days     []day.Special
	Calendar day.Calendar
	History  []store.Event
	Lines    string // as typed, or the days in force
	Checked  bool
	Source   string
	Once     string
	Errors   []errs.Field
	Stale    bool // somebody else was quicker; what was typed is still there
}

func (a *Admin) holidays(w http.ResponseWriter, r *web.Request) error {
	v, err := a.holidaysView(r)
	if err != nil {
		return err
	}
	v.Lines, v.Source = holidayLines(v.Days), v.Year.Source
	return a.showHolidays(w, r, http.StatusOK, v)
}

func (a *Admin) holidaysView(r *web.Request) (v holidaysView, err error) {
	ctx, from := r.Context(), r.Reader()
	if v.Year, _, err = store.Find[calendarYear](ctx, from, yearGet, r.Year); err != nil {
		return v, err
	}
	if v.Calendar, err = readCalendar(ctx, from); err != nil {
		return v, err
	}
	v.Days = v.Calendar.Year(r.Year)
	v.History, err = store.HistoryOf(ctx, from, "holiday_year", strconv.Itoa(r.Year), 20)
	return v, err
}

func (a *Admin) showHolidays(w http.ResponseWriter, r *web.Request, status int, v holidaysView) error {
	v.Once = web.NewKey()
	view := web.View{Title: "Lịch nghỉ năm " + strconv.Itoa(r.Year), Lead: strings.TrimSpace("Thứ Bảy và Chủ nhật là ngày nghỉ, trừ ngày đi làm bù. " + v.Calendar.Note(r.Year)), Errors: v.Errors, Crumbs: []ui.Crumb{{Text: "Lịch nghỉ"}}}
	return r.ShowStatus(w, status, view, holidaysPage(r, v))
}

// saveHolidays replaces the special days of the year by what was typed or pasted.
func (a *Admin) saveHolidays(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.holidaysView(r)
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // without a number the form rests on the program's own days
	v.Lines, v.Checked, v.Source = f.Text("ngay-nghi"), f.Has("doi-chieu"), f.Text("can-cu")
	days, err := v.check(r.Year)
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return a.showHolidays(w, r, http.StatusUnprocessableEntity, v)
	} else if err != nil {
		return err
	}
	year := calendarYear{Year: r.Year, Source: v.Source, Version: seen}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("lich-nghi"))
		if err := saveYear(ctx, tx, year, days); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "holiday_year", ID: strconv.Itoa(r.Year), UnitID: r.Unit.ID, Action: "Sửa lịch nghỉ năm " + strconv.Itoa(r.Year),
			Before: holidayRecord{v.Year.Source, holidayLines(v.Days)}, After: holidayRecord{v.Source, holidayLines(days)}})
	})
	if errs.Is(err, errs.Conflict) {
		v.Stale = true
		return a.showHolidays(w, r, http.StatusConflict, v)
	}
	if err != nil {
		return err
	}
	a.Holidays.changed()
	r.Say(w, "Đã lưu lịch nghỉ năm "+strconv.Itoa(r.Year)+". Ngày làm việc ở mọi trang tính theo lịch này.")
	return r.Go(w, r.In("lich-nghi"))
}

// holidayRecord is a year as the history shows it.
type holidayRecord struct {
	Source string `json:"Căn cứ"`
	Days   string `json:"Các ngày"`
}

// check reads the lines. Ticking that the list was compared needs the notice with which, and marks every line.
func (v holidaysView) check(year int) ([]day.Special, error) {
	days, err := parseHolidays(v.Lines, year)
	if err != nil {
		return nil, err
	}
	var form errs.Form
	if v.Checked && v.Source == "" {
		form.Add("can-cu", "Ghi số và ngày của thông báo nghỉ lễ đã đối chiếu")
	}
	if len(v.Source) > 300 {
		form.Add("can-cu", "Ghi ngắn hơn, dài nhất khoảng 200 ký tự")
	}
	for i := range days {
		days[i].Verified = days[i].Verified || v.Checked
	}
	return days, form.Err()
}

// holidayRoutes are the page of the calendar: everybody of the unit reads it, an administrator changes it.
func (a *Admin) holidayRoutes() []web.Route {
	const path = "/u/{unit}/{year}/lich-nghi"
	return []web.Route{
		{Method: "GET", Path: path, Title: "Lịch nghỉ", Access: web.Right(actor.OrgRead), Handle: a.holidays},
		{Method: "POST", Path: path, Title: "Lưu lịch nghỉ", Access: web.Right(actor.CalendarEdit), Handle: a.saveHolidays},
	}
}
