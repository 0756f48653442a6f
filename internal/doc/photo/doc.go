// Package photo makes pictures safe to keep: it takes out of a picture everything that says where, when and with what it was
// taken, and makes small pictures for lists. It never trusts the size that a file claims.
package photo
