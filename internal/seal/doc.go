// Package seal makes the history one that can be trusted: it chains the committed rows of the history (store.AuditLog) and
// of the log of reads (store.TraceLog), and tells where the chain is broken.
//
//   - Writers know nothing of the chain. They leave the id of each row in seal_wait, in the row's own transaction; so a row
//     that commits late, or under a clock that was set back, is found like any other, exactly once.
//   - The sealer (Chain.Run) takes what waits a few times a second, outside every writer's transaction. Its update of
//     seal_state names the end of the chain that it continues: of two sealers at once, one finds another end and begins again.
//   - A link hashes the link before it, its own place, and the row in a form with a version (canon.go). The values of a row
//     enter by a salted digest, so that they can be erased by law while the fact and the chain stay (empty.go).
//   - Verify walks the chain on all processors. Whoever can write the database can write a whole new chain; what they cannot
//     write is a head that was given away (head.go).
//
// Decision 14 says why.
package seal
