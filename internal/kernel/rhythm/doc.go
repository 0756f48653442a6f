// Package rhythm turns work that goes on all year (thường xuyên) into dated check-points (mốc kiểm tra): a rule, a year and
// its peaks give a list of points, each with a key that names its place in the rhythm. The key depends neither on the clock
// nor on the calendar of working days, so that making the points again, after the clock moved or a holiday was added, finds
// the same ones. The package is pure: it knows no clock and no database.
package rhythm
