// Package smtptest is a mail server that misbehaves, for tests: a process of its own, so that it can die. What it has
// taken over it writes to a file and to the disk before it says so.
//
// The recipient says how it behaves: the part of the address before the first dot. "Once" is for the first time that an
// address comes.
//
//	ok        takes the message
//	slow      takes it, a few bytes at a time
//	busy      451 to the recipient, once
//	full      452 to the message, once
//	no        550 to the recipient, always
//	spam      554 to the message, always
//	hang      says nothing to the recipient, once
//	mute      takes the message and says nothing, once
//	die       the process ends in the middle of the message, once
//	lose      the process ends at the end of the message, having kept nothing, once
//	keep      the process ends at the end of the message, having kept it, once
package smtptest

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Env names the folder of a server process: a program that finds it set calls Serve and nothing else.
const Env = "MANGNON_SMTPTEST_DIR"

// The files of the folder.
const (
	addressFile = "address" // where the server listens; the next process listens there again
	arrivedFile = "arrived" // one line a message: Message-ID, blank, recipient
	mode        = "mode"    // "silent": no greeting; "deny": 554 instead of one
)

// Serve answers until the process ends.
func Serve(dir string) error {
	addr := "127.0.0.1:0"
	if kept, err := os.ReadFile(filepath.Join(dir, addressFile)); err == nil {
		addr = string(kept)
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, addressFile), []byte(ln.Addr().String()), 0o600); err != nil {
		return err
	}
	fmt.Println(ln.Addr().String())
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go (&session{dir: dir, conn: conn, in: bufio.NewReader(conn)}).answer()
	}
}

// ServeTLS answers one program with a certificate, in this process: for STARTTLS, or from the first byte on with implicit.
func ServeTLS(dir string, ln net.Listener, cert *tls.Config, implicit bool) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		if implicit {
			conn = tls.Server(conn, cert)
		}
		go (&session{dir: dir, conn: conn, in: bufio.NewReader(conn), cert: cert, secure: implicit}).answer()
	}
}

type session struct {
	dir    string
	conn   net.Conn
	in     *bufio.Reader
	cert   *tls.Config
	secure bool
	to     string
	slow   bool
}

func (s *session) say(line string) {
	raw := []byte(line + "\r\n")
	for s.slow && len(raw) > 4 {
		_, _ = s.conn.Write(raw[:4])
		raw = raw[4:]
		time.Sleep(5 * time.Millisecond)
	}
	_, _ = s.conn.Write(raw)
}

// hang says nothing until the other side has enough.
func (s *session) hang() { _, _ = s.in.ReadByte() }

// first reports whether an address comes for the first time, also across processes.
func (s *session) first() bool {
	f, err := os.OpenFile(filepath.Join(s.dir, "seen-"+s.to), os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return false
	}
	return f.Close() == nil
}

func (s *session) behaviour() string {
	b, _, _ := strings.Cut(s.to, ".")
	return b
}

func (s *session) answer() {
	defer func() { _ = s.conn.Close() }()
	switch m, _ := os.ReadFile(filepath.Join(s.dir, mode)); string(m) {
	case "silent":
		s.hang()
		return
	case "deny":
		s.say("554 not today")
		return
	}
	s.say("220 test")
	for {
		line, err := s.in.ReadString('\n')
		if err != nil || !s.command(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

// command answers one line; false ends the connection.
func (s *session) command(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO", "HELO":
		s.hello()
	case "STARTTLS":
		s.say("220 go")
		s.conn, s.secure = tls.Server(s.conn, s.cert), true
		s.in = bufio.NewReader(s.conn)
	case "AUTH":
		s.auth(rest)
	case "RCPT":
		return s.recipient(rest)
	case "DATA":
		s.say("354 go")
		return s.message()
	case "QUIT":
		s.say("221 bye")
		return false
	default:
		s.say("250 ok")
	}
	return true
}

func (s *session) hello() {
	switch {
	case s.cert != nil && !s.secure:
		s.say("250-test\r\n250 STARTTLS")
	case s.secure:
		s.say("250-test\r\n250 AUTH PLAIN")
	default:
		s.say("250 test")
	}
}

// auth knows one person: "mn" with the password "bí mật".
func (s *session) auth(rest string) {
	if strings.HasSuffix(rest, " AG1uAGLDrSBt4bqtdA==") {
		s.say("235 ok")
		return
	}
	s.say("535 who")
}

func (s *session) recipient(rest string) bool {
	_, rest, _ = strings.Cut(rest, "<")
	s.to, _, _ = strings.Cut(rest, ">")
	s.slow = s.behaviour() == "slow"
	switch b := s.behaviour(); {
	case b == "no":
		s.say("550 nobody of that name")
	case b == "busy" && s.first():
		s.say("451 later")
	case b == "hang" && s.first():
		s.hang()
		return false
	default:
		s.say("250 ok")
	}
	return true
}

func (s *session) message() bool {
	id := ""
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return false // half a message is none
		}
		line = strings.TrimRight(line, "\r\n")
		if name, value, ok := strings.Cut(line, ": "); ok && strings.EqualFold(name, "Message-ID") && id == "" {
			id = value
		}
		if line == "." {
			return s.end(id)
		}
		if line == "" && s.behaviour() == "die" && s.first() {
			os.Exit(9)
		}
	}
}

// end is the end of the message: what the server does before it answers decides what has arrived.
func (s *session) end(id string) bool {
	switch b := s.behaviour(); {
	case b == "spam":
		s.say("554 no")
		return true
	case b == "full" && s.first():
		s.say("452 full")
		return true
	case b == "lose" && s.first():
		os.Exit(9)
	case b == "keep" && s.first():
		s.keep(id)
		os.Exit(9)
	case b == "mute" && s.first():
		s.keep(id)
		s.hang()
		return false
	}
	s.keep(id)
	s.say("250 kept")
	return true
}

func (s *session) keep(id string) {
	f, err := os.OpenFile(filepath.Join(s.dir, arrivedFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintf(f, "%s %s\n", id, s.to)
	}
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		panic(err)
	}
}
