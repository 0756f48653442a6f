//go:build unix

package fault

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/store/sqlite"
)

// program is the whole program with its demonstration, in a process of its own, and a person who is signed in.
type program struct {
	t      *testing.T
	path   string // of the binary
	dir    string
	cmd    *exec.Cmd
	client *http.Client
	at     string // scheme, host and port
	unit   string // "/u/…/2026"
	n      int
}

var printedAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

func newProgram(t *testing.T) *program {
	t.Helper()
	p := &program{t: t, dir: filepath.Join(t.TempDir(), "du-lieu")}
	p.path = filepath.Join(t.TempDir(), "mangnon")
	if out, err := exec.Command("go", "build", "-o", p.path, "../../cmd/mangnon").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	jar, _ := cookiejar.New(nil) // without a list of public suffixes it cannot fail
	p.client = &http.Client{Jar: jar, Timeout: time.Minute}
	return p
}

func (p *program) start() {
	p.t.Helper()
	p.cmd = exec.Command(p.path, "demo", "--dir", p.dir, "--addr", "127.0.0.1:0")
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if p.at = printedAddress.FindString(lines.Text()); p.at != "" {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return
		}
	}
	p.t.Fatal("the program printed no address")
}

func (p *program) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	_ = p.cmd.Wait() // says that it was killed
}

// post sends a form, and a table as a file when there is one; at is where the answer leads.
func (p *program) post(path string, form url.Values, table string) (at string, err error) {
	p.n++
	form.Set("once", fmt.Sprint("kill-", p.n, "-", rand.Uint64()))
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name := range form {
		_ = m.WriteField(name, form.Get(name)) // a buffer takes everything
	}
	if table != "" {
		w, _ := m.CreateFormFile("tep", "danh sách.csv")
		_, _ = io.WriteString(w, table)
	}
	_ = m.Close()
	resp, err := p.client.Post(p.at+path, m.FormDataContentType(), &body)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %d", path, resp.StatusCode)
	}
	return resp.Request.URL.Path, nil
}

func (p *program) page(path string) string {
	p.t.Helper()
	resp, err := p.client.Get(p.at + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		p.t.Fatalf("%s answers %d, %v", path, resp.StatusCode, err)
	}
	return string(raw)
}

// carry presses the button of a long change until its page has another heading.
func (p *program) carry(batch, step, heading string) string {
	p.t.Helper()
	for range 400 {
		page := p.page(batch)
		if !strings.Contains(page, heading+"</h1>") {
			return page
		}
		if _, err := p.post(batch+"/"+step, url.Values{}, ""); err != nil {
			p.t.Fatal(err)
		}
	}
	p.t.Fatalf("%s does not end", step)
	return ""
}

// TestKilledInTheMiddleOfAnImport kills the program while a table of children is written, three times. Started again it goes on
// where it was, and every row is a child once.
func TestKilledInTheMiddleOfAnImport(t *testing.T) {
	const rows, kills = 600, 3
	p := newProgram(t)
	p.start()
	at, err := p.post("/dang-nhap", url.Values{"ten-dang-nhap": {"hoa.tt"}, "mat-khau": {"mang non mua he"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	p.unit = strings.Join(strings.Split(at, "/")[:4], "/")
	var table strings.Builder
	table.WriteString("Họ và tên trẻ;Ngày sinh;Giới tính;Họ tên mẹ\n")
	for i := range rows {
		word := string([]rune("BCDGHKLMNPQRSTVX")[i%16]) + string([]rune("aeiou")[i/16%5]) + string([]rune("chmnpt")[i/80%6])
		fmt.Fprintf(&table, "Thử %s %s;%d/%d/%d;Nam;Mẹ Của %s %s\n", word, strings.Repeat("I", 1+i%4), 1+i%28, 1+i/28%12, 2014+i%9, word, strings.Repeat("V", 1+i%3))
	}
	batch, err := p.post(p.unit+"/nhap-tre-em", url.Values{}, table.String())
	if err != nil {
		t.Fatal(err)
	}
	p.carry(batch, "xem", "Đang xem từng dòng")
	if _, err := p.post(batch+"/quyet", url.Values{"chon": {"them"}, "chac": {"1"}}, ""); err != nil {
		t.Fatal(err)
	}
	before, done := p.children(), 0
	for range kills {
		ended := make(chan struct{})
		go func() {
			_, _ = p.post(batch+"/ghi", url.Values{}, "") // cut off
			close(ended)
		}()
		for since := time.Now(); p.passed(batch) <= done && time.Since(since) < 20*time.Second; {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond)
		p.kill()
		<-ended
		done = p.children() - before
		t.Logf("killed with %d of %d written", done, rows)
		p.start()
	}
	if _, err := p.post(batch+"/ghi", url.Values{}, ""); err != nil {
		t.Log(err) // all was written already
	}
	if done == 0 {
		t.Error("no kill came in the middle")
	}
	receipt := p.carry(batch, "ghi", "Đang ghi vào sổ")
	if !strings.Contains(receipt, "Biên nhận</h1>") {
		t.Error("no receipt at the end")
	}
	p.kill()
	if n := p.children() - before; n != rows {
		t.Errorf("%d children for %d rows", n, rows)
	}
}

var passedWords = regexp.MustCompile(`Đã qua (\d+)/`)

// passed is how many rows of an import were looked at for the last time.
func (p *program) passed(batch string) (n int) {
	p.t.Helper()
	if m := passedWords.FindStringSubmatch(p.page(batch)); m != nil {
		n, _ = strconv.Atoi(m[1]) // digits
	}
	return n
}

// children counts those of the database as it lies on the disk.
func (p *program) children() (n int) {
	p.t.Helper()
	db, err := sqlite.Open(p.t.Context(), filepath.Join(p.dir, "mangnon.db"), sqlite.Options{})
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	_, reader := db.Raw()
	if err := reader.QueryRowContext(p.t.Context(), "SELECT COUNT(*) FROM child").Scan(&n); err != nil {
		p.t.Fatal(err)
	}
	return n
}
