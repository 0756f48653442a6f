package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/safezip"
)

// texts are the elements and texts of a document as encoding/xml reads them: an independent reading to compare the scanner with.
func texts(raw string) (out []string, err error) {
	d := xml.NewDecoder(strings.NewReader(raw))
	for {
		t, err := d.Token()
		switch t := t.(type) {
		case xml.StartElement:
			out = append(out, "<"+t.Name.Local+" "+attr(t, "r")+" "+attr(t, "ref"))
		case xml.EndElement:
			out = append(out, ">")
		case xml.CharData:
			out = said(out, string(t))
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
}

// said joins texts that follow each other: where one ends is the reader's own affair.
func said(out []string, text string) []string {
	if n := len(out); n > 0 && strings.HasPrefix(out[n-1], "=") {
		out[n-1] += text
		return out
	}
	return append(out, "="+text)
}

func scanned(t *testing.T, raw string) ([]string, error) {
	a := sheetArchive(t, raw)
	s, err := scan(a, "part.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var out []string
	for {
		k, err := s.next()
		switch {
		case err != nil:
			return out, err
		case k == tokenEOF:
			return out, nil
		case k == tokenStart:
			out = append(out, "<"+string(localOf(nameOf(s.tag)))+" "+string(s.attr("r"))+" "+string(s.attr("ref")))
		case k == tokenEnd:
			out = append(out, ">")
		case k == tokenText:
			out = said(out, string(s.text))
		}
	}
}

var documents = []string{
	`<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a &amp; b&#10;c</t></is></c></row></sheetData></worksheet>`,
	`<a><!-- x > y --><b r="1>2"/><![CDATA[<thô> & ]]>đuôi</a>`,
	`<x:row xmlns:x="u" x:r='3' ref = "A1:B2" >một` + "\r\n" + `hai</x:row>`,
	`<a r="&quot;&#x111;&quot;"/>`,
}

func TestTheScannerReadsAsXML(t *testing.T) {
	for _, doc := range documents {
		want, err := texts(doc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := scanned(t, doc)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-xml +scanner)\n%s", doc, err, diff)
		}
	}
	for _, bad := range []string{"<a", "<a>", "</a>", "<a>&nbsp;</a>", "<!DOCTYPE a><a/>", "<a r='1>", "<>", "<a>\xff</a>", strings.Repeat("<a>", 101) + strings.Repeat("</a>", 101)} {
		if _, err := scanned(t, bad); err == nil {
			t.Errorf("%q is read", bad[:min(len(bad), 30)])
		}
	}
}

// FuzzScanner holds the scanner to encoding/xml: what that one reads whole is read alike.
func FuzzScanner(f *testing.F) {
	for _, doc := range documents {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, inside string) {
		raw := "<a>" + strings.TrimPrefix(inside, `<?xml version="1.0"?>`) + "</a>"
		want, err := texts(raw)
		got, mine := scanned(t, raw)
		if err != nil || mine != nil || strings.Contains(raw, "<!") && !strings.Contains(raw, "<!--") {
			return
		}
		if !slices.Equal(want, got) {
			t.Errorf("xml %q, scanner %q", want, got)
		}
	})
}

func sheetArchive(t *testing.T, raw string) *safezip.Archive {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.Create("part.xml")
	if err == nil {
		_, err = io.WriteString(w, raw)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := safezip.Open(buf.Bytes(), safezip.Office)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
