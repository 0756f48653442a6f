//go:build unix

package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// pgServer is a PostgreSQL that lives as long as the test process, in a temporary folder, on a socket of its own.
type pgServer struct {
	dir  string
	conn *sql.DB
	n    atomic.Int64
}

var server = sync.OnceValues(startServer)

func startServer() (*pgServer, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mangnon-pg-")
	if err != nil {
		return nil, err
	}
	atEnd(func() { _ = os.RemoveAll(dir) })
	cred, err := credential(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	run := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir = dir
		c.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
		return c
	}
	if out, err := run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	args := []string{"-D", data, "-k", dir, "-h", "", "-c", "max_connections=200"}
	if os.Getenv("MANGNON_POSTGRES_DURABLE") == "" { // a benchmark may want the cost of a real commit
		args = append(args, "-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	srv := run("postgres", args...)
	if err := srv.Start(); err != nil {
		return nil, err
	}
	atEnd(func() {
		_ = srv.Process.Signal(syscall.SIGQUIT)
		_ = srv.Wait()
	})
	s := &pgServer{dir: dir}
	if s.conn, err = sql.Open("pgx", s.url("postgres")); err != nil {
		return nil, err
	}
	atEnd(func() { _ = s.conn.Close() })
	for range 100 {
		if err = s.conn.Ping(); err == nil {
			return s, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, fmt.Errorf("server did not answer: %w", err)
}

// binaries finds initdb and postgres: Debian keeps them out of PATH.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if p, err := exec.LookPath("initdb"); err == nil {
		found = append(found, p)
	}
	if len(found) == 0 {
		return "", errors.New("initdb not found")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// credential is the account under which the server runs: it refuses to run as root.
func credential(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no change of account is needed
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

func (s *pgServer) url(db string) string {
	return "postgres:///" + db + "?user=postgres&host=" + url.QueryEscape(s.dir)
}

func (s *pgServer) nextName() string { return fmt.Sprintf("t%d", s.n.Add(1)) }

func (s *pgServer) admin(stmt string) error {
	_, err := s.conn.ExecContext(context.Background(), stmt)
	return err
}
