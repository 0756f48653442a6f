// Package account keeps who may sign in: accounts, their dated posts in bodies, sessions, and the one-time codes by
// which a password is set. An account never holds rights; its posts do.
package account
