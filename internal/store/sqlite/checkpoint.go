package sqlite

import (
	"context"
	"database/sql"
	"time"
)

// What commits leave in the write-ahead log is brought into the file beside the writer, by a connection of its own: a commit that
// has to do it makes everybody wait who writes behind it. Only a log that grows faster than that is brought in by a commit
// (https://www.sqlite.org/wal.html#ckpt).
const (
	checkpointEvery = time.Second
	checkpointPages = 16_000 // of 4 KB: at how many the writer does it after all
)

// checkpoints is the connection and its end.
type checkpoints struct {
	db   *sql.DB
	stop context.CancelFunc
	done chan struct{}
}

// keepCheckpoints begins.
func keepCheckpoints(path string, opt Options) (*checkpoints, error) {
	db, err := pool(path, opt, false)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	ctx, stop := context.WithCancel(context.Background())
	c := &checkpoints{db, stop, make(chan struct{})}
	go c.run(ctx)
	return c, nil
}

func (c *checkpoints) run(ctx context.Context) {
	defer close(c.done)
	tick := time.NewTicker(checkpointEvery)
	defer tick.Stop()
	for seen := int64(-1); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var now int64 // changes with the commits of other connections
		if err := c.db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&now); err != nil || now == seen {
			continue
		}
		var busy, log, brought int64
		// What fails here is tried again by the next tick, and told by the commit that finds the log full.
		if err := c.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &log, &brought); err == nil && log == brought {
			seen = now
		}
	}
}

// Close waits for what is under way.
func (c *checkpoints) Close() error {
	c.stop()
	<-c.done
	return c.db.Close()
}
