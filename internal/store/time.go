package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Instant is a moment as the database keeps it: milliseconds since 1970. The zero Instant is "not yet".
type Instant struct{ time.Time }

// Now is the present to the millisecond.
func Now() Instant { return Instant{time.UnixMilli(time.Now().UnixMilli()).UTC()} }

// Value stores milliseconds, 0 for the zero Instant.
func (i Instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return int64(0), nil
	}
	return i.UnixMilli(), nil
}

// Scan reads what Value stored.
func (i *Instant) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok {
		return fmt.Errorf("store: cannot read %T as an instant", src)
	}
	*i = Instant{}
	if ms != 0 {
		i.Time = time.UnixMilli(ms).UTC()
	}
	return nil
}
