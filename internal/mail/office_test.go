package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/mail/smtptest"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/sqlite"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

var template = &storetest.Template{Migrations: mail.Migrations()}

// The environment of a sender process that is to be killed.
const (
	senderDB     = "MANGNON_MAILTEST_DB"
	senderServer = "MANGNON_MAILTEST_SERVER"
	senderStage  = "MANGNON_MAILTEST_STAGE"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(smtptest.Env); dir != "" {
		fmt.Fprintln(os.Stderr, smtptest.Serve(dir))
		os.Exit(1)
	}
	if path := os.Getenv(senderDB); path != "" {
		sendUntilStage(path)
		return
	}
	storetest.Main(m)
}

func settings(server string) mail.Settings {
	return mail.Settings{Server: server, Security: mail.Plain, From: "phuong@example.vn", FromName: "Măng Non phường thử", Timeout: 400 * time.Millisecond}
}

// sendUntilStage is a sender that stops for ever at a stage, having said so, and waits to be killed.
func sendUntilStage(path string) {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		panic(err)
	}
	s := &mail.Sender{DB: db, Log: slog.New(slog.DiscardHandler), Settings: settings(os.Getenv(senderServer))}
	s.At(func(stage string) {
		if stage == os.Getenv(senderStage) {
			fmt.Println(stage)
			select {}
		}
	})
	_, err = s.Step(ctx)
	fmt.Println("went on", err)
}

// office is an outbox with a clock that the test moves, a sender and a server process.
type office struct {
	*testing.T
	db     *store.DB
	ahead  atomic.Int64
	sender *mail.Sender
	server *smtptest.Process
}

func newOffice(t *testing.T, db *store.DB) *office {
	o := &office{T: t, db: db, server: smtptest.Start(t)}
	start := time.Now()
	db.Clock = func() store.Instant {
		return store.Instant{Time: time.UnixMilli(start.UnixMilli() + o.ahead.Load()).UTC()}
	}
	o.sender = &mail.Sender{DB: db, Log: slog.New(slog.DiscardHandler), Settings: settings(o.server.Address)}
	return o
}

func both(t *testing.T, run func(o *office)) {
	template.Each(t, func(t *testing.T, db *store.DB) { run(newOffice(t, db)) })
}

func (o *office) pass(d time.Duration) { o.ahead.Add(d.Milliseconds()) }

func (o *office) reader() store.Reader { return o.db.Reader(actor.System("test")) }

// add writes a message for a recipient; the key is the recipient.
func (o *office) add(d mail.Draft) (fresh bool) {
	o.Helper()
	if d.Key == "" {
		d.Key = d.To
	}
	d.UnitID, d.Subject = "u", "Nhắc việc ngày 12/05"
	if d.Body == "" {
		d.Body = "Ba việc đến hạn trong tuần này."
	}
	err := o.db.Write(o.Context(), actor.System("test"), func(tx *store.Tx) (err error) {
		fresh, err = mail.Add(o.Context(), tx, d)
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return fresh
}

// work sends for some days: what is put off comes back, and leases end.
func (o *office) work() {
	o.Helper()
	for range 40 {
		o.server.Ready(o.T)
		for {
			state, err := o.sender.Step(o.Context())
			if err != nil {
				o.Fatal(err)
			}
			if state == "" {
				break
			}
		}
		if n, err := mail.Counts(o.Context(), o.reader()); err != nil || n[mail.Waiting]+n[mail.Sending] == 0 {
			return
		}
		o.pass(2 * time.Hour)
	}
}

func (o *office) message(key string) mail.Message {
	o.Helper()
	m, ok, err := mail.ByKey(o.Context(), o.reader(), key)
	if err != nil || !ok {
		o.Fatalf("message %s: %v %v", key, ok, err)
	}
	return m
}

// arrived counts what the server took over of one recipient, and insists that all of it is one message.
func (o *office) arrived(to string) (n int) {
	o.Helper()
	ids := 0
	for key, times := range o.server.Arrived(o.T) {
		if key[0] == to {
			n += times
			ids++
		}
	}
	if ids > 1 {
		o.Errorf("%s got %d different messages", to, ids)
	}
	return n
}

// killedAt lets a process of its own send the next message and kills it at a stage.
func (o *office) killedAt(path, stage string) {
	o.Helper()
	self, err := os.Executable()
	if err != nil {
		o.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), senderDB+"="+path, senderServer+"="+o.server.Address, senderStage+"="+stage)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		o.Fatal(err)
	}
	said, _ := bufio.NewReader(out).ReadString('\n')
	if err := cmd.Process.Kill(); err != nil {
		o.Fatal(err)
	}
	_ = cmd.Wait()
	if strings.TrimSpace(said) != stage {
		o.Fatalf("the sender came to %q, not to %q", said, stage)
	}
}

func system() actor.Actor { return actor.System("test") }
