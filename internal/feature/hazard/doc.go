// Package hazard keeps the places where a child can come to harm: ponds, canals, open pits, bare wires. Each has somebody who
// answers for it, a measure, and a day on which it is looked at again; a measure that nobody looked at in time no longer
// counts (Luật Trẻ em 2016, Điều 54; plan section on tai nạn, thương tích, đuối nước).
package hazard
