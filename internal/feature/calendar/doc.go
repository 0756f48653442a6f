// Package calendar shows what falls on which day: due dates and check-points, days off and swapped days, feasts of the lunar
// calendar. It gives accounts and bodies secret addresses by which their own calendar programs read the same.
package calendar
