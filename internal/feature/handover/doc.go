// Package handover passes on what bodies answer for when they end, lose a function or are renamed, and when a whole unit goes
// into others (điều IV.9 of a plan: whoever receives the function carries on the work).
//
// An act is prepared as a draft: its lines say, by function and never by name, who receives what. A person with the right
// re-reads the preview and signs. Signing changes the organisation in one change; a background job then lets each
// directory.Estate pass on its records in small pieces, which may be stopped at any moment. What no rule can place waits for
// a person. The act can be taken back until somebody has worked on what it passed on.
//
// The rows of an act stay in the unit that passes on. The units that receive see and go on with the act.
package handover
