// Package ident makes the ids of all records.
//
// Ids are made by the application, never by a sequence of a table, so that records made on two machines can meet in one
// database. An id says nothing about a person and is safe in an address.
package ident

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"sync"
	"time"
)

var last struct {
	sync.Mutex
	ms  uint64
	seq uint16
}

// New makes a UUIDv7 (RFC 9562, 5.7): time first, so that new rows lie together in an index. Ids made by one process
// are strictly increasing, also within one millisecond, until 4,096 fall into one; then the clock part runs ahead.
func New() string {
	var id [16]byte
	_, _ = rand.Read(id[8:]) // crypto/rand.Read never fails since Go 1.24
	last.Lock()
	ms := uint64(time.Now().UnixMilli())
	if ms <= last.ms {
		ms = last.ms
		last.seq++
		if last.seq > 0x0fff {
			ms, last.seq = ms+1, 0
		}
	} else {
		last.seq = 0
	}
	last.ms = ms
	seq := last.seq
	last.Unlock()
	binary.BigEndian.PutUint64(id[:8], ms<<16|0x7000|uint64(seq))
	id[8] = id[8]&0x3f | 0x80
	return format(id)
}

// Derived makes the same id from the same parts on every machine (UUIDv8). It is for reference data that all
// installations share, such as places: the key of a place is its code plus the date from which it holds.
func Derived(parts ...string) string {
	var b []byte
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	sum := sha256.Sum256(b)
	id := [16]byte(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return format(id)
}

// Valid reports whether s has the form of an id. Handlers check it before a query sees it.
func Valid(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// codeAlphabet leaves out I, O, 0 and 1, which people misread on paper and on the phone.
const codeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// Code makes a one-time code of n characters in groups of three ("KHE-4M9-72T"), five bits each.
func Code(n int) string {
	raw := make([]byte, n)
	_, _ = rand.Read(raw)
	out := make([]byte, 0, n+n/3)
	for i, b := range raw {
		if i > 0 && i%3 == 0 {
			out = append(out, '-')
		}
		out = append(out, codeAlphabet[b&31])
	}
	return string(out)
}

// CodeKey is a typed code as it is compared: without spaces and hyphens, in capitals.
func CodeKey(typed string) string {
	out := make([]byte, 0, len(typed))
	for i := range len(typed) {
		c := typed[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != ' ' && c != '-' {
			out = append(out, c)
		}
	}
	return string(out)
}

// Token makes a secret of 256 bits for cookies and links.
func Token() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:])
	return hex.EncodeToString(raw[:])
}

// LinkSecret makes a secret of 130 bits that is short enough for a message: 26 small letters and digits, which no messenger
// cuts off and a person can read out.
func LinkSecret() string { return strings.ToLower(rand.Text()) }

// Digest is how a secret is stored: the database never holds the secret itself.
func Digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func format(id [16]byte) string {
	var s [36]byte
	hex.Encode(s[:], id[:4])
	s[8] = '-'
	hex.Encode(s[9:], id[4:6])
	s[13] = '-'
	hex.Encode(s[14:], id[6:8])
	s[18] = '-'
	hex.Encode(s[19:], id[8:10])
	s[23] = '-'
	hex.Encode(s[24:], id[10:])
	return string(s[:])
}
