package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// outcome is how a conversation with the server ended.
type outcome int

const (
	accepted    outcome = iota
	unreachable         // the server was not reached, or does not take anything from this sender
	postponed           // 4xx
	refused             // 5xx
	unsure              // the end was handed over and no answer came
	withheld            // this program could not note that the end follows, and did not give it
)

// delivery is an outcome with the words of the server.
type delivery struct {
	outcome
	answer string
}

var errTaken = errors.New("mail: another sender has the message")

// deliver talks to the server about one message. handOver runs just before the end of the message is given to the server;
// when it fails, the connection is cut, and the server must forget what it has.
func (s Settings) deliver(ctx context.Context, m Message, handOver func() error) delivery {
	letter, err := s.compose(m)
	if err != nil {
		return delivery{refused, err.Error()}
	}
	client, cut, err := s.dial(ctx)
	defer cut()
	if err != nil {
		return delivery{unreachable, err.Error()}
	}
	defer context.AfterFunc(ctx, cut)()
	if d, ok := s.envelope(client, letter); !ok {
		return d
	}
	return s.content(client, letter, cut, handOver)
}

// compose makes the letter. The same message makes the same letter, except for the words of its MIME frame.
func (s Settings) compose(m Message) (*gomail.Msg, error) {
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := letter.FromFormat(s.FromName, s.From); err != nil {
		return nil, err
	}
	if err := letter.To(m.To); err != nil {
		return nil, err
	}
	letter.Subject(m.Subject)
	_, domain, _ := strings.Cut(s.From, "@")
	letter.SetMessageIDWithValue(m.ID + "@" + domain)
	letter.SetDateWithValue(m.CreatedAt.Time)
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday notices in answer, please
	letter.SetBodyString(gomail.TypeTextPlain, m.Body)
	return letter, nil
}

// dial connects, encrypts and signs in. cut ends the connection at once; it may be called more than once and from anywhere.
func (s Settings) dial(ctx context.Context) (client *smtp.Client, cut func(), err error) {
	var conn net.Conn
	cut = func() {
		if conn != nil {
			_ = conn.Close()
		}
	}
	host, port, err := net.SplitHostPort(s.Server)
	if err != nil {
		return nil, cut, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, cut, err
	}
	options := []gomail.Option{gomail.WithPort(number), gomail.WithTimeout(s.timeout()), gomail.WithTLSPolicy(gomail.NoTLS),
		gomail.WithDialContextFunc(func(ctx context.Context, network, address string) (_ net.Conn, err error) {
			conn, err = s.open(ctx, network, address, host)
			return conn, err
		})}
	if s.Security == StartTLS {
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithTLSConfig(s.tls(host)))
	}
	if s.User != "" {
		options = append(options, gomail.WithUsername(s.User), gomail.WithPassword(s.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	c, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, cut, err
	}
	client, err = c.DialToSMTPClientWithContext(ctx)
	return client, cut, err
}

func (s Settings) open(ctx context.Context, network, address, host string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil || s.Security != TLS {
		return conn, err
	}
	secure := tls.Client(conn, s.tls(host))
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return secure, nil
}

func (s Settings) tls(host string) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.trust != nil {
		c = s.trust.Clone()
	}
	c.ServerName = host
	return c
}

// envelope says who writes to whom; ok is false when the conversation ends there.
func (s Settings) envelope(client *smtp.Client, letter *gomail.Msg) (delivery, bool) {
	from, err := letter.GetSender(false)
	if err != nil {
		return delivery{refused, err.Error()}, false
	}
	to, err := letter.GetRecipients()
	if err != nil || len(to) != 1 {
		return delivery{refused, "không có đúng một người nhận"}, false
	}
	if err := errors.Join(client.UpdateDeadline(s.timeout()), client.Mail(from)); err != nil {
		d := failure(err)
		if d.outcome == refused { // it is the sender that is refused, and so is every message
			d.outcome = unreachable
		}
		return d, false
	}
	if err := errors.Join(client.UpdateDeadline(s.timeout()), client.Rcpt(to[0])); err != nil {
		return failure(err), false
	}
	return delivery{}, true
}

// content gives the text, notes that the end follows, gives the end and waits for the answer.
func (s Settings) content(client *smtp.Client, letter *gomail.Msg, cut func(), handOver func() error) delivery {
	if err := client.UpdateDeadline(s.timeout()); err != nil {
		return failure(err)
	}
	w, err := client.Data()
	if err != nil {
		return failure(err)
	}
	if _, err := letter.WriteTo(w); err != nil {
		return failure(err)
	}
	if err := s.listening(client); err != nil {
		return delivery{unreachable, err.Error()}
	}
	if err := handOver(); err != nil {
		cut()
		return delivery{withheld, err.Error()}
	}
	if err := client.UpdateDeadline(4 * s.timeout()); err != nil {
		return delivery{unsure, err.Error()}
	}
	if err := w.Close(); err != nil {
		if d := failure(err); d.outcome != unreachable {
			return d // the server says that it did not take the message
		}
		return delivery{unsure, err.Error()}
	}
	answer := ""
	if dc, ok := w.(*smtp.DataCloser); ok {
		answer = dc.ServerResponse()
	}
	_ = client.UpdateDeadline(time.Second) // a polite end; the message has been taken over whatever happens to it
	_ = client.Quit()
	return delivery{accepted, "250 " + answer}
}

// glance is how long a sender listens for the end of the connection before it hands over the end of the message.
const glance = 50 * time.Millisecond

var errSpoke = errors.New("mail: the server spoke before the end of the message")

// listening sends what is still held here and looks whether the server has gone: each such message found now is one that
// need not become uncertain.
func (s Settings) listening(client *smtp.Client) error {
	if err := client.Text.W.Flush(); err != nil {
		return err
	}
	if err := client.UpdateDeadline(glance); err != nil {
		return err
	}
	_, err := client.Text.R.Peek(1)
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return nil // silence is what a server that waits for the end gives
	}
	if err == nil {
		err = errSpoke
	}
	return err
}

// failure reads the kind of an answer that was no success. What is no answer at all is unreachable.
func failure(err error) delivery {
	said, ok := errors.AsType[*textproto.Error](err)
	switch {
	case !ok, said.Code < 400:
		return delivery{unreachable, err.Error()}
	case said.Code < 500:
		return delivery{postponed, said.Error()}
	}
	return delivery{refused, said.Error()}
}
