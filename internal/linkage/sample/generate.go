package sample

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// Row is one record of a register with the true child behind it.
type Row struct {
	Child                              int // the truth
	Name, Birth, Sex, Number           string
	Mother, Father                     string
	Commune, Household, Hamlet, Ethnic string
	Phone                              string
}

// Options of a register.
type Options struct {
	Rows  int     // records, doubles included
	Seed  uint64  // the same seed gives the same register
	Noise float64 // mean number of fields of a doubled record that were written otherwise, about 1.3 in real lists
}

// Query is one search as a person might type it.
type Query struct {
	Child                      int
	Name, Birth, Kind, Commune string
}

// world is a register in the making.
type world struct {
	rnd      *rand.Rand
	words    *vocabulary
	habits   habits
	options  Options
	children int
	houses   int
	doubles  []Row
	queries  []Query
}

// shareOfDoubles is how many records of a register are further records of a child that is in it already.
const shareOfDoubles = 0.05

// Generate writes a register in the columns of the linkage samples, and searches for it when queries is not nil.
func Generate(o Options, register, queries io.Writer) error {
	words, err := newVocabulary()
	if err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(o.Seed, 0x6d616e676e6f6e))
	w := &world{rnd: rnd, words: words, options: o, habits: newHabits(rnd)}
	rows := 0
	singles := o.Rows - int(float64(o.Rows)*shareOfDoubles)
	write := func(r Row) error {
		rows++
		_, err := fmt.Fprintf(register, "%d\t%d\t%s\n", rows, r.Child, strings.Join([]string{r.Name, r.Birth, r.Sex, r.Number, r.Mother, r.Father,
			r.Commune, r.Household, r.Hamlet, r.Ethnic, r.Phone}, "\t"))
		return err
	}
	fill := func(upTo int) error {
		for rows < upTo {
			for _, r := range w.house(upTo - rows) {
				if err := write(r); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := fill(singles); err != nil {
		return err
	}
	for i := 0; rows < o.Rows && i < len(w.doubles); i++ {
		if err := write(w.doubles[i]); err != nil {
			return err
		}
	}
	if err := fill(o.Rows); err != nil { // a small register may have drawn too few doubles
		return err
	}
	if queries == nil {
		return nil
	}
	for _, q := range w.queries {
		if _, err := fmt.Fprintf(queries, "%d\t%s\t%s\t%s\t%s\n", q.Child, q.Name, q.Birth, q.Kind, q.Commune); err != nil {
			return err
		}
	}
	return nil
}

// house makes one household of one to four children, doubles some of them and asks for some.
func (w *world) house(room int) []Row {
	w.houses++
	r := w.rnd
	family, mothers := w.words.family.draw(r), w.words.family.draw(r)
	home := Row{Mother: w.words.name(r, mothers, "", girl), Father: w.words.name(r, family, "", boy), Commune: w.commune(),
		Household: fmt.Sprintf("H%07d", w.houses), Hamlet: "Thôn " + strconv.Itoa(1+r.IntN(14)), Ethnic: "Kinh", Phone: w.phone()}
	if r.Float64() < .13 {
		home.Ethnic = w.words.ethnic[r.IntN(len(w.words.ethnic))]
	}
	n := min(room, []int{1, 1, 1, 2, 2, 2, 2, 3, 3, 4}[r.IntN(10)])
	var out []Row
	born := time.Date(2010, 1, 1+r.IntN(5700), 0, 0, 0, 0, time.UTC)
	last := Row{}
	for range n {
		twin := last.Name != "" && r.Float64() < .025
		if last.Name != "" && !twin {
			born = born.AddDate(0, 0, 330+r.IntN(1600))
			if born.Year() > 2025 {
				break
			}
		}
		last = w.child(home, family, mothers, born, last, twin)
		out = append(out, last)
		w.mayDouble(last)
		w.mayAsk(last)
	}
	for i := range out {
		w.blanks(&out[i])
	}
	return out
}

func (w *world) child(home Row, family, mothers string, born time.Time, before Row, twin bool) Row {
	r := w.rnd
	sex := boy
	if r.Float64() < .48 {
		sex = girl
	}
	c := home
	c.Child, c.Birth, c.Sex = w.children, born.Format(time.DateOnly), [2]string{"Nam", "Nữ"}[sex]
	w.children++
	c.Name = w.words.name(r, family, mothers, sex)
	for tries := 0; c.Name == before.Name && tries < 9; tries++ {
		c.Name = w.words.name(r, family, mothers, sex)
	}
	if twin && r.Float64() < .4 { // twins are often given names that go together
		words := strings.Fields(before.Name)
		words[len(words)-1] = w.words.given[sex].draw(r)
		c.Name = strings.Join(words, " ")
	}
	c.Number = fmt.Sprintf("%03d%d%s%06d", 1+r.IntN(96), 2+sex, born.Format("06"), r.IntN(1_000_000))
	if twin && r.Float64() < .5 {
		n, _ := strconv.Atoi(before.Number[6:])
		c.Number = before.Number[:3] + strconv.Itoa(2+sex) + before.Number[4:6] + fmt.Sprintf("%06d", (n+1)%1_000_000)
	}
	return c
}

// commune draws one of about one commune for every 7,000 records.
func (w *world) commune() string {
	return fmt.Sprintf("%05d", 1+3*w.rnd.IntN(max(3, w.options.Rows/7000)))
}

func (w *world) phone() string { return fmt.Sprintf("09%08d", w.rnd.IntN(100_000_000)) }

// blanks leaves out what registers leave out.
func (w *world) blanks(c *Row) {
	for _, f := range []struct {
		field *string
		share float64
	}{{&c.Number, .14}, {&c.Mother, .1}, {&c.Father, .15}, {&c.Phone, .35}, {&c.Household, .02}, {&c.Birth, .001}} {
		if w.rnd.Float64() < f.share {
			*f.field = ""
		}
	}
}
