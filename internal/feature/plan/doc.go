// Package plan turns a plan document into work: the text as it stands, the tasks, standing duties and report duties read
// from it, the bodies that owe them, and what those bodies have done.
//
// The reading itself is internal/planread; this package keeps what a person confirmed.
package plan
