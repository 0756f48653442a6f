package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const position = "GPS 20.93N 106.06E"

func chunk(kind, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func TestAPNGLosesItsWordsAndNothingElse(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, quarters(40, 20)); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	const first = 8 + 25 // signature and IHDR
	tagged := append([]byte{}, plain[:first]...)
	for _, kind := range telling {
		tagged = append(tagged, chunk(kind, position)...)
	}
	tagged = append(append(tagged, plain[first:]...), position...)
	got, err := Clean(tagged)
	if err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes of %d, %v", len(got), len(plain), err)
	}
	for _, n := range []int{8, 20, len(plain) - 3} {
		if _, err := Clean(plain[:n]); !errors.Is(err, ErrBroken) {
			t.Errorf("cut at %d: %v", n, err)
		}
	}
}

func riff(kind, body string) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body)))
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

func webp(chunks ...[]byte) []byte {
	body := bytes.Join(chunks, nil)
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(b, "WEBP"...), body...)
}

func TestAWebPLosesItsMetadataAndThePromiseOfIt(t *testing.T) {
	head := func(flags byte) []byte { return riff("VP8X", string([]byte{flags, 0, 0, 0, 39, 0, 0, 19, 0, 0})) }
	picture := riff("VP8L", "\x2f-some-bits")
	in := append(webp(head(0x10|webpEXIF|webpXMP), picture, riff("EXIF", exif(6)), riff("XMP ", position)), position...)
	got, err := Clean(in)
	if want := webp(head(0x10), picture); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	if _, err := Clean(in[:len(in)-60]); !errors.Is(err, ErrBroken) {
		t.Errorf("cut: %v", err)
	}
}

func box(kind, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

// heif is a file with a picture, and with EXIF and XMP behind it at the places that its item location box tells.
func heif(picture, exif, xmp string) []byte {
	item := func(id byte, kind string) string {
		return box("infe", "\x02\x00\x00\x00\x00"+string(id)+"\x00\x00"+kind+"\x00")
	}
	iinf := box("iinf", "\x00\x00\x00\x00\x00\x03"+item(1, "hvc1")+item(2, "Exif")+item(3, "mime"))
	head := box("ftyp", "heic\x00\x00\x00\x00mif1heic")
	build := func(at int) string {
		var b []byte
		for i, part := range []string{picture, exif, xmp} {
			b = append(b, 0, byte(i+1), 0, 0, 0, 1)
			b = binary.BigEndian.AppendUint32(b, uint32(at))
			b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
			at += len(part)
		}
		return head + box("meta", "\x00\x00\x00\x00"+iinf+box("iloc", "\x00\x00\x00\x00\x44\x00\x00\x03"+string(b)))
	}
	return []byte(build(len(build(0))+8) + box("mdat", picture+exif+xmp))
}

func TestAHEICKeepsItsPictureInPlaceAndLosesThePosition(t *testing.T) {
	in := heif("the picture itself", "\x00\x00\x00\x06"+exif(1), "<x:xmpmeta>"+position)
	got, err := Clean(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(in) || !bytes.Contains(got, []byte("the picture itself")) || bytes.Contains(got, []byte("GPS")) || bytes.Contains(got, []byte("xmpmeta")) {
		t.Errorf("%q", got)
	}
	if !bytes.Contains(in, []byte(position)) {
		t.Error("the bytes of the caller were changed")
	}
	outside := bytes.Replace(in, []byte("\x44\x00\x00\x03"), []byte("\x44\x00\x7f\x03"), 1)
	if _, err := Clean(outside); !errors.Is(err, ErrBroken) {
		t.Errorf("more items than there are places: %v", err)
	}
	if _, err := Clean(in[:40]); !errors.Is(err, ErrBroken) {
		t.Errorf("cut: %v", err)
	}
}

// A real encoder's WebP still opens after cleaning. The programs of libwebp are not on every machine.
func TestARealWebPStillOpens(t *testing.T) {
	convert, err := exec.LookPath("convert")
	if err != nil {
		t.Skip("convert of ImageMagick is not installed")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "a.webp")
	if out, err := exec.CommandContext(t.Context(), convert, "-size", "64x32", "xc:red", "-set", "comment", position, name).CombinedOutput(); err != nil {
		t.Skipf("ImageMagick makes no WebP here: %s", out)
	}
	raw := read(t, name)
	clean, err := Clean(raw)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, clean)
	out, err := exec.CommandContext(t.Context(), "identify", name).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "64x32") {
		t.Errorf("%s, %v", out, err)
	}
}

// Whatever is sent, cleaning ends, tells no more than before, and what it gives is clean already.
func FuzzCleanAnyKind(f *testing.F) {
	f.Add(heif("p", exif(1), position))
	f.Add(webp(riff("VP8L", "\x2f-"), riff("EXIF", position)))
	f.Add(jpegOf(f, image.NewRGBA(image.Rect(0, 0, 8, 8))))
	f.Add(append([]byte(pngSignature), chunk("IEND", "")...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, err := Clean(raw)
		if err != nil {
			return
		}
		twice, err := Clean(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%d bytes, then %d, %v", len(once), len(twice), err)
		}
	})
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func write(t *testing.T, name string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}
