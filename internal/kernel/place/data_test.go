package place

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
)

func pack(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	head      = "# source: test\n"
	placesTop = head + "code,full_name,parent_code,from,to,also,source\n"
	linksTop  = head + "date,old_code,new_code,part\n"
	province  = "33,tỉnh Hưng Yên,,,2025-06-30,,\n33,tỉnh Hưng Yên,,2025-07-01,,,\n"
	links     = "2025-07-01,33,33,full\n"
)

func TestReadSmallCatalogue(t *testing.T) {
	c, err := read(pack(t, placesTop+"12103,phường Mỹ Hào,33,2025-07-01,,12102|Mĩ Hào,NQ 1666\n"+province), pack(t, linksTop+links))
	if err != nil {
		t.Fatal(err)
	}
	p := c.rows[0].place
	if p.Parent != "tỉnh Hưng Yên" || p.Source != "NQ 1666" || c.rows[1].place.Source != "test" {
		t.Errorf("%+v", p)
	}
	if got := c.Search("mi hao", p.To, 3); len(got) != 1 || got[0].Place != p {
		t.Errorf("the other spelling finds %+v", got)
	}
}

func TestReadRefusesBrokenData(t *testing.T) {
	good, goodLinks := pack(t, placesTop+province), pack(t, linksTop+links)
	tests := []struct {
		name          string
		places, links []byte
		says          string
	}{
		{"not packed", []byte(placesTop), goodLinks, "gzip"},
		{"cut off", good[:len(good)-9], goodLinks, "EOF"},
		{"no source", pack(t, "code,full_name\n"), goodLinks, "source"},
		{"empty", pack(t, ""), goodLinks, "source"},
		{"a column too few", pack(t, placesTop+"33,tỉnh Hưng Yên,,,,\n"), goodLinks, "fields"},
		{"no kind", pack(t, placesTop+"33,Hưng Yên,,,,,\n"), goodLinks, "no kind"},
		{"not a date", pack(t, placesTop+"33,tỉnh Hưng Yên,,01/07/2025,,,\n"), goodLinks, "YYYY-MM-DD"},
		{"out of order", pack(t, placesTop+"33,tỉnh Hưng Yên,,,,,\n01,thành phố Hà Nội,,,,,\n"), goodLinks, "out of order"},
		{"twice the same", pack(t, placesTop+"33,tỉnh Hưng Yên,,,,,\n33,tỉnh Hưng Yên,,,,,\n"), goodLinks, "out of order"},
		{"lies nowhere", pack(t, placesTop+"12103,phường Mỹ Hào,34,,,,\n33,tỉnh Hưng Yên,,,,,\n"), goodLinks, "lies in 34"},
		{"links not packed", good, nil, "EOF"},
		{"unknown successor", good, pack(t, linksTop+"2025-07-01,33,34,full\n"), "no such unit"},
		{"link without a date", good, pack(t, linksTop+"x,33,33,full\n"), "YYYY-MM-DD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := read(tt.places, tt.links); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q in it", err, tt.says)
			}
		})
	}
}

func TestEditionFollowsTheData(t *testing.T) {
	edition, kept := Edition(), placesFile
	defer func() { placesFile = kept }()
	placesFile = append([]byte{}, kept...)
	if Edition() != edition {
		t.Error("equal data has two editions")
	}
	placesFile[len(placesFile)/2]++
	if Edition() == edition {
		t.Error("other data has the same edition")
	}
}

func BenchmarkEdition(b *testing.B) {
	for b.Loop() {
		Edition()
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(placesFile, successionsFile); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstSearch(b *testing.B) {
	c, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c.makeEntries()
	}
}
