package register

import (
	"sync"

	"github.com/mangnon/mangnon/internal/store"
)

// variants are statements over several registers, each made once for a shape. What stands for all of them is registered with
// store.Query, for the tests that inspect statements.
type variants struct{ made sync.Map }

func (v *variants) of(shape, name string, text func() string) *store.Stmt {
	if have, ok := v.made.Load(shape); ok {
		return have.(*store.Stmt)
	}
	have, _ := v.made.LoadOrStore(shape, store.Variant(name, text()))
	return have.(*store.Stmt)
}
