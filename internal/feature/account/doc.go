// Package account keeps who may sign in: accounts, their dated posts in bodies, sessions, and the one-time codes by
// which a password is set. An account never holds rights; its posts do.
//
// Secrets leave this package in two places only: a session's token in a cookie and a one-time code on the page that
// gives it. The database holds their digests; the history, the log and addresses hold neither.
package account
