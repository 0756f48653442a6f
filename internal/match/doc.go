// Package match finds the records of a register of children as people type them, asks before one is written a second time, and
// keeps the list of those that may be written twice.
//
// It holds an index of all units in memory (package linkage), which follows the database: before each answer it takes over what
// was committed since, so a child that was just saved is found at once, whichever process saved it. The index proposes; what is
// shown is read from the store, for the reader who asks, so scope and rights are the store's.
package match
