package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// record is one row by the names of its columns.
type record map[string]string

// tables are the rows that the catalogue is built from.
type tables struct {
	provinces, communes                     []record // of today
	oldProvinces, oldDistricts, oldCommunes []record // until 30/06/2025
	provinceMap, communeMap                 []record // who became whom on 01/07/2025
	variants, aliases, amendments           []record // other spellings, other codes, later changes
}

//go:embed amendments.csv
var amendments string

func read(dir string) (t tables, err error) {
	files := []struct {
		name string
		to   *[]record
	}{
		{"provinces.csv", &t.provinces},
		{"communes_2025.csv", &t.communes},
		{"provinces_old.csv", &t.oldProvinces},
		{"districts_old.csv", &t.oldDistricts},
		{"communes_old_district.csv", &t.oldCommunes},
		{"mapping_province_old_new.csv", &t.provinceMap},
		{"mapping_old_new.csv", &t.communeMap},
		{"placename_variants.csv", &t.variants},
		{"code_aliases.csv", &t.aliases},
	}
	for _, f := range files {
		if *f.to, err = readFile(filepath.Join(dir, f.name)); err != nil {
			return t, err
		}
	}
	t.amendments, err = readTable(strings.NewReader(amendments))
	return t, err
}

func readFile(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := readTable(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return records, nil
}

// readTable reads a table with a line of column names.
func readTable(r io.Reader) ([]record, error) {
	c := csv.NewReader(r)
	c.Comment = '#'
	rows, err := c.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no line of column names")
	}
	records := make([]record, 0, len(rows)-1)
	for _, row := range rows[1:] {
		rec := record{}
		for i, column := range rows[0] {
			rec[column] = row[i]
		}
		records = append(records, rec)
	}
	return records, nil
}
