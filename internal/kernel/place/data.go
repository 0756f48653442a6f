package place

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

//go:generate go run ./gen

//go:embed data/places.csv.gz
var placesFile []byte

//go:embed data/successions.csv.gz
var successionsFile []byte

// Edition names the embedded data by its content: it changes whenever the data does, and needs no reading of it.
func Edition() string {
	return ident.Digest(ident.Digest(string(placesFile)) + ident.Digest(string(successionsFile)))
}

// row is one line of the file of places.
type row struct {
	place  Place    // the unit above still missing
	parent string   // code of the unit above
	also   []string // other spellings of the name, and other codes under which it is printed
}

// readPlaces reads the units in the order of code and day.
func readPlaces(packed []byte) (rows []row, err error) {
	defer errs.Prefix(&err, "place: data of places")
	t, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	rows = make([]row, 0, t.lines)
	days := dates{}
	err = t.each(7, func(f []string) error {
		r, err := readPlace(f, days)
		r.place.Source = cmp.Or(r.place.Source, t.source)
		rows = append(rows, r)
		return err
	})
	return rows, err
}

func readPlace(f []string, days dates) (r row, err error) {
	from, errFrom := days.read(f[3])
	to, errTo := days.read(f[4])
	kind, name, ok := SplitKind(f[1])
	if err := errors.Join(errFrom, errTo); err != nil || !ok {
		return r, fmt.Errorf("%s %q: %w", f[0], f[1], cmp.Or(err, errors.New("no kind")))
	}
	r.place = Place{ID: IDOf(f[0], from), Code: f[0], Kind: kind, Name: name, FullName: f[1], From: from, To: to, Source: f[6]}
	r.parent = f[2]
	if f[5] != "" {
		r.also = strings.Split(f[5], "|")
	}
	return r, nil
}

// edge says that on a day the unit with the old code went into the one with the new code.
type edge struct {
	date     day.Day
	old, new string
	whole    bool
}

func readSuccessions(packed []byte) (edges []edge, err error) {
	defer errs.Prefix(&err, "place: data of successions")
	t, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	edges = make([]edge, 0, t.lines)
	days := dates{}
	err = t.each(4, func(f []string) error {
		date, err := days.read(f[0])
		edges = append(edges, edge{date: date, old: f[1], new: f[2], whole: f[3] == "full"})
		return err
	})
	return edges, err
}

// dates remembers the few dates that stand in every line.
type dates map[string]day.Day

func (m dates) read(s string) (day.Day, error) {
	if d, ok := m[s]; ok {
		return d, nil
	}
	d, err := day.ParseISO(s)
	m[s] = d
	return d, err
}

// table is an unpacked file: a line that names the source, a line of column names, the rows.
type table struct {
	source string
	lines  int
	rows   io.Reader
}

func unpack(packed []byte) (t table, err error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return t, err
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		return t, err
	}
	first, rest, _ := bytes.Cut(plain, []byte("\n"))
	source, ok := strings.CutPrefix(string(first), "# source: ")
	if !ok {
		return t, errors.New("the first line names no source")
	}
	return table{source: source, lines: bytes.Count(rest, []byte("\n")), rows: bytes.NewReader(rest)}, nil
}

// each gives every row to use, which must not keep the slice.
func (t table) each(fields int, use func([]string) error) error {
	c := csv.NewReader(t.rows)
	c.FieldsPerRecord, c.ReuseRecord = fields, true
	for line := 0; ; line++ {
		f, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil && line > 0 {
			err = use(f)
		}
		if err != nil {
			return err
		}
	}
}
