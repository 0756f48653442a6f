package linkage_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/linkage"
)

func TestTmpSearch(t *testing.T) {
	f, _ := os.Open(os.Getenv("REG"))
	sc := bufio.NewScanner(f)
	r := linkage.NewRegister(1000)
	var truth []string
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		truth = append(truth, strings.Clone(c[1]))
		r.Add(linkage.Person{Name: c[2], Birth: linkage.ParseDate(c[3]), Sex: linkage.ParseSex(c[4]), Number: c[5], Mother: c[6], Father: c[7], Commune: c[8], Household: c[9], Hamlet: c[10], Ethnic: c[11], Phone: c[12]})
	}
	t0 := time.Now()
	x := linkage.NewIndex(r)
	t.Log("index", time.Since(t0))
	for _, mode := range []string{"name+date", "name+date+commune", "name", "name+commune"} {
		f, _ := os.Open(os.Getenv("QS"))
		sc := bufio.NewScanner(f)
		var d []time.Duration
		h1, h10, n, shown := 0, 0, 0, 0
		for sc.Scan() {
			c := strings.Split(sc.Text(), "\t")
			q := linkage.Query{Name: c[1]}
			if strings.Contains(mode, "date") {
				q.Birth = linkage.ParseDate(c[2])
			}
			if strings.Contains(mode, "commune") {
				q.Commune = c[4]
			}
			t0 := time.Now()
			hits := x.Search(q, 10)
			d = append(d, time.Since(t0))
			n++
			at := slices.IndexFunc(hits, func(h linkage.Hit) bool { return truth[h.Place] == c[0] })
			if at == 0 {
				h1++
			}
			if at >= 0 {
				h10++
			} else if mode == "name+date" && shown < 10 {
				shown++
				t.Log("NOT FOUND", c)
			}
		}
		slices.Sort(d)
		t.Logf("%s: n %d hit1 %.3f hit10 %.3f p50 %v p99 %v max %v", mode, n, float64(h1)/float64(n), float64(h10)/float64(n), d[n/2], d[n*99/100], d[n-1])
	}
}
