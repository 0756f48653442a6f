//go:build unix

package fault

import (
	"bufio"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// child is a program that writes, in a process of its own.
type child struct {
	cmd *exec.Cmd
	out *bufio.Reader
}

func start(t *testing.T, dir string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return &child{cmd, bufio.NewReader(out)}
}

// acknowledged reads n ids.
func (c *child) acknowledged(t *testing.T, n int) (ids []string) {
	t.Helper()
	for range n {
		line, err := c.out.ReadString('\n')
		if err != nil {
			t.Fatalf("the child ended by itself: %v", err)
		}
		ids = append(ids, line[:len(line)-1])
	}
	return ids
}

// kill ends the child at once and gives the ids that it printed before it died. A line without its end was cut off and
// counts for nothing.
func (c *child) kill(t *testing.T) (ids []string) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for {
		line, err := c.out.ReadString('\n')
		if err == io.EOF {
			_ = c.cmd.Wait() // says that it was killed
			return ids
		}
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, line[:len(line)-1])
	}
}

// killRounds names the number of kills, for a long night: 500.
const killRounds = "MANGNON_FAULT_KILLS"

// killsAnInstallation is how many kills one installation has to bear before the next begins anew: it grows, and is looked
// through after each.
const killsAnInstallation = 20

// TestKilledWhileWriting kills the program at chance moments, in the middle of saves and of sealing, and opens what it left.
func TestKilledWhileWriting(t *testing.T) {
	rounds := 5
	if testing.Short() {
		rounds = 2
	}
	if n, err := strconv.Atoi(os.Getenv(killRounds)); err == nil {
		rounds = n
	}
	var dir string
	var ids []string
	total := 0
	for round := range rounds {
		if round%killsAnInstallation == 0 {
			dir, ids = t.TempDir(), nil
		}
		c := start(t, dir)
		known := len(ids)
		ids = append(ids, c.acknowledged(t, 1+rand.IntN(60))...)
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		ids = append(ids, c.kill(t)...)
		total += len(ids) - known
		in := mustOpen(t, dir)
		in.mustHold(t, ids)
		if err := in.db.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	t.Logf("killed %d times, %d acknowledged reports are there", rounds, total)
}

// TestPowerCutOfACopy copies the files of a program that stands still in the middle of its work, tears the end of the
// journal as a power cut does, and opens the copy. Nothing was closed and no lock was released.
func TestPowerCutOfACopy(t *testing.T) {
	dir, copied := t.TempDir(), t.TempDir()
	c := start(t, dir)
	ids := c.acknowledged(t, 40)
	if err := c.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	waitUntilStopped(t, c.cmd.Process.Pid)
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	ids = append(ids, c.kill(t)...)
	if err := os.Remove(filepath.Join(copied, "mangnon.db-shm")); err != nil {
		t.Fatal(err) // shared memory does not outlive the machine
	}
	wal, err := os.OpenFile(filepath.Join(copied, "mangnon.db-wal"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	torn := make([]byte, 4096+24-700) // a frame that did not get all the way
	for i := range torn {
		torn[i] = byte(rand.IntN(256))
	}
	if _, err := wal.Write(torn); err != nil {
		t.Fatal(err)
	}
	if err := wal.Close(); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, copied).mustHold(t, ids)
}

// waitUntilStopped returns when the kernel has stopped all threads of the process.
func waitUntilStopped(t *testing.T, pid int) {
	t.Helper()
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatalf("the child did not stop: %v, %v", status, err)
	}
}

// TestAcknowledgedMeansOnTheDisk looks at what a kill cannot show, because the system outlives the program: each commit
// waits for the disk.
func TestAcknowledgedMeansOnTheDisk(t *testing.T) {
	in := mustOpen(t, t.TempDir())
	writer, _ := in.db.Raw()
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
		var got string
		if err := writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q; %v", pragma, got, want, err)
		}
	}
}
