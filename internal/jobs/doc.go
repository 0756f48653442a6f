// Package jobs does later, and surely, what a change owes: one table, written in the transaction that causes the work.
//
//   - A kind and a key name one piece of work. Enqueue with a key that exists does nothing, so a cause that happens twice
//     has one effect.
//   - A worker leases a job by a compare-and-set update, which holds on both engines and with several processes. A lease
//     that is not renewed ends, and another worker takes the job: a job is done at least once, and its handler must bear
//     being run again.
//   - What fails is tried again later, each time after a longer wait, and after the last attempt stays as failed until a
//     person starts it again.
//   - Periodic work has one key for each occurrence. A machine that slept does the newest missed occurrence once; a clock
//     that is set back finds the key and does nothing.
//
// The time is that of store.DB.Clock; only pauses between looks at the table use the machine's clock.
package jobs
