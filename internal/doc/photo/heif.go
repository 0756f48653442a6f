package photo

import (
	"bytes"
	"encoding/binary"
)

// cleanHEIF writes zeros over the items of a HEIC or AVIF file that hold EXIF and XMP (ISO/IEC 23008-12, annex A): nothing
// moves, so that all places in the file stay right. The way up is a property of the picture and stays. Items that lie
// where this reader cannot follow make the file ErrBroken: better refused than kept with a position in it.
func cleanHEIF(raw []byte) ([]byte, error) {
	out := bytes.Clone(raw)
	meta, ok := boxOf(out, "meta")
	if !ok || len(meta) < 4 {
		return nil, ErrBroken
	}
	meta = meta[4:] // version and flags
	iinf, ok := boxOf(meta, "iinf")
	if !ok {
		return out, nil // no items at all
	}
	tell, err := tellingItems(iinf)
	if err != nil || len(tell) == 0 {
		return out, err
	}
	iloc, ok := boxOf(meta, "iloc")
	if !ok {
		return nil, ErrBroken
	}
	data, _ := boxOf(meta, "idat")
	err = eachExtent(iloc, func(item uint64, method uint16, from, length uint64) error {
		if !tell[item] {
			return nil
		}
		switch {
		case method == 0 && length > 0 && inMediaData(out, from, length):
			clear(out[from : from+length])
		case method == 1 && from <= uint64(len(data)) && length <= uint64(len(data))-from:
			clear(data[from : from+length])
		default:
			return ErrBroken
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// inMediaData reports whether a stretch of the file lies in one of its boxes of media data: elsewhere nothing may be
// written over.
func inMediaData(file []byte, from, length uint64) bool {
	for at := uint64(0); ; {
		kind, head, n, ok := boxAt(file[at:])
		if !ok {
			return false
		}
		if kind == "mdat" && from >= at+head && from <= at+n && length <= at+n-from {
			return true
		}
		at += n
	}
}

// boxAt reads the head of the first box: its kind, and the lengths of the head and of the whole.
func boxAt(b []byte) (kind string, head, n uint64, ok bool) {
	if len(b) < 8 {
		return "", 0, 0, false
	}
	head, n = 8, uint64(binary.BigEndian.Uint32(b))
	switch {
	case n == 0: // until the end
		n = uint64(len(b))
	case n == 1 && len(b) >= 16:
		head, n = 16, binary.BigEndian.Uint64(b[8:])
	}
	return string(b[4:8]), head, n, n >= head && n <= uint64(len(b))
}

// boxOf finds a box at the top of some bytes and gives what is in it.
func boxOf(b []byte, kind string) (body []byte, ok bool) {
	for {
		found, head, n, ok := boxAt(b)
		if !ok {
			return nil, false
		}
		if found == kind {
			return b[head:n], true
		}
		b = b[n:]
	}
}

// tellingItems reads the item information box: the numbers of the items that hold EXIF, or XMP as a text of any kind.
func tellingItems(iinf []byte) (map[uint64]bool, error) {
	r := fieldReader{b: iinf}
	version := r.number(4) >> 24
	if version == 0 {
		r.number(2)
	} else {
		r.number(4)
	}
	out := map[uint64]bool{}
	for rest := r.b; len(rest) >= 8; {
		n := uint64(binary.BigEndian.Uint32(rest))
		if n < 8 || n > uint64(len(rest)) {
			return nil, ErrBroken
		}
		e := fieldReader{b: rest[8:n]}
		size := 2
		if e.number(4)>>24 >= 3 {
			size = 4
		}
		id := e.number(size)
		e.number(2)
		if kind := e.number(4); kind == 0x45786966 || kind == 0x6d696d65 { // "Exif", "mime"
			out[id] = true
		}
		if e.short {
			return nil, ErrBroken
		}
		rest = rest[n:]
	}
	if r.short {
		return nil, ErrBroken
	}
	return out, nil
}

// eachExtent walks the item location box (ISO/IEC 14496-12, 8.11.3).
func eachExtent(iloc []byte, fn func(item uint64, method uint16, from, length uint64) error) error {
	r := fieldReader{b: iloc}
	version := r.number(4) >> 24
	sizes := r.number(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	wide := 2
	if version == 2 {
		wide = 4
	}
	for count := r.number(wide); count > 0 && !r.short; count-- {
		id := r.number(wide)
		method := uint16(0)
		if version > 0 {
			method = uint16(r.number(2) & 15)
		}
		r.number(2) // the file in which the data are; another file is none of ours
		start := r.number(base)
		for extents := r.number(2); extents > 0 && !r.short; extents-- {
			if version > 0 {
				r.number(index)
			}
			from, n := r.number(offset), r.number(length)
			if r.short {
				break
			}
			if err := fn(id, method, start+from, n); err != nil {
				return err
			}
		}
	}
	if r.short {
		return ErrBroken
	}
	return nil
}

// fieldReader reads big-endian numbers of some bytes; short says that there were not enough.
type fieldReader struct {
	b     []byte
	short bool
}

func (r *fieldReader) number(size int) (n uint64) {
	if size > len(r.b) {
		r.short, r.b = true, nil
		return 0
	}
	for _, c := range r.b[:size] {
		n = n<<8 | uint64(c)
	}
	r.b = r.b[size:]
	return n
}
