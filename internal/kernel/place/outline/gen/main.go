// Command gen packs the outlines of communes: go generate ./internal/kernel/place/outline, with MANGNON_CORPUS naming the
// folder that has data/boundaries.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
)

type collection struct {
	Features []struct {
		Properties struct{ Code, Name string }
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
}

type commune struct {
	Code  string  `json:"c"`
	Name  string  `json:"n"`
	Rings [][]int `json:"r"`
}

func main() {
	if err := run("communes.json"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run packs the outlines into a file.
func run(to string) error {
	raw, err := os.ReadFile(filepath.Join(os.Getenv("MANGNON_CORPUS"), "data/boundaries/hung_yen_communes_15m.geojson"))
	if err != nil {
		return err
	}
	var from collection
	if err := json.Unmarshal(raw, &from); err != nil {
		return err
	}
	var all []commune
	for _, f := range from.Features {
		c := commune{Code: f.Properties.Code, Name: f.Properties.Name}
		if c.Rings, err = rings(f.Geometry.Type, f.Geometry.Coordinates); err != nil {
			return fmt.Errorf("%s: %w", c.Code, err)
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b commune) int { return cmp.Compare(a.Code, b.Code) })
	out, err := json.Marshal(map[string]any{"communes": all,
		"source": "thanglequoc/vietnamese-provinces-database v2.4.1, MIT; simplified to 15 m; a reference map, not a legal boundary"})
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(out, '\n'), 0o644)
}

// rings are the outlines and holes of a geometry.
func rings(kind string, raw json.RawMessage) ([][]int, error) {
	var many [][][][2]float64
	if kind == "Polygon" {
		many = make([][][][2]float64, 1)
		if err := json.Unmarshal(raw, &many[0]); err != nil {
			return nil, err
		}
	} else if err := json.Unmarshal(raw, &many); err != nil {
		return nil, err
	}
	var out [][]int
	for _, polygon := range many {
		for _, ring := range polygon {
			out = append(out, differences(ring))
		}
	}
	return out, nil
}

// differences are the points of a ring in hundred-thousandths of a degree, each as the difference to the one before; the last
// one, which repeats the first, and those that rounding made equal are left out.
func differences(ring [][2]float64) []int {
	var out []int
	x, y := 0, 0
	for _, at := range ring[:len(ring)-1] {
		nx, ny := int(math.Round(at[0]*1e5)), int(math.Round(at[1]*1e5))
		if len(out) == 0 || nx != x || ny != y {
			out = append(out, nx-x, ny-y)
		}
		x, y = nx, ny
	}
	return out
}
