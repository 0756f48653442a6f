package smtptest

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Process is a server process that is started again whenever it has died.
type Process struct {
	Dir     string
	Address string

	mu   sync.Mutex
	cmd  *exec.Cmd
	over bool
}

// Start runs the test's own binary as a server: its TestMain must call Serve when Env is set.
func Start(t testing.TB) *Process {
	t.Helper()
	p := &Process{Dir: t.TempDir()}
	p.start(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for p.revive(t) {
		}
	}()
	t.Cleanup(func() {
		p.mu.Lock()
		p.over = true
		_ = p.cmd.Process.Kill()
		p.mu.Unlock()
		<-done
	})
	return p
}

func (p *Process) start(t testing.TB) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd = exec.Command(self)
	p.cmd.Env = append(os.Environ(), Env+"="+p.Dir)
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Error(err)
		return
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Errorf("the mail server did not start: %v", err)
	}
	p.Address = strings.TrimSpace(line)
}

// revive waits for the end of the process and starts the next one; false when the test is over.
func (p *Process) revive(t testing.TB) bool {
	_ = p.cmd.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return false
	}
	p.start(t)
	return true
}

// Ready waits until the server takes connections: one that has died is not back at once on a busy machine.
func (p *Process) Ready(t testing.TB) {
	t.Helper()
	for t.Context().Err() == nil {
		if conn, err := net.Dial("tcp", p.Address); err == nil {
			_ = conn.Close()
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Mode sets how the server greets: "silent", "deny" or "" for as it should.
func (p *Process) Mode(t testing.TB, m string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.Dir, mode), []byte(m), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Arrived counts the messages that the server took over, by recipient and Message-ID.
func (p *Process) Arrived(t testing.TB) map[[2]string]int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(p.Dir, arrivedFile))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := map[[2]string]int{}
	for line := range strings.Lines(string(raw)) {
		id, to, _ := strings.Cut(strings.TrimSpace(line), " ")
		out[[2]string{to, id}]++
	}
	return out
}
