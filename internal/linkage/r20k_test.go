package linkage_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/linkage"
)

func TestTmp(t *testing.T) {
	path := os.Getenv("REG")
	f, _ := os.Open(path)
	defer f.Close()
	sc := bufio.NewScanner(f)
	r := linkage.NewRegister(1000)
	var truth []string
	var lines []string
	t0 := time.Now()
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		truth = append(truth, c[1])
		lines = append(lines, strings.Join(c[2:], "|"))
		r.Add(linkage.Person{Name: c[2], Birth: linkage.ParseDate(c[3]), Sex: linkage.ParseSex(c[4]), Number: c[5], Mother: c[6], Father: c[7], Commune: c[8], Household: c[9], Hamlet: c[10], Ethnic: c[11], Phone: c[12]})
	}
	t1 := time.Now()
	m := linkage.Prior()
	if os.Getenv("EM") != "" {
		m = linkage.Estimate(r)
	}
	t2 := time.Now()
	pairs := r.Pairs(m, 0)
	t3 := time.Now()
	cl := r.Clusters(m, pairs)
	t4 := time.Now()
	t.Log("add", t1.Sub(t0), "est", t2.Sub(t1), "pairs", t3.Sub(t2), "clusters", t4.Sub(t3), len(pairs))
	byT := map[string][]int{}
	byC := map[int32][]int{}
	for i := range cl {
		byT[truth[i]] = append(byT[truth[i]], i)
		byC[cl[i]] = append(byC[cl[i]], i)
	}
	var tp, fn, fp int
	shown := 0
	for _, v := range byT {
		for i := range v {
			for j := range i {
				if cl[v[i]] == cl[v[j]] {
					tp++
				} else {
					fn++
					if shown < 14 {
						shown++
						t.Log("MISSED\n", lines[v[j]], "\n", lines[v[i]], "\n", r.Why(m, v[i], v[j]))
					}
				}
			}
		}
	}
	shown = 0
	for _, v := range byC {
		for i := range v {
			for j := range i {
				if truth[v[i]] != truth[v[j]] {
					fp++
					if shown < 14 {
						shown++
						t.Log("WRONG\n", lines[v[j]], "\n", lines[v[i]], "\n", r.Why(m, v[i], v[j]))
					}
				}
			}
		}
	}
	p, rc := float64(tp)/float64(tp+fp), float64(tp)/float64(tp+fn)
	t.Logf("tp %d fp %d fn %d P %.4f R %.4f F1 %.4f", tp, fp, fn, p, rc, 2*p*rc/(p+rc))
}
