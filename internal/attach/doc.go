// Package attach keeps the files that people add to records and shows them again: a picture loses everything that tells where
// and when it was taken and gets a small one beside it, every file is served so that nothing in it can act in a page.
package attach
