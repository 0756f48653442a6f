// Package rights answers who sees what, and why: for a person, for a piece of work, for an action. It decides nothing: it reads
// the table of rights (kernel/actor) and the posts aloud. A ward where two people know the administrator's password must be
// able to see what a new post has opened.
package rights
