package storetest

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

var (
	skipped  atomic.Int64
	endMutex sync.Mutex
	ends     []func()
)

func atEnd(f func()) {
	endMutex.Lock()
	defer endMutex.Unlock()
	ends = append(ends, f)
}

// Main runs the tests of a package that uses this one: TestMain calls it. It stops the server, removes the templates and
// says how many tests were skipped for want of PostgreSQL.
func Main(m *testing.M) {
	code := m.Run()
	endMutex.Lock()
	for _, f := range slices.Backward(ends) {
		f()
	}
	endMutex.Unlock()
	if n := skipped.Load(); n > 0 {
		fmt.Printf("SKIPPED %d tests: PostgreSQL is not installed\n", n)
	}
	os.Exit(code)
}
