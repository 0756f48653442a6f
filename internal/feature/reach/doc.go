// Package reach tells whom nobody has reached: the children who lack something that they should have at their age, and those of
// whom nobody knows whether they lack it. A list is a rule over the register of children and a day: nothing is kept, so a birthday
// moves a child from one list to another without a write. Unknown is not "no": it is counted and listed by itself.
package reach
