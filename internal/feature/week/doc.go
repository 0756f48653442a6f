// Package week is the leader's page: one sheet a week that says where the year's work stands, what has changed since last
// week and what a leader must decide.
//
// An edition is made once for a unit and a Monday and never changes: its figures are those of its morning. What the leader
// decided stands beside it. The same page is HTML, exactly one A4 sheet of PDF, a page on a telephone behind a link with a
// PIN, and a paragraph for a message. It names bodies and work, never a child.
//
// Where the figures come from, and how a decision becomes part of the work, is the business of Work.
package week
