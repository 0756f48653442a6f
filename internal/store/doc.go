// Package store is the one way to the database.
//
//   - SQL is written by hand in named statements (Query, Change) that register themselves; a test runs each of them
//     through EXPLAIN on both engines.
//   - A Reader or a Tx belongs to an actor. A statement that touches a table with records of a unit carries the mark
//     {scope:alias}, which becomes a condition on the actor's unit; the value is bound here, never by a caller.
//   - Every change runs in Write, which commits only when the change left an audit row in the same transaction.
//   - A record that people edit has a version column; UpdateOne turns a stale version into errs.Conflict.
//
// The same SQL text runs on SQLite and PostgreSQL. Instants are BIGINT milliseconds since 1970 (UTC), dates are TEXT
// YYYY-MM-DD, text is NFC, keys for search and order are made in Go.
package store
