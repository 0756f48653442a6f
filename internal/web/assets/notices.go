package assets

import (
	"fmt"
	"path"
	"strings"
)

// Notice names a work of others that the pages contain, with its licence in full.
type Notice struct {
	Name    string // as its registry calls it: "htmx.org"
	Version string
	Licence string // SPDX: "0BSD"
	Text    string
}

// Notices lists the works of others in the order of vendor.lock, for the page "Phần mềm dùng chung".
func Notices() []Notice {
	var list []Notice
	for _, w := range lock() {
		list = append(list, Notice{w.name, w.version, w.licence, string(read(path.Join("vendored", w.dir, "LICENSE")))})
	}
	return list
}

// work is one entry of vendor.lock: a line "folder licence registry-name" and under it one line "  sha256 path" a file.
type work struct {
	dir, name, version, licence string
	sums                        map[string]string // path inside the folder → SHA-256 in hexadecimal
}

func lock() []work {
	var works []work
	for line := range strings.Lines(string(read("vendor.lock"))) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case len(words) == 3:
			_, version, _ := strings.Cut(words[0], "@")
			works = append(works, work{dir: words[0], licence: words[1], name: words[2], version: version, sums: map[string]string{}})
		case len(words) == 2 && len(works) > 0:
			works[len(works)-1].sums[words[1]] = words[0]
		default:
			panic(fmt.Sprintf("assets: vendor.lock: cannot read %q", line))
		}
	}
	return works
}
