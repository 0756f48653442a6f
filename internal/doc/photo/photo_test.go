package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters is a picture with a red, green, blue and white quarter, clockwise from the top left.
func quarters(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0xFF, 0, 0, 0xFF}
			switch {
			case x >= w/2 && y < h/2:
				c = color.RGBA{0, 0xFF, 0, 0xFF}
			case x >= w/2:
				c = color.RGBA{0, 0, 0xFF, 0xFF}
			case y >= h/2:
				c = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(marker byte, body string) []byte {
	return append([]byte{0xFF, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// tagged puts segments behind the first two bytes of a JPEG.
func tagged(raw []byte, segments ...[]byte) []byte {
	out := append([]byte{}, raw[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, raw[2:]...)
}

// exif is an EXIF body with the way up and, behind it, words that stand for a position.
func exif(way byte) string {
	return "Exif\x00\x00II\x2A\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{way}) + "\x00\x00\x00\x00\x00\x00\x00GPS 20.93N 106.06E"
}

func TestCleanTakesOutWhatTellsThePlace(t *testing.T) {
	plain := jpegOf(t, quarters(32, 24))
	dirty := tagged(plain, segment(app1, exif(6)), segment(app1, "http://ns.adobe.com/xap/1.0/\x00GPS xmp"), segment(0xED, "Photoshop GPS"), segment(com, "GPS note"), segment(app2, "MPF\x00GPS"), segment(app2, "ICC_PROFILE\x00colours"))
	dirty = append(dirty, "GPS in a film behind the picture"...)
	got, err := Clean(dirty)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(got, []byte("GPS")) {
		t.Error("a position is left")
	}
	if !bytes.Contains(got, []byte("ICC_PROFILE\x00colours")) {
		t.Error("the colours are gone")
	}
	if way := Orientation(got); way != 6 {
		t.Errorf("the way up is %d, want 6", way)
	}
	a, err := jpeg.Decode(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	b, err := jpeg.Decode(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 24 {
		for x := range 32 {
			if a.At(x, y) != b.At(x, y) {
				t.Fatalf("the picture differs at %d,%d", x, y)
			}
		}
	}
}

func TestCleanRefusesWhatIsNoJPEG(t *testing.T) {
	plain := jpegOf(t, quarters(8, 8))
	for name, raw := range map[string][]byte{
		"empty": nil, "text": []byte("xin chào"), "only the head": {0xFF, soi, 0xFF}, "length past the end": {0xFF, soi, 0xFF, app1, 0xFF, 0xFF, 0},
		"length of one": {0xFF, soi, 0xFF, app1, 0, 1, 0}, "rubbish between segments": tagged(plain, []byte("rubbish")),
	} {
		if _, err := cleanJPEG(raw); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if got, err := cleanJPEG(plain[:len(plain)-10]); err != nil || !bytes.HasSuffix(got, []byte{0xFF, eoi}) {
		t.Errorf("a picture that was cut off on the way is not closed: %v", err)
	}
}

func FuzzCleanJPEG(f *testing.F) {
	plain := jpegOf(f, quarters(16, 16))
	f.Add(plain)
	f.Add(tagged(plain, segment(app1, exif(8)), segment(com, "x")))
	f.Add([]byte{0xFF, soi, 0xFF, 0xFF, 0xFF, eoi})
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := cleanJPEG(raw)
		if err != nil {
			return
		}
		again, err := cleanJPEG(got)
		if err != nil || !bytes.Equal(got, again) {
			t.Fatalf("cleaning twice differs: %v", err)
		}
		for rest := got[2:]; ; {
			marker, seg, after, err := next(rest)
			if err != nil || marker == eoi {
				return
			}
			if marker == com || marker == app1 && len(seg) > 40 {
				t.Fatalf("segment %X of %d bytes is left", marker, len(seg))
			}
			rest = after
			if marker == sos {
				rest = rest[scanEnd(rest):]
			}
		}
	})
}

func TestThumbIsSmallAndUpright(t *testing.T) {
	red, green, blue := color.RGBA{0xFF, 0, 0, 0xFF}, color.RGBA{0, 0xFF, 0, 0xFF}, color.RGBA{0, 0, 0xFF, 0xFF}
	white := color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	cases := []struct {
		way      byte
		size     image.Point
		topLeft  color.RGBA
		topRight color.RGBA
	}{
		{1, image.Pt(240, 120), red, green},
		{2, image.Pt(240, 120), green, red},
		{3, image.Pt(240, 120), blue, white},
		{4, image.Pt(240, 120), white, blue},
		{5, image.Pt(120, 240), red, white},
		{6, image.Pt(120, 240), white, red},
		{7, image.Pt(120, 240), blue, green},
		{8, image.Pt(120, 240), green, blue},
	}
	for _, c := range cases {
		raw := tagged(jpegOf(t, quarters(800, 400)), segment(app1, exif(c.way)))
		small, size, err := Thumb(raw)
		if err != nil || size != c.size {
			t.Errorf("way %d: %v %v, want %v", c.way, size, err, c.size)
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		if !near(m.At(5, 5), c.topLeft) || !near(m.At(size.X-5, 5), c.topRight) {
			t.Errorf("way %d: corners %v %v, want %v %v", c.way, m.At(5, 5), m.At(size.X-5, 5), c.topLeft, c.topRight)
		}
	}
}

func near(a color.Color, b color.RGBA) bool {
	r, g, bl, _ := a.RGBA()
	off := func(x uint32, y uint8) bool { d := int(x>>8) - int(y); return d > 40 || d < -40 }
	return !off(r, b.R) && !off(g, b.G) && !off(bl, b.B)
}

// bomb is a PNG of a hundred bytes that claims to hold w times h pixels.
func bomb(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	body := []byte("IHDR")
	body = binary.BigEndian.AppendUint32(body, w)
	body = binary.BigEndian.AppendUint32(body, h)
	body = append(body, 8, 6, 0, 0, 0)
	_ = binary.Write(&b, binary.BigEndian, uint32(13))
	b.Write(body)
	_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	return b.Bytes()
}

func TestThumbRefusesBombsAndRubbish(t *testing.T) {
	whole := jpegOf(t, quarters(64, 64))
	for name, raw := range map[string][]byte{
		"a bomb": bomb(60_000, 60_000), "one long line": bomb(1<<30, 1), "no pixels": bomb(100, 100), "text": []byte("xin chào"), "half a JPEG": whole[:60],
	} {
		if _, _, err := Thumb(raw); err == nil {
			t.Errorf("%s gives a picture", name)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, quarters(300, 900)); err != nil {
		t.Fatal(err)
	}
	if _, size, err := Thumb(b.Bytes()); err != nil || size != image.Pt(80, 240) {
		t.Errorf("a PNG gives %v %v", size, err)
	}
}

func BenchmarkThumbOfAPhonesPicture(b *testing.B) {
	raw := jpegOf(b, quarters(4000, 3000))
	for b.Loop() {
		if _, _, err := Thumb(raw); err != nil {
			b.Fatal(err)
		}
	}
}
