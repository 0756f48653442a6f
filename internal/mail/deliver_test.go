package mail_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/mail/smtptest"
	"github.com/mangnon/mangnon/internal/store"
)

type decision = func(context.Context, *store.Tx, string) error

// certificate is a key pair for 127.0.0.1 that the test trusts.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool}
}

func TestTheWayToTheServerIsEncryptedAndSignedIn(t *testing.T) {
	o := newOffice(t, template.SQLite(t))
	serverTLS, trusted := certificate(t)
	for _, c := range []struct {
		name     string
		security mail.Security
		implicit bool
		trust    bool
		password string
		want     mail.State
	}{
		{"starttls", mail.StartTLS, false, true, "bí mật", mail.Sent},
		{"tls", mail.TLS, true, true, "bí mật", mail.Sent},
		{"wrong password", mail.TLS, true, true, "khác", mail.Waiting},
		{"unknown certificate", mail.StartTLS, false, false, "bí mật", mail.Waiting},
		{"tls where there is none", mail.TLS, false, true, "bí mật", mail.Waiting},
	} {
		t.Run(c.name, func(t *testing.T) {
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = ln.Close() }()
			go smtptest.ServeTLS(o.server.Dir, ln, serverTLS, c.implicit)
			s := settings(ln.Addr().String())
			s.Security, s.User, s.Password = c.security, "mn", c.password
			if c.trust {
				s = s.Trust(trusted)
			}
			o.sender.Settings = s
			to := "ok." + string(c.security) + "@x.vn"
			o.add(mail.Draft{To: to, Key: c.name})
			o.pass(time.Hour)
			if state, err := o.sender.Step(t.Context()); err != nil || state != c.want {
				t.Errorf("%s %v: %s", state, err, o.message(c.name).Answer)
			}
		})
	}
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	good := mail.Settings{Server: "smtp.example.vn:587", Security: mail.StartTLS, From: "a@example.vn", User: "a", Password: "b"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*mail.Settings){
		"no port":                func(s *mail.Settings) { s.Server = "smtp.example.vn" },
		"no such port":           func(s *mail.Settings) { s.Server = "smtp.example.vn:70000" },
		"no such encryption":     func(s *mail.Settings) { s.Security = "ssl" },
		"a password in the open": func(s *mail.Settings) { s.Security = mail.Plain },
		"no sender":              func(s *mail.Settings) { s.From = "" },
		"no password":            func(s *mail.Settings) { s.Password = "" },
	} {
		s := good
		change(&s)
		if err := s.Check(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"hoa.tt@hungyen.gov.vn", "a@b", "a b@c.vn", "a@b.vn\r\nBcc: c@d.vn", "Hoa <a@b.vn>", "ă@b.vn", "a@b.vn, c@d.vn", "<a@b.vn>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if !mail.ValidAddress(typed) {
			return
		}
		for _, r := range typed {
			if r <= ' ' || r > '~' || r == '<' || r == '>' || r == ',' {
				t.Errorf("%q was taken", typed)
			}
		}
	})
}
