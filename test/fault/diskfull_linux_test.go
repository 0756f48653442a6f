package fault

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// smallDisk names the folder on which the child mounts a small disk.
const smallDisk = "MANGNON_FAULT_SMALL_DISK"

// TestDiskFull runs itself in a process that has its own view of the mounted disks: the small disk is gone with the
// process, however it ends. Root may make such a view; others need user namespaces.
func TestDiskFull(t *testing.T) {
	if dir := os.Getenv(smallDisk); dir != "" {
		onASmallDisk(t, dir)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestDiskFull$", "-test.v")
	cmd.Env = append(os.Environ(), smallDisk+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	switch exit := (*exec.ExitError)(nil); {
	case err != nil && !errors.As(err, &exit):
		t.Skipf("full disk not tried: this system lets nobody mount a small one: %v", err)
	case err != nil:
		t.Fatalf("%s", out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("full disk not tried: %s", out)
	case !strings.Contains(string(out), "--- PASS"):
		t.Fatalf("the child ran no test:\n%s", out)
	}
}

// onASmallDisk fills a disk of 24 MB and goes on working on it.
func onASmallDisk(t *testing.T, dir string) {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("mount: %v", err)
	}
	in := mustOpen(t, dir)
	before, err := in.save(t.Context(), textOf(5000), "tệp có từ trước")
	if err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "sao-luu.zip")
	if _, err := backup.WriteFile(t.Context(), in.db, in.files, archive, nil); err != nil {
		t.Fatal(err)
	}
	ballast := fill(t, dir)

	if _, err := in.files.Put(strings.NewReader(strings.Repeat("x", 1<<20)), store.MaxFile); !errs.Is(err, errs.Full) {
		t.Errorf("an upload to a full disk: %v", err)
	}
	if _, err := in.save(t.Context(), textOf(8<<20), ""); !errs.Is(err, errs.Full) {
		t.Errorf("a change on a full disk: %v", err)
	}
	if _, err := backup.WriteFile(t.Context(), in.db, in.files, filepath.Join(dir, "sao-luu.zip"), nil); !errs.Is(err, errs.Full) {
		t.Errorf("a backup to a full disk: %v", err)
	}
	restoreToFullDisk(t, archive, dir)
	if names := strings.Join(namesIn(t, dir), " "); strings.Contains(names, "sao-luu") || strings.Contains(names, "in-") {
		t.Errorf("left behind on a full disk: %s", names)
	}
	in.mustHold(t, []string{before})

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	after, err := in.save(t.Context(), textOf(1<<20), "tệp gửi lại")
	if err != nil {
		t.Fatalf("the disk has room again: %v", err)
	}
	in.mustHold(t, []string{before, after})
	if err := in.db.Close(); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, dir).mustHold(t, []string{before, after})
}

// fill writes until not one more byte goes to the disk.
func fill(t *testing.T, dir string) (path string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return f.Name()
}

// restoreToFullDisk restores into a database that has room for its rows, and attachments that have none.
func restoreToFullDisk(t *testing.T, archive, dir string) {
	t.Helper()
	elsewhere := mustOpen(t, t.TempDir())
	files, err := store.OpenFiles(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), archive, elsewhere.db, files, nil); !errs.Is(err, errs.Full) {
		t.Errorf("a restore to a full disk: %v", err)
	}
	_, reader := elsewhere.db.Raw()
	var n int
	if err := reader.QueryRow(`SELECT COUNT(*) FROM report`).Scan(&n); err != nil || n != 0 {
		t.Errorf("the restore that failed left %d reports, %v", n, err)
	}
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		names = append(names, d.Name())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
