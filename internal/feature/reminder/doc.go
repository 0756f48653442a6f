// Package reminder tells people in time what they owe: a ladder of steps before and after the day on which work is due,
// one digest a day for each person, in the program and by mail, and words to pass on to bodies that never sign in.
//
// Where the work comes from is the business of a Source; the feature knows only its day, its title and who leads it.
package reminder
