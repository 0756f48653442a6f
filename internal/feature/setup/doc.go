// Package setup turns an empty installation into one that works: a locality of the catalogue, its bodies, and the first
// person who may sign in. It is open only until that is done, and only to whoever has the code that the program printed on
// the console of the machine.
package setup
