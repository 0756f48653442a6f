package docx

import (
	"archive/zip"
	"bytes"
	"sort"
	"strings"
	"testing"
)

const testSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// testDoc is a document by its parts, each without its root element.
type testDoc struct{ body, styles, numbering, footnotes, endnotes, header string }

func (d testDoc) bytes(t testing.TB) []byte {
	t.Helper()
	parts := map[string]string{
		"_rels/.rels":       packageRels,
		"word/document.xml": wrap("document", "<w:body>"+d.body+"</w:body>"),
	}
	links := ""
	for role, content := range map[string][2]string{
		"styles": {"styles", d.styles}, "numbering": {"numbering", d.numbering},
		"footnotes": {"footnotes", d.footnotes}, "endnotes": {"endnotes", d.endnotes}, "header": {"hdr", d.header},
	} {
		if content[1] == "" {
			continue
		}
		parts["word/"+role+".xml"] = wrap(content[0], content[1])
		links += `<Relationship Id="r` + role + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + role + `" Target="` + role + `.xml"/>`
	}
	parts["word/_rels/document.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links + `</Relationships>`
	return zipped(t, parts)
}

func wrap(root, content string) string {
	return `<w:` + root + ` ` + testSpaces + `>` + content + `</w:` + root + `>`
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// r is a run, p a paragraph of runs, cell a table cell of paragraphs, tr a row of cells.
func r(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func p(runs ...string) string {
	return `<w:p>` + strings.Join(runs, "") + `</w:p>`
}
func cellOf(props string, paragraphs ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(paragraphs, "") + `</w:tc>`
}
func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

const drawn = `<w:tblPr><w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:insideH w:val="single"/></w:tblBorders></w:tblPr>`

// numbered is a paragraph of a list.
func numbered(num, level, text string) string {
	return p(`<w:pPr><w:numPr><w:ilvl w:val="`+level+`"/><w:numId w:val="`+num+`"/></w:numPr></w:pPr>`, r(text))
}
