// Package register is the engine of the lists that two thirds of a plan consist of: keep a list, act on it, prove it, count it.
//
// A register is a Go value, a Declaration: its fields, its states, who may move a record from one to another, its columns,
// filters and orders. New turns it into a Register: SQL on one table with a real column a field, pages, files, history. What
// a declaration cannot say, its feature writes as a page of its own beside the generated ones.
//
// # Fields
//
// Every kind of field is one file and reads, keeps and shows its answers in one way only, so that what a form, a pasted
// table, an import and a request of another program bring is judged by the same words. An answer travels as Value, the
// columns of the field as the database keeps them; people see and type its text.
//
// # Map
//
// A register with a Pin has a map beside its list, drawn by the server and made to move by a script: one order, one set of
// numbers and glyphs, the same filters. It shows a commune and its neighbours (package outline), and nothing of others.
//
// # Time
//
// Whatever changes state does so by a Move, in the history, by a person with the right for it. What changes by the calendar
// alone is declared as an Expiry and written by the program on the day, in the history too.
package register
