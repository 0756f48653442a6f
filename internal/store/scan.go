package store

import (
	"database/sql"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// columnsOf maps column names to the index path of the struct field that takes them: the tag db:"name". Embedded
// structs are flattened.
var fieldCache sync.Map // reflect.Type → map[string][]int

func fieldsOf(t reflect.Type) map[string][]int {
	if have, ok := fieldCache.Load(t); ok {
		return have.(map[string][]int)
	}
	m := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		if name, ok := f.Tag.Lookup("db"); ok {
			m[name] = f.Index
		}
	}
	fieldCache.Store(t, m)
	return m
}

var scanner = reflect.TypeFor[sql.Scanner]()

// scanAll reads all rows into values of T: a struct with db tags, or a single value.
func scanAll[T any](name string, rows *sql.Rows) (out []T, err error) {
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	t := reflect.TypeFor[T]()
	single := t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() || reflect.PointerTo(t).Implements(scanner)
	if single && len(cols) != 1 {
		return nil, fmt.Errorf("store: %s gives %d columns for one %s", name, len(cols), t)
	}
	paths := make([][]int, len(cols))
	if !single {
		fields := fieldsOf(t)
		for i, c := range cols {
			path, ok := fields[c]
			if !ok {
				return nil, fmt.Errorf("store: %s: %s has no field for column %q", name, t, c)
			}
			paths[i] = path
		}
	}
	dest := make([]any, len(cols))
	for rows.Next() {
		var v T
		rv := reflect.ValueOf(&v).Elem()
		for i := range dest {
			if single {
				dest[i] = &v
			} else {
				dest[i] = rv.FieldByIndex(paths[i]).Addr().Interface()
			}
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, fmt.Errorf("store: %s: %w", name, err)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
