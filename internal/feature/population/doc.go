// Package population compares the register of children with the population base, as the cleaning of the children's data asks for
// it: the commune goes through its list, the police compare it and confirm personal numbers, the commune brings what was confirmed
// into its register (the procedure in four steps of Bình Thuận, 12/09/2022, under QĐ 06/QĐ-TTg of 06/01/2022, Đề án 06).
//
// A check takes a list of the police, finds the child of each row, shows what differs side by side and writes what an officer
// accepts through the register's own Edit. What is only with us goes back to the police, what is only with them can be added.
// Nothing is accepted by itself: a civil status paper may say otherwise than the base, and then the base is wrong.
//
// Rows of a check are personal data of people some of whom are not in the register. They are seen by who keeps the register and
// nobody else, every page leaves a trace, and after Life they are removed; the numbers of the check stay.
package population
