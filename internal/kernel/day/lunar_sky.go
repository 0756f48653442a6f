package day

import (
	"math"
	"time"
)

// The times of the new moons and the longitude of the sun follow Jean Meeus, Astronomical Algorithms (1998), in the short
// form that Hồ Ngọc Đức gave for the Vietnamese calendar; they are good to a few minutes in the years 1900 to 2199.

const (
	synodicMonth = 29.530588853 // mean days from one new moon to the next
	firstMoonDay = 2415021      // Julian day number of 01/01/1900, with whose new moon the count begins
	vietnam      = 7.0 / 24     // Vietnam's time ahead of Greenwich, in days
	julianOfUnix = 2440588      // Julian day number of 01/01/1970
)

// julian is the Julian day number, by which astronomers count days.
func (d Day) julian() int { return int(d.t.Unix()/(24*60*60)) + julianOfUnix }

func fromJulian(n int) Day { return Day{time.Unix(0, 0).UTC()}.Add(n - julianOfUnix) }

// newMoon is the Julian day number in Vietnam on which the k-th new moon after the first of 1900 falls.
func newMoon(k int) int {
	t := float64(k) / 1236.85 // Julian centuries since 1900
	t2, t3 := t*t, t*t*t
	mean := 2415020.75933 + 29.53058868*float64(k) + 0.0001178*t2 - 0.000000155*t3 + 0.00033*sin(166.56+132.87*t-0.009173*t2)
	sun := 359.2242 + 29.10535608*float64(k) - 0.0000333*t2 - 0.00000347*t3    // mean anomaly of the sun
	moon := 306.0253 + 385.81691806*float64(k) + 0.0107306*t2 + 0.00001236*t3  // mean anomaly of the moon
	height := 21.2964 + 390.67050646*float64(k) - 0.0016528*t2 - 0.00000239*t3 // argument of the moon's latitude
	c := (0.1734-0.000393*t)*sin(sun) + 0.0021*sin(2*sun) - 0.4068*sin(moon) + 0.0161*sin(2*moon) - 0.0004*sin(3*moon) +
		0.0104*sin(2*height) - 0.0051*sin(sun+moon) - 0.0074*sin(sun-moon) + 0.0004*sin(2*height+sun) - 0.0004*sin(2*height-sun) -
		0.0006*sin(2*height+moon) + 0.0010*sin(2*height-moon) + 0.0005*sin(2*moon+sun)
	return int(math.Floor(mean + c - clockDrift(t) + 0.5 + vietnam))
}

// clockDrift is how far the even time of the formulas runs ahead of the earth's turning, in days; good after 1800.
func clockDrift(t float64) float64 { return -0.000278 + 0.000265*t + 0.000262*t*t }

// sunSector is the twelfth of the sun's path (0 from the spring equinox, 9 from the winter solstice) in which the sun stands
// as a day begins in Vietnam.
func sunSector(julian int) int {
	t := (float64(julian) - 0.5 - vietnam - 2451545) / 36525 // Julian centuries since 2000
	t2 := t * t
	anomaly := 357.52910 + 35999.05030*t - 0.0001559*t2 - 0.00000048*t*t2
	longitude := 280.46645 + 36000.76983*t + 0.0003032*t2 +
		(1.914600-0.004817*t-0.000014*t2)*sin(anomaly) + (0.019993-0.000101*t)*sin(2*anomaly) + 0.000290*sin(3*anomaly)
	longitude = math.Mod(longitude, 360)
	if longitude < 0 {
		longitude += 360
	}
	return int(longitude / 30)
}

// sin takes degrees.
func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
