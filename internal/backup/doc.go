// Package backup takes the data out of the program and puts it back.
//
// Write makes an archive of the whole installation that belongs to no engine: what a SQLite database gave, a PostgreSQL
// database takes, and the other way round. It is a ZIP of
//
//	tables/<table>.jsonl   one row a line, a JSON array of the columns in the order of the manifest
//	files/<sha-256>        the attachments, each once
//	manifest.json          what is in the archive, with a hash of everything; written last
//
// The archive holds password hashes and everything that the units keep confidential: WriteFile makes it readable to its
// owner only. Sessions, one-time codes and the keys of sent forms are left out: they are of use to nobody on another
// day, except to someone who should not have them. After a restore everybody signs in again.
//
// Export is for people: the data of one unit as a workbook, as CSV and as the files themselves, to be read without any
// program of ours.
package backup
