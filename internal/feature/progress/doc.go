// Package progress shows a plan, and the whole year of a unit, as progress: six numbers, who is late, which part of the plan,
// which month. It keeps nothing of its own: what it shows are the counts of dated work that another feature makes.
package progress
