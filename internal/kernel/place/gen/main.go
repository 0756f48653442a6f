// Command gen builds the embedded catalogue of package place from tables of the administrative units.
//
// It reads the folder data/admin under MANGNON_CORPUS and, run by go generate, writes the folder data of the package. Equal
// tables give equal files.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	if err := run(os.Getenv("MANGNON_CORPUS"), "data"); err != nil {
		log.Fatal(err)
	}
}

// run builds both files of the catalogue in the folder to.
func run(corpus, to string) error {
	if corpus == "" {
		return fmt.Errorf("MANGNON_CORPUS does not name the folder with data/admin")
	}
	tables, err := read(filepath.Join(corpus, "data", "admin"))
	if err != nil {
		return err
	}
	places, successions, err := build(tables)
	if err != nil {
		return err
	}
	for name, rows := range map[string][][]string{"places.csv.gz": places, "successions.csv.gz": successions} {
		if err := write(filepath.Join(to, name), rows); err != nil {
			return err
		}
	}
	return nil
}

// write packs rows without a time stamp, so that equal rows give an equal file.
func write(path string, rows [][]string) error {
	plain, err := text(rows)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(plain); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}

// text is the file before packing: the line that names the source, the columns, the rows.
func text(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# source: %s\n", source)
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
