package admin

import (
	"context"
	"os"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

// job makes one file while a page shows how far it is. Only its owner sees it.
type job struct {
	ID, Owner, Unit, Kind string
	Name                  string // of the file for the person
	path                  string

	mu          sync.Mutex
	done, total int
	finished    bool
	err         error
	started     time.Time
}

// jobLife is how long a finished file waits for its owner.
const jobLife = time.Hour

// files are the files being made in this process.
type files struct {
	dir string
	mu  sync.Mutex
	all map[string]*job
}

// start makes a file in the background. The work goes on when the person leaves the page, and ends with the program.
func (js *files) start(owner, unit, kind, name string, work func(ctx context.Context, path string, progress func(done, total int)) error) (*job, error) {
	js.trim()
	if err := os.MkdirAll(js.dir, 0o700); err != nil {
		return nil, err
	}
	j := &job{ID: ident.New(), Owner: owner, Unit: unit, Kind: kind, Name: name, started: time.Now()}
	j.path = js.dir + string(os.PathSeparator) + j.ID
	js.mu.Lock()
	if js.all == nil {
		js.all = map[string]*job{}
	}
	js.all[j.ID] = j
	js.mu.Unlock()
	go func() { j.end(work(context.Background(), j.path, j.progress)) }()
	return j, nil
}

func (js *files) find(id, owner, unit, kind string) (*job, error) {
	js.mu.Lock()
	defer js.mu.Unlock()
	j := js.all[id]
	if j == nil || j.Owner != owner || j.Unit != unit || j.Kind != kind {
		return nil, errs.New(errs.NotFound, "Tệp này không còn. Dữ liệu gốc còn nguyên; bấm tạo lại.")
	}
	return j, nil
}

// trim forgets files that nobody fetched.
func (js *files) trim() {
	js.mu.Lock()
	defer js.mu.Unlock()
	for id, j := range js.all {
		if time.Since(j.started) > jobLife {
			_ = os.Remove(j.path)
			delete(js.all, id)
		}
	}
}

func (j *job) progress(done, total int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done, j.total = done, total
}

func (j *job) end(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.finished, j.err = true, err
	if err != nil {
		_ = os.Remove(j.path)
	}
}

// state is how far the job is.
func (j *job) state() (done, total int, finished bool, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.done, j.total, j.finished, j.err
}
