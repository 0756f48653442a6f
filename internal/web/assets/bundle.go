package assets

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// read is a file that is certain to be embedded.
func read(name string) []byte {
	body, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	return body
}

// join puts the files of a folder after one another in the order of their names.
func join(dir, between string) []byte {
	names, err := fs.Glob(files, dir+"/*")
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	parts := make([][]byte, len(names))
	for i, name := range names {
		parts[i] = read(name)
	}
	return bytes.Join(parts, []byte(between))
}

var linked = regexp.MustCompile(`url\(asset:([^)]+)\)`)

// link turns url(asset:name) of a stylesheet into the address with its hash.
func (s set) link(css []byte) []byte {
	return linked.ReplaceAllFunc(css, func(m []byte) []byte {
		name := string(linked.FindSubmatch(m)[1])
		a, ok := s.byName[name]
		if !ok {
			panic(fmt.Sprintf("assets: a stylesheet links to %q, which does not exist", name))
		}
		return []byte("url(" + a.url + ")")
	})
}

const iconDir = "vendored/lucide-static@1.62.0/icons"

// sprite is one SVG with every icon as a symbol of the file's name.
func sprite() []byte {
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range Icons() {
		_, inner, _ := strings.Cut(string(read(iconDir+"/"+name+".svg")), "<svg")
		_, inner, _ = strings.Cut(inner, ">")
		inner, _, _ = strings.Cut(inner, "</svg>")
		fmt.Fprintf(&b, `<symbol id="%s" viewBox="0 0 24 24">%s</symbol>`, name, strings.Join(strings.Fields(inner), " "))
	}
	b.WriteString(`</svg>`)
	return b.Bytes()
}

// Icons are the names of the icons in icons.svg, in order.
func Icons() []string {
	names, err := fs.Glob(files, iconDir+"/*.svg")
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".svg")
	}
	return names
}
